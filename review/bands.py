"""Deadline bands: how urgent a record is.

An answer is due in thirty days (3071 m.7): amber when half of them are gone, red at 80 %.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum


class Band(StrEnum):
    """Urgency, the most urgent first."""

    LATE = "late"
    RED = "red"
    AMBER = "amber"
    NORMAL = "normal"
    NONE = "none"  #: no clock runs


def band(due: dt.date | None, today: dt.date) -> Band:
    """Return the band of a record due on ``due``."""
    if due is None:
        return Band.NONE
    left = (due - today).days
    for limit, found in ((0, Band.LATE), (7, Band.RED), (16, Band.AMBER)):
        if left < limit:
            return found
    return Band.NORMAL


def counts(by_day: Mapping[dt.date | None, int], today: dt.date) -> dict[Band, int]:
    """Return how many records each band holds, every band named."""
    out = dict.fromkeys(Band, 0)
    for due, number in by_day.items():
        out[band(due, today)] += number
    return out
