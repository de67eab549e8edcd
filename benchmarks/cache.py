"""A folder of results that cost much to make, each under a hash of all it was made from.

Nothing in it is ever out of date: what a result rests on is part of its name, so another input has
another name. Several processes may use one folder at once.
"""

import gzip
import hashlib
import os
import threading
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cache:
    """Results by kind and key; ``images`` holds page images by name."""

    folder: Path

    @property
    def images(self) -> Path:
        """Where page images are kept; the folder exists."""
        folder = self.folder / "images"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what was put under the key, or None."""
        try:
            return gzip.decompress(self._path(kind, key).read_bytes())
        except FileNotFoundError:
            return None

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep the content, whole or not at all."""
        write_whole(self._path(kind, key), gzip.compress(content, 6, mtime=0))

    def keep_image(self, file: Path) -> str:
        """Keep a copy of an image file; return its name in ``images``, a hash of its bytes."""
        content = file.read_bytes()
        name = digest(content) + file.suffix
        if not (self.images / name).exists():
            write_whole(self.images / name, content)
        return name

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / f"{key[2:]}.gz"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that no reader ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    part.write_bytes(content)
    part.replace(path)


def digest(*parts: bytes | str) -> str:
    """Return 32 hex digits that name these parts in this order."""
    found = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        found.update(len(raw).to_bytes(8, "big"))
        found.update(raw)
    return found.hexdigest()[:32]


def sources(root: Path, *names: str) -> str:
    """Return the digest of the Python files and data under ``root`` that these names lead to."""
    files = sorted(f for name in names for f in _files(root / name))
    return digest(*(part for f in files for part in (str(f.relative_to(root)), f.read_bytes())))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return [f for f in path.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
