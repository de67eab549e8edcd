"""The outbox: one row for each revision and destination, written with the acceptance.

::

    pending ──► done ◄── offered ◄── pending, where the destination pulls
       │ ▲
       ▼ │ resend (a person)
      dead

One revision of a petition is on its way at a time: it is taken up again only when no delivery of it
is pending, so that no destination receives revisions out of order.

Every move is a compare-and-set with its audit row; a move that came second changes nothing.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from deliver.breaker import LONGEST
from dilekce.store import audit, petitions
from dilekce.store.audit import Deed
from dilekce.store.claims import NOBODYS, Reach
from dilekce.store.tables import delivery, delivery_attempt, destination, petition
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from domain.record import instant
from review.ports_deliveries import DeadLetter


class DeliveryState(StrEnum):
    """States of a delivery."""

    PENDING = "pending"
    OFFERED = "offered"  #: stands in the list of a destination that pulls
    DONE = "done"
    DEAD = "dead"  #: refused, given up or withdrawn; waits for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A delivery still to be made."""

    key: str
    petition_id: str
    revision: int
    destination: str
    attempts: int  #: made so far, since the row was written or re-sent


#: Only the current revision of a petition that is on its way out may be sent.
_SENDABLE = (
    (delivery.c.petition_id == petition.c.id)
    & (delivery.c.revision == petition.c.revision)
    & petition.c.state.in_([PetitionState.ACCEPTED, PetitionState.DELIVERING])
)


def due(
    connection: sa.Connection, now: str, limit: int | None = None, reach: Reach = NOBODYS
) -> list[tuple[str, int]]:
    """Return (key, attempts so far) of pending deliveries whose time has come, oldest first.

    Only those within ``reach``, without those another machine is just looking at.
    ``now`` is an ``instant``. Those to destinations that are left in peace now are not among them.
    What is to wait for longer than anything waits was noted before the clock was set back: it is
    due.
    """
    never = instant(dt.datetime.fromisoformat(now) + LONGEST)
    left_in_peace = destination.c.gone | (
        (destination.c.until > now) & (destination.c.until <= never)
    )
    its_time = (delivery.c.next_at <= now) | (delivery.c.next_at > never)
    query = (
        sa.select(delivery.c.key, delivery.c.attempts)
        .join(petition, _SENDABLE)
        .outerjoin(destination, destination.c.name == delivery.c.destination)
        .where(delivery.c.state == DeliveryState.PENDING, its_time)
        .where(~sa.func.coalesce(left_in_peace, sa.false()))
        .where(reach.includes(delivery.c.key))
        .order_by(delivery.c.next_at, delivery.c.key)
        .limit(limit)
        .with_for_update(of=delivery, skip_locked=True)
    )
    return [(row.key, row.attempts) for row in connection.execute(query)]


