"""Which machines are alive, and the name by which this one is known among them.

Each worker counts on in the database as long as it looks for work. Whoever sees a count stand still
for ``limit`` seconds of its own clock takes that worker for dead. Wrong clocks cannot mislead it,
nor can a database that was away: while nobody could be heard, nobody's silence is counted.
"""

import fcntl
import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
import structlog

from dilekce.store import claims
from domain.errors import Stop

_log = structlog.get_logger()
#: Of the limit: more than this between two looks, and we were deaf ourselves.
_LONGEST_PAUSE = 0.25


@dataclass(slots=True)
class Silence:
    """How long each machine's count has stood still, as seen from here."""

    limit: float  #: seconds
    _counts: dict[str, int] = field(default_factory=dict)
    _silent: dict[str, float] = field(default_factory=dict)
    _looked: float | None = None

    @property
    def heard(self) -> frozenset[str]:
        """Those that are not silent for too long."""
        return frozenset(n for n, silent in self._silent.items() if silent < self.limit)

    def observe(self, counts: Mapping[str, int], now: float) -> frozenset[str]:
        """Return those that are silent for too long; ``now`` in monotonic seconds."""
        passed = now - self._looked if self._looked is not None else 0.0
        passed = min(passed, self.limit * _LONGEST_PAUSE)
        self._silent = {
            name: self._silent[name] + passed if self._counts.get(name) == count else 0.0
            for name, count in counts.items()
        }
        self._counts, self._looked = dict(counts), now
        return frozenset(counts) - self.heard


@dataclass(slots=True)
class Roll:
    """This machine's place among the others."""

    me: str
    silence: Silence
    clock: Callable[[], float] = time.monotonic
    _dead: frozenset[str] = frozenset()

    def call(self, connection: sa.Connection) -> frozenset[str]:
        """Show that this machine is alive; return the names of those that are dead."""
        counts = claims.beat(connection, self.me)
        dead = self.silence.observe(counts, self.clock()) - {self.me}
        for name in dead - self._dead:
            _log.warning("machine.silent", machine=name)
        self._dead = dead
        return dead


@contextmanager
def enrolled(database: sa.Engine, home: Path, limit: float) -> Iterator[tuple[Roll, set[str]]]:
    """Be a worker of this home; yields the roll and what the worker before it had in hand.

    The name is new with each start, so that a copied home does not make two workers of one name.
    Raises ``Stop`` while another worker runs in this home.
    """
    with _alone_in(home / "worker") as note:
        before, me = note.read_text("utf-8"), f"{socket.gethostname()[:60]}-{secrets.token_hex(4)}"
        with database.begin() as connection:
            claims.beat(connection, me)
            held = claims.succeed(connection, before, me)
        note.write_text(me, "utf-8")
        roll = Roll(me, Silence(limit))
        try:
            yield roll, held
        finally:
            _leave(database, roll)


def _leave(database: sa.Engine, roll: Roll) -> None:
    """Put everything back for the others; where there are none, the next start goes on with it."""
    if not roll.silence.heard - {roll.me}:
        return
    try:
        with database.begin() as connection:
            claims.leave(connection, roll.me)
    except sa.exc.DBAPIError:
        _log.warning("machine.left_silently", machine=roll.me)  # the others will notice


@contextmanager
def _alone_in(note: Path) -> Iterator[Path]:
    descriptor = os.open(note, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Stop(
                "home.in_use", "another worker runs in this home: give each a home of its own"
            ) from error
        yield note
    finally:
        os.close(descriptor)
