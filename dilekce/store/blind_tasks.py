"""Rows of values that are keyed again: asked for, taken in hand, keyed, settled."""

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa

from dilekce.store import petitions, sight
from dilekce.store.audit import MACHINE, Deed
from dilekce.store.tables import audit_sample, blind_task, petition, proposal
from domain.errors import Conflict
from domain.field import FieldName
from domain.lifecycle import PetitionState
from domain.record import Record, instant
from review.blind import TWICE, Key, Purpose, key_of, typed_by_hand
from review.corrections import fields_of
from review.ports import Person

WAITING, CONFLICT, SETTLED = "waiting", "conflict", "settled"
_LIVES = dt.timedelta(minutes=5)  # as long as a lease
#: A record that was reopened meanwhile is decided in the queue, not here.
_HANDED_ON = (PetitionState.ACCEPTED, PetitionState.DELIVERING, PetitionState.DELIVERED)
_GOES_ON = sa.or_(
    sa.and_(blind_task.c.purpose == Purpose.SECOND, petition.c.state == PetitionState.SECOND_KEY),
    sa.and_(blind_task.c.purpose == Purpose.AUDIT, petition.c.state.in_(_HANDED_ON)),
)


def ask_second(
    connection: sa.Connection, deed: Deed, petition_id: str, version: int, record: Record
) -> bool:
    """Let the record wait for a second key when a number in it was typed by hand; say if it does.

    Raises ``Conflict`` when another person changed the record first.
    """
    fields = fields_of(record)
    read = connection.execute(
        sa.select(proposal.c.value).where(
            proposal.c.petition_id == petition_id, proposal.c.field.in_(TWICE)
        )
    )
    machine = set(read.scalars())
    typed = {name: key_of(fields[name]) for name in TWICE if typed_by_hand(fields[name], machine)}
    if not typed:
        return False
    told = {"fields": [name.value for name in typed]}
    if not petitions.move(
        connection, deed, petition_id, PetitionState.REVIEW, PetitionState.SECOND_KEY,
        version=version, detail=told, record=record,
    ):  # fmt: skip
        raise Conflict("petition.changed", "the record changed meanwhile")
    revision = petitions.get(connection, petition_id)["revision"]
    _insert(connection, deed, petition_id, Purpose.SECOND, revision, typed)
    return True


def withdraw(connection: sa.Connection, petition_id: str) -> None:
    """Forget a second key that nobody has taken up: the first person took their decision back."""
    gone = connection.execute(
        blind_task.delete().where(
            blind_task.c.petition_id == petition_id,
            blind_task.c.purpose == Purpose.SECOND,
            blind_task.c.state == WAITING,
            blind_task.c.held_by.is_(None),
        )
    ).rowcount
    if not gone:
        raise Conflict("decision.final", "the decision can no longer be undone")


def _insert(
    connection: sa.Connection,
    deed: Deed,
    petition_id: str,
    purpose: Purpose,
    revision: int,
    first: Mapping[FieldName, Key],
) -> int:
    made = connection.execute(
        blind_task.insert().values(
            petition_id=petition_id,
            purpose=purpose,
            revision=revision,
            state=WAITING,
            asked_at=instant(deed.at),
            first_by=deed.actor,
            first=keys_to_json(first),
        )
    ).inserted_primary_key
    assert made is not None
    return int(made[0])


def keys_to_json(keys: Mapping[FieldName, Key]) -> dict[str, object]:
    """Return keys by the fields' names."""
    return {name.value: key.to_json() for name, key in keys.items()}


def waiting(purpose: Purpose, by: Person, at: dt.datetime) -> sa.Select[tuple[str, int | None]]:
    """Return the query of (petition id, task id) that ``by`` may take, the oldest first.

    An audit that nobody took yet has no row here, only in ``audit_sample``.
    """
    open_for_me = sa.and_(
        blind_task.c.state == WAITING, blind_task.c.first_by != by.actor, _free(by, at)
    )
    seen = sight.visible_to(by)
    if purpose is Purpose.SECOND:
        return (
            sa.select(blind_task.c.petition_id, blind_task.c.id)
            .join(petition, petition.c.id == blind_task.c.petition_id)
            .where(blind_task.c.purpose == purpose, open_for_me)
            .where(petition.c.state == PetitionState.SECOND_KEY, seen)
            .order_by(petition.c.due.is_(None), petition.c.due, blind_task.c.id)
        )
    here = sa.and_(
        blind_task.c.petition_id == audit_sample.c.petition_id, blind_task.c.purpose == purpose
    )
    return (
        sa.select(audit_sample.c.petition_id, blind_task.c.id)
        .join(petition, petition.c.id == audit_sample.c.petition_id)
        .join(blind_task, here, isouter=True)
        .where(audit_sample.c.done_at.is_(None), petition.c.state.in_(_HANDED_ON))
        .where(sa.or_(blind_task.c.id.is_(None), open_for_me), seen)
        .order_by(audit_sample.c.drawn_at, audit_sample.c.petition_id)
    )


