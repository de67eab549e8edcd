"""Hand over as a folder: record, original and checksums appear at once or not at all.

::

    <destination>/
        p-…-1-r1/                 one revision, complete as soon as it can be seen
            petition.json         the record
            original.tif          the bytes as they arrived
            petition.pdf          the petition's pages as searchable PDF/A, where it can be made
            SHA256SUMS            as ``sha256sum --check`` reads it
        .tmp-p-…-1-r1/            being written
        .handed-over/ab/p-…-1-r1  the SHA256SUMS of what was shown, kept when the reader takes it

A reader may take finished folders away at any time: what was shown once is not shown again.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from deliver.ports import Busy, Parcel, Receipt
from domain.errors import Unacceptable

_CHUNK = 1 << 20
_SUMS, _PDF = "SHA256SUMS", "petition.pdf"


class FolderDrop:
    """A directory that another program reads; it must exist, so that a lost mount is noticed."""

    def __init__(self, name: str, root: Path) -> None:
        self.name = name
        self._root = root

    def deliver(self, parcel: Parcel) -> Receipt:
        """Show the bundle and return its name and digest; a repeat returns the same.

        Raises ``Busy`` when the directory is away, full or locked, ``Unacceptable`` when
        something else stands under the bundle's name.
        """
        try:
            sums = self._hand_over(parcel)
        except OSError as error:
            full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
            why = "is full" if full else "cannot be used"
            # The error's own text names paths of this machine: only its number goes on.
            message = f"the destination's directory {why} (errno {error.errno})"
            raise Busy("delivery.folder", message) from None
        return {"folder": parcel.label, "sha256": hashlib.sha256(sums).hexdigest()}

    def _hand_over(self, parcel: Parcel) -> bytes:
        final, temp = self._root / parcel.label, self._root / f".tmp-{parcel.label}"
        mark = self._mark(parcel)
        if final.exists():
            sums = _verified(final, parcel)
            shutil.rmtree(temp, ignore_errors=True)  # of a hand that came second
        elif mark.exists() and not temp.exists():
            sums = mark.read_bytes()  # shown before, and taken by the reader
        else:
            # A mark beside an unshown folder is a killed attempt's. It goes first: alone, without
            # its folder, it would claim that the bundle was shown.
            _remove(mark)
            sums = _write(parcel, temp)
            _keep(mark, sums, self._root)
            temp.rename(final)
        _sync(self._root)
        return sums

    def _mark(self, parcel: Parcel) -> Path:
        # Spread over 256 directories: one with a million entries is slow on shares.
        spread = hashlib.sha256(parcel.label.encode()).hexdigest()[:2]
        return self._root / ".handed-over" / spread / parcel.label


def _contents(parcel: Parcel) -> dict[str, Iterable[bytes]]:
    return {
        f"original{parcel.original_suffix}": parcel.original(),
        "petition.json": [parcel.body()],
    }


def _listed(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()


def _digest(chunks: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for chunk in chunks:
        total.update(chunk)
    return total.hexdigest()


def _verified(final: Path, parcel: Parcel) -> bytes:
    """Return the sums of the bundle that stands there, when it is whole and this revision's."""
    ours = {name: _digest(chunks) for name, chunks in _contents(parcel).items()}
    found = {entry.name for entry in final.iterdir()}
    # The PDF need not come out the same of another release's libraries: the sums answer for it.
    if found - {_PDF} == {*ours, _SUMS}:
        digests = {name: _digest(_chunks(final / name)) for name in sorted(found - {_SUMS})}
        sums = (final / _SUMS).read_bytes()
        if ours.items() <= digests.items() and sums == _listed(digests):
            return sums
    raise Unacceptable("delivery.altered", "another bundle stands under the revision's name")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            yield chunk


def _write(parcel: Parcel, temp: Path) -> bytes:
    if temp.exists():
        shutil.rmtree(temp)  # a killed attempt's
    temp.mkdir(mode=0o750)
    contents, pdf = _contents(parcel), parcel.pdf()
    if pdf is not None:
        contents[_PDF] = [pdf]
    sums = _listed({name: _put(temp / name, contents[name]) for name in sorted(contents)})
    _put(temp / _SUMS, [sums])
    _sync(temp)
    return sums


def _put(path: Path, chunks: Iterable[bytes]) -> str:
    """Write a new file durably and return its SHA-256."""
    total = hashlib.sha256()
    with path.open("xb") as target:
        for chunk in chunks:
            target.write(chunk)
            total.update(chunk)
        target.flush()
        os.fsync(target.fileno())
    return total.hexdigest()


def _keep(mark: Path, content: bytes, root: Path) -> None:
    mark.parent.mkdir(parents=True, exist_ok=True)
    unfinished = mark.with_name(f".{mark.name}")
    unfinished.unlink(missing_ok=True)
    _put(unfinished, [content])
    unfinished.rename(mark)
    for folder in (mark.parent, mark.parent.parent, root):
        _sync(folder)


def _remove(mark: Path) -> None:
    if mark.exists():
        mark.unlink()
        _sync(mark.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some network shares cannot sync a directory
            raise
    finally:
        os.close(descriptor)
