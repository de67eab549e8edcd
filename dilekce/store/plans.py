"""Page plans carried out: petitions get other pages and are read anew. See ``domain.plan``."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import answers, arrivals, audit, leases, petitions, sight
from dilekce.store.audit import Deed
from dilekce.store.tables import lease, page_plan, petition, petition_page
from domain.batch import Leftover
from domain.decision import REASONS
from domain.errors import Conflict
from domain.field import FieldName
from domain.lifecycle import PetitionState
from domain.petition import PageRef
from domain.plan import Changes, Placed, Plan, Sheaf, changes, check, kept, roles_in_order
from domain.record import Record, field_from_json, field_to_json, instant
from review.ports import PageImage, Person
from review.task_ports import Arranged

_UNDO = dt.timedelta(hours=24)
#: What a person settles by arranging the pages, and what they bring up: a look at the new record.
_SETTLED, _RAISED = "split.doubtful", "pages.changed"
_MERGED = "merged"  #: why a petition without pages is closed


class DeskPlans:
    """Implements ``review.task_ports.Plans``; ``wake`` is called when petitions wait to be read."""

    def __init__(
        self,
        engine: sa.Engine,
        wake: Callable[[], None],
        now: Callable[[], dt.datetime] = clock.now,
    ) -> None:
        self._engine, self._wake, self._now = engine, wake, now

    def arranged(self, by: Person, petition_id: str) -> Arranged:
        """Return how the pages of the petition's arrival are arranged, noting the view."""
        deed = Deed(self._now(), by.actor)
        with self._engine.begin() as connection:
            arrival_id = _arrival_of(connection, by, petition_id)
            audit.append(connection, deed, "arrival.pages_viewed", arrival_id)
            rows = _petitions(connection, arrival_id)
            return Arranged(
                arrival_id=arrival_id,
                plan=_current(connection, arrival_id, rows),
                stamp=_stamp(rows),
                images=_images(connection, arrival_id),
                fixed=tuple(i for i, row in rows.items() if not _movable(row)),
                undoable=_last(connection, arrival_id, deed.at) is not None,
            )

    def arrange(self, by: Person, arrival_id: str, stamp: str, plan: Plan, key: str) -> int:
        """Arrange anew and have touched petitions read again."""
        deed = Deed(self._now(), by.actor)
        with self._engine.begin() as connection:
            about = f"plan:{arrival_id}"
            if (told := answers.get(connection, by, key, about)) is not None:
                return int(told["petitions"])
            count = _carry_out(connection, deed, by, arrival_id, stamp, plan)
            answers.keep(connection, by, key, about, deed.at, {"petitions": count})
        self._wake()
        return count

    def undo(self, by: Person, arrival_id: str, key: str) -> int:
        """Bring the last arrangement's predecessor back."""
        deed = Deed(self._now(), by.actor)
        with self._engine.begin() as connection:
            about = f"undo:{arrival_id}"
            if (told := answers.get(connection, by, key, about)) is not None:
                return int(told["petitions"])
            last = _last(connection, arrival_id, deed.at)
            if last is None:
                raise Conflict("plan.final", "there is no arrangement to undo")
            stamp = _stamp(_petitions(connection, arrival_id))
            before = _from_json(last.before)
            count = _carry_out(connection, deed, by, arrival_id, stamp, before)
            undone = page_plan.update().where(page_plan.c.arrival_id == arrival_id)
            connection.execute(undone.values(undone_at=instant(deed.at)))
            answers.keep(connection, by, key, about, deed.at, {"petitions": count})
        self._wake()
        return count

    def page(self, by: Person, petition_id: str, number: int) -> PageImage | None:
        """Return a page of the petition's arrival, also one left over."""
        with self._engine.begin() as connection:
            arrival_id = _arrival_of(connection, by, petition_id)
            return _images(connection, arrival_id).get(number)


def _arrival_of(connection: sa.Connection, by: Person, petition_id: str) -> str:
    """Return the petition's arrival; ``Conflict`` unless ``by`` may see every petition of it."""
    sibling = petition.alias()
    kept_from = sa.exists().where(
        sibling.c.arrival_id == petition.c.arrival_id, ~sight.visible_to(by, sibling)
    )
    return str(petitions.get(connection, petition_id, ~kept_from)["arrival_id"])


def _petitions(connection: sa.Connection, arrival_id: str) -> dict[str, Mapping[str, Any]]:
    query = sa.select(petition).filter_by(arrival_id=arrival_id).order_by(petition.c.id)
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}


