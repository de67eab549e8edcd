"""Which blobs the book names: what a backup must hold and no clean-up may take."""

import sqlalchemy as sa

from dilekce.store.tables import arrival, companion, page

_COLUMNS = (arrival.c.sha256, companion.c.sha256, page.c.image_key, page.c.read_key)


def named(connection: sa.Connection) -> set[str]:
    """Return the key of every blob that a row names."""
    found: set[str] = set()
    for column in _COLUMNS:
        rows = connection.execute(sa.select(column).where(column.is_not(None)).distinct())
        found.update(rows.scalars())
    return found
