"""Leases: one person has one record in hand, for a few minutes after the last sign of work.

A claim carries a token; every write on the record must bring it. Who lost the lease lost the token,
so two people never decide on one record. A lease that ran out and that nobody else took lives on
with the next sign of its holder.
"""

import datetime as dt
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dilekce.store.sight import visible_to
from dilekce.store.tables import lease, person, petition
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from domain.record import instant
from review.ports import Lease, Person
from review.roles import Right, may

#: A record on the screen, and one fetched ahead for the moment the screen is free.
SHOWN, AHEAD = dt.timedelta(minutes=5), dt.timedelta(minutes=2)
#: Under PostgreSQL a claim that met another at the same record comes back empty: it asks again.
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Held:
    """A record taken in hand."""

    petition_id: str
    token: str
    until: dt.datetime


def claim(
    connection: sa.Connection,
    by: Person,
    at: dt.datetime,
    lives: dt.timedelta,
    besides: Collection[str] = (),
) -> Held | None:
    """Take the most urgent free record, or one already in this person's hand; None: none is free.

    ``besides`` are records the person has on the screen. So nobody ever holds more than one record
    beside those.
    """
    mine = sa.select(lease.c.petition_id).join(petition, petition.c.id == lease.c.petition_id)
    own = connection.execute(
        mine.where(
            lease.c.person_id == by.id,
            lease.c.petition_id.not_in(besides),
            petition.c.state == PetitionState.REVIEW,
            _awake(at),
            visible_to(by),
        )
        .order_by(lease.c.until.desc())
        .limit(1)
    ).scalar()
    if own is not None:
        return take(connection, own, by, at, lives)
    held = Held("", secrets.token_hex(16), at + lives)
    for _ in range(_TRIES):
        for dated in (True, False):  # no deadline comes last; one ORDER BY could not use the index
            found = connection.execute(_claim(connection, held, by, at, dated=dated)).scalar()
            if found is not None:
                return Held(found, held.token, held.until)
        if connection.dialect.name != "postgresql":
            break  # SQLite lets one writer in at a time: empty is empty
    return None


def _claim(
    connection: sa.Connection, held: Held, by: Person, at: dt.datetime, *, dated: bool
) -> sa.Executable:
    """Return the one statement that finds the most urgent free record and takes it."""
    values = (sa.literal(by.id), sa.literal(instant(held.until)), sa.literal(held.token))
    first = _first_free(by, at, petition.c.id, *values, dated=dated)
    first = first.with_for_update(of=petition, skip_locked=True)
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(lease)
    new = insert.excluded
    query: sa.Executable = (
        insert.from_select(["petition_id", "person_id", "until", "token"], first)
        .on_conflict_do_update(
            index_elements=[lease.c.petition_id],
            set_={"person_id": new.person_id, "until": new.until, "token": new.token},
            where=lease.c.until <= instant(at),
        )
        .returning(lease.c.petition_id)
    )
    return query


def _first_free(
    by: Person, at: dt.datetime, *columns: sa.ColumnElement[Any], dated: bool
) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .where(
            petition.c.state == PetitionState.REVIEW,
            petition.c.due.is_not(None) if dated else petition.c.due.is_(None),
            is_open_to(by, at),
            ~sa.exists().where(lease.c.petition_id == petition.c.id, lease.c.until > instant(at)),
        )
        .order_by(petition.c.due, petition.c.created_at, petition.c.id)
        .limit(1)
    )


def first_free(connection: sa.Connection, by: Person, at: dt.datetime) -> str | None:
    """Return the record that a claim would take now, without taking it."""
    for dated in (True, False):
        query = _first_free(by, at, petition.c.id, dated=dated)
        if (found := connection.scalar(query)) is not None:
            return str(found)
    return None


def _awake(at: dt.datetime) -> sa.ColumnElement[bool]:
    return petition.c.snoozed_until.is_(None) | (petition.c.snoozed_until <= instant(at))


def is_open_to(by: Person, at: dt.datetime) -> sa.ColumnElement[bool]:
    """Return the condition that a record is not put off, nor kept from this person."""
    if may(by.role, Right.SUPERVISE):
        return _awake(at) & visible_to(by)
    return _awake(at) & petition.c.asked.is_(False) & visible_to(by)


def take(
    connection: sa.Connection, petition_id: str, by: Person, at: dt.datetime, lives: dt.timedelta
) -> Held | None:
    """Take this record with a fresh token; None when another person holds it."""
    held = Held(petition_id, secrets.token_hex(16), at + lives)
    values = {"person_id": by.id, "until": instant(held.until), "token": held.token}
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(lease)
    taken = connection.execute(
        insert.values(petition_id=petition_id, **values)
        .on_conflict_do_update(
            index_elements=[lease.c.petition_id],
            set_=values,
            where=(lease.c.person_id == by.id) | (lease.c.until <= instant(at)),
        )
        .returning(lease.c.petition_id)
    ).scalar()
    return held if taken else None


def check(connection: sa.Connection, petition_id: str, by: Person, token: str) -> None:
    """Raise ``Conflict`` unless the token is that of the person's own lease."""
    own = sa.select(lease.c.petition_id).filter_by(
        petition_id=petition_id, person_id=by.id, token=token
    )
    if connection.execute(own).first() is None:
        raise Conflict("lease.lost", "the record is no longer in this person's hand")


def renew(
    connection: sa.Connection,
    petition_id: str,
    by: Person,
    token: str,
    until: dt.datetime,
) -> None:
    """Let the lease run until then at least; raises ``Conflict`` when the token is not its own."""
    later = sa.case((lease.c.until > instant(until), lease.c.until), else_=instant(until))
    renewed = connection.execute(
        lease.update()
        .where(
            lease.c.petition_id == petition_id,
            lease.c.person_id == by.id,
            lease.c.token == token,
        )
        .values(until=later)
    ).rowcount
    if not renewed:
        raise Conflict("lease.lost", "the record is no longer in this person's hand")


def drop(
    connection: sa.Connection, petition_id: str, by: Person | None = None, token: str = ""
) -> None:
    """End the lease; with ``by`` only when it is theirs and the token its own."""
    query = lease.delete().where(lease.c.petition_id == petition_id)
    if by is not None:
        query = query.where(lease.c.person_id == by.id, lease.c.token == token)
    connection.execute(query)


def held(
    connection: sa.Connection, petition_ids: Sequence[str], by: Person, at: dt.datetime
) -> dict[str, Lease]:
    """Return the leases that run on these petitions, as ``by`` sees them."""
    rows = connection.execute(
        sa.select(lease.c.petition_id, lease.c.person_id, lease.c.until, person.c.name)
        .join(person, person.c.id == lease.c.person_id)
        .where(lease.c.petition_id.in_(petition_ids), lease.c.until > instant(at))
    )
    return {
        row.petition_id: Lease(
            row.name, dt.datetime.fromisoformat(row.until), mine=row.person_id == by.id
        )
        for row in rows
    }


def running(connection: sa.Connection, at: dt.datetime) -> int:
    """Return how many records are in somebody's hand."""
    count = sa.select(sa.func.count()).select_from(lease).where(lease.c.until > instant(at))
    return connection.scalar(count) or 0
