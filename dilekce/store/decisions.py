"""What people decided, kept so that it can be undone for half a minute, and counted."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from dilekce.store import audit, blind_tasks, finder, outbox, petitions, proposals
from dilekce.store.audit import Deed
from dilekce.store.tables import decision, draft, petition
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from domain.record import Record, instant
from review.ports import Person
from review.task_ports import Decided, Effort

#: How long a decision can be undone; nothing is delivered before that.
HOLD = dt.timedelta(seconds=30)
_UNDOABLE = {PetitionState.SECOND_KEY, PetitionState.ACCEPTED, PetitionState.RETURNED}
_KEPT = ("record", "unit", "due", "snoozed_until", "asked")


def before(row: Mapping[str, Any]) -> Record:
    """Return the columns of the petition's row that an undo brings back."""
    return {name: row[name] for name in _KEPT}


def keep(
    connection: sa.Connection,
    deed: Deed,
    by: Person,
    petition_id: str,
    outcome: str,
    was: Record,
    effort: Effort,
) -> dt.datetime:
    """Write the decision down; return until when it can be undone."""
    until = deed.at + HOLD
    connection.execute(
        decision.insert().values(
            petition_id=petition_id,
            person_id=by.id,
            at=instant(deed.at),
            outcome=outcome,
            undo_until=instant(until),
            before=was,
            seconds=effort.seconds,
            keys=effort.keys,
            doubted=effort.doubted,
            changed=[name.value for name in effort.changed],
        )
    )
    return until


def undo(connection: sa.Connection, deed: Deed, by: Person, petition_id: str) -> None:
    """Take the person's own last decision on the petition back; raises ``Conflict``."""
    row = connection.execute(
        sa.select(decision)
        .where(decision.c.petition_id == petition_id)
        .order_by(decision.c.id.desc())
        .limit(1)
    ).first()
    if row is None or row.person_id != by.id or row.undone_at or row.undo_until < instant(deed.at):
        raise Conflict("decision.final", "the decision can no longer be undone")
    connection.execute(
        decision.update().where(decision.c.id == row.id).values(undone_at=instant(deed.at))
    )
    _bring_back(connection, deed, petition_id, row.before)
    values = {"content": row.before["draft"], "saved_at": instant(deed.at)}
    key = {"petition_id": petition_id, "person_id": by.id}
    connection.execute(draft.insert().values(**key, **values))


def _bring_back(
    connection: sa.Connection, deed: Deed, petition_id: str, was: dict[str, Any]
) -> None:
    facts = {name: was[name] for name in _KEPT}
    row = petitions.get(connection, petition_id)
    if row["state"] == PetitionState.REVIEW:  # put off or asked: it never left
        values = facts | {"version": row["version"] + 1, "changed_at": instant(deed.at)}
        connection.execute(petition.update().filter_by(id=petition_id).values(**values))
        finder.note(connection, petition_id, facts["record"], waiting=True)
        audit.append(connection, deed, "petition.undone", petition_id)
        return
    state = PetitionState(row["state"])
    if state is PetitionState.SECOND_KEY:
        blind_tasks.withdraw(connection, petition_id)
    if state not in _UNDOABLE or not petitions.move(
        connection, deed, petition_id, state, PetitionState.REVIEW,
        version=row["version"], detail={"undone": True}, **facts,
    ):  # fmt: skip
        raise Conflict("decision.final", "the decision can no longer be undone")
    outbox.withdraw(connection, deed, petition_id)
    proposals.unsettle(connection, petition_id)


def latest(connection: sa.Connection, by: Person, limit: int) -> list[Decided]:
    """Return a person's standing decisions, newest first."""
    rows = connection.execute(
        sa.select(decision)
        .where(decision.c.person_id == by.id, decision.c.undone_at.is_(None))
        .order_by(decision.c.id.desc())
        .limit(limit)
    )
    return [
        Decided(
            petition_id=row.petition_id,
            outcome=row.outcome,
            at=dt.datetime.fromisoformat(row.at),
            undo_until=dt.datetime.fromisoformat(row.undo_until),
        )
        for row in rows
    ]
