"""Start what should run and does not. Our tables say what is unfinished, the engine what lives.

This is the only place that starts runs: a new arrival, a reviewer's acceptance and a due delivery
merely wake it, so a lost wake-up, a wiped engine or a dead process costs seconds and no letter.
"""

import datetime as dt
import threading
import time
from dataclasses import dataclass, field
from typing import Protocol

import sqlalchemy as sa
import structlog

from dilekce import clock
from dilekce.store import arrivals, deadlines, outbox, petitions
from dilekce.store.audit import Deed
from domain.lifecycle import ArrivalState, PetitionState
from domain.record import instant

_log = structlog.get_logger()

_MAX_FAILURES = 3  #: failed runs before a person is asked
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
    give_up: GiveUp
    capacity: int  #: most ingest runs alive at once; the rest waits in our own table
    every: float
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
            except sa.exc.DBAPIError as error:
                _log.warning("reconcile.later", error=type(error).__name__)
            self._awake.wait(self.every)

    def look(self) -> None:
        """Start every run that is due, once."""
        self.runs.revive()
        living = self.runs.living()
        self._ingest({run for run in living if run.startswith("ingest:")})
        self._deliver({run for run in living if run.startswith("deliver:")})
        self._warn()
        self.runs.forget(clock.now() - _KEEP_RUNS)

    def _ingest(self, living: set[str]) -> None:
        busy = {run.split(":")[1] for run in living}
        now = time.monotonic()
        self._resting = {known: until for known, until in self._resting.items() if until > now}
        taken = busy | self._resting.keys()
        with self.database.begin() as connection:
            waiting = arrivals.unfinished(connection, limit=self.capacity + len(taken))
        free = self.capacity - len(busy)
        for arrival_id, attempt in [w for w in waiting if w[0] not in taken][: max(0, free)]:
            prefix = f"ingest:{arrival_id}:{attempt}."
            count, failures = self.runs.past(prefix)
            if failures >= _MAX_FAILURES:
                self._ask_a_person(arrival_id)
            else:
                self.runs.start("ingest", arrival_id, f"{prefix}{count}")
                # What cannot be done now must not keep its place before all that can.
                rest = self.every * (2 ** min(count, 10) - 1)
                self._resting[arrival_id] = now + min(rest, _LONGEST_REST)

    def _ask_a_person(self, arrival_id: str) -> None:
        _log.error("work.failed", subject=arrival_id)
        with self.database.begin() as connection:
            received = arrivals.get(connection, arrival_id)["state"] == ArrivalState.RECEIVED
            identities = petitions.of_arrival(connection, arrival_id, PetitionState.READING)
        if received:
            self.give_up.quarantine(arrival_id, "work.failed")
        for identity in identities:
            self.give_up.send_to_person(identity)

    def _deliver(self, living: set[str]) -> None:
        with self.database.begin() as connection:
            due = outbox.due(connection, instant(clock.now()))
        for key, attempts in due:
            prefix = f"deliver:{key}:{attempts}."
            if not any(run.startswith(prefix) for run in living):
                count, _failures = self.runs.past(prefix)
                self.runs.start("deliver", key, f"{prefix}{count}")

    def _warn(self) -> None:
        now = time.monotonic()
        if self._warned_at is None or now - self._warned_at >= _WARN_EVERY:
            with self.database.begin() as connection:
                deadlines.warn(connection, Deed(clock.now()))
            self._warned_at = now
