"""Files from the desk into the drop folder: whole or not at all, never over another file."""

import os
import secrets
import shutil
import unicodedata
from pathlib import Path
from typing import BinaryIO

from domain.arrival import Channel
from domain.errors import TryLater

_LONGEST = 100  # characters of a name; file systems take 255 bytes


class DropFolder:
    """The drop folder's door for uploads; ``folder/fax`` and ``folder/post`` name the channel."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, file_name: str, channel: Channel, content: BinaryIO) -> None:
        """Write under a temporary name the watcher skips, fsync, then give it its name."""
        target = self._folder / channel.value
        part = target / f".{secrets.token_hex(8)}.part"
        try:
            target.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as out:
                shutil.copyfileobj(content, out)
                out.flush()
                os.fsync(out.fileno())
            _name(part, target, safe_name(file_name))
        except OSError as error:
            raise TryLater("drop.write", "the drop folder cannot be written") from error
        finally:
            part.unlink(missing_ok=True)


def safe_name(file_name: str) -> str:
    """Return the last part of a name as browsers send it, of letters, digits and ``-_. `` only."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        c if unicodedata.category(c)[0] in "LN" or c in "-_. " else "_" for c in last
    ).lstrip(". ")
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        stem, suffix = kept, ""
    return f"{stem[: _LONGEST - len(suffix)] or 'belge'}{dot}{suffix[:8]}"


def _name(part: Path, folder: Path, name: str) -> None:
    """Link the file to the first free name of ``name``, ``name-2``, …: linking never overwrites."""
    plain = Path(name)
    for number in range(1, 1000):
        chosen = name if number == 1 else f"{plain.stem}-{number}{plain.suffix}"
        try:
            os.link(part, folder / chosen)
        except FileExistsError:
            continue
        return
    raise FileExistsError
