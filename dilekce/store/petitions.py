"""Petitions: created, moved, accepted. Every move is a compare-and-set with its audit row."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from dilekce.store import audit, deadlines, finder
from dilekce.store.audit import Deed
from dilekce.store.tables import delivery, petition, petition_page, revision
from domain.errors import Conflict
from domain.lifecycle import PetitionState, check_petition_move
from domain.petition import PageRef
from domain.record import Record, instant

#: Parts of a record that differ in every revision, or are told in pieces.
_OF_THE_REVISION = frozenset({"revision", "status", "changes", "fields"})
#: Which destinations take a record, given the names of those that hold a former revision of it.
Destinations = Callable[[Record, Iterable[str]], Sequence[str]]


def create(
    connection: sa.Connection,
    deed: Deed,
    petition_id: str,
    pages: Iterable[PageRef],
    doubts: Iterable[str] = (),
) -> bool:
    """Write a petition in state ``reading``; False when it is there already (a repeated step).

    ``doubts`` are codes of ``REASONS`` that cutting the file raised.
    """
    if connection.execute(sa.select(petition.c.id).filter_by(id=petition_id)).first():
        return False
    refs = list(pages)
    connection.execute(
        petition.insert().values(
            id=petition_id,
            arrival_id=refs[0].arrival_id,
            state=PetitionState.READING,
            version=1,
            revision=0,
            record={},
            doubts=list(doubts),
            created_at=instant(deed.at),
            changed_at=instant(deed.at),
        )
    )
    put_pages(connection, petition_id, refs)
    audit.append(connection, deed, "petition.reading", petition_id, {"pages": len(refs)})
    return True


def put_pages(connection: sa.Connection, petition_id: str, refs: Iterable[PageRef]) -> None:
    """Write the petition's pages in reading order, in place of any it had."""
    connection.execute(petition_page.delete().where(petition_page.c.petition_id == petition_id))
    rows = [
        {
            "petition_id": petition_id,
            "position": position,
            "arrival_id": ref.arrival_id,
            "page": ref.page,
            "rotation": ref.rotation,
        }
        for position, ref in enumerate(refs, 1)
    ]
    connection.execute(petition_page.insert(), rows)


def move(
    connection: sa.Connection,
    deed: Deed,
    petition_id: str,
    expect: PetitionState,
    to: PetitionState,
    *,
    version: int | None = None,
    detail: Mapping[str, Any] | None = None,
    **facts: Any,
) -> bool:
    """Compare-and-set the state (and ``version``, when given); False when another was first.

    ``facts`` are further columns to set (``record``, ``unit``, ``due``, ``revision``); ``detail``
    goes to the audit row and holds codes only.
    """
    check_petition_move(expect, to, by_person=deed.by_person)
    query = petition.update().where(petition.c.id == petition_id, petition.c.state == expect)
    if version is not None:
        query = query.where(petition.c.version == version)
    values = {
        "state": to,
        "version": petition.c.version + 1,
        "changed_at": instant(deed.at),
        **facts,
    }
    if "record" in facts:
        values |= deadlines.columns_of(facts["record"])
    if not connection.execute(query.values(**values)).rowcount:
        return False
    if "record" in facts:
        finder.note(connection, petition_id, facts["record"], waiting=to is PetitionState.REVIEW)
    told = {"from": expect, "to": to, **(detail or {})}
    audit.append(connection, deed, f"petition.{to.value}", petition_id, told)
    return True


def accept(
    connection: sa.Connection,
    deed: Deed,
    petition_id: str,
    expect: PetitionState,
    *,
    record: Record,
    destinations: Destinations,
    version: int | None = None,
) -> int | None:
    """Accept: next revision, its immutable record and one pending delivery per destination.

    ``destinations`` names them. All in the caller's transaction (the outbox pattern). Returns the
    revision's number, or None when another was first. ``record["revision"]`` and
    ``record["status"]`` are set here.
    """
    number = int(get(connection, petition_id)["revision"]) + 1
    # Why it was closed and taken up again is the desk's business, not the downstream's.
    told = {k: v for k, v in record.items() if k not in ("returned", "reopened")}
    content = told | {"revision": number, "status": "accepted"}
    if number > 1:
        former = revision_record(connection, petition_id, number - 1)
        content = content | {"changes": changes(former, content)}
    clock, route = content.get("clock") or {}, content.get("route") or {}
    moved = move(
        connection, deed, petition_id, expect, PetitionState.ACCEPTED,
        version=version, detail={"revision": number}, revision=number,
        record=content, due=clock.get("due"), unit=route.get("unit"),
    )  # fmt: skip
    if not moved:
        return None
    connection.execute(
        revision.insert().values(
            petition_id=petition_id,
            revision=number,
            record=content,
            accepted_by=deed.actor,
            accepted_at=instant(deed.at),
        )
    )
    for name in destinations(content, _holders(connection, petition_id)):
        connection.execute(
            delivery.insert().values(
                key=delivery_key(petition_id, number, name),
                petition_id=petition_id,
                revision=number,
                destination=name,
                state="pending",
                attempts=0,
                next_at=instant(deed.at),
                created_at=instant(deed.at),
            )
        )
    return number


