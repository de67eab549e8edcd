"""A record in one person's hand: what the verification screen asks of the house.

Every write names the lease it comes from and the version it was made upon; a write whose lease or
version has passed raises ``Conflict``. Every write also carries a key of the browser's: sent twice,
it is done once and answered alike.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.field import FieldName
from domain.geometry import Box
from domain.page import CropPurpose, Word
from domain.plan import Plan
from domain.record import Record
from review.ports import Opened, PageImage, Person

#: What the browser sent and gets back: plain JSON values.
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A record in hand, with what the same person settled of it before."""

    opened: Opened
    token: str
    until: dt.datetime
    draft: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """What every write on a record carries."""

    petition_id: str
    token: str
    version: int
    key: str  #: unlike for every intention, alike when one is sent again
    settled: Json  #: what the person says of the fields: the draft, also what an undo brings back


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a write meets: the record, and the answer when this very write was done before."""

    record: Record
    answered: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What a decision cost: the supervisor's figures, never a ranking."""

    seconds: float  #: active time; 0 where it was not measured
    keys: int
    doubted: int  #: fields the machine asked about
    changed: tuple[FieldName, ...]  #: fields whose value is another now


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One of a person's latest decisions."""

    petition_id: str
    outcome: str
    at: dt.datetime
    undo_until: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Why nobody is given a record: all are in hands, put off, or asked of a supervisor."""

    waiting: int
    in_hand: int
    put_off: int
    asked: int


class Tasks(Protocol):
    """The queue as the verification screen takes from it."""

    def claim(self, by: Person, *, besides: Sequence[str], ahead: bool) -> Task | None:
        """Take the most urgent free record; ``ahead``: fetched before it is shown."""

    def take(self, by: Person, petition_id: str) -> Task | None:
        """Take this very record; None when another person holds it or it left the queue."""

    def counts(self) -> Counts:
        """Return what stands in the queue."""

    def shown(self, by: Person, petition_id: str, token: str) -> dt.datetime:
        """Note that a record fetched ahead is on the screen; return how long the lease runs."""

    def beat(self, by: Person, tokens: Mapping[str, str]) -> dt.datetime:
        """Renew the leases (petition → token) of a person at work; return how long they run."""

    def let_go(self, by: Person, petition_id: str, token: str) -> None:
        """Give a record back; what was settled of it is kept for the same person for a day."""

    def standing(self, by: Person, write: Write) -> Standing:
        """Return what a write meets; ``Conflict`` when its lease or version has passed."""

    def save_draft(self, by: Person, write: Write) -> Standing:
        """Keep what the person has settled so far; return the record it is about."""

    def accept(
        self, by: Person, write: Write, record: Record, effort: Effort, unit: Json | None
    ) -> Json:
        """Accept, held back from delivery while it can be undone; ``unit`` overrules routing."""

    def give_back(self, by: Person, write: Write, record: Record, effort: Effort) -> Json:
        """Close the record as returned: ``record["returned"]`` says who, why, by which law."""

    def put_off(
        self, by: Person, write: Write, record: Record, effort: Effort, until: dt.datetime
    ) -> Json:
        """Let nobody be given the record before ``until``."""

    def ask(self, by: Person, write: Write, record: Record, effort: Effort) -> Json:
        """Hand the record to a supervisor: ``record["question"]`` says who asks what."""

    def undo(self, by: Person, petition_id: str, key: str) -> Task:
        """Take one's own last decision back while it can be; ``Conflict`` when it cannot."""

    def latest(self, by: Person, limit: int) -> Sequence[Decided]:
        """Return this person's decisions, newest first."""


class Readings(Protocol):
    """What was read on page images, and reading a piece of one again."""

    def words(self, page: PageImage) -> Sequence[Word]:
        """Return the page's words in reading order, boxes in pixels of its image."""

    def read(self, page: PageImage, box: Box, purpose: CropPurpose | None) -> Sequence[str]:
        """Read a piece of the page again; return the readings, the likeliest first, none empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit that a record can be sent to."""

    code: str
    name: str


class Units(Protocol):
    """The table of units."""

    def all(self) -> Iterable[Unit]:
        """Return the units by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """An arrival's pages as they are arranged now."""

    arrival_id: str
    plan: Plan
    stamp: str  #: changes when any of its petitions does
    images: Mapping[int, PageImage]  #: by number of the page within the arrival
    fixed: tuple[str, ...]  #: petitions of the arrival that are decided and cannot change
    undoable: bool  #: the last arrangement is a day old at most and still stands


class Plans(Protocol):
    """Arranging pages: split, merge, order, turn, leave over. Originals never change."""

    def arranged(self, by: Person, petition_id: str) -> Arranged:
        """Return how the pages of the petition's arrival are arranged, noting the view."""

    def arrange(self, by: Person, arrival_id: str, stamp: str, plan: Plan, key: str) -> int:
        """Arrange anew; return how many petitions are read again. ``Conflict``, ``NotAPlan``."""

    def undo(self, by: Person, arrival_id: str, key: str) -> int:
        """Bring the last arrangement's predecessor back, within a day; ``Conflict`` after."""

    def page(self, by: Person, petition_id: str, number: int) -> PageImage | None:
        """Return a page of the petition's arrival by its number there, also one left over."""
