"""The durable engine's only door: DBOS orders the steps of a run and remembers which are done.

Runs are short and disposable. The truth is in our own tables, so losing this engine's whole
database loses nothing: ``reconcile`` starts again what is not finished. Each machine has an engine
of its own, in its home; who does what is written in our tables (``store.claims``). A run's id is
``<kind>:<subject>:<n>``; one id runs once.
"""

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator
from typing import Any, Protocol

import sqlalchemy as sa
import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID

from dilekce import __version__
from dilekce.edge import Failure, at_the_edge, patience
from dilekce.pipeline import PageWork
from dilekce.runs import subject_of
from domain.errors import Stop, TryLater, Unacceptable

_log = structlog.get_logger()

#: A recovery counts against every run that was alive in a dying process, guilty or not.
_MAX_RECOVERIES = 50
_HERE = "here"  # an engine's database is its home's own: no other machine sees it
#: How long a run may be written down as working while nobody works on it.
_LOST_SECONDS = 15.0

#: A step's end as plain JSON: ``value``, ``refused`` (a code) or ``later`` (a code).
Told = dict[str, Any]

_ACTIVE = ["ENQUEUED", "PENDING", "DELAYED"]
_FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "CANCELLED"]


class Steps(Protocol):
    """What a run does; each call may be repeated after a crash."""

    def decode(self, arrival_id: str) -> list[PageWork]:
        """Cut an arrival into pages."""

    def read(self, item: PageWork) -> PageWork:
        """Read one page."""

    def split(self, arrival_id: str, rows: list[PageWork]) -> None:
        """Book the pages and cut the arrival into petitions."""

    def understand(self, arrival_id: str) -> None:
        """Decide on the arrival's petitions that are still undecided."""

    def quarantine(self, arrival_id: str, code: str) -> None:
        """Set an arrival aside."""


class Attempts(Protocol):
    """What a delivery run does."""

    def attempt(self, key: str) -> None:
        """Try one delivery once."""


class Engine:
    """Starts runs and knows which live. One per process."""

    def __init__(self, url: str, steps: Steps, deliveries: Attempts, jobs: int) -> None:
        self._url, self._jobs = url, jobs
        self._steps, self._deliveries = steps, deliveries
        self._runs: dict[str, Callable[[str], str]] = {}
        self._in_hand: set[str] = set()
        self._lost: dict[str, float] = {}  # run to the monotonic time it was first missed

    def launch(self, held: Collection[str]) -> None:
        """Open the engine; what a dead process of this home left behind goes on.

        But only what this machine still has in hand (``held``), and only as this version would have
        begun it: the rest is dropped, and whoever has it in hand begins anew.
        """
        config: DBOSConfig = {
            "name": "dilekce",
            "system_database_url": self._url,
            "executor_id": _HERE,
            "application_version": __version__,
            "serializer": DBOSPortableJSONSerializer(),
            "sys_db_idle_transaction_timeout_sec": 15,
            "log_level": "WARNING",
        }
        DBOS(config=config)
        self._runs = {
            "ingest": _ingest_run(self._steps, self._in_hand),
            "deliver": _deliver_run(self._deliveries, self._in_hand),
        }
        DBOS.launch()
        # A parent holds its slot while it waits for its pages: never one queue for both.
        for queue, slots in (("files", self._jobs + 2), ("pages", self._jobs), ("delivery", 4)):
            DBOS.register_queue(
                queue,
                worker_concurrency=slots,
                polling_interval_sec=0.2,
                on_conflict="always_update",
            )
        self._drop_all_but(held)

    def start(self, kind: str, subject: str, run: str) -> None:
        """Start a run (``ingest`` or ``deliver``); a run id that exists is left as it is."""
        queue = {"ingest": "files", "deliver": "delivery"}[kind]
        with SetWorkflowID(run):
            DBOS.enqueue_workflow(queue, self._runs[kind], subject)

    def living(self) -> set[str]:
        """Return the ids of runs that wait or work."""
        runs = DBOS.list_workflows(status=_ACTIVE, load_input=False, load_output=False)
        return {run.workflow_id for run in runs}

    def revive(self) -> None:
        """Take up again the runs that ended and could not say so.

        When the engine's database is full or out of reach in that moment, the run would count as
        living until the next start.
        """
        runs = DBOS.list_workflows(
            status="PENDING", executor_id=_HERE, load_input=False, load_output=False
        )
        now = time.monotonic()
        lost = {run.workflow_id for run in runs} - self._in_hand
        self._lost = {run: self._lost.get(run, now) for run in lost}
        for run in [run for run, since in self._lost.items() if now - since >= _LOST_SECONDS]:
            _log.warning("run.revived", run=run)
            DBOS.resume_workflow(run)
            del self._lost[run]

    def past(self, prefix: str) -> tuple[int, int]:
        """Return how many runs began with ``prefix``, and how many of them failed."""
        runs = DBOS.list_workflows(
            workflow_id_prefix=prefix, load_input=False, load_output=False, has_parent=False
        )
        return len(runs), sum(run.status in _FAILED for run in runs)

    def forget(self, before: dt.datetime) -> int:
        """Delete finished runs older than ``before`` with their page runs; returns how many.

        Never a page run alone: the run that waits for it would wait for ever.
        """
        runs = DBOS.list_workflows(
            completed_before=before.isoformat(),
            has_parent=False,
            load_input=False,
            load_output=False,
            limit=5000,
        )
        DBOS.delete_workflows([run.workflow_id for run in runs], delete_children=True)
        return len(runs)

    def close(self) -> None:
        """Stop taking work; what is in hand is repeated at the next launch."""
        DBOS.destroy(destroy_registry=True)

    def _drop_all_but(self, held: Collection[str]) -> None:
        runs = DBOS.list_workflows(
            status=_ACTIVE, load_input=False, load_output=False, has_parent=False
        )
        strange = [
            run.workflow_id
            for run in runs
            if subject_of(run.workflow_id) not in held or run.app_version != __version__
        ]
        if strange:
            DBOS.delete_workflows(strange, delete_children=True)