def _movable(row: Mapping[str, Any]) -> bool:
    returned = (row["record"] or {}).get("returned") or {}
    return row["state"] == PetitionState.REVIEW or returned.get("code") == _MERGED


def _stamp(rows: Mapping[str, Mapping[str, Any]]) -> str:
    return ",".join(f"{identity}:{row['version']}" for identity, row in rows.items())


def _current(
    connection: sa.Connection, arrival_id: str, rows: Mapping[str, Mapping[str, Any]]
) -> Plan:
    sheaves = [
        Sheaf(i, tuple(Placed(r.page, r.rotation) for r in petitions.pages(connection, i)))
        for i, row in rows.items()
        if _movable(row)
    ]
    over = [
        Leftover(row["number"], row["reason"])
        for row in arrivals.pages(connection, arrival_id)
        if row["fate"] == "leftover"
    ]
    return Plan(tuple(sheaves), tuple(over))


def _images(connection: sa.Connection, arrival_id: str) -> dict[int, PageImage]:
    return {
        row["number"]: PageImage(
            position=row["number"],
            arrival_page=row["number"],
            key=row["image_key"],
            width=row["width"] or 0,
            height=row["height"] or 0,
            read_key=row["read_key"],
        )
        for row in arrivals.pages(connection, arrival_id)
    }


def _last(connection: sa.Connection, arrival_id: str, at: dt.datetime) -> sa.Row[Any] | None:
    """Return the last arrangement when it is young and stands as it was made."""
    row = connection.execute(
        sa.select(page_plan)
        .where(page_plan.c.arrival_id == arrival_id)
        .order_by(page_plan.c.id.desc())
        .limit(1)
    ).first()
    if row is None or row.undone_at or row.at < instant(at - _UNDO):
        return None
    now = _current(connection, arrival_id, _petitions(connection, arrival_id))
    return row if _to_json(_filled(now)) == row.after else None


def _filled(plan: Plan) -> Plan:
    return Plan(tuple(s for s in plan.sheaves if s.pages), plan.leftovers)


def _carry_out(
    connection: sa.Connection, deed: Deed, by: Person, arrival_id: str, stamp: str, wish: Plan
) -> int:
    rows = _petitions(connection, arrival_id)
    if _stamp(rows) != stamp:
        raise Conflict("plan.changed", "a petition of the arrival changed meanwhile")
    now = _current(connection, arrival_id, rows)
    check(now, wish)
    made = changes(now, wish)
    _let_go(connection, [*(s.petition_id for s in made.touched), *made.emptied], by, deed.at)
    old = _Old(connection, arrival_id, rows, now, wish)
    named = [*made.touched, *(old.numbered(i, s) for i, s in enumerate(made.fresh, 1))]
    _place(connection, arrival_id, named, made, wish)
    for sheaf in named:
        _read_anew(connection, deed, arrival_id, sheaf, old)
    for identity in made.emptied:
        _close(connection, deed, by, rows[identity])
    after = _filled(_current(connection, arrival_id, _reread(connection, arrival_id, named)))
    values = {"before": _to_json(_filled(now)), "after": _to_json(after), "at": instant(deed.at)}
    connection.execute(page_plan.insert().values(arrival_id=arrival_id, person_id=by.id, **values))
    told = {"touched": len(made.touched), "made": len(made.fresh), "emptied": len(made.emptied)}
    audit.append(connection, deed, "arrival.pages_arranged", arrival_id, told)
    return len(named)


def _reread(
    connection: sa.Connection, arrival_id: str, named: list[Sheaf]
) -> dict[str, Mapping[str, Any]]:
    """Return the petitions as they will stand once those read anew are back in the queue."""
    again = {sheaf.petition_id for sheaf in named}
    rows = _petitions(connection, arrival_id)
    back = {"state": PetitionState.REVIEW}
    return {i: {**row, **back} if i in again else row for i, row in rows.items()}


def _let_go(
    connection: sa.Connection, identities: list[str | None], by: Person, at: dt.datetime
) -> None:
    """End the person's own leases; raises ``Conflict`` when another has one of them in hand."""
    found = [identity for identity in identities if identity]
    if any(not held.mine for held in leases.held(connection, found, by, at).values()):
        raise Conflict("lease.taken", "another person has a petition of the arrival in hand")
    connection.execute(lease.delete().where(lease.c.petition_id.in_(found)))


