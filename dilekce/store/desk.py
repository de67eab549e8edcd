"""Lists of records and records to be read. Each view and each change leaves an audit row."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import audit, leases, outbox, petitions, sight
from dilekce.store.audit import Deed
from dilekce.store.desk_rows import done_rows, opened, page_images
from dilekce.store.tables import petition
from domain.errors import Conflict
from domain.field import FieldName
from domain.lifecycle import PetitionState
from domain.record import instant
from review.bands import Term, term_of
from review.ports import Done, Opened, PageImage, Person, Queue, Waiting


class DeskRecords:
    """Implements ``review.ports.Records``."""

    def __init__(self, engine: sa.Engine, now: Callable[[], dt.datetime] = clock.now) -> None:
        self._engine, self._now = engine, now

    def _deed(self, by: Person) -> Deed:
        return Deed(self._now(), by.actor)

    def mark(self) -> str:
        """Return a short text that changes when a list would look different."""
        with self._engine.begin() as connection:
            return str(audit.last_change(connection))

    def queue(self, by: Person, limit: int) -> Queue:
        """Return what waits, the nearest deadline first."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            rows = _waiting(connection, by, limit)
            held = leases.held(connection, [row.id for row in rows], by, deed.at)
            by_term = _by_term(connection)
            first = leases.first_free(connection, by, deed.at)
            pages = page_images(connection, first) if first else ()
            audit.append(connection, deed, "queue.viewed", "queue", {"rows": len(rows)})
        waiting = tuple(
            Waiting(
                id=row.id,
                name="" if row.kept else row.name or "",
                subject="" if row.kept else row.subject or "",
                reasons=tuple(dict.fromkeys(reason["code"] for reason in row.reasons)),
                term=_term(row),
                lease=held.get(row.id),
                kept=bool(row.kept),
            )
            for row in rows
        )
        return Queue(waiting, by_term, pages[0].key if pages else None)

    def open(self, by: Person, petition_id: str) -> Opened:
        """Return a record to be read, noting the view."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            audit.append(connection, deed, "petition.viewed", petition_id)
            return opened(connection, petition_id, by, deed.at)

    def page(self, by: Person, petition_id: str, position: int, *, noted: bool) -> PageImage | None:
        """Return a page of the petition, noting the view."""
        with self._engine.begin() as connection:
            read = petition.c.state != PetitionState.READING  # until then nobody knows its kind
            petitions.get(connection, petition_id, sight.visible_to(by), read)
            for found in page_images(connection, petition_id):
                if found.position == position:
                    if noted:
                        deed, told = self._deed(by), {"page": position}
                        audit.append(connection, deed, "petition.page_viewed", petition_id, told)
                    return found
        return None

    def release(self, by: Person, petition_id: str) -> None:
        """Take the lease from whoever holds it."""
        with self._engine.begin() as connection:
            petitions.get(connection, petition_id)
            leases.drop(connection, petition_id)
            audit.append(connection, self._deed(by), "petition.lease_freed", petition_id)

    def reopen(self, by: Person, petition_id: str, words: str) -> None:
        """Put a closed record back into the queue; ``words`` say why and stay in the record."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            row = petitions.get(connection, petition_id)
            outbox.check_none_in_hand(connection, petition_id)
            kept = {k: v for k, v in row["record"].items() if k != "returned"}
            why = {"words": words, "by": by.name, "at": instant(deed.at)}
            content = kept | {"status": "review", "reopened": why}
            moved = petitions.move(
                connection, deed, petition_id, PetitionState(row["state"]), PetitionState.REVIEW,
                version=row["version"], record=content,
            )  # fmt: skip
            if not moved:
                raise _changed()
            outbox.withdraw(connection, deed, petition_id)

    def done(self, by: Person, limit: int) -> Sequence[Done]:
        """Return what left the queue, newest first."""
        with self._engine.begin() as connection:
            rows = done_rows(connection, limit)
            audit.append(connection, self._deed(by), "done.viewed", "done", {"rows": len(rows)})
        return rows


def _waiting(connection: sa.Connection, by: Person, limit: int) -> list[sa.Row[Any]]:
    """Return what the lines show: nearest deadline first, without a clock last, then by age."""
    # A record is ten times what its line shows: the database takes it apart.
    name, subject = (
        petition.c.record["fields", field.value, "value"].as_string().label(field.value)
        for field in (FieldName.NAME, FieldName.SUBJECT)
    )
    kept = (~sight.visible_to(by)).label("kept")
    days = (petition.c.due, petition.c.half_on, petition.c.nearly_on)
    shown = (petition.c.id, *days, name, subject, kept)
    rows: list[sa.Row[Any]] = []
    for dated in (petition.c.due.is_not(None), petition.c.due.is_(None)):  # each along the index
        query = (
            sa.select(*shown, petition.c.record["reasons"].label("reasons"))
            .where(petition.c.state == PetitionState.REVIEW, dated)
            .order_by(petition.c.due, petition.c.created_at, petition.c.id)
            .limit(limit - len(rows))
        )
        rows += connection.execute(query)
    return rows


def _by_term(connection: sa.Connection) -> dict[Term | None, int]:
    days = (petition.c.due, petition.c.half_on, petition.c.nearly_on)
    rows = connection.execute(
        sa.select(*days, sa.func.count().label("number"))
        .where(petition.c.state == PetitionState.REVIEW)
        .group_by(*days)
    )
    counted: dict[Term | None, int] = {}
    for row in rows:
        counted[_term(row)] = counted.get(_term(row), 0) + row.number
    return counted


def _term(row: sa.Row[Any]) -> Term | None:
    due, half_on, nearly_on = (
        dt.date.fromisoformat(day) if day else None for day in (row.due, row.half_on, row.nearly_on)
    )
    return term_of(due, half_on, nearly_on)


def _changed() -> Conflict:
    return Conflict("petition.changed", "the record changed meanwhile")
