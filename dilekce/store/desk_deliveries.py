"""What goes out, as supervisors see it: implements ``review.ports_deliveries.Deliveries``."""

import datetime as dt
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import destinations, outbox
from dilekce.store.audit import Deed
from review.ports import Person
from review.ports_deliveries import DeadLetter, DestinationFare


class DeskDeliveries:
    """``names`` are the settings' destinations; ``wake`` has the workers look at once."""

    def __init__(
        self,
        engine: sa.Engine,
        names: Sequence[str],
        wake: Callable[[], None],
        now: Callable[[], dt.datetime] = clock.now,
    ) -> None:
        self._engine = engine
        self._names = tuple(names)
        self._wake = wake
        self._now = now

    def destinations(self) -> Sequence[DestinationFare]:
        """Return how each destination fares, by name."""
        now = self._now()
        with self._engine.begin() as connection:
            fares = destinations.all_of(connection, self._names)
        return [
            DestinationFare(
                name=name,
                state=breaker.state(now).value,
                failures=breaker.failures,
                until=breaker.until if breaker.until and breaker.until > now else None,
            )
            for name, breaker in fares.items()
        ]

    def dead(self, limit: int) -> Sequence[DeadLetter]:
        """Return the deliveries that wait for a person, oldest first."""
        with self._engine.begin() as connection:
            return outbox.dead_letters(connection, limit)

    def resend(self, by: Person, key: str) -> None:
        """Send a dead letter again under its old key; raises ``Conflict``."""
        with self._engine.begin() as connection:
            outbox.resend(connection, Deed(self._now(), by.actor), key)
        self._wake()

    def let_go(self, by: Person, name: str) -> None:
        """Let deliveries go to a destination again that was left in peace."""
        with self._engine.begin() as connection:
            destinations.close(connection, Deed(self._now(), by.actor), name)
        self._wake()
