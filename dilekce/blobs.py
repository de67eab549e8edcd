"""Bytes kept by their SHA-256: a local folder or an S3 bucket behind one small door."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from domain.errors import Stop, TryLater, Unacceptable

_CHUNK = 1 << 20
#: Stands in the root of a local store: without it the disk is not mounted, and all blobs are away.
_MARK = ".blobs"


def _path_of(key: str) -> str:
    """Spread keys over 65,536 folders: a flat folder of millions is slow on most file systems."""
    return f"{key[:2]}/{key[2:4]}/{key}"


class Blobs:
    """Content-addressed store; a blob is never changed once written.

    ``url`` is ``file:///folder`` or ``s3://bucket/prefix``. When a put returns, the bytes survive
    a power cut: obstore renames without fsync on local disks, so we fsync file and folders.
    Bytes are checked against their key as they are read.

    Reading raises ``TryLater`` when the store cannot give anything, and ``Unacceptable`` when it
    can and this blob is missing (``blob.missing``) or changed (``blob.damaged``): restore it.
    """

    def __init__(self, url: str, *, used: bool = False) -> None:
        """``used``: it holds blobs already; raises ``Stop`` when it has never been one."""
        self._root: Path | None = None
        if url.startswith("file://"):
            self._root = Path(url.removeprefix("file://"))
            self._root.mkdir(parents=True, exist_ok=True)
            if used and not (self._root / _MARK).exists() and not any(self._root.glob("??")):
                raise Stop("blobs.away", "the blob store is empty: is its disk mounted?")
            (self._root / _MARK).touch()
            self._store: ObjectStore = LocalStore(self._root)
            self._sweep()
        elif url.startswith("s3://"):
            self._store = from_url(url)
        else:
            raise Stop("blobs.url", "blobs.url must begin with file:// or s3://")

    def _sweep(self) -> None:
        """Remove the half-written ``name#1`` files that a killed put leaves behind."""
        assert self._root is not None
        for leftover in self._root.glob("??/??/*#*"):
            leftover.unlink(missing_ok=True)

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its key; raises ``TryLater`` when the disk is full."""
        key = hashlib.sha256(content).hexdigest()
        self._put(key, content)
        return key

    def put_file(self, path: Path, sha256: str) -> None:
        """Keep the bytes of ``path``, whose hash the caller has computed; durable on return."""
        self._put(sha256, path)

    def _put(self, key: str, content: bytes | Path) -> None:
        try:
            try:
                self._write(key, content, "create")
            except AlreadyExistsError:
                # Cut off from power between name and bytes, a blob stands there empty.
                if not self._is_whole(key):
                    self._write(key, content, "overwrite")
            self._make_durable(key)
        except (OSError, BaseError) as error:
            raise TryLater("blobs.write", "the blob store cannot be written") from error

    def _write(self, key: str, content: bytes | Path, mode: Literal["create", "overwrite"]) -> None:
        if isinstance(content, bytes):
            obstore.put(self._store, _path_of(key), content, mode=mode)
            return
        with content.open("rb") as source:
            obstore.put(self._store, _path_of(key), source, mode=mode)

    def _is_whole(self, key: str) -> bool:
        try:
            for _chunk in self.chunks(key):
                pass
        except Unacceptable:
            return False
        return True

    def _make_durable(self, key: str) -> None:
        """Sync the blob; raises ``OSError`` also when its disk went away meanwhile."""
        if self._root is None:
            return
        (self._root / _MARK).stat()
        file = self._root / _path_of(key)
        os.utime(file)  # wanted again: `purge` goes by age
        for path in (file, file.parent, file.parent.parent, self._root):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def get(self, key: str) -> bytes:
        """Return the blob's bytes."""
        return b"".join(self.chunks(key))

    def chunks(self, key: str) -> Iterator[bytes]:
        """Yield the blob's bytes piece by piece; a changed one raises behind its last piece."""
        digest = hashlib.sha256()
        try:
            for chunk in obstore.get(self._store, _path_of(key)).stream(min_chunk_size=_CHUNK):
                digest.update(chunk)
                yield bytes(chunk)
        except (FileNotFoundError, NotFoundError) as error:
            if self._root is not None and not (self._root / _MARK).exists():
                raise TryLater("blobs.read", "the blob store is away") from error
            raise Unacceptable("blob.missing", "a blob is not in the store") from error
        except (OSError, BaseError) as error:
            raise TryLater("blobs.read", "a blob cannot be read") from error
        if digest.hexdigest() != key:
            raise Unacceptable("blob.damaged", "a blob's bytes are not what was kept")

    def copy_to(self, key: str, path: Path) -> None:
        """Write the blob to ``path``."""
        with path.open("wb") as target:
            for chunk in self.chunks(key):
                target.write(chunk)