class _Old:
    """What petitions held before: whose values go where, and which pages turned since."""

    def __init__(
        self,
        connection: sa.Connection,
        arrival_id: str,
        rows: Mapping[str, Mapping[str, Any]],
        now: Plan,
        wish: Plan,
    ) -> None:
        self.rows = rows
        self._prefix, self._next = self._numbering(rows)
        before, after = now.rotations(), wish.rotations()
        images = _images(connection, arrival_id)
        self._turns = {
            number: (after[number] - degrees, images[number].width, images[number].height)
            for number, degrees in before.items()
            if after.get(number, degrees) != degrees
        }

    @staticmethod
    def _numbering(rows: Mapping[str, Mapping[str, Any]]) -> tuple[str, int]:
        prefix = next(iter(rows)).rpartition("-")[0]
        return prefix, max(int(identity.rpartition("-")[2]) for identity in rows)

    def numbered(self, index: int, sheaf: Sheaf) -> Sheaf:
        """Return a new petition's sheaf with the next free id of its arrival."""
        return Sheaf(f"{self._prefix}-{self._next + index}", sheaf.pages)

    def kept(self, sheaf: Sheaf) -> Record:
        """Return the fields people settled that hold for this sheaf, as JSON by name."""
        numbers = [placed.page for placed in sheaf.pages]
        found: Record = {}
        for identity, row in self.rows.items():
            raw = (row["record"] or {}).get("fields") or {}
            fields = [field_from_json(FieldName(name), value) for name, value in raw.items()]
            stays = identity == sheaf.petition_id
            for field in kept(fields, numbers, self._turns, stays=stays):
                if stays or field.name.value not in found:
                    found[field.name.value] = field_to_json(field)
        return found


def _place(
    connection: sa.Connection, arrival_id: str, named: list[Sheaf], made: Changes, wish: Plan
) -> None:
    """Write which page is where; the petitions' own rows follow."""
    moved = [*(sheaf.petition_id for sheaf in named), *made.emptied]
    connection.execute(petition_page.delete().where(petition_page.c.petition_id.in_(moved)))
    for left in wish.leftovers:
        arrivals.replace_page(
            connection, arrival_id, left.page, fate="leftover", reason=left.reason
        )
    roles = {row["number"]: row["role"] for row in arrivals.pages(connection, arrival_id)}
    for sheaf in named:
        letter = [roles[placed.page] for placed in sheaf.pages]
        for placed, role in zip(sheaf.pages, roles_in_order(letter), strict=True):
            arrivals.replace_page(
                connection, arrival_id, placed.page, fate="petition", reason=None, role=role
            )


def _read_anew(
    connection: sa.Connection, deed: Deed, arrival_id: str, sheaf: Sheaf, old: _Old
) -> None:
    assert sheaf.petition_id is not None
    refs = [PageRef(arrival_id, placed.page, placed.rotation) for placed in sheaf.pages]
    row = old.rows.get(sheaf.petition_id)
    if row is None:
        petitions.create(connection, deed, sheaf.petition_id, refs, [_RAISED])
        where = petition.update().filter_by(id=sheaf.petition_id)
        connection.execute(where.values(record={"kept": old.kept(sheaf)}))
        return
    doubts = [code for code in row["doubts"] or () if code != _SETTLED and code in REASONS]
    moved = petitions.move(
        connection, deed, sheaf.petition_id, PetitionState(row["state"]), PetitionState.READING,
        version=row["version"], doubts=list(dict.fromkeys([*doubts, _RAISED])),
        record=row["record"] | {"kept": old.kept(sheaf)},
    )  # fmt: skip
    if not moved:
        raise Conflict("plan.changed", "a petition of the arrival changed meanwhile")
    petitions.put_pages(connection, sheaf.petition_id, refs)


def _close(connection: sa.Connection, deed: Deed, by: Person, row: Mapping[str, Any]) -> None:
    """Close a petition that has no pages left: they are in others of the same arrival."""
    why = {"code": _MERGED, "article": None, "words": "", "by": by.name, "at": instant(deed.at)}
    petitions.move(
        connection, deed, row["id"], PetitionState(row["state"]), PetitionState.RETURNED,
        version=row["version"], detail={"code": _MERGED},
        record=row["record"] | {"status": "returned", "returned": why},
    )  # fmt: skip


def _to_json(plan: Plan) -> Record:
    sheaves = sorted(plan.sheaves, key=lambda sheaf: sheaf.petition_id or "")
    return {
        "sheaves": [[s.petition_id, [[p.page, p.rotation] for p in s.pages]] for s in sheaves],
        "leftovers": sorted([left.page, left.reason] for left in plan.leftovers),
    }


def _from_json(raw: Record) -> Plan:
    return Plan(
        tuple(Sheaf(i, tuple(Placed(*p) for p in pages)) for i, pages in raw["sheaves"]),
        tuple(Leftover(*left) for left in raw["leftovers"]),
    )
