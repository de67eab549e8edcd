"""Deadline bands: how urgent a record is, by the term its law gives.

Amber when half of the days are gone, red at four fifths.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Band(StrEnum):
    """Urgency, the most urgent first."""

    LATE = "late"
    RED = "red"
    AMBER = "amber"
    NORMAL = "normal"
    NONE = "none"  #: no clock runs


@dataclass(frozen=True, slots=True)
class Term:
    """A record's last day, and the days on which its colour changes."""

    due: dt.date
    half_on: dt.date
    nearly_on: dt.date


def term_of(due: dt.date | None, half_on: dt.date | None, nearly_on: dt.date | None) -> Term | None:
    """Return the term; one of an older record knows its last day only and is taken for 30 days."""
    if due is None:
        return None
    return Term(due, half_on or due - dt.timedelta(15), nearly_on or due - dt.timedelta(6))


def band(term: Term | None, today: dt.date) -> Band:
    """Return the band of a record with that term."""
    if term is None:
        return Band.NONE
    if today > term.due:
        return Band.LATE
    if today >= term.nearly_on:
        return Band.RED
    return Band.AMBER if today >= term.half_on else Band.NORMAL


def counts(by_term: Mapping[Term | None, int], today: dt.date) -> dict[Band, int]:
    """Return how many records each band holds, every band named."""
    out = dict.fromkeys(Band, 0)
    for term, number in by_term.items():
        out[band(term, today)] += number
    return out
