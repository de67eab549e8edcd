"""One look at the drop folder: what lies there, sorted into page files, sidecars and others."""

import os
import stat
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from ingest.names import belongs, is_companion, is_temporary
from ingest.settle import Look

#: Sub-folders below sub-folders: deeper is no scanner's habit but an accident.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Listing:
    """What one look found."""

    files: tuple[Look, ...]  #: page files, oldest first
    companions: tuple[Look, ...]
    not_regular: int  #: links, pipes, devices: left alone, but a person should know
    not_readable: int = 0  #: sub-folders that we may not enter

    def companions_of(self) -> dict[Look, tuple[Look, ...]]:
        """Return for each page file its sidecars."""
        by_stem: defaultdict[str, list[Look]] = defaultdict(list)
        for companion in self.companions:
            by_stem[str(PurePath(companion.name).with_suffix(""))].append(companion)
        return {
            file: (
                *by_stem.get(file.name, ()),
                *by_stem.get(str(PurePath(file.name).with_suffix("")), ()),
            )
            for file in self.files
        }


def shared(pairs: dict[Look, tuple[Look, ...]], file: Look) -> frozenset[Look]:
    """Return the sidecars of ``file`` that another page file in ``pairs`` has too."""
    return frozenset(
        companion
        for companion in pairs[file]
        for other in pairs
        if other != file and belongs(companion.name, other.name)
    )


def look_around(folder: Path) -> Listing:
    """List ``folder`` and its sub-folders; raises OSError when the folder itself is not there.

    Names a writer still holds and hidden ones are left out; links are never followed.
    """
    files: list[Look] = []
    companions: list[Look] = []
    not_regular = not_readable = 0
    for name, entry in _entries(folder, "", 0):
        if entry is None:
            not_readable += 1
            continue
        look = _look(name, entry)
        if look is None:
            not_regular += 1
        elif is_companion(name):
            companions.append(look)
        else:
            files.append(look)
    files.sort(key=lambda look: (look.mtime_ns, look.name))
    return Listing(tuple(files), tuple(companions), not_regular, not_readable)


def _entries(folder: Path, below: str, depth: int) -> Iterator[tuple[str, os.stat_result | None]]:
    """Yield names and what they are, None for a sub-folder that we may not enter."""
    with os.scandir(folder / below) as entries:
        for entry in entries:
            if is_temporary(entry.name):
                continue
            name = f"{below}/{entry.name}" if below else entry.name
            try:
                found = entry.stat(follow_symlinks=False)
                if not stat.S_ISDIR(found.st_mode):
                    yield name, found
                elif depth < _DEEPEST:
                    yield from _entries(folder, name, depth + 1)
            except PermissionError:
                yield name, None
            except OSError:
                continue  # gone since: the next look will tell


def _look(name: str, found: os.stat_result) -> Look | None:
    if not stat.S_ISREG(found.st_mode):
        return None
    return Look(name=name, size=found.st_size, mtime_ns=found.st_mtime_ns, inode=found.st_ino)
