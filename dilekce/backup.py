"""Copy the house while it works: database, blobs and promoted models, with a manifest.

::

    <folder>/
        manifest.json               what the copy holds; written last, so that it never lies
        blobs.txt                   every blob that the copied database names
        database/<time>-….db|.dump  SQLite's own copy, or PostgreSQL's dump
        blobs/ab/cd/abcd…           kept from one backup to the next: only new ones are copied
        models/                     confidences made by `dilekce retrain`

The database is copied first: each blob it names was durable before the row that names it. A backup
that dies half-way leaves the one before it whole. Once the manifest stands, blobs that it does not
need are removed, so what is purged leaves the backups as well. The engine's database is not copied:
what is unfinished is begun anew from ours.
"""

import datetime as dt
import fcntl
import hashlib
import json
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dilekce import __version__
from dilekce.blobs import LOST, Blobs, path_of
from dilekce.durable import sync
from dilekce.store import blob_keys, snapshot
from dilekce.store.database import revision_of
from dilekce.store.tables import audit
from domain.errors import Stop, TryLater

FORMAT = "dilekce.backup/1"
MANIFEST, KEYS = "manifest.json", "blobs.txt"
_ENDINGS = {"sqlite": ".db", "postgresql": ".dump"}


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds."""

    blobs: int
    copied: int  #: of these, not there before
    missing: tuple[str, ...]  #: named by the database; lost or damaged where the product keeps them


def back_up(
    database: sa.Engine, blobs: Blobs, models: Path, folder: Path, now: dt.datetime
) -> Made:
    """Bring ``folder`` up to date. Raises ``Stop`` when another backup is writing there."""
    with _alone(folder):
        name = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"  # never that of the one before
        file = folder / "database" / f"{name}{_ENDINGS[database.dialect.name]}"
        file.parent.mkdir(exist_ok=True)
        copied = 0
        for _attempt in range(2):
            with snapshot.taken(database, file) as connection:
                about, keys = _about(connection), sorted(blob_keys.named(connection))
            new, missing = _copy_blobs(blobs, keys, folder / "blobs")
            copied += new
            if not missing:
                break  # else somebody purged between the two copies: once more
        held = [key for key in keys if key not in missing]
        about |= {"made_at": now.isoformat(timespec="seconds"), "missing": sorted(missing)}
        _write_manifest(folder, file, about, held, models)
        _tidy(folder, file, set(held))
    return Made(len(held), copied, tuple(sorted(missing)))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop("backup.busy", "another backup is writing to this folder") from None
        yield


def _about(connection: sa.Connection) -> dict[str, Any]:
    """Return what a restored database must show again: its schema and the trail's end."""
    last = connection.execute(
        sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
    ).first()
    return {
        "format": FORMAT,
        "version": __version__,
        "kind": connection.dialect.name,
        "schema": revision_of(connection),
        "trail": {"rows": last.seq if last else 0, "hash": last.hash if last else None},
    }


def _copy_blobs(blobs: Blobs, keys: Iterable[str], folder: Path) -> tuple[int, set[str]]:
    """Copy what ``folder`` lacks; return how many were copied, and which could not be."""
    copied, missing, touched = 0, set(), {folder}
    for key in keys:
        target = folder / path_of(key)
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if fetch(blobs, key, target):
            touched |= {target.parent, target.parent.parent}
            copied += 1
        else:
            missing.add(key)
    for parent in touched:
        if parent.exists():
            sync(parent)
    return copied, missing


def fetch(blobs: Blobs, key: str, target: Path) -> bool:
    """Write a blob to ``target``, durable; False when it is lost or its bytes are others."""
    part = target.with_suffix(".part")
    try:
        blobs.copy_to(key, part)
        sync(part)
        part.replace(target)
    except TryLater as error:
        if error.code not in LOST:
            blobs.check()  # a store that is away altogether lost nothing
        return False
    finally:
        part.unlink(missing_ok=True)
    return True


def _write_manifest(
    folder: Path, file: Path, about: Mapping[str, Any], held: Iterable[str], models: Path
) -> None:
    _write(folder / KEYS, "".join(f"{key}\n" for key in held))
    files = [file, folder / KEYS, *_copy_models(models, folder / "models")]
    sums = {str(path.relative_to(folder)): sha256_of(path) for path in files}
    content = {**about, "database": str(file.relative_to(folder)), "sha256": sums}
    sync(file)
    sync(file.parent)
    _write(folder / MANIFEST, json.dumps(content, indent=1) + "\n")


def _copy_models(models: Path, folder: Path) -> list[Path]:
    if not models.is_dir():
        return []
    folder.mkdir(exist_ok=True)
    copies = []
    for model in sorted(p for p in models.iterdir() if p.is_file()):
        copies.append(folder / model.name)
        shutil.copyfile(model, copies[-1])
        sync(copies[-1])
    sync(folder)
    return copies


def sha256_of(path: Path) -> str:
    """Return the hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(content, "utf-8")
    sync(part)
    part.replace(path)
    sync(path.parent)


def _tidy(folder: Path, database: Path, held: set[str]) -> None:
    for former in database.parent.iterdir():
        if former != database:
            former.unlink()
    for blob in folder.glob("blobs/??/??/*"):
        if blob.name not in held:
            blob.unlink()