def changes(former: Record, now: Record) -> Record:
    """Return which parts of a record differ from the former revision's: ``fields.name``, ``route``.

    Names only: both values stand in the revisions themselves.
    """
    parts = [
        *(f"fields.{name}" for name in _different(former["fields"], now["fields"])),
        *(name for name in _different(former, now) if name not in _OF_THE_REVISION),
    ]
    return {"since": former["revision"], "changed": sorted(parts)}


def _different(former: Record, now: Record) -> list[str]:
    return [name for name in {*former, *now} if former.get(name) != now.get(name)]


def _holders(connection: sa.Connection, petition_id: str) -> list[str]:
    """Return the destinations that have received a revision of the petition."""
    query = sa.select(delivery.c.destination).filter_by(petition_id=petition_id, state="done")
    return list(connection.execute(query.distinct()).scalars())


def rewrite(
    connection: sa.Connection, deed: Deed, row: Mapping[str, Any], record: Record, action: str
) -> None:
    """Put another record and its clock in place of a petition's; raises ``Conflict`` when late.

    ``row`` is the petition as it was read; what holds it at the desk must open it anew.
    """
    due = (record["clock"] or {}).get("due")
    mine = (petition.c.id == row["id"], petition.c.version == row["version"])
    values = {"record": record, "due": due, **deadlines.columns_of(record)}
    changed = {"version": row["version"] + 1, "changed_at": instant(deed.at)}
    if not connection.execute(petition.update().where(*mine).values(**values, **changed)).rowcount:
        raise Conflict("petition.changed", "the record changed meanwhile")
    audit.append(connection, deed, action, row["id"], {"due": due})


def delivery_key(petition_id: str, number: int, destination: str) -> str:
    """Return the idempotency key of one revision at one destination, fixed before any attempt."""
    return f"{petition_id}:{number}:{destination}"


def get(
    connection: sa.Connection, petition_id: str, *conditions: sa.ColumnElement[bool]
) -> Mapping[str, Any]:
    """Return the petition's row; raises ``Conflict`` when there is none that meets them all."""
    query = sa.select(petition).where(petition.c.id == petition_id, *conditions)
    row = connection.execute(query).mappings().first()
    if row is None:
        raise Conflict("petition.unknown", "there is no such petition")
    return dict(row)


def pages(connection: sa.Connection, petition_id: str) -> tuple[PageRef, ...]:
    """Return the petition's pages in reading order."""
    query = (
        sa.select(petition_page)
        .where(petition_page.c.petition_id == petition_id)
        .order_by(petition_page.c.position)
    )
    return tuple(PageRef(r.arrival_id, r.page, r.rotation) for r in connection.execute(query))


def of_arrival(
    connection: sa.Connection, arrival_id: str, state: PetitionState | None = None
) -> list[str]:
    """Return the ids of the petitions cut from an arrival, in that state if one is given."""
    query = sa.select(petition.c.id).filter_by(arrival_id=arrival_id).order_by(petition.c.id)
    if state is not None:
        query = query.where(petition.c.state == state)
    return list(connection.execute(query).scalars())


def accepted_at(connection: sa.Connection, petition_id: str, number: int) -> dt.datetime:
    """Return when a revision that is there was accepted."""
    query = sa.select(revision.c.accepted_at).filter_by(petition_id=petition_id, revision=number)
    return dt.datetime.fromisoformat(connection.execute(query).scalar_one())


def undecided(connection: sa.Connection) -> Iterator[tuple[str, Record]]:
    """Yield id and record of every petition whose unit is not settled yet, the oldest first."""
    open_states = (PetitionState.REVIEW, PetitionState.SECOND_KEY)
    query = (
        sa.select(petition.c.id, petition.c.record)
        .where(petition.c.state.in_(open_states))
        .order_by(petition.c.created_at, petition.c.id)
    )
    for row in connection.execute(query, execution_options={"yield_per": 200}):
        yield row.id, row.record


def accepted_routes(connection: sa.Connection) -> Iterator[Record]:
    """Yield the route of every accepted revision that has one."""
    routes = sa.select(revision.c.record["route"])
    for (route,) in connection.execute(routes, execution_options={"yield_per": 500}):
        if route:
            yield route


def revision_record(connection: sa.Connection, petition_id: str, number: int) -> Record:
    """Return the immutable record of an accepted revision; raises ``Conflict``."""
    query = sa.select(revision.c.record).filter_by(petition_id=petition_id, revision=number)
    record: Record | None = connection.execute(query).scalar()
    if record is None:
        raise Conflict("revision.unknown", "there is no such revision")
    return record
