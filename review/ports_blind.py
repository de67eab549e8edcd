"""What the desk needs from the house for values that are keyed again by another person."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.field import FieldName
from domain.geometry import Box
from review.blind import Key, Purpose, same
from review.ports import PageImage, Person


@dataclass(frozen=True, slots=True)
class Lens:
    """The piece of a page where a value stands."""

    position: int  #: of the page within the petition, 1-based
    box: Box  #: pixels of the upright image


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindTask:
    """One petition's values to be keyed, without what was keyed before."""

    id: int
    purpose: Purpose
    petition_id: str
    names: tuple[FieldName, ...]
    sight: Mapping[FieldName, Key]  #: the machine's value of fields judged by sight
    pages: tuple[PageImage, ...]
    lenses: Mapping[FieldName, Lens]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Two people, or a person and the machine, who differ."""

    task: BlindTask
    keyed_at: dt.datetime
    first: Mapping[FieldName, Key]
    second: Mapping[FieldName, Key]

    @property
    def names(self) -> tuple[FieldName, ...]:
        """The fields they differ in."""
        return tuple(n for n in self.task.names if not same(self.first[n], self.second[n]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How much waits for this person, by what it waits for."""

    second: int
    audits: int
    disputes: int


class Blind(Protocol):
    """Second keys, audits and what comes of them."""

    def waits(self, by: Person) -> Waits:
        """Return how much waits that ``by`` may do."""

    def take_next(self, by: Person, purpose: Purpose) -> int | None:
        """Take the oldest free task that ``by`` had no part in; None when there is none."""

    def task(self, by: Person, task_id: int) -> BlindTask:
        """Return a task ``by`` holds, noting the view; ``Conflict`` otherwise."""

    def key(self, by: Person, task_id: int, keys: Mapping[FieldName, Key]) -> bool:
        """Take what ``by`` keyed; say whether it is what was keyed before."""

    def disputes(self, by: Person, limit: int) -> Sequence[Dispute]:
        """Return what waits for a third person that ``by`` can be, the oldest first."""

    def dispute(self, by: Person, task_id: int) -> Dispute:
        """Return one of them, noting the view; ``Conflict`` when ``by`` had a part in it."""

    def settle(self, by: Person, task_id: int, keys: Mapping[FieldName, Key]) -> None:
        """Settle it: the record is accepted as the third person says."""
