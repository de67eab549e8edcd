"""Is the house ready to work, and does an alarm ring? One answer for all who ask."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
import structlog

from deliver.calendar import Calendar
from dilekce import alarms, clock
from dilekce.alarms import Local
from dilekce.blobs import Blobs
from dilekce.settings import Settings
from dilekce.store import database, figures
from dilekce.store.figures import Figures
from dilekce.store.presence import WORK
from domain.errors import Stop, TryLater

_log = structlog.get_logger()
_KEPT = 5.0  #: seconds for which one look serves all who ask
_PATIENCE = 8.0  #: seconds that a look may take: who asks has a limit of its own
_VIGIL = 15.0  #: seconds between two looks for the log


@dataclass(frozen=True, slots=True)
class State:
    """What one look found."""

    reasons: tuple[str, ...]  #: why the house cannot work; none when it is ready
    alarms: tuple[str, ...]  #: codes of ``alarms.ALARMS``
    figures: Figures | None  #: None without a database
    local: Local

    @property
    def ready(self) -> bool:
        """Whether petitions can be taken, read and delivered."""
        return not self.reasons


@dataclass(slots=True)
class Health:
    """Looks at the house, at most every few seconds, never longer than a caller can wait."""

    settings: Settings
    database: sa.Engine
    blobs: Blobs
    calendar: Calendar
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _hands: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="health")
    )
    _asked: Future[State] | None = None
    _last: State | None = None
    _at: float = 0.0

    def look(self) -> State:
        """Return the state of the house, not older than some seconds."""
        with self._lock:
            if self._last is None or time.monotonic() - self._at > _KEPT:
                self._last = self._within_patience()
                self._at = time.monotonic()
            return self._last

    def _within_patience(self) -> State:
        if self._asked is None or self._asked.done():  # one that hangs is not asked again
            self._asked = self._hands.submit(self._look)
        try:
            return self._asked.result(_PATIENCE)
        except FutureTimeoutError:
            return State(("check.slow",), (), None, Local({}, 0.0))

    def _look(self) -> State:
        now = clock.now()
        local = alarms.look_around(self.settings, now)
        reasons, counted = [], None
        try:
            with self.database.begin() as connection:
                if database.revision_of(connection) != database.revisions()[-1]:
                    reasons.append("database.migrations")
                else:
                    counted = figures.count(connection, now)
        except sa.exc.SQLAlchemyError:
            reasons.append("database.away")
        try:
            self.blobs.check()
        except (TryLater, Stop):
            reasons.append("blobs.away")
        if counted is None:
            return State(tuple(reasons), (), None, local)
        limits = self.settings.alarms
        workers = (seen.age for seen in counted.present if seen.role == WORK)
        if min(workers, default=limits.worker_seconds + 1) > limits.worker_seconds:
            reasons.append("worker.silent")
        ringing = alarms.ringing(counted, local, limits, now, self.calendar.is_working)
        return State(tuple(reasons), tuple(ringing), counted, local)

    def close(self) -> None:
        """Let go of a look that hangs."""
        self._hands.shutdown(wait=False, cancel_futures=True)


@contextmanager
def vigil(health: Health, every: float = _VIGIL) -> Iterator[None]:
    """Look again and again, and log each alarm and each lack once when it begins and ends."""
    stop = threading.Event()

    def keep() -> None:
        known: frozenset[str] = frozenset()
        while not stop.wait(every):  # a house that is just starting is not ready, and that is well
            found = health.look()
            known = tell({*found.reasons, *found.alarms}, known)

    thread = threading.Thread(target=keep, name="vigil", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=30)
        health.close()


def tell(now: set[str], before: frozenset[str]) -> frozenset[str]:
    """Log what has begun and what has ended; return what holds now."""
    for code in sorted(now - before):
        _log.warning("alarm.begun", code=code)
    for code in sorted(before - now):
        _log.info("alarm.ended", code=code)
    return frozenset(now)
