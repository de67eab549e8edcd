"""How destinations fare: the circuit breaker's and the pace's values, shared by all workers.

A destination that never failed and has no pace has no row.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from deliver.breaker import Breaker, Pace
from dilekce.store import audit
from dilekce.store.audit import Deed
from dilekce.store.tables import destination
from domain.errors import Conflict
from domain.record import instant

#: How long an attempt that found its destination gone is put aside; the outbox starts none.
_ASIDE = dt.timedelta(minutes=1)


def enter(
    connection: sa.Connection, name: str, at: dt.datetime, pace: Pace | None
) -> dt.datetime | None:
    """Begin an attempt; return None when it may go, else when to ask again."""
    row = _row(connection, name)
    breaker, earliest = _breaker(row), _instant(row["earliest"]) if row else None
    entered = breaker.entered(at)
    if entered is None:
        return at + _ASIDE if breaker.gone or breaker.until is None else breaker.until
    if pace is not None:
        earliest, later = pace.passed(earliest, at)
        if later is not None:
            return later
    if entered != breaker or pace is not None:
        _write(connection, name, entered, earliest)
    return None


def worked(connection: sa.Connection, deed: Deed, name: str) -> None:
    """Note a success."""
    _change(connection, deed, name, lambda breaker: breaker.worked())


def failed(connection: sa.Connection, deed: Deed, name: str, after: float) -> None:
    """Note a failure; ``after``: the wait in seconds that the destination asked for."""
    _change(connection, deed, name, lambda breaker: breaker.failed(deed.at, name, after))


def gone(connection: sa.Connection, deed: Deed, name: str) -> None:
    """Note that the destination wants nothing any more."""
    _change(connection, deed, name, lambda breaker: replace(breaker, gone=True))


def close(connection: sa.Connection, deed: Deed, name: str) -> None:
    """Let deliveries go to it again, by a person's word; raises ``Conflict`` when they do."""
    if _breaker(_row(connection, name)) == Breaker():
        raise Conflict("destination.closed", "nothing keeps deliveries from this destination")
    _change(connection, deed, name, lambda _breaker: Breaker())


def all_of(connection: sa.Connection, names: Iterable[str]) -> dict[str, Breaker]:
    """Return the breaker of each destination, by name."""
    rows = connection.execute(sa.select(destination)).mappings()
    known = {row["name"]: _breaker(dict(row)) for row in rows}
    return {name: known.get(name, Breaker()) for name in sorted({*names, *known})}


def _change(
    connection: sa.Connection, deed: Deed, name: str, change: Callable[[Breaker], Breaker]
) -> None:
    row = _row(connection, name)
    breaker = _breaker(row)
    after = change(breaker)
    if after == breaker:
        return
    _write(connection, name, after, _instant(row["earliest"]) if row else None)
    states = breaker.state(deed.at), after.state(deed.at)
    if states[0] is not states[1]:
        told = {"from": states[0], "to": states[1]}
        audit.append(connection, deed, "destination.changed", name, told)


def _row(connection: sa.Connection, name: str) -> Mapping[str, Any] | None:
    # Four attempts may end at once: each must count the others' failures.
    query = sa.select(destination).filter_by(name=name).with_for_update()
    row = connection.execute(query).mappings().first()
    return dict(row) if row else None


def _write(
    connection: sa.Connection, name: str, breaker: Breaker, earliest: dt.datetime | None
) -> None:
    values = {
        "failures": breaker.failures,
        "until": instant(breaker.until) if breaker.until else None,
        "gone": breaker.gone,
        "earliest": earliest.isoformat(timespec="milliseconds") if earliest else None,
    }
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(destination)
    written = insert.values(name=name, **values)
    connection.execute(written.on_conflict_do_update(index_elements=["name"], set_=values))


def _breaker(row: Mapping[str, Any] | None) -> Breaker:
    if row is None:
        return Breaker()
    return Breaker(row["failures"], _instant(row["until"]), row["gone"])


def _instant(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
