"""Open the database, set SQLite's safety switches, bring the schema up to date."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dilekce.store import turns
from dilekce.store.turns import Turn
from domain.errors import Stop

#: SQLite versions from 3.7.0 to 3.51.2 can corrupt a WAL database when two connections write and
#: checkpoint at once (fixed in 3.51.3 and back-ported; see the "WAL-reset" note in its wal.html).
_WAL_FIXED = (3, 51, 3)
_WAL_BACKPORTS = {(3, 44): 6, (3, 50): 7}
#: PostgreSQL connections that one of our processes keeps; ten more may open in a rush.
_KEPT = 20


def wal_is_safe(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Say whether this SQLite library is free of the WAL corruption bug."""
    backport = _WAL_BACKPORTS.get(version[:2])
    return version >= _WAL_FIXED or (backport is not None and version[2] >= backport)


def open_database(url: str) -> sa.Engine:
    """Return an engine on ``url`` (``sqlite:///path`` or ``postgresql+psycopg://…``)."""
    if not url.startswith("sqlite"):
        # A new connection costs the server a process: those of the desk's threads are kept.
        return sa.create_engine(
            url,
            pool_size=_KEPT,
            pool_pre_ping=True,
            hide_parameters=True,
            # Compiling a list's query took ten times as long as answering it.
            connect_args={"options": "-c jit=off"},
        )
    arguments = {"timeout": 30, "check_same_thread": False}
    # Error texts end up in logs; a statement's parameters may be a citizen's data.
    engine = sa.create_engine(url, connect_args=arguments, hide_parameters=True)
    _guard_sqlite(engine)
    return engine


def _guard_sqlite(engine: sa.Engine) -> None:
    """Set pragmas on each connection and begin every transaction IMMEDIATE."""
    journal = "WAL" if wal_is_safe() else "DELETE"

    @sa.event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin transactions ourselves, below
        for pragma in (
            f"journal_mode={journal}",
            "synchronous=FULL",  # NORMAL may lose the last commits when the power goes
            "busy_timeout=30000",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        # DEFERRED would fail with "database is locked" when a reader turns writer.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def upgrade(engine: sa.Engine, to: str = "head") -> None:
    """Apply every migration that the database has not seen, up to ``to``; one machine at a time.

    Raises ``Stop`` when a newer version has upgraded it already.
    """
    config, known = _migrations(), set(revisions())
    with engine.begin() as connection:
        turns.wait_for(connection, Turn.SCHEMA)
        if set(MigrationContext.configure(connection).get_current_heads()) - known:
            raise Stop(
                "database.newer",
                "a newer version has upgraded the database: install that version here too",
            )
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def revision_of(connection: sa.Connection) -> str | None:
    """Return the revision that the database's tables are of; None where there are none of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> list[str]:
    """Return every revision that this version knows, the first first."""
    scripts = ScriptDirectory.from_config(_migrations())
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def _migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
