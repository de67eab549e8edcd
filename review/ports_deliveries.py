"""What the desk needs from the house for what goes out: destinations and dead letters."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from review.ports import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationFare:
    """How a destination fares."""

    name: str
    state: str  #: closed, paused, open, half_open or gone
    failures: int  #: in a row
    until: dt.datetime | None  #: nothing is tried before


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A delivery that waits for a person; holds nothing of the petition but its id."""

    key: str
    petition_id: str
    revision: int
    destination: str
    code: str  #: of the last failure
    at: dt.datetime  #: of the last attempt
    attempts: int


class Deliveries(Protocol):
    """What goes out."""

    def destinations(self) -> Sequence[DestinationFare]:
        """Return how each destination fares, by name."""

    def dead(self, limit: int) -> Sequence[DeadLetter]:
        """Return the deliveries that wait for a person, oldest first."""

    def resend(self, by: Person, key: str) -> None:
        """Send a dead letter again under its old key."""

    def let_go(self, by: Person, name: str) -> None:
        """Let deliveries go to a destination again that was left in peace."""