def _ingest_run(steps: Steps, in_hand: set[str]) -> Callable[[str], str]:
    """Register the run that takes an arrival from bytes to decided petitions."""

    @DBOS.step(name="decode")
    def decode(arrival_id: str) -> Told:
        return _tell("decode", lambda: steps.decode(arrival_id))

    read_page = _page_run(steps, in_hand)

    @DBOS.step(name="split")
    def split(arrival_id: str, rows: list[PageWork]) -> Told:
        return _tell("split", lambda: steps.split(arrival_id, rows))

    @DBOS.step(name="understand")
    def understand(arrival_id: str) -> Told:
        return _tell("understand", lambda: steps.understand(arrival_id))

    @DBOS.step(name="quarantine")
    def quarantine(arrival_id: str, code: str) -> None:
        steps.quarantine(arrival_id, code)

    def story(arrival_id: str) -> None:
        items = _hear(decode(arrival_id))
        if items:
            pages = [DBOS.enqueue_workflow("pages", read_page, item) for item in items]
            _hear(split(arrival_id, [_hear(page.get_result()) for page in pages]))
        _hear(understand(arrival_id))

    @DBOS.workflow(name="ingest", max_recovery_attempts=_MAX_RECOVERIES)
    def ingest(arrival_id: str) -> str:
        with _noted(in_hand):
            try:
                return _run(arrival_id, lambda: story(arrival_id))
            except Unacceptable as error:
                quarantine(arrival_id, error.code)
                return error.code

    return ingest


def _page_run(steps: Steps, in_hand: set[str]) -> Callable[[PageWork], Told]:
    """Register the run that reads one page; a letter's pages run side by side."""

    @DBOS.step(name="read")
    def read(item: PageWork) -> Told:
        return _tell("read", lambda: steps.read(item))

    @DBOS.workflow(name="page", max_recovery_attempts=_MAX_RECOVERIES)
    def read_page(item: PageWork) -> Told:
        with _noted(in_hand):
            return read(item)

    return read_page


def _deliver_run(deliveries: Attempts, in_hand: set[str]) -> Callable[[str], str]:
    """Register the run that tries one delivery once."""

    @DBOS.step(name="attempt")
    def attempt(key: str) -> Told:
        return _tell("attempt", lambda: deliveries.attempt(key))

    @DBOS.workflow(name="deliver", max_recovery_attempts=_MAX_RECOVERIES)
    def deliver(key: str) -> str:
        with _noted(in_hand):
            return _run(key, lambda: _hear(attempt(key)))

    return deliver


def _tell(step: str, work: Callable[[], Any]) -> Told:
    """Return a step's result or refusal as plain JSON: an exception would not survive a replay."""
    begun, told, outcome = time.monotonic(), dict[str, Any](), "done"
    try:
        with patience():
            told = {"value": _reached(work)}
    except Unacceptable as error:
        told, outcome = {"refused": error.code}, error.code
    except (TryLater, Stop) as error:
        _log.warning("step.later", code=error.code, what=error.message)
        told, outcome = {"later": error.code}, error.code
    seconds = round(time.monotonic() - begun, 3)
    _log.info("step", step=step, run=DBOS.workflow_id, outcome=outcome, seconds=seconds)
    return told


def _reached(work: Callable[[], Any]) -> Any:
    """Return what ``work`` returns; a database that is away or full is no failure of the letter."""
    try:
        return work()
    except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError) as error:
        raise TryLater("database.away", "the database cannot be used now") from error


@contextlib.contextmanager
def _noted(in_hand: set[str]) -> Iterator[None]:
    """Note that this process works on the run it is called in."""
    run = DBOS.workflow_id
    assert run is not None
    in_hand.add(run)
    try:
        yield
    finally:
        in_hand.discard(run)


def _hear(told: Told) -> Any:
    """Return what a step returned, or raise what it could not."""
    if "refused" in told:
        raise Unacceptable(told["refused"], "refused in an earlier step")
    if "later" in told:
        raise TryLater(told["later"], "put off in an earlier step")
    return told["value"]


def _run(subject: str, work: Callable[[], None]) -> str:
    """Run a story to a named end. ``TryLater`` ends it too: the reconciler is the retry."""
    try:
        outcome = at_the_edge(lambda: _reached(work))
    except TryLater as error:
        _log.info("run.later", subject=subject, code=error.code)
        return error.code
    if isinstance(outcome, Failure):
        _log.error("run.failed", subject=subject, error=outcome.kind, at=outcome.place)
        raise RuntimeError(outcome.kind)
    return "done"
