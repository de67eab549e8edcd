"""Back up and purge: what an administrator does with the house's own files."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from dilekce.store.tables import arrival, companion, page
from domain.errors import Stop


def back_up(database: sa.Engine, blobs_url: str, folder: Path) -> int:
    """Copy database and blobs to ``folder``; returns the number of new blobs.

    The database is copied first: a record never points at a blob that the copy lacks. Only the
    embedded store is copied; raises ``Stop`` for servers, which have tools of their own.
    """
    source = _local_blobs(blobs_url)
    if database.dialect.name != "sqlite":
        raise Stop("backup.server", "use pg_dump for the database and your bucket's versioning")
    folder.mkdir(parents=True, exist_ok=True)
    path = str(database.url.database)
    with closing(sqlite3.connect(path)) as live, closing(sqlite3.connect(folder / "part")) as copy:
        live.backup(copy)
    (folder / "part").replace(folder / "dilekce.db")
    copied = 0
    for blob in source.glob("??/??/*"):
        target = folder / "blobs" / blob.relative_to(source)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(blob, target.with_suffix(".part"))
            target.with_suffix(".part").replace(target)
            copied += 1
    return copied


def purge(database: sa.Engine, blobs_url: str, days: int) -> int:
    """Delete blobs older than ``days`` that no row names; returns how many.

    Page images before they were turned are such by-products; a run in hand may still need young
    ones, hence the age.
    """
    source = _local_blobs(blobs_url)
    with database.begin() as connection:
        needed = {
            key
            for column in (arrival.c.sha256, companion.c.sha256, page.c.image_key, page.c.read_key)
            for key in connection.execute(sa.select(column)).scalars()
        }
    oldest = time.time() - days * 86_400  # noqa: TID251 - compared with file times
    removed = 0
    for blob in source.glob("??/??/*"):
        if blob.name not in needed and blob.stat().st_mtime < oldest:
            blob.unlink()
            removed += 1
    return removed


def _local_blobs(url: str) -> Path:
    if not url.startswith("file://"):
        raise Stop("blobs.remote", "blobs are in an object store: use its own tools")
    return Path(url.removeprefix("file://"))
