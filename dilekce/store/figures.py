"""The house in figures, counted in the tables: whichever process is asked, the answer is the same.

Counts, ages and codes only; what a label can be is known beforehand: states, codes of our own,
roles and names of the settings. With 50,000 petitions on SQLite one count costs 0.03 s of CPU.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dilekce.store import deadlines, presence
from dilekce.store.outbox import DeliveryState
from dilekce.store.presence import Seen
from dilekce.store.tables import (
    arrival,
    audit,
    decision,
    delivery,
    delivery_attempt,
    page,
    petition,
    receipt,
)
from domain.lifecycle import ArrivalState, PetitionState
from domain.record import instant

_DAY = dt.timedelta(days=1)
#: States in which somebody or something must still act: only there an age says something.
OPEN_ARRIVALS = (ArrivalState.RECEIVED, ArrivalState.READ)
OPEN_PETITIONS = (
    PetitionState.READING,
    PetitionState.REVIEW,
    PetitionState.SECOND_KEY,
    PetitionState.ACCEPTED,
    PetitionState.DELIVERING,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures at one instant; ages and times in seconds."""

    arrivals: Mapping[str, int]  #: by state
    petitions: Mapping[str, int]
    deliveries: Mapping[str, int]
    pages: Mapping[str, int]  #: by fate
    attempts: Mapping[str, int]  #: of deliveries, by how they ended
    quarantined: Mapping[str, int]  #: arrivals set aside now, by problem
    oldest_arrival: Mapping[str, float]  #: by open state, since it was received
    oldest_petition: Mapping[str, float]  #: by open state, since it was cut from its file
    oldest_reading: float  #: since the last change of a petition that a machine has in hand
    oldest_delivery: float  #: since the acceptance of what is still to be sent
    due_deliveries: int
    decisions: int
    decision_seconds: float  #: active time of people, all decisions together
    overdue: int
    last_receipt: dt.datetime | None
    came_today: int  #: arrivals within 24 hours
    quarantined_today: int  #: of these
    present: Sequence[Seen]
    drift: float  #: how far our clock is ahead of the database's
    from_future: float  #: how far the trail's newest row is ahead of our clock


def count(connection: sa.Connection, now: dt.datetime) -> Figures:
    """Count; ``now`` is our own clock."""
    since = instant(now - _DAY)
    decided = connection.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(decision.c.seconds), 0.0))
    ).one()
    came = arrival.c.received_at >= since
    aside = arrival.c.state == ArrivalState.QUARANTINED
    pending = delivery.c.state == DeliveryState.PENDING
    return Figures(
        arrivals=_by(connection, arrival.c.state),
        petitions=_by(connection, petition.c.state),
        deliveries=_by(connection, delivery.c.state),
        pages=_by(connection, page.c.fate),
        attempts=_by(connection, delivery_attempt.c.outcome),
        quarantined=_by(connection, arrival.c.problem, aside),
        oldest_arrival=_oldest(
            connection, now, arrival.c.state, arrival.c.received_at, OPEN_ARRIVALS
        ),
        oldest_petition=_oldest(
            connection, now, petition.c.state, petition.c.created_at, OPEN_PETITIONS
        ),
        oldest_reading=_age(
            connection, now, petition.c.changed_at, petition.c.state == PetitionState.READING
        ),
        oldest_delivery=_age(connection, now, delivery.c.created_at, pending),
        due_deliveries=_number(
            connection, delivery.c.key, pending, delivery.c.next_at <= instant(now)
        ),
        decisions=decided[0],
        decision_seconds=float(decided[1]),
        overdue=deadlines.counts(connection, now.date())["late"],
        last_receipt=_when(connection, receipt.c.received_at, receipt.c.id),
        came_today=_number(connection, arrival.c.id, came),
        quarantined_today=_number(connection, arrival.c.id, came, aside),
        present=presence.seen(connection),
        drift=(now - presence.database_now(connection)).total_seconds(),
        from_future=_ahead(connection, now),
    )


def _by(
    connection: sa.Connection, column: sa.Column[Any], *where: sa.ColumnElement[bool]
) -> dict[str, int]:
    query = sa.select(column, sa.func.count()).where(*where).group_by(column)
    return {str(row[0]): row[1] for row in connection.execute(query)}


def _number(
    connection: sa.Connection, column: sa.Column[Any], *where: sa.ColumnElement[bool]
) -> int:
    return connection.scalar(sa.select(sa.func.count(column)).where(*where)) or 0


def _oldest(
    connection: sa.Connection,
    now: dt.datetime,
    state: sa.Column[Any],
    since: sa.Column[Any],
    states: Sequence[str],
) -> dict[str, float]:
    return {str(s): _age(connection, now, since, state == s) for s in states}


def _age(
    connection: sa.Connection,
    now: dt.datetime,
    since: sa.Column[Any],
    where: sa.ColumnElement[bool],
) -> float:
    """Return the seconds since the earliest of those, 0 where there is none."""
    first = connection.scalar(sa.select(sa.func.min(since)).where(where))
    return max(0.0, (now - dt.datetime.fromisoformat(first)).total_seconds()) if first else 0.0


def _when(
    connection: sa.Connection, column: sa.Column[Any], order: sa.Column[Any]
) -> dt.datetime | None:
    found = connection.scalar(sa.select(column).order_by(order.desc()).limit(1))
    return dt.datetime.fromisoformat(found) if found else None


def _ahead(connection: sa.Connection, now: dt.datetime) -> float:
    newest = _when(connection, audit.c.at, audit.c.seq)
    return max(0.0, (newest - now).total_seconds()) if newest else 0.0
