"""Second keys and blind audits as the desk does them: implements ``review.ports_blind.Blind``."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import audit, blind_tasks, outbox, petitions, proposals
from dilekce.store.audit import Deed
from dilekce.store.blind_tasks import CONFLICT, SETTLED, WAITING, keys_to_json
from dilekce.store.desk_rows import page_images
from domain.errors import Conflict
from domain.field import Field, FieldName
from domain.lifecycle import PetitionState
from domain.record import Record, field_to_json, instant
from review.blind import KEYED, Key, Purpose, key_from_json, same, with_key
from review.corrections import fields_of
from review.ports import PageImage, Person
from review.ports_blind import BlindTask, Dispute, Lens, Waits

_SIDE, _ABOVE = 120, 60  # pixels of the page around a value: enough to see what line it is on


class DeskBlind:
    """``reroute`` routes a changed record; ``notify`` is called with (petition id, revision)."""

    def __init__(
        self,
        engine: sa.Engine,
        *,
        reroute: Callable[[Record], Record],
        destinations: petitions.Destinations,
        notify: Callable[[str, int], None],
        now: Callable[[], dt.datetime] = clock.now,
    ) -> None:
        self._engine = engine
        self._reroute = reroute
        self._destinations = destinations
        self._notify = notify
        self._now = now

    def _deed(self, by: Person) -> Deed:
        return Deed(self._now(), by.actor)

    def waits(self, by: Person) -> Waits:
        """Return how much waits that ``by`` may do."""
        at = self._now()
        with self._engine.begin() as connection:
            second, audits = (
                _count(connection, blind_tasks.waiting(purpose, by, at).order_by(None))
                for purpose in (Purpose.SECOND, Purpose.AUDIT)
            )
            return Waits(
                second=second,
                audits=audits,
                disputes=len(blind_tasks.disputes(connection, by, limit=1000)),
            )

    def take_next(self, by: Person, purpose: Purpose) -> int | None:
        """Take the oldest free task that ``by`` had no part in."""
        at = self._now()
        with self._engine.begin() as connection:
            for row in connection.execute(blind_tasks.waiting(purpose, by, at).limit(20)).all():
                task_id = blind_tasks.take(connection, row.petition_id, row.id, by, at)
                if task_id is not None:
                    return task_id
        return None

    def task(self, by: Person, task_id: int) -> BlindTask:
        """Return a task ``by`` holds, noting the view."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            row = blind_tasks.held(connection, task_id, by, deed.at)
            audit.append(connection, deed, "blind.viewed", row["petition_id"])
            return _task(connection, row)

    def key(self, by: Person, task_id: int, keys: Mapping[FieldName, Key]) -> bool:
        """Take what ``by`` keyed; equal keys settle the task, others wait for a third person."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            row = blind_tasks.held(connection, task_id, by, deed.at)
            equal = all(same(key, keys[name]) for name, key in _keys(row["first"]).items())
            blind_tasks.close(
                connection, task_id, WAITING, state=SETTLED if equal else CONFLICT,
                second_by=deed.actor, second=keys_to_json(keys), keyed_at=instant(deed.at),
            )  # fmt: skip
            told = {"purpose": row["purpose"], "equal": equal}
            audit.append(connection, deed, "blind.keyed", row["petition_id"], told)
            revision = self._finish(connection, deed, row, row["record"]) if equal else None
        self._tell(row, revision)
        return equal

    def disputes(self, by: Person, limit: int) -> Sequence[Dispute]:
        """Return what waits for a third person that ``by`` can be, the oldest first."""
        with self._engine.begin() as connection:
            rows = blind_tasks.disputes(connection, by, limit)
            return [_dispute(connection, row) for row in rows]

    def dispute(self, by: Person, task_id: int) -> Dispute:
        """Return one of them, noting the view."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            row = blind_tasks.dispute(connection, task_id, by)
            audit.append(connection, deed, "blind.viewed", row["petition_id"])
            return _dispute(connection, row)

    def settle(self, by: Person, task_id: int, keys: Mapping[FieldName, Key]) -> None:
        """Settle it: the record is accepted as the third person says."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            row = blind_tasks.dispute(connection, task_id, by)
            self._settled(connection, deed, row, keys)
            revision = self._finish(connection, deed, row, _with_keys(row["record"], keys))
        self._tell(row, revision)

    def _settled(
        self, connection: sa.Connection, deed: Deed, row: sa.RowMapping,
        keys: Mapping[FieldName, Key],
    ) -> None:  # fmt: skip
        blind_tasks.close(
            connection, row["id"], CONFLICT, state=SETTLED,
            settled_by=deed.actor, settled=keys_to_json(keys), settled_at=instant(deed.at),
        )  # fmt: skip
        told = {"purpose": row["purpose"], "fields": [name.value for name in keys]}
        audit.append(connection, deed, "blind.settled", row["petition_id"], told)

    def _finish(
        self, connection: sa.Connection, deed: Deed, row: sa.RowMapping, record: Record
    ) -> int | None:
        """Hand on what is settled; return the new revision if there is one."""
        petition_id, state = row["petition_id"], PetitionState(row["petition_state"])
        proposals.settle(connection, deed, petition_id, record)
        if row["purpose"] == Purpose.AUDIT:
            if record == row["record"]:
                return None
            outbox.check_none_in_hand(connection, petition_id)
            outbox.withdraw(connection, deed, petition_id)
            _move(connection, deed, row, PetitionState.REVIEW, record)
            state = PetitionState.REVIEW
        number = petitions.accept(
            connection, deed, petition_id, state,
            record=self._reroute(record), destinations=self._destinations,
        )  # fmt: skip
        if number is None:
            raise Conflict("petition.changed", "the record changed meanwhile")
        return number

    def _tell(self, row: sa.RowMapping, revision: int | None) -> None:
        if revision is not None:
            self._notify(row["petition_id"], revision)


def _count(connection: sa.Connection, query: sa.Select[tuple[str, int | None]]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def _move(
    connection: sa.Connection, deed: Deed, row: sa.RowMapping, to: PetitionState, record: Record
) -> None:
    state = PetitionState(row["petition_state"])
    moved = petitions.move(
        connection, deed, row["petition_id"], state, to, version=row["version"], record=record
    )
    if not moved:
        raise Conflict("petition.changed", "the record changed meanwhile")


def _keys(raw: Mapping[str, Mapping[str, object]]) -> dict[FieldName, Key]:
    return {name: key_from_json(raw[name.value]) for name in FieldName if name.value in raw}


def _with_keys(record: Record, keys: Mapping[FieldName, Key]) -> Record:
    before = fields_of(record)
    after = {name: with_key(before[name], key) for name, key in keys.items()}
    changed = {n.value: field_to_json(f) for n, f in after.items() if f != before[n]}
    return record | {"fields": record["fields"] | changed} if changed else record


def _task(connection: sa.Connection, row: sa.RowMapping) -> BlindTask:
    first, pages = _keys(row["first"]), page_images(connection, row["petition_id"])
    fields = fields_of(row["record"])
    audits = row["purpose"] == Purpose.AUDIT
    sight = {name: key for name, key in first.items() if audits and name not in KEYED}
    found = {name: _lens(fields[name], pages) for name in first}
    return BlindTask(
        id=row["id"],
        purpose=Purpose(row["purpose"]),
        petition_id=row["petition_id"],
        names=tuple(first),
        sight=sight,
        pages=pages,
        lenses={name: lens for name, lens in found.items() if lens},
    )


def _lens(field: Field, pages: Sequence[PageImage]) -> Lens | None:
    """Return where the value stands on the paper, with what is around it."""
    place = field.evidence
    page = next((p for p in pages if place and p.arrival_page == place.page and p.key), None)
    if place is None or page is None:
        return None
    box = place.box.grown(_ABOVE)
    left, top = max(0, box.x - _SIDE), max(0, box.y)
    right = min(page.width, box.right + _SIDE)
    bottom = min(page.height, box.bottom)
    return Lens(page.position, type(box)(left, top, right - left, bottom - top))


def _dispute(connection: sa.Connection, row: sa.RowMapping) -> Dispute:
    return Dispute(
        task=_task(connection, row),
        keyed_at=dt.datetime.fromisoformat(row["keyed_at"]),
        first=_keys(row["first"]),
        second=_keys(row["second"]),
    )
