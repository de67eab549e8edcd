"""When a destination is tried, and when it is left in peace. Pure: the store keeps the values.

::

    closed ── five failures in a row ──► open ── its time has come ──► half open: one attempt
      ▲                                   ▲                               │         │
      └──────────── it worked ────────────┼───────────────────────────────┘         │
                                          └──── it failed: a longer time ───────────┘
    any ── the destination says 410 ──► gone ── a person says otherwise ──► closed
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from deliver.backoff import Backoff

#: Failures in a row after which a destination counts as down. A single bad answer is common; five
#: in a row, from up to four attempts at once, are not.
LIMIT = 5
#: How long an attempt let through while half open keeps others out, should it never be heard of
#: again: longer than any attempt lasts.
PROBE = dt.timedelta(minutes=2)
#: No wait is longer: what is further ahead was noted before the clock was set back.
LONGEST = dt.timedelta(hours=25)
_WAITS = Backoff(first=10.0, longest=600.0)
#: What a pause in sending may be made up for at once: ten seconds' worth.
_BURST = dt.timedelta(seconds=10)


class BreakerState(StrEnum):
    """States of a circuit breaker."""

    CLOSED = "closed"
    PAUSED = "paused"  #: the destination asked to wait (Retry-After)
    OPEN = "open"
    HALF_OPEN = "half_open"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Breaker:
    """What is known of a destination."""

    failures: int = 0  #: in a row
    until: dt.datetime | None = None  #: nothing is tried before
    gone: bool = False

    def state(self, now: dt.datetime) -> BreakerState:
        """Return the state; an open breaker becomes half open by itself when its time has come."""
        if self.gone:
            return BreakerState.GONE
        waits = self.until is not None and now < self.until <= now + LONGEST
        if self.failures >= LIMIT:
            return BreakerState.OPEN if waits else BreakerState.HALF_OPEN
        return BreakerState.PAUSED if waits else BreakerState.CLOSED

    def entered(self, now: dt.datetime) -> "Breaker | None":
        """Return the breaker once an attempt has begun; None when none may begin now."""
        match self.state(now):
            case BreakerState.CLOSED:
                return self
            case BreakerState.HALF_OPEN:
                return replace(self, until=now + PROBE)
            case _:
                return None

    def worked(self) -> "Breaker":
        """Return the breaker after a success: closed, unless gone or still asked to wait."""
        was_down = self.failures >= LIMIT
        return replace(self, failures=0, until=None if was_down else self.until)

    def failed(self, now: dt.datetime, name: str, after: float = 0.0) -> "Breaker":
        """Return the breaker after a failure.

        ``after`` is the wait in seconds that the destination asked for: one that says when to come
        back is alive, so it is waited for and not counted. ``name`` spreads the waits.
        """
        if after > 0:
            asked = now + dt.timedelta(seconds=after)
            return replace(self, until=max(asked, self.until or asked))
        failures = self.failures + 1
        if failures < LIMIT:
            return replace(self, failures=failures)
        wait = _WAITS.delay(failures - LIMIT + 1, name)
        return replace(self, failures=failures, until=now + dt.timedelta(seconds=wait))


@dataclass(frozen=True, slots=True)
class Pace:
    """A limit of attempts a minute, by the generic cell rate algorithm.

    All it keeps is one instant, ``earliest`` below: when the next attempt would be due if all came
    evenly.
    """

    per_minute: int

    def passed(
        self, earliest: dt.datetime | None, now: dt.datetime
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Return (the new instant, None), or (None, when to come back)."""
        if earliest is None or earliest > now + LONGEST:
            earliest = now
        due = max(earliest, now)
        if due - now > _BURST:
            return None, due - _BURST
        return due + dt.timedelta(minutes=1) / self.per_minute, None
