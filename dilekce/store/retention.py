"""What may be taken away when its time is over, and what may not.

Taken away are an arrival's bytes: the original, its sidecars, page images and the words read on
them. Records, counts, hashes and the trail stay. Never touched is an arrival of which one petition
is open, waits for a second look, has something to deliver, or is under a legal hold; nor is one
that was set aside.
"""

import datetime as dt

import sqlalchemy as sa

from dilekce.store import audit, blind_tasks, petitions
from dilekce.store.audit import Deed
from dilekce.store.outbox import DeliveryState
from dilekce.store.tables import (
    arrival,
    audit_sample,
    blind_task,
    companion,
    delivery,
    page,
    petition,
    petition_page,
    receipt,
)
from dilekce.store.tables_of_keeping import legal_hold
from domain.errors import Conflict
from domain.lifecycle import ArrivalState, PetitionState
from domain.record import instant

_CLOSED = (PetitionState.DELIVERED, PetitionState.RETURNED)
_TO_SEND = (DeliveryState.PENDING, DeliveryState.OFFERED)


def hold(connection: sa.Connection, deed: Deed, petition_id: str, reason: str) -> None:
    """Put a petition under a legal hold; raises ``Conflict`` when there is none, or it is so."""
    petitions.get(connection, petition_id)
    if petition_id in held(connection):
        raise Conflict("hold.there", "the petition is under a hold already")
    row = {"petition_id": petition_id, "reason": reason, "by": deed.actor, "at": instant(deed.at)}
    connection.execute(legal_hold.insert().values(**row))
    audit.append(connection, deed, "petition.held", petition_id)


def release(connection: sa.Connection, deed: Deed, petition_id: str) -> None:
    """End a legal hold; raises ``Conflict`` when there is none."""
    mine = legal_hold.c.petition_id == petition_id
    if not connection.execute(legal_hold.delete().where(mine)).rowcount:
        raise Conflict("hold.unknown", "the petition is under no hold")
    audit.append(connection, deed, "petition.released", petition_id)


def held(connection: sa.Connection) -> dict[str, str]:
    """Return the reason of each hold by petition."""
    rows = connection.execute(sa.select(legal_hold).order_by(legal_hold.c.at))
    return {row.petition_id: row.reason for row in rows}


def over(connection: sa.Connection, before: dt.datetime, only: str | None = None) -> list[str]:
    """Return the arrivals whose time is over: all closed, and nothing changed since ``before``.

    ``only`` asks about one arrival.
    """
    limit = instant(before)
    kept = sa.select(petition.c.id).where(
        petition.c.state.not_in(_CLOSED)
        | (petition.c.changed_at >= limit)
        | petition.c.id.in_(sa.select(legal_hold.c.petition_id))
        | petition.c.id.in_(
            sa.select(audit_sample.c.petition_id).where(audit_sample.c.done_at.is_(None))
        )
        | petition.c.id.in_(
            sa.select(blind_task.c.petition_id).where(blind_task.c.state != blind_tasks.SETTLED)
        )
        | petition.c.id.in_(sa.select(delivery.c.petition_id).where(delivery.c.state.in_(_TO_SEND)))
    )
    query = (
        sa.select(arrival.c.id)
        .where(
            arrival.c.state == ArrivalState.SPLIT,
            arrival.c.purged_at.is_(None),
            arrival.c.id.not_in(
                sa.select(receipt.c.arrival_id).where(receipt.c.received_at >= limit)
            ),
            arrival.c.id.not_in(sa.select(petition.c.arrival_id).where(petition.c.id.in_(kept))),
            arrival.c.id.not_in(
                sa.select(petition_page.c.arrival_id).where(petition_page.c.petition_id.in_(kept))
            ),
        )
        .order_by(arrival.c.received_at, arrival.c.id)
    )
    if only is not None:
        query = query.where(arrival.c.id == only)
    return list(connection.execute(query).scalars())


def let_go(connection: sa.Connection, deed: Deed, arrival_id: str) -> None:
    """Name none of an arrival's blobs any more, and say so in the trail."""
    mine = page.c.arrival_id == arrival_id
    named = {"image_key": None, "read_key": None}
    pages = connection.execute(page.update().where(mine).values(**named)).rowcount
    sidecars = companion.delete().where(companion.c.arrival_id == arrival_id)
    told = {"pages": pages, "sidecars": connection.execute(sidecars).rowcount}
    row = arrival.update().where(arrival.c.id == arrival_id)
    connection.execute(row.values(purged_at=instant(deed.at)))
    audit.append(connection, deed, "arrival.purged", arrival_id, told)
