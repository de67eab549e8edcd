"""Databases on a throw-away PostgreSQL server."""

import pytest
import sqlalchemy as sa


def database_of(server: str | None, test: str) -> str:
    """Make an empty database for one test and return its URL; skips where there is no server."""
    if server is None:
        pytest.skip("PostgreSQL is not installed")
    name = "".join(c for c in test if c.isascii() and c.isalnum())[:40]
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'create database "{name}"'))
    engine.dispose()
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)
