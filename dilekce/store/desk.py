"""Records as the desk sees and changes them. Each view and each change leaves an audit row."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import audit, blind_tasks, finder, leases, outbox, petitions, proposals
from dilekce.store.audit import Deed
from dilekce.store.desk_rows import done_rows, last_change, page_images
from dilekce.store.tables import arrival, delivery, petition
from domain.errors import Conflict
from domain.field import FieldName
from domain.lifecycle import PetitionState
from domain.record import Record, instant
from review.ports import Done, Opened, Person, Queue, Waiting
from review.screens import reason_codes


class DeskRecords:
    """Implements ``review.ports.Records``.

    ``reroute`` proposes unit and clock anew for a corrected record; ``notify`` is called with
    (petition id, revision) after an acceptance is committed, to submit its delivery.
    """

    def __init__(
        self,
        engine: sa.Engine,
        *,
        reroute: Callable[[Record], Record],
        destinations: Sequence[str],
        notify: Callable[[str, int], None],
        second_key: bool,
        now: Callable[[], dt.datetime] = clock.now,
    ) -> None:
        self._engine = engine
        self._reroute = reroute
        self._destinations = tuple(destinations)
        self._notify = notify
        self._second_key = second_key
        self._now = now

    def _deed(self, by: Person) -> Deed:
        return Deed(self._now(), by.actor)

    def mark(self) -> str:
        """Return a short text that changes when a list would look different."""
        newest = sa.select(sa.func.max(petition.c.changed_at)).where(
            petition.c.state == PetitionState.REVIEW
        )
        with self._engine.begin() as connection:
            parts = [str(connection.execute(newest).scalar())]
            for table in (petition, arrival, delivery):
                counted = connection.execute(
                    sa.select(table.c.state, sa.func.count()).group_by(table.c.state)
                )
                parts.append(",".join(f"{state}={count}" for state, count in sorted(counted)))
        return ";".join(parts)

    def queue(self, by: Person, limit: int) -> Queue:
        """Return what waits, the nearest deadline first."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            rows = connection.execute(_waiting().limit(limit)).all()
            held = leases.held(connection, [row.id for row in rows], by, deed.at)
            days = connection.execute(
                sa.select(petition.c.due, sa.func.count())
                .where(petition.c.state == PetitionState.REVIEW)
                .group_by(petition.c.due)
            )
            by_day = {_day(due): count for due, count in days}
            audit.append(connection, deed, "queue.viewed", "queue", {"rows": len(rows)})
        waiting = tuple(
            Waiting(id=row.id, record=row.record, due=_day(row.due), lease=held.get(row.id))
            for row in rows
        )
        return Queue(waiting, by_day)

    def take_next(self, by: Person) -> str | None:
        """Lease the most urgent free record and return its id."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            free = _waiting().where(leases.is_free_for(by, deed.at)).limit(20)
            for row in connection.execute(free).all():
                if leases.take(connection, row.id, by, deed.at):
                    return str(row.id)
        return None

    def open(self, by: Person, petition_id: str, *, lease: bool) -> Opened:
        """Return a record, noting the view; with ``lease`` also take it when it is free."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            row = petitions.get(connection, petition_id)
            if lease and row["state"] == PetitionState.REVIEW:
                leases.take(connection, petition_id, by, deed.at)
            audit.append(connection, deed, "petition.viewed", petition_id)
            return self._opened(connection, petition_id, by, deed.at)

    def current(self, by: Person, petition_id: str) -> Opened:
        """Return a record as the ground of a change, without noting a view."""
        with self._engine.begin() as connection:
            return self._opened(connection, petition_id, by, self._now())

    def _opened(
        self, connection: sa.Connection, petition_id: str, by: Person, at: dt.datetime
    ) -> Opened:
        row = petitions.get(connection, petition_id)
        if not row["record"]:
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

    def page_key(self, by: Person, petition_id: str, position: int) -> str | None:
        """Return the blob key of a page's image, noting the view."""
        with self._engine.begin() as connection:
            petitions.get(connection, petition_id)
            for page in page_images(connection, petition_id):
                if page.position == position:
                    told = {"page": position}
                    audit.append(
                        connection, self._deed(by), "petition.page_viewed", petition_id, told
                    )
                    return page.key
        return None

    def keep_lease(self, by: Person, petition_id: str) -> bool:
        """Extend the lease; False when it is another's by now or the record has left the queue."""
        with self._engine.begin() as connection:
            state = petitions.get(connection, petition_id)["state"]
            waiting = state == PetitionState.REVIEW
            return waiting and leases.take(connection, petition_id, by, self._now())

    def let_go(self, by: Person, petition_id: str) -> None:
        """Give one's own lease back."""
        with self._engine.begin() as connection:
            leases.drop(connection, petition_id, by)

    def release(self, by: Person, petition_id: str) -> None:
        """Take the lease from whoever holds it."""
        with self._engine.begin() as connection:
            petitions.get(connection, petition_id)
            leases.drop(connection, petition_id)
            audit.append(connection, self._deed(by), "petition.lease_freed", petition_id)

    def save(
        self, by: Person, opened: Opened, record: Record, changed: Iterable[FieldName]
    ) -> None:
        """Write corrections; raises ``Conflict`` when the record is no longer as ``opened``."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            self._hold(connection, by, opened, deed.at)
            written = connection.execute(
                petition.update()
                .where(
                    petition.c.id == opened.id,
                    petition.c.version == opened.version,
                    petition.c.state == PetitionState.REVIEW,
                )
                .values(record=record, version=opened.version + 1, changed_at=instant(deed.at))
            ).rowcount
            if not written:
                raise _changed()
            finder.note(connection, opened.id, record, waiting=True)
            told = {"fields": [name.value for name in changed]}
            audit.append(connection, deed, "petition.corrected", opened.id, told)

    def accept(
        self, by: Person, opened: Opened, record: Record, changed: Iterable[FieldName]
    ) -> int | None:
        """Route anew, accept, order the deliveries, notify; return the revision.

        None when a number typed by hand now waits for another person's key instead.
        """
        deed = self._deed(by)
        # What spoke for a person is settled now; the audit row keeps which reasons they were.
        content = self._reroute(record | {"reasons": []})
        with self._engine.begin() as connection:
            self._hold(connection, by, opened, deed.at)
            self._tell_decision(connection, deed, opened, changed)
            if self._second_key and self._waits(connection, deed, opened, content):
                leases.drop(connection, opened.id)
                return None
            number = petitions.accept(
                connection, deed, opened.id, PetitionState.REVIEW,
                record=content, destinations=self._destinations, version=opened.version,
            )  # fmt: skip
            if number is None:
                raise _changed()
            proposals.settle(connection, deed, opened.id, content)
            leases.drop(connection, opened.id)
        self._notify(opened.id, number)
        return number

    def give_back(
        self, by: Person, opened: Opened, record: Record, changed: Iterable[FieldName]
    ) -> None:
        """Close the record as returned; the citizen's reason stays in the record, not the trail."""
        deed, decided = self._deed(by), record["returned"]
        content = record | {"status": "returned"}
        with self._engine.begin() as connection:
            self._hold(connection, by, opened, deed.at)
            self._tell_decision(connection, deed, opened, changed)
            moved = petitions.move(
                connection, deed, opened.id, PetitionState.REVIEW, PetitionState.RETURNED,
                version=opened.version, detail={"code": decided["code"]}, record=content,
            )  # fmt: skip
            if not moved:
                raise _changed()
            leases.drop(connection, opened.id)

    def reopen(self, by: Person, petition_id: str, words: str) -> None:
        """Put a closed record back into the queue; ``words`` say why and stay in the record."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            row = petitions.get(connection, petition_id)
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

    def _hold(self, connection: sa.Connection, by: Person, opened: Opened, at: dt.datetime) -> None:
        if not leases.take(connection, opened.id, by, at):
            raise Conflict("lease.taken", "another person has the record in hand")

    def _waits(
        self, connection: sa.Connection, deed: Deed, opened: Opened, content: Record
    ) -> bool:
        asked = blind_tasks.ask_second(connection, deed, opened.id, opened.version, content)
        if asked is None:
            raise _changed()
        return asked

    def _tell_decision(
        self,
        connection: sa.Connection,
        deed: Deed,
        opened: Opened,
        changed: Iterable[FieldName],
    ) -> None:
        told = {
            "reasons": list(reason_codes(opened.record)),
            "fields": [name.value for name in changed],
        }
        audit.append(connection, deed, "petition.decided", opened.id, told)


def _waiting() -> sa.Select[tuple[str, Record, str | None]]:
    """Return the query of what waits: nearest deadline first, without a clock last, then age."""
    return (
        sa.select(petition.c.id, petition.c.record, petition.c.due)
        .where(petition.c.state == PetitionState.REVIEW)
        .order_by(petition.c.due.is_(None), petition.c.due, petition.c.created_at, petition.c.id)
    )


def _day(due: str | None) -> dt.date | None:
    return dt.date.fromisoformat(due) if due else None


def _changed() -> Conflict:
    return Conflict("petition.changed", "the record changed meanwhile")