def _free(by: Person, at: dt.datetime) -> sa.ColumnElement[bool]:
    return sa.or_(
        blind_task.c.held_by.is_(None),
        blind_task.c.held_by == by.id,
        blind_task.c.held_until <= instant(at),
    )


def take(
    connection: sa.Connection, petition_id: str, task_id: int | None, by: Person, at: dt.datetime
) -> int | None:
    """Take a task in hand, making an audit's row at its first; None when another was faster."""
    if task_id is None:
        try:
            with connection.begin_nested():
                task_id = _begin_audit(connection, petition_id, at)
        except sa.exc.IntegrityError:
            return None
    taken = connection.execute(
        blind_task.update()
        .where(blind_task.c.id == task_id, blind_task.c.state == WAITING, _free(by, at))
        .values(held_by=by.id, held_until=instant(at + _LIVES))
    ).rowcount
    return task_id if taken else None


def _begin_audit(connection: sa.Connection, petition_id: str, at: dt.datetime) -> int:
    row = petitions.get(connection, petition_id)
    fields = fields_of(row["record"])
    audited = connection.execute(
        sa.select(proposal.c.field).where(proposal.c.petition_id == petition_id)
    ).scalars()
    first = {FieldName(name): key_of(fields[FieldName(name)]) for name in audited}
    deed = Deed(at, MACHINE)
    return _insert(connection, deed, petition_id, Purpose.AUDIT, row["revision"], first)


def held(connection: sa.Connection, task_id: int, by: Person, at: dt.datetime) -> sa.RowMapping:
    """Return the task that ``by`` has in hand; raises ``Conflict``."""
    return _one(
        connection, blind_task.c.id == task_id, blind_task.c.state == WAITING,
        blind_task.c.held_by == by.id, blind_task.c.held_until > instant(at),
        sight.visible_to(by),
    )  # fmt: skip


def disputed_for(by: Person) -> sa.ColumnElement[bool]:
    """Return the condition that two differ and ``by`` is neither of them."""
    return sa.and_(
        blind_task.c.state == CONFLICT,
        blind_task.c.first_by != by.actor,
        blind_task.c.second_by != by.actor,
        sight.visible_to(by),
        _GOES_ON,
    )


def disputes(connection: sa.Connection, by: Person, limit: int) -> list[sa.RowMapping]:
    """Return what waits for a third person that ``by`` can be, the oldest first."""
    query = _with_petition().where(disputed_for(by)).order_by(blind_task.c.keyed_at).limit(limit)
    return list(connection.execute(query).mappings())


def dispute(connection: sa.Connection, task_id: int, by: Person) -> sa.RowMapping:
    """Return one of them; raises ``Conflict``."""
    return _one(connection, blind_task.c.id == task_id, disputed_for(by))


def _one(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> sa.RowMapping:
    row = connection.execute(_with_petition().where(*conditions)).mappings().first()
    if row is None:
        raise Conflict("blind.unknown", "there is no such task for this person")
    return row


def _with_petition() -> sa.Select[tuple[object, ...]]:
    return sa.select(
        blind_task,
        petition.c.record,
        petition.c.version,
        petition.c.state.label("petition_state"),
    ).join(petition, petition.c.id == blind_task.c.petition_id)


def close(connection: sa.Connection, task_id: int, before: str, **values: object) -> None:
    """Write an answer under the task's present state; raises ``Conflict`` when it was given."""
    written = connection.execute(
        blind_task.update()
        .where(blind_task.c.id == task_id, blind_task.c.state == before)
        .values(held_by=None, held_until=None, **values)
    ).rowcount
    if not written:
        raise Conflict("blind.answered", "the task was answered meanwhile")
