"""Leases: one person has one record in hand, for five minutes after the last sign of work."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from dilekce.store.tables import lease, person, petition
from domain.record import instant
from review.ports import Lease, Person

_LIVES = dt.timedelta(minutes=5)


def take(connection: sa.Connection, petition_id: str, by: Person, at: dt.datetime) -> bool:
    """Take or extend the lease; False when another person holds it."""
    until = instant(at + _LIVES)
    mine_or_over = sa.or_(lease.c.person_id == by.id, lease.c.until <= instant(at))
    renewed = connection.execute(
        lease.update()
        .where(lease.c.petition_id == petition_id, mine_or_over)
        .values(person_id=by.id, until=until)
    ).rowcount
    if renewed:
        return True
    try:
        with connection.begin_nested():
            values = {"petition_id": petition_id, "person_id": by.id, "until": until}
            connection.execute(lease.insert().values(**values))
    except sa.exc.IntegrityError:
        return False
    return True


def drop(connection: sa.Connection, petition_id: str, by: Person | None = None) -> None:
    """End the lease; with ``by`` only when it is theirs."""
    query = lease.delete().where(lease.c.petition_id == petition_id)
    connection.execute(query.where(lease.c.person_id == by.id) if by else query)


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


def is_free_for(by: Person, at: dt.datetime) -> sa.ColumnElement[bool]:
    """Return the condition that nobody else has the petition in hand."""
    others = sa.select(lease.c.petition_id).where(
        lease.c.person_id != by.id, lease.c.until > instant(at)
    )
    return petition.c.id.not_in(others)