def pending(connection: sa.Connection, key: str) -> Pending | None:
    """Return the delivery when it is still to be made, None when it is not."""
    query = (
        sa.select(delivery)
        .join(petition, _SENDABLE)
        .where(delivery.c.key == key, delivery.c.state == DeliveryState.PENDING)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Pending(
        key=key,
        petition_id=row.petition_id,
        revision=row.revision,
        destination=row.destination,
        attempts=row.attempts,
    )


def attempted(
    connection: sa.Connection, deed: Deed, key: str, code: str, again: dt.datetime
) -> bool:
    """Note a failed attempt and when to try ``again``; False when no longer pending."""
    if not _set(connection, key, DeliveryState.PENDING, _counted(next_at=instant(again))):
        return False
    _note(connection, deed, key, code)
    audit.append(connection, deed, "delivery.attempted", key, {"outcome": code})
    return True


def defer(connection: sa.Connection, key: str, until: dt.datetime) -> None:
    """Try a pending delivery not before ``until``; no attempt was made, so none is counted."""
    _set(connection, key, DeliveryState.PENDING, {"next_at": instant(until)})


def offer(connection: sa.Connection, deed: Deed, key: str) -> bool:
    """Put a delivery into the list its destination pulls from; False when no longer pending."""
    values = _counted(state=DeliveryState.OFFERED)
    if not _set(connection, key, DeliveryState.PENDING, values):
        return False
    # Numbers of the trail grow in the order of commits: a reader that has seen one has seen all
    # below it. Times and counters taken earlier in a transaction do not promise that.
    number = audit.append(connection, deed, "delivery.offered", key)
    _note(connection, deed, key, DeliveryState.OFFERED)
    return _set(connection, key, DeliveryState.OFFERED, {"offered": number})


def acknowledge(
    connection: sa.Connection, deed: Deed, key: str, receipt: Mapping[str, Any]
) -> None:
    """Keep the receipt of who pulled; the petition is delivered with its last delivery."""
    values = {"state": DeliveryState.DONE, "receipt": dict(receipt), "done_at": instant(deed.at)}
    if not _set(connection, key, DeliveryState.OFFERED, values):
        raise Conflict("delivery.not_offered", "the revision is not offered any more")
    audit.append(connection, deed, "delivery.done", key)
    _close_petition(connection, deed, _get(connection, key))


def done(connection: sa.Connection, deed: Deed, key: str, receipt: Mapping[str, Any]) -> bool:
    """Keep the receipt; the petition is delivered with the last of its deliveries.

    False when the delivery was no longer pending: its first receipt stands.
    """
    values = _counted(state=DeliveryState.DONE, receipt=dict(receipt), done_at=instant(deed.at))
    if not _set(connection, key, DeliveryState.PENDING, values):
        return False
    _note(connection, deed, key, DeliveryState.DONE)
    audit.append(connection, deed, "delivery.done", key)
    _close_petition(connection, deed, _get(connection, key))
    return True


def dead(connection: sa.Connection, deed: Deed, key: str, code: str) -> bool:
    """Leave the delivery to a person; False when it was no longer pending."""
    if not _set(connection, key, DeliveryState.PENDING, _counted(state=DeliveryState.DEAD)):
        return False
    _note(connection, deed, key, code)
    audit.append(connection, deed, "delivery.dead", key, {"outcome": code})
    return True


def resend(connection: sa.Connection, deed: Deed, key: str) -> None:
    """Send a dead letter again, under its old key, as if never tried.

    Raises ``Conflict`` when it is not dead, or a newer revision has taken its place.
    """
    row = _get(connection, key)
    if petitions.get(connection, row["petition_id"])["revision"] != row["revision"]:
        raise Conflict("delivery.superseded", "a newer revision has taken its place")
    values = {"state": DeliveryState.PENDING, "attempts": 0, "next_at": instant(deed.at)}
    if not _set(connection, key, DeliveryState.DEAD, values):
        raise Conflict("delivery.not_dead", "only a delivery that was given up can be sent again")
    audit.append(connection, deed, "delivery.resent", key)


def hold(connection: sa.Connection, petition_id: str, until: dt.datetime) -> None:
    """Try no pending delivery of the petition before ``until``: its acceptance can be undone."""
    connection.execute(
        delivery.update()
        .where(delivery.c.petition_id == petition_id, delivery.c.state == DeliveryState.PENDING)
        .values(next_at=instant(until))
    )


def check_none_in_hand(connection: sa.Connection, petition_id: str) -> None:
    """Raise ``Conflict`` while a revision may be on its way: the next one could overtake it."""
    query = (
        sa.select(delivery.c.key)
        .join(petition, petition.c.id == delivery.c.petition_id)
        .where(
            petition.c.id == petition_id,
            petition.c.state == PetitionState.DELIVERING,
            delivery.c.state == DeliveryState.PENDING,
        )
    )
    if connection.execute(query).first():
        raise Conflict("delivery.in_hand", "the record is being delivered; try again later")


def withdraw(connection: sa.Connection, deed: Deed, petition_id: str) -> int:
    """Give up a petition's open deliveries, when a person takes it back; return how many."""
    open_states = (DeliveryState.PENDING, DeliveryState.OFFERED)
    query = (
        sa.select(delivery.c.key, delivery.c.state)
        .where(delivery.c.petition_id == petition_id, delivery.c.state.in_(open_states))
        .order_by(delivery.c.key)
    )
    rows = connection.execute(query).all()
    for row in rows:
        values = {"state": DeliveryState.DEAD, "offered": None}
        _set(connection, row.key, DeliveryState(row.state), values)
        audit.append(connection, deed, "delivery.withdrawn", row.key)
    return len(rows)


def of_petition(connection: sa.Connection, petition_id: str) -> list[Mapping[str, Any]]:
    """Return the petition's delivery rows, by revision and destination."""
    query = sa.select(delivery).filter_by(petition_id=petition_id)
    ordered = query.order_by(delivery.c.revision, delivery.c.destination)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def dead_letters(connection: sa.Connection, limit: int | None = None) -> list[DeadLetter]:
    """Return the deliveries that wait for a person, oldest first; not those taken back."""
    tried = delivery_attempt.alias()
    last = sa.select(sa.func.max(tried.c.id)).where(tried.c.key == delivery.c.key).scalar_subquery()
    query = (
        sa.select(delivery, delivery_attempt.c.outcome, delivery_attempt.c.at)
        .join(petition, _SENDABLE)
        .join(delivery_attempt, delivery_attempt.c.id == last)
        .where(delivery.c.state == DeliveryState.DEAD)
        .order_by(delivery.c.created_at, delivery.c.key)
        .limit(limit)
    )
    return [
        DeadLetter(
            key=row.key,
            petition_id=row.petition_id,
            revision=row.revision,
            destination=row.destination,
            code=row.outcome,
            at=dt.datetime.fromisoformat(row.at),
            attempts=row.attempts,
        )
        for row in connection.execute(query)
    ]


def _counted(**values: Any) -> dict[str, Any]:
    return {"attempts": delivery.c.attempts + 1, **values}


def _set(
    connection: sa.Connection, key: str, expect: DeliveryState, values: Mapping[str, Any]
) -> bool:
    query = delivery.update().where(delivery.c.key == key, delivery.c.state == expect)
    return bool(connection.execute(query.values(**values)).rowcount)


def _note(connection: sa.Connection, deed: Deed, key: str, outcome: str) -> None:
    row = {"key": key, "at": instant(deed.at), "outcome": outcome}
    connection.execute(delivery_attempt.insert().values(**row))


def _get(connection: sa.Connection, key: str) -> Mapping[str, Any]:
    row = connection.execute(sa.select(delivery).filter_by(key=key)).mappings().first()
    if row is None:
        raise Conflict("delivery.unknown", "there is no such delivery")
    return dict(row)


def _close_petition(connection: sa.Connection, deed: Deed, row: Mapping[str, Any]) -> None:
    if connection.dialect.name == "postgresql":
        # Two destinations that finish at once must not each see the other as still open.
        held = sa.select(petition.c.id).filter_by(id=row["petition_id"]).with_for_update()
        connection.execute(held)
    open_states = (
        sa.select(sa.func.count())
        .select_from(delivery)
        .where(
            delivery.c.petition_id == row["petition_id"],
            delivery.c.revision == row["revision"],
            delivery.c.state != DeliveryState.DONE,
        )
    )
    current = petitions.get(connection, row["petition_id"])["revision"] == row["revision"]
    if current and connection.execute(open_states).scalar_one() == 0:
        petitions.move(
            connection, deed, row["petition_id"],
            PetitionState.DELIVERING, PetitionState.DELIVERED,
        )  # fmt: skip
