"""What stands in the lists of destinations that pull."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from deliver.pull_ports import Offer
from dilekce.store import outbox
from dilekce.store.audit import Deed
from dilekce.store.outbox import DeliveryState
from dilekce.store.tables import delivery, delivery_attempt, petition
from domain.errors import Conflict


def after(connection: sa.Connection, destination: str, place: int, limit: int) -> Sequence[Offer]:
    """Return the destination's offers after ``place``, in their order."""
    offered_at = (
        sa.select(sa.func.max(delivery_attempt.c.at))
        .where(delivery_attempt.c.key == delivery.c.key)
        .where(delivery_attempt.c.outcome == DeliveryState.OFFERED)
        .scalar_subquery()
    )
    query = (
        sa.select(delivery, offered_at.label("offered_at"))
        .where(delivery.c.destination == destination, delivery.c.offered > place)
        .order_by(delivery.c.offered)
        .limit(limit)
    )
    return [
        Offer(
            number=row.offered,
            petition_id=row.petition_id,
            revision=row.revision,
            offered_at=dt.datetime.fromisoformat(row.offered_at),
            acknowledged_at=dt.datetime.fromisoformat(row.done_at) if row.done_at else None,
        )
        for row in connection.execute(query)
    ]


def find(
    connection: sa.Connection, destination: str, petition_id: str, revision: int
) -> Mapping[str, Any]:
    """Return the delivery's row with the petition's ``arrival_id`` and ``current`` revision.

    Raises ``Conflict`` (``revision.unknown``) when it was not offered to the destination.
    """
    query = (
        sa.select(delivery, petition.c.arrival_id, petition.c.revision.label("current"))
        .join(petition, petition.c.id == delivery.c.petition_id)
        .where(
            delivery.c.destination == destination,
            delivery.c.petition_id == petition_id,
            delivery.c.revision == revision,
            delivery.c.offered.is_not(None),
        )
    )
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Conflict("revision.unknown", "no such revision was offered to this destination")
    return dict(row)


def acknowledge(
    connection: sa.Connection, deed: Deed, row: Mapping[str, Any], reference: str
) -> dt.datetime:
    """Keep the receipt of an offer; return when it was kept first.

    Raises ``Conflict``: ``receipt.differs`` when it was acknowledged with another reference.
    """
    if row["state"] != DeliveryState.DONE:
        outbox.acknowledge(connection, deed, row["key"], {"reference": reference})
        return deed.at
    if row["receipt"] != {"reference": reference}:
        raise Conflict("receipt.differs", "the revision was acknowledged with another reference")
    return dt.datetime.fromisoformat(row["done_at"])
