"""Take away what retention allows: by-products of reading, and bytes of letters long closed."""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from dilekce.store import blob_keys, retention
from dilekce.store.audit import Deed
from domain.errors import Stop


def letters_over(database: sa.Engine, days: int | None, now: dt.datetime) -> list[str]:
    """Return the arrivals closed for ``days``; None keeps all."""
    if days is None:
        return []
    with database.begin() as connection:
        return retention.over(connection, now - dt.timedelta(days=days))


def let_go(database: sa.Engine, deed: Deed, days: int) -> int:
    """Name the blobs of every letter whose time is over no more; return how many letters.

    Each is asked for again in its own transaction: a hold that came meanwhile is heeded. Their
    blobs are by-products from then on.
    """
    count, before = 0, deed.at - dt.timedelta(days=days)
    for arrival_id in letters_over(database, days, deed.at):
        with database.begin() as connection:
            if retention.over(connection, before, arrival_id):
                retention.let_go(connection, deed, arrival_id)
                count += 1
    return count


def by_products(database: sa.Engine, blobs_url: str, days: int) -> Iterator[Path]:
    """Yield each blob older than ``days`` that no row names.

    Page images before they were turned are such, and all blobs of letters let go. A run in hand may
    still need young ones, and whatever is kept again is young again: hence the age.
    """
    if not blobs_url.startswith("file://"):
        raise Stop("blobs.remote", "blobs are in an object store: purge works on folders only")
    with database.begin() as connection:
        needed = blob_keys.named(connection)
    oldest = time.time() - days * 86_400  # noqa: TID251 - compared with file times
    for blob in Path(blobs_url.removeprefix("file://")).glob("??/??/*"):
        if blob.name not in needed and blob.stat().st_mtime < oldest:
            yield blob
