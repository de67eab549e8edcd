"""The legal clock: by when the law wants an answer.

- Law 3071 m.7: a petition is answered within 30 days.
- Law 4982 m.11: information is given within 15 working days, or 30 when another body must supply
  it and the applicant was told so.

Counting starts on the day after receipt (law 2577 m.8/1, by analogy); receipt is the calendar day
in Türkiye, to the last minute. A last day that is no working day moves to the next one (m.8/2);
offices should still work to the unmoved day.
"""

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import holidays

from domain.petition import LegalClock, Track

_TURKIYE = ZoneInfo("Europe/Istanbul")
_DAY = dt.timedelta(days=1)

PETITION_DAYS = 30  #: calendar days, law 3071 m.7
INFORMATION_DAYS = 15  #: working days, law 4982 m.11
INFORMATION_DAYS_EXTENDED = 30  #: working days, law 4982 m.11, told to the applicant in time


@functools.lru_cache(maxsize=256)
def _holidays(year: int, category: str) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("TR", years=year, categories=(category,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Working days of Türkiye (law 2429) with the office's own corrections.

    ``days_off`` are local or administrative days off (idari izin); ``days_on`` are days that the
    holiday table has wrong: religious feasts are announced, not computed. Half days (arefe,
    28 October) count as working days unless ``half_days_off``: no rule says that they stop the
    clock, and the earlier deadline is the safe one.
    """

    days_off: frozenset[dt.date] = frozenset()
    days_on: frozenset[dt.date] = frozenset()
    half_days_off: bool = False

    def is_working(self, day: dt.date) -> bool:
        """Say whether public offices work on ``day``."""
        if day in self.days_off:
            return False
        if day in self.days_on:
            return True
        if day.weekday() >= 5 or day in _holidays(day.year, "public"):
            return False
        return not (self.half_days_off and day in _holidays(day.year, "half_day"))

    def working_days_after(self, day: dt.date) -> Iterator[dt.date]:
        """Yield the working days after ``day``, without end."""
        while True:
            day += _DAY
            if self.is_working(day):
                yield day

    def working_day_on_or_after(self, day: dt.date) -> dt.date:
        """Return ``day``, or the next working day when it is none."""
        return next(self.working_days_after(day - _DAY))

    def nth_working_day(self, start: dt.date, count: int) -> dt.date:
        """Return the ``count``-th (≥ 1) working day after ``start``."""
        days = self.working_days_after(start)
        for _ in range(count - 1):
            next(days)
        return next(days)


def day_of_receipt(received_at: dt.datetime) -> dt.date:
    """Return the calendar day in Türkiye; raises ValueError when the instant has no offset."""
    if received_at.tzinfo is None:
        raise ValueError("received_at needs a time zone")
    return received_at.astimezone(_TURKIYE).date()


def clock_for(
    received_at: dt.datetime, track: Track, calendar: Calendar, *, extended: bool = False
) -> LegalClock | None:
    """Return the legal clock of a petition, or None when no law sets one.

    ``extended`` is for law 4982 only, after the applicant was told of the longer term.
    """
    start = day_of_receipt(received_at)
    if track is Track.PETITION:
        due, rule = start + PETITION_DAYS * _DAY, "3071/7"
    elif track is Track.INFORMATION:
        days = INFORMATION_DAYS_EXTENDED if extended else INFORMATION_DAYS
        due, rule = calendar.nth_working_day(start, days), "4982/11"
    else:
        return None
    return LegalClock(
        due=due, moved_to=calendar.working_day_on_or_after(due), rule=rule, counted_from=start
    )
