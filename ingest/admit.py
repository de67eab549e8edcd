"""Admit one settled file. The order is the promise; nothing is lost whatever dies in between:

copy and hash → keep the blob, durable → commit the arrival → submit → only then remove the original.
A death before the last step leaves the original, and admitting it again names the same arrival.
"""

import datetime as dt
import errno
import hashlib
import os
import stat
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from domain.arrival import Arrival, Channel, Receipt, arrival_id
from domain.errors import TryLater, Unacceptable
from ingest.names import channel_of, companion_of, printable
from ingest.ports import ArrivalBook, BlobSink, Submit
from ingest.settle import Look
from ingest.sniff import PDF_JUNK, sniff

_CHUNK = 1 << 20
#: Landings remembered: to not book one twice while its original cannot be removed, and to know the
#: owner of a late sidecar.
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledFile:
    """A file that stopped changing, with its sidecars, all as they looked last."""

    folder: Path  #: the drop folder
    look: Look
    companions: tuple[Look, ...] = ()
    #: Sidecars another waiting file claims too: kept with this one, but not yet removed.
    shared: frozenset[Look] = frozenset()


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
        self._landed: OrderedDict[tuple[Path, str], tuple[Look, str]] = OrderedDict()

    def admit(self, file: SettledFile) -> str:
        """Take the file and return its arrival id.

        Raises ``TryLater`` when the world is not ready (disk full, file busy, original cannot be
        removed): the original stays. Raises ``Unacceptable`` (``file.not_regular``) for anything
        that is no regular file: it stays too.
        """
        key = (file.folder, file.look.name)
        look, known = self._landed.get(key, (None, ""))
        if look != file.look:
            known = self._keep(file)
            self._remember(key, file.look, known)
        self._submit(known)
        for companion in (*file.companions, file.look):
            if companion not in file.shared:
                _remove(file.folder, companion)
        return known

    def adopt(self, file: SettledFile) -> bool:
        """Attach a sidecar that came late to its arrival; False when no such arrival is known."""
        known = self._owner(file)
        if known is None:
            return False
        with self._copied(file.folder, file.look) as copy:
            self._blobs.put_file(copy.path, copy.sha256)
            self._book.attach(known, {_suffix(file.look): copy.sha256})
        _remove(file.folder, file.look)
        return True

    def _keep(self, file: SettledFile) -> str:
        companions: dict[str, str] = {}
        for companion in file.companions:
            with self._copied(file.folder, companion) as copy:
                self._blobs.put_file(copy.path, copy.sha256)
                companions[_suffix(companion)] = copy.sha256
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

    def _remember(self, key: tuple[Path, str], look: Look, known: str) -> None:
        self._landed[key] = (look, known)
        self._landed.move_to_end(key)
        if len(self._landed) > _REMEMBERED:
            self._landed.popitem(last=False)

    def _owner(self, file: SettledFile) -> str | None:
        for (folder, name), (_, known) in reversed(self._landed.items()):
            if folder == file.folder and companion_of(file.look.name, name):
                return known
        return None

    @contextmanager
    def _copied(self, folder: Path, look: Look) -> Iterator[_Copy]:
        """Copy one file to the spool, hashed; raises ``TryLater`` when it changed meanwhile."""
        source = _open_regular(folder / look.name)
        try:
            with (
                os.fdopen(source, "rb", buffering=0) as reader,
                tempfile.NamedTemporaryFile(dir=self._spool, prefix="admit-") as writer,
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
                yield _Copy(Path(writer.name), digest.hexdigest(), size, head)
        except OSError as error:
            code = "disk.full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "source.copy"
            raise TryLater(code, "a file could not be copied from the drop folder") from error


def _open_regular(path: Path) -> int:
    """Open without following a link and without waiting for a FIFO's other end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Unacceptable("file.not_regular", "a symbolic link is not taken") from error
        raise TryLater("source.open", "a file in the drop folder cannot be opened") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unacceptable("file.not_regular", "only regular files are taken")
    return descriptor


def _same(now: os.stat_result, look: Look) -> bool:
    return (now.st_ino, now.st_size, now.st_mtime_ns) == (look.inode, look.size, look.mtime_ns)


def _remove(folder: Path, look: Look) -> None:
    """Remove an original unless it changed since: then it is a new file and will be taken as one."""
    path = folder / look.name
    try:
        if _same(path.lstat(), look):
            path.unlink()
    except FileNotFoundError:
        return  # someone tidied up before us; the bytes are kept
    except OSError as error:
        raise TryLater("source.remove", "an original cannot be removed") from error


def _suffix(companion: Look) -> str:
    return printable(PurePath(companion.name).suffix)
