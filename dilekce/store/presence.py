"""Which roles of which processes are alive: each writes a row every few seconds.

Times are the database's: the machines' own clocks may differ, and that is told separately.
"""

import datetime as dt
import hashlib
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog

from dilekce import clock
from dilekce.store.tables_of_keeping import presence
from domain.record import instant

_log = structlog.get_logger()
_EVERY = 10.0  #: seconds between two rows of one role
_FORGOTTEN = dt.timedelta(days=7)  #: who was silent so long was taken out of service
WATCH, UPLOADS, WORK = "watch", "uploads", "work"
WATCHERS = (WATCH, UPLOADS)


def name_of(home: Path) -> str:
    """Return the name of a home among all machines: the same with each start, and no path."""
    digest = hashlib.sha256(str(home.absolute()).encode()).hexdigest()
    return f"{socket.gethostname()[:40]}-{digest[:6]}"


@dataclass(frozen=True, slots=True)
class Seen:
    """The last sign of life of a role."""

    name: str
    role: str
    age: float  #: seconds
    facts: Mapping[str, Any]


@dataclass(slots=True)
class Presence:
    """Says that a role is alive, as often as ``beat`` is called but not oftener than it must."""

    database: sa.Engine
    name: str
    role: str
    _next: float = field(default=0.0)

    def beat(self, **facts: float) -> None:
        """Write the row; a database that is away is another's business."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY
        try:
            with self.database.begin() as connection:
                note(connection, self.name, self.role, facts)
        except sa.exc.DBAPIError as error:
            _log.warning("presence.later", error=type(error).__name__)

    def leave(self) -> None:
        """Say that the role ended as it was asked to: nobody is missed."""
        try:
            with self.database.begin() as connection:
                connection.execute(presence.delete().where(_of(self.name, self.role)))
        except sa.exc.DBAPIError as error:
            _log.warning("presence.later", error=type(error).__name__)


def note(connection: sa.Connection, name: str, role: str, facts: Mapping[str, float]) -> None:
    """Write a role's row in place of the one it had."""
    now = database_now(connection)
    old = presence.c.at < instant(now - _FORGOTTEN)
    connection.execute(presence.delete().where(_of(name, role) | old))
    row = {"name": name, "role": role, "at": instant(now), "facts": dict(facts)}
    connection.execute(presence.insert().values(**row))


def _of(name: str, role: str) -> sa.ColumnElement[bool]:
    return (presence.c.name == name) & (presence.c.role == role)


def forget_all(connection: sa.Connection) -> None:
    """Forget everybody: in a database that was brought back, none of them is here."""
    connection.execute(presence.delete())


def seen(connection: sa.Connection) -> list[Seen]:
    """Return the last sign of life of each role, by name."""
    now = database_now(connection)
    rows = connection.execute(sa.select(presence).order_by(presence.c.name, presence.c.role))
    return [
        Seen(row.name, row.role, _seconds(now, dt.datetime.fromisoformat(row.at)), row.facts)
        for row in rows
    ]


def _seconds(now: dt.datetime, then: dt.datetime) -> float:
    return max(0.0, (now - then).total_seconds())


def database_now(connection: sa.Connection) -> dt.datetime:
    """Return the database's time of day; SQLite has none of its own, so it is ours."""
    if connection.dialect.name != "postgresql":
        return clock.now()
    now: dt.datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return now.astimezone(clock.TURKIYE)
