"""Admit one settled file. The order is the promise; nothing is lost whatever dies in between:

copy and hash → keep the blob, durable → commit the arrival → submit → only then remove the
original.
A death before the last step leaves the original, and admitting it again names the same arrival.
"""

import datetime as dt
import errno
import hashlib
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from domain.arrival import Arrival, Channel, Receipt, arrival_id
from domain.errors import TryLater
from ingest.names import belongs, channel_of, printable
from ingest.ports import ArrivalBook, BlobSink, Submit
from ingest.regular import open_regular
from ingest.settle import Look
from ingest.sniff import PDF_JUNK, sniff

_CHUNK = 1 << 20
#: Landings remembered: to not book one twice while its original cannot be removed, and to know the
#: owner of a late sidecar.
_REMEMBERED = 10_000
#: How long after its arrival a sidecar is believed: names repeat (``SCN_0001`` after each reset).
_LATE = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledFile:
    """A file that stopped changing, with its sidecars, all as they looked last."""

    folder: Path  #: the drop folder
    look: Look
    companions: tuple[Look, ...] = ()
    #: Sidecars another waiting file claims too: kept with this one, but not yet removed.
    shared: frozenset[Look] = frozenset()


@dataclass(frozen=True, slots=True)
class _Landing:
    """What was booked under a name."""

    arrival_id: str
    at: dt.datetime
    look: Look | None  #: while the original still stands there; None once it was removed
    companions: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """Bytes copied out of the drop folder."""

    path: Path
    sha256: str
    size: int
    head: bytes


class Admission:
    """Takes settled files into the house. ``now`` is the server's clock, time-zone aware.

    ``spool`` is a folder of ours for the copy that is hashed: what the book names by its hash are
    exactly the bytes that were kept, whatever a writer does to the original meanwhile.
    """

    def __init__(
        self,
        blobs: BlobSink,
        book: ArrivalBook,
        submit: Submit,
        *,
        spool: Path,
        now: Callable[[], dt.datetime],
        default_channel: Channel = Channel.FAX,
    ) -> None:
        self._blobs, self._book, self._submit = blobs, book, submit
        self._spool, self._now, self._default = spool, now, default_channel
        self._landed: OrderedDict[tuple[Path, str], _Landing] = OrderedDict()

    def admit(self, file: SettledFile) -> str:
        """Take the file and return its arrival id.

        Raises ``TryLater`` when the world is not ready (disk full, file busy, original cannot be
        removed): the original stays. Raises ``Unacceptable`` (``file.not_regular``) for anything
        that is no regular file: it stays too.
        """
        key = (file.folder, file.look.name)
        landing = self._landed.get(key)
        if landing is None or landing.look != file.look:
            # Book a landing once, even when its original cannot be removed for days.
            landing = _Landing(self._keep(file), self._now(), file.look, file.companions)
            self._remember(key, landing)
        for companion in file.companions:
            if companion not in landing.companions:  # came between two tries
                self._attach(landing.arrival_id, file.folder, file.look.name, companion)
        self._submit(landing.arrival_id)
        for look in (*file.companions, file.look):
            if look not in file.shared:
                _remove(file.folder, look)
        self._remember(key, replace(landing, look=None))
        return landing.arrival_id

    def adopt(self, file: SettledFile) -> bool:
        """Attach a sidecar that came late to its arrival; False when no such arrival is known."""
        owner = self._owner(file)
        if owner is None:
            return False
        self._attach(self._landed[owner].arrival_id, file.folder, owner[1], file.look)
        _remove(file.folder, file.look)
        return True

    def _attach(self, known: str, folder: Path, owner: str, companion: Look) -> None:
        with self._copied(folder, companion) as copy:
            self._blobs.put_file(copy.path, copy.sha256)
            self._book.attach(known, {_suffix(owner, companion): copy.sha256})

    def _keep(self, file: SettledFile) -> str:
        companions: dict[str, str] = {}
        for companion in file.companions:
            with self._copied(file.folder, companion) as copy:
                self._blobs.put_file(copy.path, copy.sha256)
                companions[_suffix(file.look.name, companion)] = copy.sha256
        with self._copied(file.folder, file.look) as copy:
            self._blobs.put_file(copy.path, copy.sha256)
            arrival = self._arrival(file, copy)
        self._book.record(arrival, companions)
        return arrival.id

    def _arrival(self, file: SettledFile, copy: _Copy) -> Arrival:
        return Arrival(
            id=arrival_id(copy.sha256),
            sha256=copy.sha256,
            size=copy.size,
            file_type=sniff(copy.head),
            receipt=Receipt(
                file_name=printable(PurePath(file.look.name).name),
                received_at=self._now(),
                channel=channel_of(file.look.name, self._default),
            ),
        )

    def _remember(self, key: tuple[Path, str], landing: _Landing) -> None:
        self._landed[key] = landing
        self._landed.move_to_end(key)
        if len(self._landed) > _REMEMBERED:
            self._landed.popitem(last=False)

    def _owner(self, file: SettledFile) -> tuple[Path, str] | None:
        oldest = self._now() - _LATE
        for key, landing in reversed(self._landed.items()):
            if landing.at < oldest:
                break
            if key[0] == file.folder and belongs(file.look.name, key[1]):
                return key
        return None

    @contextmanager
    def _copied(self, folder: Path, look: Look) -> Iterator[_Copy]:
        """Copy one file to the spool, hashed; raises ``TryLater`` when it changed meanwhile."""
        try:
            with (
                open_regular(folder / look.name) as reader,
                tempfile.TemporaryFile(dir=self._spool) as writer,
            ):
                digest, size, head = hashlib.sha256(), 0, b""
                while chunk := reader.read(_CHUNK):
                    digest.update(chunk)
                    writer.write(chunk)
                    size += len(chunk)
                    head = head or chunk[: PDF_JUNK + 5]
                writer.flush()
                if not _same(os.fstat(reader.fileno()), look) or size != look.size:
                    raise TryLater("source.changed", "the file changed while it was copied")
                # The copy has no name, so that a killed process leaves none behind; Linux opens it
                # by its descriptor.
                copy = Path(f"/proc/self/fd/{writer.fileno()}")
                yield _Copy(copy, digest.hexdigest(), size, head)
        except OSError as error:
            code = "disk.full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "source.copy"
            raise TryLater(code, "a file could not be copied from the drop folder") from error


def _same(now: os.stat_result, look: Look) -> bool:
    return (now.st_ino, now.st_size, now.st_mtime_ns) == (look.inode, look.size, look.mtime_ns)


def _remove(folder: Path, look: Look) -> None:
    """Remove an original unless it changed since: then it is new and will be taken as such."""
    path = folder / look.name
    try:
        if _same(path.lstat(), look):
            path.unlink()
    except FileNotFoundError:
        return  # someone tidied up before us; the bytes are kept
    except OSError as error:
        raise TryLater("source.remove", "an original cannot be removed") from error


def _suffix(owner: str, companion: Look) -> str:
    """Return what the sidecar's name adds to its owner's stem: ``.xml``, or ``.tif.xml``."""
    return printable(PurePath(companion.name).name.removeprefix(PurePath(owner).stem))[-16:]
