"""What the desk needs from the house for the numbers: people, fields, gates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.field import FieldName
from domain.gates import Standing
from review.ports import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What one person did in the period. Shares are 0…1."""

    name: str
    records: int
    median_seconds: float  #: active time: pauses cut at 20 s, hidden pages not counted
    p90_seconds: float
    corrected: float  #: share of records in which a value was changed
    undone: float  #: share of decisions taken back
    second_keys: int  #: numbers typed by hand that were keyed again
    disagreed: int  #: of those, how many a second person keyed otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNumbers:
    """How well the machine knew itself, of all values that people settled."""

    field: FieldName
    doubted: int  #: settled in review
    doubted_right: int  #: of those, right after all: the threshold is too strict
    trusted: int  #: settled in audits
    trusted_wrong: int  #: of those, wrong


class Numbers(Protocol):
    """Figures of the desk."""

    def worked(self, by: Person, days: int, *, all_people: bool) -> Sequence[Worked]:
        """Return what people did in the last days, by name; else only what ``by`` did."""

    def fields(self) -> Sequence[FieldNumbers]:
        """Return how well the machine knew itself, by field."""

    def gates(self) -> Sequence[Standing]:
        """Return where each gate stands."""
