"""What the desk needs from the house for finding records and comparing two that look alike."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.lifecycle import PetitionState
from domain.record import Record
from review.ports import PageImage, Person


class Aim(StrEnum):
    """Why somebody searches; the trail keeps it."""

    CITIZEN = "citizen"  #: the petitioner asks after it
    DUPLICATE = "duplicate"
    CONTROL = "control"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record that was found."""

    id: str
    state: PetitionState
    record: Record
    changed_at: dt.datetime


class Shared(StrEnum):
    """What two records have in common."""

    REPEAT = "repeat"  #: the text, and as far as was read the person
    CAMPAIGN = "campaign"  #: the text, signed by another person
    NUMBER_AND_SUBJECT = "number_and_subject"
    NUMBER = "number"


class Bond(StrEnum):
    """What a person says two records are to each other."""

    REPEAT = "repeat"  #: the same letter twice
    CAMPAIGN = "campaign"  #: one text of many people: each is answered
    APART = "apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """A waiting record and another that may be the same matter."""

    id: str
    other_id: str
    shared: Shared
    id_state: PetitionState
    other_state: PetitionState
    size: int  #: letters of the same text, so far; 0 where the text is not what is shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two records laid side by side."""

    id: str
    state: PetitionState
    record: Record
    pages: tuple[PageImage, ...]


class Search(Protocol):
    """Finding records."""

    def find(self, by: Person, text: str, aim: Aim, limit: int) -> Sequence[Hit] | None:
        """Return records by number, whole words of a name or id; None when ``by`` must wait."""

    def alike(self, by: Person, limit: int) -> Sequence[Alike]:
        """Return waiting records with others of the same text, then of the same number."""

    def side(self, by: Person, petition_id: str) -> Side:
        """Return a record to lay beside another, noting the view."""

    def bind(self, by: Person, petition_id: str, other_id: str, bond: Bond) -> None:
        """Write down what two records are to each other; ``APART`` are not offered again."""

    def by_reason(self) -> dict[str, int]:
        """Return how many waiting records each reason has."""
