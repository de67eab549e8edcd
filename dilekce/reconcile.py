"""Start what should run and does not. Our tables say what is unfinished, the engine what lives.

Of several machines each takes in hand what no other living one has. This is the only place that
starts runs: a new arrival, a reviewer's acceptance and a due delivery
merely wake it, so a lost wake-up, a wiped engine or a dead process costs seconds and no letter.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Protocol

import sqlalchemy as sa
import structlog

from dilekce import clock
from dilekce.roll import Roll
from dilekce.runs import DELIVER, INGEST, kind_of, prefix, subject_of
from dilekce.store import arrivals, claims, deadlines, outbox, petitions, turns
from dilekce.store.audit import Deed
from dilekce.store.claims import Reach
from dilekce.store.turns import Turn
from domain.lifecycle import ArrivalState, PetitionState
from domain.record import instant

_log = structlog.get_logger()

_MAX_FAILURES = 3  #: failed runs, or machines that died over it, before a person is asked
_DELIVERIES = 100  #: most deliveries in one machine's hand
_LONGEST_REST = 60.0  #: seconds; work that was put off again and again is tried so often at least
_WARN_EVERY = 60.0  #: deadlines are days; a look costs a walk along the queue
_KEEP_RUNS = dt.timedelta(hours=1)  #: finished runs stay this long for a curious administrator


class Runs(Protocol):
    """The engine, as far as this module needs it."""

    def start(self, kind: str, subject: str, run: str) -> None:
        """Start a run."""

    def living(self) -> set[str]:
        """Return ids of living runs."""

    def revive(self) -> None:
        """Take up runs that live in the books only."""

    def past(self, prefix: str) -> tuple[int, int]:
        """Return counts of runs and failures."""

    def forget(self, before: dt.datetime) -> int:
        """Delete old runs."""


class GiveUp(Protocol):
    """What to do with work whose runs keep failing."""

    def quarantine(self, arrival_id: str, code: str) -> None:
        """Set an arrival aside."""

    def send_to_person(self, petition_id: str) -> None:
        """Let a petition wait for a person."""


@dataclass(slots=True)
class Reconciler:
    """Looks for unfinished work every ``every`` seconds, or at once when woken."""

    database: sa.Engine
    runs: Runs
    roll: Roll
    give_up: GiveUp
    capacity: int  #: most arrivals in this machine's hand; the rest is there for all
    every: float
    looked: Callable[[], None] = lambda: None  #: called after each look that came to its end
    _awake: threading.Event = field(default_factory=threading.Event)
    _warned_at: float | None = None
    _resting: dict[str, float] = field(default_factory=dict)  # arrival to a monotonic time

    def wake(self) -> None:
        """Ask for a look now."""
        self._awake.set()

    def run(self, stop: threading.Event) -> None:
        """Look until ``stop`` is set; a database that is away is tried again."""
        while not stop.is_set():
            self._awake.clear()
            try:
                self.look()
            except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
                _log.warning("reconcile.later", error=type(error).__name__)
            self._awake.wait(self.every)

    def look(self) -> None:
        """Start every run that is due, once."""
        self.runs.revive()
        living = self.runs.living()
        busy = {kind: _subjects(living, kind) for kind in (INGEST, DELIVER)}
        mine, seconds = busy[INGEST] | busy[DELIVER], time.monotonic()
        self._resting = {known: until for known, until in self._resting.items() if until > seconds}
        with self.database.begin() as connection:
            claims.bury(connection, self.roll.call(connection))
            reach = Reach(self.roll.me, mine | self._resting.keys())
            free = max(0, self.capacity - len(busy[INGEST]))
            waiting = dict(arrivals.unfinished(connection, free, reach))
            free = max(0, _DELIVERIES - len(busy[DELIVER]))
            due = dict(outbox.due(connection, instant(clock.now()), free, reach))
            taken = claims.take(connection, reach, [*waiting, *due])
            claims.put_back(connection, self.roll.me, {*mine, *taken})
        for subject, deaths in taken.items():
            if subject in due:
                self._start(DELIVER, subject, due[subject])
            else:
                self._ingest(subject, waiting[subject], deaths)
        self._warn()
        self.runs.forget(clock.now() - _KEEP_RUNS)
        self.looked()

    def _ingest(self, arrival_id: str, attempt: int, deaths: int) -> None:
        _count, failures = self.runs.past(prefix(INGEST, arrival_id, attempt))
        if max(failures, deaths) >= _MAX_FAILURES:
            self._ask_a_person(arrival_id)
        else:
            count = self._start(INGEST, arrival_id, attempt)
            # What cannot be done now must not keep its place before all that can.
            rest = min(self.every * (2 ** min(count, 10) - 1), _LONGEST_REST)
            self._resting[arrival_id] = time.monotonic() + rest

    def _start(self, kind: str, subject: str, attempt: int) -> int:
        """Start a run and return how many there were before it."""
        begins = prefix(kind, subject, attempt)
        count, _failures = self.runs.past(begins)
        self.runs.start(kind, subject, f"{begins}{count}")
        return count

    def _ask_a_person(self, arrival_id: str) -> None:
        _log.error("work.failed", subject=arrival_id)
        with self.database.begin() as connection:
            received = arrivals.get(connection, arrival_id)["state"] == ArrivalState.RECEIVED
            identities = petitions.of_arrival(connection, arrival_id, PetitionState.READING)
        if received:
            self.give_up.quarantine(arrival_id, "work.failed")
        for identity in identities:
            self.give_up.send_to_person(identity)

    def _warn(self) -> None:
        now = time.monotonic()
        if self._warned_at is None or now - self._warned_at >= _WARN_EVERY:
            with self.database.begin() as connection:
                if turns.leads(connection, Turn.UPKEEP):
                    deadlines.warn(connection, Deed(clock.now()))
                    claims.sweep(connection)
            self._warned_at = now


def _subjects(living: Collection[str], kind: str) -> set[str]:
    return {subject_of(run) for run in living if kind_of(run) == kind}
