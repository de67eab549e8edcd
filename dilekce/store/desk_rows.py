"""Rows of several tables put together for one screen of the desk."""

import datetime as dt
import json
from collections import defaultdict

import sqlalchemy as sa

from dilekce.store import leases, petitions, sight
from dilekce.store.audit import MACHINE
from dilekce.store.tables import audit, delivery, page, person, petition, petition_page
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from review.ports import Change, Done, Opened, PageImage, Person, Sent

#: The states of what has not left the queue. Said so, the newest others are read off the index by
#: day and no row is sorted.
_NOT_DONE = (PetitionState.READING, PetitionState.REVIEW, PetitionState.QUARANTINED)
_CHANGES = (
    "petition.corrected",
    "petition.accepted",
    "petition.returned",
    "petition.review",
    "petition.undone",
)


def opened(connection: sa.Connection, petition_id: str, by: Person, at: dt.datetime) -> Opened:
    """Return a record with its pages; raises ``Conflict`` when there is none ``by`` may see."""
    row = petitions.get(connection, petition_id, sight.visible_to(by))
    if not row["record"] or row["state"] == PetitionState.READING:
        raise Conflict("petition.unknown", "the petition is still being read")
    return Opened(
        id=petition_id,
        state=PetitionState(row["state"]),
        version=row["version"],
        record=row["record"],
        pages=page_images(connection, petition_id),
        lease=leases.held(connection, [petition_id], by, at).get(petition_id),
        last=last_change(connection, petition_id),
    )


def page_images(connection: sa.Connection, petition_id: str) -> tuple[PageImage, ...]:
    """Return the petition's pages in reading order."""
    same_page = sa.and_(
        page.c.arrival_id == petition_page.c.arrival_id, page.c.number == petition_page.c.page
    )
    rows = connection.execute(
        sa.select(petition_page, page.c.image_key, page.c.read_key, page.c.width, page.c.height)
        .join(page, same_page, isouter=True)
        .where(petition_page.c.petition_id == petition_id)
        .order_by(petition_page.c.position)
    )
    return tuple(
        PageImage(
            position=row.position,
            arrival_page=row.page,
            key=row.image_key,
            read_key=row.read_key,
            width=row.width or 0,
            height=row.height or 0,
        )
        for row in rows
    )


def last_change(connection: sa.Connection, petition_id: str) -> Change | None:
    """Return who changed the record last, and when."""
    row = connection.execute(
        sa.select(audit.c.actor, audit.c.at)
        .where(audit.c.subject == petition_id, audit.c.action.in_(_CHANGES))
        .order_by(audit.c.seq.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return Change(_name_of(connection, row.actor), dt.datetime.fromisoformat(row.at))


def _name_of(connection: sa.Connection, actor: str) -> str:
    if actor == MACHINE:
        return actor
    number = int(actor.removeprefix("user:"))
    return str(connection.execute(sa.select(person.c.name).filter_by(id=number)).scalar())


def done_rows(connection: sa.Connection, limit: int) -> list[Done]:
    """Return what left the queue with its deliveries, newest first."""
    rows = connection.execute(
        sa.select(petition)
        .where(petition.c.state.not_in(_NOT_DONE))
        .order_by(petition.c.changed_at.desc())
        .limit(limit)
    ).all()
    sent = _deliveries(connection, [row.id for row in rows])
    return [
        Done(
            id=row.id,
            state=PetitionState(row.state),
            record=row.record,
            changed_at=dt.datetime.fromisoformat(row.changed_at),
            deliveries=tuple(sent[row.id]),
        )
        for row in rows
    ]


def _deliveries(connection: sa.Connection, petition_ids: list[str]) -> dict[str, list[Sent]]:
    out: dict[str, list[Sent]] = defaultdict(list)
    query = sa.select(delivery).where(delivery.c.petition_id.in_(petition_ids))
    for row in connection.execute(query.order_by(delivery.c.revision, delivery.c.destination)):
        out[row.petition_id].append(
            Sent(
                destination=row.destination,
                state=row.state,
                attempts=row.attempts,
                done_at=dt.datetime.fromisoformat(row.done_at) if row.done_at else None,
                receipt=json.dumps(row.receipt, ensure_ascii=False) if row.receipt else None,
            )
        )
    return out
