"""The durable engine's only door: DBOS orders the steps of a run and remembers which are done.

Runs are short and disposable. The truth is in our own tables, so losing this engine's whole
database loses nothing: ``reconcile`` starts again what is not finished. A run's id is
``<kind>:<subject>:<n>``; one id runs once.
"""

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID

from dilekce.pipeline import PageWork
from domain.errors import TryLater, Unacceptable

_log = structlog.get_logger()

#: A recovery counts against every run that was alive in a dying process, guilty or not.
_MAX_RECOVERIES = 50
_VERSION = "1"  #: raised when the order of steps changes; runs last minutes, so drain and restart

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

    def reading(self, arrival_id: str) -> list[str]:
        """Return the arrival's petitions that still wait for understanding."""

    def understand(self, petition_id: str) -> None:
        """Decide on a petition."""

    def quarantine(self, arrival_id: str, code: str) -> None:
        """Set an arrival aside."""


class Attempts(Protocol):
    """What a delivery run does."""

    def attempt(self, key: str) -> None:
        """Try one delivery once."""


class Engine:
    """Starts runs and knows which live. One per process."""

    def __init__(
        self, url: str, executor: str, steps: Steps, deliveries: Attempts, jobs: int
    ) -> None:
        self._url, self._executor, self._jobs = url, executor, jobs
        self._steps, self._deliveries = steps, deliveries
        self._runs: dict[str, Callable[[str], str]] = {}

    def launch(self) -> None:
        """Open the engine; runs that a dead process of this name left behind go on."""
        config: DBOSConfig = {
            "name": "dilekce",
            "system_database_url": self._url,
            "executor_id": self._executor,
            "application_version": _VERSION,
            "serializer": DBOSPortableJSONSerializer(),
            "sys_db_idle_transaction_timeout_sec": 15,
            "log_level": "WARNING",
        }
        DBOS(config=config)
        self._runs = {"ingest": _ingest_run(self._steps), "deliver": _deliver_run(self._deliveries)}
        DBOS.launch()
        # A parent holds its slot while it waits for its pages: never one queue for both.
        for queue, slots in (("files", self._jobs + 2), ("pages", self._jobs), ("delivery", 4)):
            DBOS.register_queue(
                queue,
                worker_concurrency=slots,
                polling_interval_sec=0.2,
                on_conflict="always_update",
            )
        if self._url.startswith("sqlite"):
            self._adopt_strangers()

    def start(self, kind: str, subject: str, run: str) -> None:
        """Start a run (``ingest`` or ``deliver``); a run id that exists is left as it is."""
        queue = {"ingest": "files", "deliver": "delivery"}[kind]
        with SetWorkflowID(run):
            DBOS.enqueue_workflow(queue, self._runs[kind], subject)

    def living(self) -> set[str]:
        """Return the ids of runs that wait or work."""
        runs = DBOS.list_workflows(status=_ACTIVE, load_input=False, load_output=False)
        return {run.workflow_id for run in runs}

    def past(self, prefix: str) -> tuple[int, int]:
        """Return how many runs began with ``prefix``, and how many of them failed."""
        runs = DBOS.list_workflows(
            workflow_id_prefix=prefix, load_input=False, load_output=False, has_parent=False
        )
        return len(runs), sum(run.status in _FAILED for run in runs)

    def forget(self, before: dt.datetime) -> int:
        """Delete finished runs older than ``before``; returns how many."""
        runs = DBOS.list_workflows(
            completed_before=before.isoformat(),
            load_input=False,
            load_output=False,
            limit=5000,
        )
        DBOS.delete_workflows([run.workflow_id for run in runs])
        return len(runs)

    def close(self) -> None:
        """Stop taking work; what is in hand is repeated at the next launch."""
        DBOS.destroy(destroy_registry=True)

    def _adopt_strangers(self) -> None:
        """Drop runs of other names: embedded, nobody else is alive, and reconcile restarts them."""
        runs = DBOS.list_workflows(status=_ACTIVE, load_input=False, load_output=False)
        strangers = [r.workflow_id for r in runs if r.executor_id not in {self._executor, None}]
        with contextlib.suppress(ValueError):
            if strangers:
                DBOS.delete_workflows(strangers, delete_children=True)


def _ingest_run(steps: Steps) -> Callable[[str], str]:
    """Register the run that takes an arrival from bytes to decided petitions."""

    @DBOS.step(name="decode")
    def decode(arrival_id: str) -> list[PageWork]:
        return steps.decode(arrival_id)

    @DBOS.step(name="read")
    def read(item: PageWork) -> PageWork:
        return steps.read(item)

    @DBOS.workflow(name="page", max_recovery_attempts=_MAX_RECOVERIES)
    def read_page(item: PageWork) -> PageWork:
        return read(item)

    @DBOS.step(name="split")
    def split(arrival_id: str, rows: list[PageWork]) -> None:
        steps.split(arrival_id, rows)

    @DBOS.step(name="understand")
    def understand(arrival_id: str) -> None:
        for petition_id in steps.reading(arrival_id):
            steps.understand(petition_id)

    def story(arrival_id: str) -> None:
        items = decode(arrival_id)
        if items:
            pages = [DBOS.enqueue_workflow("pages", read_page, item) for item in items]
            split(arrival_id, [page.get_result() for page in pages])
        understand(arrival_id)

    @DBOS.workflow(name="ingest", max_recovery_attempts=_MAX_RECOVERIES)
    def ingest(arrival_id: str) -> str:
        return _at_the_edge(lambda: story(arrival_id), steps.quarantine, arrival_id)

    return ingest


def _deliver_run(deliveries: Attempts) -> Callable[[str], str]:
    """Register the run that tries one delivery once."""

    @DBOS.step(name="attempt")
    def attempt(key: str) -> None:
        deliveries.attempt(key)

    @DBOS.workflow(name="deliver", max_recovery_attempts=_MAX_RECOVERIES)
    def deliver(key: str) -> str:
        return _at_the_edge(lambda: attempt(key), None, key)

    return deliver


def _at_the_edge(
    work: Callable[[], None], quarantine: Callable[[str, str], None] | None, subject: str
) -> str:
    """Run a worker's task; every end has a name and none stops the next task."""
    try:
        work()
    except Unacceptable as error:
        if quarantine is None:
            raise
        quarantine(subject, error.code)
        return error.code
    except TryLater as error:
        _log.warning("run.later", subject=subject, code=error.code)
        return error.code
    except Exception as error:  # noqa: BLE001 - the worker's edge: log the kind, never the words
        _log.error("run.failed", subject=subject, error=type(error).__name__, at=_place(error))
        raise RuntimeError(type(error).__name__) from None
    return "done"


def _place(error: BaseException) -> str:
    """Return the innermost ``file:line`` of our own code: a traceback could quote a letter."""
    trace, places = error.__traceback__, [""]
    while trace is not None:
        code: Any = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[-1]
