"""The legal clock: by when the law wants an answer, and everything that went into the day.

- Law 3071 m.7: a petition is answered within 30 days.
- Law 4982 m.11: information is given within 15 working days, or 30 when another body must supply
  it and the applicant was told so.

Counting starts on the day after receipt (law 2577 m.8/1, by analogy). A last day that is no working
day moves to the next one (m.8/2); offices should still work to the unmoved day.

Receipt is a calendar day in Türkiye, to the last minute. A fax is received when our server has it;
what the sending machine printed on it is evidence of sending and never the day. A letter by post is
received on the day of its registry stamp (evrak kayıt): it was in the house then, whenever it was
scanned; without one, on the day its scan arrived.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from deliver.calendar import Calendar
from domain.arrival import Channel
from domain.petition import Counted, DayOff, LegalClock, Receipt, Track

_TURKIYE = ZoneInfo("Europe/Istanbul")
_DAY = dt.timedelta(days=1)

PETITION_DAYS = 30  #: calendar days, law 3071 m.7
INFORMATION_DAYS = 15  #: working days, law 4982 m.11
INFORMATION_DAYS_EXTENDED = 30  #: working days, law 4982 m.11, told to the applicant in time

#: A stamp older than this when the scan arrives is another office's, or misread.
_OLDEST_STAMP = 30 * _DAY
_HALF, _NEARLY = 50, 80  #: percent of the term after which people are warned


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """How and when a petition came."""

    at: dt.datetime  #: with an offset: when the file was in the house
    channel: Channel
    registered_on: dt.date | None = None  #: the registry stamp on the paper


def day_of_receipt(received: Received) -> tuple[dt.date, Receipt]:
    """Return the calendar day in Türkiye and what tells it; ValueError without an offset."""
    if received.at.tzinfo is None:
        raise ValueError("the instant of receipt needs a time zone")
    arrived, stamped = received.at.astimezone(_TURKIYE).date(), received.registered_on
    if received.channel is Channel.FAX:
        return arrived, Receipt.FAX
    if stamped is not None and arrived - _OLDEST_STAMP <= stamped <= arrived:
        return stamped, Receipt.REGISTRY
    return arrived, Receipt.SCAN


def clock_for(
    received: Received, track: Track, calendar: Calendar, *, extended: bool = False
) -> LegalClock | None:
    """Return the legal clock of a petition, or None when no law sets one.

    ``extended`` is for law 4982 only, after the applicant was told of the longer term.
    """
    if track is Track.NONE:
        return None
    start, receipt = day_of_receipt(received)
    if track is Track.PETITION:
        days, counted, rule = PETITION_DAYS, Counted.CALENDAR, "3071/7"
    else:
        days = INFORMATION_DAYS_EXTENDED if extended else INFORMATION_DAYS
        counted, rule = Counted.WORKING, "4982/11"
    due = _after(start, days, counted, calendar)
    moved_to = calendar.working_day_on_or_after(due)
    passed_from = start if counted is Counted.WORKING else due - _DAY
    return LegalClock(
        due=due,
        moved_to=moved_to,
        rule=rule,
        counted_from=start,
        receipt=receipt,
        days=days,
        counted=counted,
        skipped=tuple(_days_off(passed_from, moved_to, calendar)),
        half_day=calendar.half(moved_to) is not None,
        half_on=_after(start, _share(days, _HALF), counted, calendar),
        nearly_on=_after(start, _share(days, _NEARLY), counted, calendar),
    )


def _after(start: dt.date, days: int, counted: Counted, calendar: Calendar) -> dt.date:
    if counted is Counted.CALENDAR:
        return start + days * _DAY
    return calendar.nth_working_day(start, days)


def _share(days: int, percent: int) -> int:
    """Return so many percent of the days, rounded up to a whole day."""
    return -(-days * percent // 100)


def _days_off(after: dt.date, before: dt.date, calendar: Calendar) -> Iterator[DayOff]:
    """Yield the days off between two days, weekends apart."""
    for number in range(1, (before - after).days):
        day = after + number * _DAY
        if not calendar.is_weekend(day) and (name := calendar.off(day)) is not None:
            yield DayOff(day, name)
