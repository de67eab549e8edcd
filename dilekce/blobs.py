"""Bytes kept by their SHA-256: a local folder or an S3 bucket behind one small door."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from domain.errors import Stop, TryLater

_CHUNK = 1 << 20
#: No blob's key: asked for to see whether the store answers at all.
_NOBODY = "00/00/nobody"


def _path_of(key: str) -> str:
    """Spread keys over 65,536 folders: a flat folder of millions is slow on most file systems."""
    return f"{key[:2]}/{key[2:4]}/{key}"


class Blobs:
    """Content-addressed store; a blob is never changed once written.

    ``url`` is ``file:///folder`` or ``s3://bucket/prefix``. When a put returns, the bytes survive
    a power cut: obstore renames without fsync on local disks, so we fsync file and folders.
    """

    def __init__(self, url: str) -> None:
        self._root: Path | None = None
        if url.startswith("file://"):
            self._root = Path(url.removeprefix("file://"))
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
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
        try:
            obstore.put(self._store, _path_of(key), content, mode="create")
        except AlreadyExistsError:
            pass  # a put that was killed before its fsync left it: make it durable now
        except (OSError, BaseError) as error:
            raise TryLater("blobs.write", "the blob store cannot be written") from error
        self._make_durable(key)
        return key

    def put_file(self, path: Path, sha256: str) -> None:
        """Keep the bytes of ``path``, whose hash the caller has computed; durable on return."""
        try:
            with path.open("rb") as source:
                obstore.put(self._store, _path_of(sha256), source, mode="create")
        except AlreadyExistsError:
            pass
        except (OSError, BaseError) as error:
            raise TryLater("blobs.write", "the blob store cannot be written") from error
        self._make_durable(sha256)

    def _make_durable(self, key: str) -> None:
        if self._root is None:
            return
        file = self._root / _path_of(key)
        os.utime(file)  # wanted again: `purge` goes by age
        for path in (file, file.parent, file.parent.parent, self._root):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def get(self, key: str) -> bytes:
        """Return the blob's bytes; raises ``TryLater`` when the store cannot give them."""
        try:
            return bytes(obstore.get(self._store, _path_of(key)).bytes())
        except (OSError, BaseError) as error:
            raise TryLater("blobs.read", "a blob cannot be read") from error

    def chunks(self, key: str) -> Iterator[bytes]:
        """Yield the blob's bytes piece by piece; raises ``TryLater`` as ``get`` does."""
        try:
            for chunk in obstore.get(self._store, _path_of(key)).stream(min_chunk_size=_CHUNK):
                yield bytes(chunk)
        except (OSError, BaseError) as error:
            raise TryLater("blobs.read", "a blob cannot be read") from error

    def check(self) -> None:
        """Raise ``TryLater`` unless the store is there and may be written."""
        if self._root is not None:
            if not (self._root.is_dir() and os.access(self._root, os.R_OK | os.W_OK | os.X_OK)):
                raise TryLater("blobs.away", "the blob folder is missing or cannot be written")
            return
        try:
            obstore.head(self._store, _NOBODY)
        except FileNotFoundError:
            pass  # it answered
        except (OSError, BaseError) as error:
            raise TryLater("blobs.away", "the blob store does not answer") from error

    def copy_to(self, key: str, path: Path) -> None:
        """Write the blob to ``path``."""
        with path.open("wb") as target:
            for chunk in self.chunks(key):
                target.write(chunk)
