"""Purge: what an administrator takes away of the house's own files."""

import time
from pathlib import Path

import sqlalchemy as sa

from dilekce.store import blob_keys
from domain.errors import Stop


def purge(database: sa.Engine, blobs_url: str, days: int) -> int:
    """Delete blobs older than ``days`` that no row names; returns how many.

    Page images before they were turned are such by-products; a run in hand may still need young
    ones, hence the age.
    """
    source = _local_blobs(blobs_url)
    with database.begin() as connection:
        needed = blob_keys.named(connection)
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
