"""Warnings that a petition's time runs out: once at half of it, once at four fifths."""

import datetime as dt

import sqlalchemy as sa

from dilekce.store import audit
from dilekce.store.audit import Deed
from dilekce.store.tables import deadline_warning, petition
from domain.lifecycle import PetitionState
from domain.record import Record, instant

#: Until it is handed on or returned, an answer is ours to see to.
_OPEN = (
    PetitionState.READING,
    PetitionState.REVIEW,
    PetitionState.SECOND_KEY,
    PetitionState.ACCEPTED,
    PetitionState.DELIVERING,
)
_AT = ((50, petition.c.half_on), (80, petition.c.nearly_on))
_AT_ONCE = 500  #: more are warned of at the next look


def columns_of(record: Record) -> dict[str, str | None]:
    """Return the columns of ``petition`` that a record's clock sets; None without a clock."""
    clock = record.get("clock") or {}
    return {"half_on": clock.get("half_on"), "nearly_on": clock.get("nearly_on")}


def warn(connection: sa.Connection, deed: Deed) -> int:
    """Write a row, and one in the trail, for each warning that is due; return how many were."""
    today = deed.at.date().isoformat()
    count = 0
    for percent, day in _AT:
        warned = sa.exists().where(
            deadline_warning.c.petition_id == petition.c.id, deadline_warning.c.percent == percent
        )
        query = sa.select(petition.c.id, petition.c.due).where(
            petition.c.state.in_(_OPEN), day <= today, ~warned
        )
        for row in connection.execute(query.order_by(petition.c.due).limit(_AT_ONCE)).all():
            key = {"petition_id": row.id, "percent": percent}
            connection.execute(deadline_warning.insert().values(**key, at=instant(deed.at)))
            told = {"percent": percent, "due": row.due}
            audit.append(connection, deed, "deadline.warned", row.id, told)
            count += 1
    return count


def counts(connection: sa.Connection, today: dt.date) -> dict[str, int]:
    """Return how many open petitions are late, and how many have passed 80 and 50 percent."""
    day, out = today.isoformat(), {}
    passed: list[sa.ColumnElement[bool]] = []
    for name, has_passed in (
        ("late", petition.c.due < day),
        ("80 %", petition.c.nearly_on <= day),
        ("50 %", petition.c.half_on <= day),
    ):
        only = (has_passed, *map(sa.not_, passed))
        query = sa.select(sa.func.count()).where(petition.c.state.in_(_OPEN), *only)
        out[name] = connection.scalar(query) or 0
        passed.append(has_passed)
    return out
