"""Bytes kept by their SHA-256: a local folder or an S3 bucket behind one small door."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import obstore
from obstore.exceptions import (
    AlreadyExistsError,
    BaseError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import LocalStore, ObjectStore

from dilekce.buckets import open_bucket
from dilekce.durable import sync
from dilekce.settings import S3Settings
from domain.errors import Stop, TryLater

_CHUNK = 1 << 20
#: What a store cannot give back, however often it is asked.
LOST = frozenset({"blobs.missing", "blobs.damaged"})
#: Stands beside the blobs: where it is gone too, not a blob is missing but the whole store.
_PROBE, _PROBE_PATH = b"Dilekce keeps its blobs here.\n", "dilekce-blobs"


def path_of(key: str) -> str:
    """Spread keys over 65,536 folders: a flat folder of millions is slow on most file systems."""
    return f"{key[:2]}/{key[2:4]}/{key}"


class Blobs:
    """Content-addressed store; a blob is never changed once written.

    ``url`` is ``file:///folder`` or ``s3://bucket/prefix``. When a put returns, the bytes survive
    a power cut: obstore renames without fsync on local disks, so we fsync file and folders; a
    bucket answers once it has them. What is read is compared with its hash.
    """

    def __init__(self, url: str, s3: S3Settings | None = None) -> None:
        self._root: Path | None = None
        self._proved = False
        if url.startswith("file://"):
            self._root = Path(url.removeprefix("file://"))
            self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._store: ObjectStore = LocalStore(self._root)
            self._sweep()
        elif url.startswith("s3://"):
            self._store = open_bucket(url, s3 or S3Settings())
        else:
            raise Stop("blobs.url", "blobs must begin with file:// or s3://")

    def prove(self) -> None:
        """Keep a probe, twice; raises ``Stop`` for a wrong set-up, ``TryLater`` when away.

        The second put must be refused: whoever overwrites does not know put-if-absent.
        """
        try:
            for _time in range(2):
                obstore.put(self._store, _PROBE_PATH, _PROBE, mode="create")
        except AlreadyExistsError:
            self._proved = True
            return
        except (PermissionDeniedError, UnauthenticatedError):
            raise Stop(
                "blobs.refused", "the blob store refuses us: check its rights and the s3 keys"
            ) from None
        except FileNotFoundError:
            raise Stop("blobs.no_bucket", "the bucket of blobs is not there: make it") from None
        except (OSError, BaseError) as error:
            raise TryLater("blobs.write", "the blob store cannot be written") from error
        raise Stop(
            "blobs.overwrites", "the blob store ignores If-None-Match: it could lose letters"
        )

    def _sweep(self) -> None:
        """Remove the half-written ``name#1`` files that a killed put leaves behind."""
        assert self._root is not None
        for leftover in self._root.glob("??/??/*#*"):
            leftover.unlink(missing_ok=True)

    def put(self, content: bytes) -> str:
        """Keep ``content`` and return its key; raises ``TryLater`` when the disk is full."""
        key = hashlib.sha256(content).hexdigest()
        self._keep(key, content)
        return key

    def put_file(self, path: Path, sha256: str) -> None:
        """Keep the bytes of ``path``, whose hash the caller has computed; durable on return."""
        self._keep(sha256, path)

    def _keep(self, key: str, source: bytes | Path) -> None:
        try:
            try:
                obstore.put(self._store, path_of(key), source, mode="create")
            except AlreadyExistsError:
                # A put that was killed before its fsync left it, or it was sent before.
                if not self._is_whole(key):
                    obstore.put(self._store, path_of(key), source)
            self._make_durable(key)
        except (OSError, BaseError) as error:
            raise TryLater("blobs.write", "the blob store cannot be written") from error

    def _is_whole(self, key: str) -> bool:
        digest = hashlib.sha256()
        for chunk in self._stream(key):
            digest.update(chunk)
        return digest.hexdigest() == key

    def _make_durable(self, key: str) -> None:
        if self._root is None:
            return
        if self._proved:
            (self._root / _PROBE_PATH).stat()  # raises when its disk went away meanwhile
        file = self._root / path_of(key)
        os.utime(file)  # wanted again: `purge` goes by age
        for path in (file, file.parent, file.parent.parent, self._root):
            sync(path)

    def get(self, key: str) -> bytes:
        """Return the blob's bytes; raises ``TryLater`` as ``chunks`` does."""
        return b"".join(self.chunks(key))

    def chunks(self, key: str) -> Iterator[bytes]:
        """Yield the blob's bytes piece by piece; raises ``TryLater`` when the store cannot.

        Its code is one of ``LOST`` where asking again does not help. Damage shows after the last
        piece: until the end is reached, what was yielded is not yet to be believed.
        """
        digest = hashlib.sha256()
        try:
            for chunk in self._stream(key):
                digest.update(chunk)
                yield chunk
        except FileNotFoundError as error:
            code = "blobs.missing" if self._is_there() else "blobs.read"
            raise TryLater(code, "the blob store does not have a blob") from error
        except (OSError, BaseError) as error:
            raise TryLater("blobs.read", "a blob cannot be read") from error
        if digest.hexdigest() != key:
            raise TryLater("blobs.damaged", "a blob's bytes have changed in the blob store")

    def _is_there(self) -> bool:
        try:
            obstore.head(self._store, _PROBE_PATH)
        except (OSError, BaseError):
            return False
        return True

    def _stream(self, key: str) -> Iterator[bytes]:
        for chunk in obstore.get(self._store, path_of(key)).stream(min_chunk_size=_CHUNK):
            yield bytes(chunk)

    def check(self) -> None:
        """Raise ``TryLater`` unless the store answers and is the one that was proved."""
        if self._root is not None and not os.access(self._root, os.R_OK | os.W_OK | os.X_OK):
            raise TryLater("blobs.away", "the blob folder is missing or cannot be written")
        if not self._is_there():
            raise TryLater("blobs.away", "the blob store does not answer, or another is there")

    def copy_to(self, key: str, path: Path) -> None:
        """Write the blob to ``path``; raises ``TryLater`` as ``chunks`` does."""
        with path.open("wb") as target:
            for chunk in self.chunks(key):
                target.write(chunk)
