"""Records in people's hands: claimed, drafted, decided, undone. See ``review.task_ports``."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import (
    answers,
    audit,
    blind_tasks,
    decisions,
    finder,
    leases,
    outbox,
    petitions,
    proposals,
    sight,
)
from dilekce.store.audit import Deed
from dilekce.store.desk_rows import opened
from dilekce.store.leases import Held
from dilekce.store.tables import draft, petition
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from domain.record import Record, instant
from review.ports import Person
from review.task_ports import Counts, Decided, Effort, Json, Standing, Task, Write

#: How long the person's own draft waits for them after the lease has ended.
_DRAFT_KEPT = dt.timedelta(hours=24)


class DeskTasks:
    """Implements ``review.task_ports.Tasks``.

    ``reroute`` proposes unit and clock anew for a corrected record; ``notify`` is called with
    (petition id, revision) after an acceptance is committed, to submit its delivery. With
    ``second_key`` a number typed by hand waits for another person's key first.
    """

    def __init__(
        self,
        engine: sa.Engine,
        *,
        reroute: Callable[[Record], Record],
        destinations: petitions.Destinations,
        notify: Callable[[str, int], None],
        second_key: bool,
        now: Callable[[], dt.datetime] = clock.now,
    ) -> None:
        self._engine = engine
        self._reroute = reroute
        self._destinations = destinations
        self._notify = notify
        self._second_key = second_key
        self._now = now

    def _deed(self, by: Person) -> Deed:
        return Deed(self._now(), by.actor)

    def claim(self, by: Person, *, besides: Sequence[str], ahead: bool) -> Task | None:
        """Take the most urgent free record, or the one already in this person's hand."""
        deed = self._deed(by)
        lives = leases.AHEAD if ahead else leases.SHOWN
        with self._engine.begin() as connection:
            held = leases.claim(connection, by, deed.at, lives, besides)
            if held is None:
                return None
            action = "petition.claimed" if ahead else "petition.viewed"
            audit.append(connection, deed, action, held.petition_id)
            return self._task(connection, held, by, deed.at)

    def take(self, by: Person, petition_id: str) -> Task | None:
        """Take this very record; picking by hand leaves its own trace."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            row = petitions.get(connection, petition_id, sight.visible_to(by))
            if row["state"] != PetitionState.REVIEW:
                return None
            held = leases.take(connection, petition_id, by, deed.at, leases.SHOWN)
            if held is None:
                return None
            audit.append(connection, deed, "petition.viewed", petition_id, {"picked": True})
            return self._task(connection, held, by, deed.at)

    def _task(self, connection: sa.Connection, held: Held, by: Person, at: dt.datetime) -> Task:
        oldest = instant(at - _DRAFT_KEPT)
        connection.execute(draft.delete().where(draft.c.saved_at < oldest))
        query = sa.select(draft.c.content).where(
            draft.c.petition_id == held.petition_id, draft.c.person_id == by.id
        )
        return Task(
            opened=opened(connection, held.petition_id, by, at),
            token=held.token,
            until=held.until,
            draft=connection.execute(query).scalar(),
        )

    def counts(self) -> Counts:
        """Return what stands in the queue."""
        at = self._now()
        put_off = petition.c.snoozed_until > instant(at)
        query = sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(sa.case((put_off, 1), else_=0)), 0),
            sa.func.coalesce(sa.func.sum(sa.case((petition.c.asked, 1), else_=0)), 0),
        ).where(petition.c.state == PetitionState.REVIEW)
        with self._engine.begin() as connection:
            waiting, snoozed, asked = connection.execute(query).one()
            in_hand = leases.running(connection, at)
        return Counts(waiting=waiting, in_hand=in_hand, put_off=snoozed, asked=asked)

    def shown(self, by: Person, petition_id: str, token: str) -> dt.datetime:
        """Note the view of a record that was fetched ahead."""
        deed = self._deed(by)
        until = deed.at + leases.SHOWN
        with self._engine.begin() as connection:
            leases.renew(connection, petition_id, by, token, until)
            audit.append(connection, deed, "petition.viewed", petition_id)
        return until

    def beat(self, by: Person, tokens: Mapping[str, str]) -> dt.datetime:
        """Renew the leases; raises ``Conflict`` when any of them is lost."""
        until = self._now() + leases.SHOWN
        with self._engine.begin() as connection:
            for petition_id, token in sorted(tokens.items()):
                leases.renew(connection, petition_id, by, token, until)
        return until

    def let_go(self, by: Person, petition_id: str, token: str) -> None:
        """Give a record back; a lease that has passed to another is left alone."""
        with self._engine.begin() as connection:
            leases.drop(connection, petition_id, by, token)

    def standing(self, by: Person, write: Write) -> Standing:
        """Return what a write meets; only reads."""
        with self._engine.begin() as connection:
            row, answered = _standing(connection, by, write, _about("decision", write))
        return Standing(record=row["record"], answered=answered)

    def save_draft(self, by: Person, write: Write) -> Standing:
        """Keep what the person has settled so far, in place of what they had before."""
        at = self._now()
        where = {"petition_id": write.petition_id, "person_id": by.id}
        with self._engine.begin() as connection:
            about = _about("draft", write)
            row, answered = _standing(connection, by, write, about)
            if answered is not None:
                return Standing(record=row["record"], answered=answered)
            until = at + leases.SHOWN
            leases.renew(connection, write.petition_id, by, write.token, until)
            values = {"content": write.settled, "saved_at": instant(at)}
            known = connection.execute(draft.update().filter_by(**where).values(**values)).rowcount
            if not known:
                connection.execute(draft.insert().values(**where, **values))
            told = answers.keep(connection, by, write.key, about, at, {"saved_at": instant(at)})
            return Standing(record=row["record"], answered=told)

    def accept(
        self, by: Person, write: Write, record: Record, effort: Effort, unit: Json | None
    ) -> Json:
        """Route anew, accept, order the deliveries for when the undo has passed, notify."""
        deed = self._deed(by)
        # What spoke for a person is settled now; the audit row keeps which reasons they were.
        chosen = {} if unit is None else {"route": unit}
        content = self._reroute(record | {"reasons": []} | chosen)
        content = {k: v for k, v in content.items() if k != "question"}
        with self._engine.begin() as connection:
            before = self._decide(connection, deed, by, write, effort)
            if self._second_key and blind_tasks.ask_second(
                connection, deed, write.petition_id, write.version, content
            ):
                return self._close(connection, deed, by, write, before, "second_key", effort)
            number = petitions.accept(
                connection, deed, write.petition_id, PetitionState.REVIEW,
                record=content, destinations=self._destinations, version=write.version,
            )  # fmt: skip
            if number is None:
                raise Conflict("petition.changed", "the record changed meanwhile")
            outbox.hold(connection, write.petition_id, deed.at + decisions.HOLD)
            proposals.settle(connection, deed, write.petition_id, content)
            answer = self._close(connection, deed, by, write, before, "accepted", effort)
        self._notify(write.petition_id, number)
        return answer

    def give_back(self, by: Person, write: Write, record: Record, effort: Effort) -> Json:
        """Close the record as returned; the citizen's reason stays in the record, not the trail."""
        deed, code = self._deed(by), record["returned"]["code"]
        content = record | {"status": "returned"}
        with self._engine.begin() as connection:
            before = self._decide(connection, deed, by, write, effort)
            moved = petitions.move(
                connection, deed, write.petition_id, PetitionState.REVIEW, PetitionState.RETURNED,
                version=write.version, detail={"code": code}, record=content,
            )  # fmt: skip
            if not moved:
                raise Conflict("petition.changed", "the record changed meanwhile")
            return self._close(connection, deed, by, write, before, code, effort)

    def put_off(
        self, by: Person, write: Write, record: Record, effort: Effort, until: dt.datetime
    ) -> Json:
        """Keep the corrections and let nobody be given the record before ``until``."""
        facts = {"snoozed_until": instant(until)}
        return self._leave(by, write, record, effort, "snoozed", facts)

    def ask(self, by: Person, write: Write, record: Record, effort: Effort) -> Json:
        """Keep the corrections and give the record to supervisors only."""
        return self._leave(by, write, record, effort, "asked", {"asked": True})

    def _leave(
        self,
        by: Person,
        write: Write,
        record: Record,
        effort: Effort,
        outcome: str,
        facts: Mapping[str, Any],
    ) -> Json:
        deed = self._deed(by)
        with self._engine.begin() as connection:
            before = self._decide(connection, deed, by, write, effort)
            values = {"record": record, "version": write.version + 1, **facts}
            connection.execute(
                petition.update()
                .where(petition.c.id == write.petition_id)
                .values(changed_at=instant(deed.at), **values)
            )
            finder.note(connection, write.petition_id, record, waiting=True)
            audit.append(connection, deed, f"petition.{outcome}", write.petition_id)
            return self._close(connection, deed, by, write, before, outcome, effort)

    def _decide(
        self, connection: sa.Connection, deed: Deed, by: Person, write: Write, effort: Effort
    ) -> Record:
        """Say in the trail what is decided upon; return what an undo brings back."""
        row, _ = _standing(connection, by, write, _about("decision", write))
        told = {
            "fields": [name.value for name in effort.changed],
            "reasons": sorted({reason["code"] for reason in row["record"]["reasons"]}),
        }
        audit.append(connection, deed, "petition.decided", write.petition_id, told)
        return decisions.before(row) | {"draft": write.settled}

    def _close(
        self,
        connection: sa.Connection,
        deed: Deed,
        by: Person,
        write: Write,
        before: Record,
        outcome: str,
        effort: Effort,
    ) -> Json:
        leases.drop(connection, write.petition_id)
        connection.execute(draft.delete().where(draft.c.petition_id == write.petition_id))
        undo_until = decisions.keep(
            connection, deed, by, write.petition_id, outcome, before, effort
        )
        answer = {"outcome": outcome, "undo_until": instant(undo_until)}
        about = _about("decision", write)
        return answers.keep(connection, by, write.key, about, deed.at, answer)

    def undo(self, by: Person, petition_id: str, key: str) -> Task:
        """Bring the record back as it was before the person's decision, into the same hand."""
        deed = self._deed(by)
        with self._engine.begin() as connection:
            about = f"undo:{petition_id}"
            if answers.get(connection, by, key, about) is None:
                decisions.undo(connection, deed, by, petition_id)
                answers.keep(connection, by, key, about, deed.at, {"outcome": "undone"})
            held = leases.take(connection, petition_id, by, deed.at, leases.SHOWN)
            if held is None:
                raise Conflict("lease.lost", "another person has taken the record")
            return self._task(connection, held, by, deed.at)

    def latest(self, by: Person, limit: int) -> Sequence[Decided]:
        """Return this person's decisions, newest first."""
        with self._engine.begin() as connection:
            return decisions.latest(connection, by, limit)


def _about(what: str, write: Write) -> str:
    return f"{what}:{write.petition_id}"


def _standing(
    connection: sa.Connection, by: Person, write: Write, about: str
) -> tuple[Mapping[str, Any], Json | None]:
    """Return the petition's row and what this very write was answered before; ``Conflict``."""
    answered = answers.get(connection, by, write.key, about)
    if answered is None:
        leases.check(connection, write.petition_id, by, write.token)
    # A write done before may have been the one that keeps the record from this person.
    seen = sight.visible_to(by) if answered is None else sa.true()
    row = petitions.get(connection, write.petition_id, seen)
    as_seen = row["version"] == write.version and row["state"] == PetitionState.REVIEW
    if answered is None and not as_seen:
        raise Conflict("petition.changed", "the record changed meanwhile")
    return row, answered
