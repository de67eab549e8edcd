"""Which blobs the book names: what a backup must hold and no clean-up may take."""

import sqlalchemy as sa

from dilekce.store.tables import arrival, companion, page

_KEYS = (
    sa.select(arrival.c.sha256).where(arrival.c.purged_at.is_(None)),
    sa.select(companion.c.sha256),
    sa.select(page.c.image_key).where(page.c.image_key.is_not(None)),
    sa.select(page.c.read_key).where(page.c.read_key.is_not(None)),
)


def named(connection: sa.Connection) -> set[str]:
    """Return the key of every blob that a row names."""
    found: set[str] = set()
    for query in _KEYS:
        found.update(connection.execute(query.distinct()).scalars())
    return found
