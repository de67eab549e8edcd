"""Which days public offices work: law 2429, and an office's own list of days.

The holidays of law 2429 come from a table kept by others (``holidays``). Religious feasts are
announced, not computed, so that table says of some that they are estimates; what it has wrong, and
administrative leave (idari izin), an office writes into its own file.
"""

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import holidays
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from deliver.tables import read_table, stop

_DAY = dt.timedelta(days=1)
_SATURDAY = 5
_LONGEST = dt.timedelta(days=31)  #: a row of days off longer than this is a slip of the pen


@functools.lru_cache(maxsize=256)
def _holidays(year: int, category: str) -> Mapping[dt.date, str]:
    return dict(holidays.country_holidays("TR", years=year, categories=(category,), language="tr"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Working days of Türkiye (law 2429) with the office's own corrections.

    ``days_off`` are local or administrative days off (idari izin) by what they are called;
    ``days_on`` are days that the holiday table has wrong. Half days (arefe, 28 October, and the
    office's own ``half_days``) count as working days unless ``half_days_off``: no rule says that
    they stop the clock, and the earlier deadline is the safe one.
    """

    days_off: Mapping[dt.date, str] = field(default_factory=dict)
    days_on: frozenset[dt.date] = frozenset()
    half_days: Mapping[dt.date, str] = field(default_factory=dict)
    half_days_off: bool = False

    def is_working(self, day: dt.date) -> bool:
        """Say whether public offices work on ``day``."""
        return not self.is_weekend(day) and self.off(day) is None

    def is_weekend(self, day: dt.date) -> bool:
        """Say whether ``day`` is a Saturday or Sunday that nobody made a working day."""
        return day.weekday() >= _SATURDAY and day not in self.days_on

    def off(self, day: dt.date) -> str | None:
        """Return what a day off is called, weekends apart; None for a day that is none."""
        if day in self.days_off:
            return self.days_off[day]
        if day in self.days_on:
            return None
        if (name := _holidays(day.year, "public").get(day)) is not None:
            return name
        return self.half(day) if self.half_days_off else None

    def half(self, day: dt.date) -> str | None:
        """Return what a half day is called; None for a day that is none."""
        if day in self.half_days:
            return self.half_days[day]
        if day in self.days_on:
            return None
        return _holidays(day.year, "half_day").get(day)

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


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    day: dt.date
    until: dt.date | None = None  #: the last of several days; none: the one day
    name: Annotated[str, StringConstraints(min_length=2, max_length=80)]


class _CalendarFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    half_days_off: bool = False
    off: tuple[_Row, ...] = Field((), strict=False)
    on: tuple[_Row, ...] = Field((), strict=False)
    half: tuple[_Row, ...] = Field((), strict=False)


def load_calendar(path: Path | None) -> Calendar:
    """Return law 2429's calendar with the office's own file; raises ``Stop`` naming the line."""
    if path is None:
        return Calendar()
    table = read_table(path, _CalendarFile, "calendar")
    faults = [
        f"{kind}.{number}: {wrong}"
        for kind, rows in (("off", table.off), ("on", table.on), ("half", table.half))
        for number, row in enumerate(rows)
        if (wrong := _wrong(row))
    ]
    off, on, half = (list(_days(rows)) for rows in (table.off, table.on, table.half))
    times = Counter(day for days in (off, on, half) for day, _ in days)
    faults += [f"{day} is listed {count} times" for day, count in times.items() if count > 1]
    if faults:
        raise stop(path, faults, "calendar")
    return Calendar(
        days_off=dict(off),
        days_on=frozenset(day for day, _ in on),
        half_days=dict(half),
        half_days_off=table.half_days_off,
    )


def _wrong(row: _Row) -> str | None:
    if row.until is None:
        return None
    if row.until < row.day:
        return f"until {row.until} lies before {row.day}"
    if row.until - row.day > _LONGEST:
        return f"{row.day} until {row.until} is more than a month"
    return None


def _days(rows: tuple[_Row, ...]) -> Iterator[tuple[dt.date, str]]:
    for row in rows:
        count = ((row.until or row.day) - row.day).days
        yield from ((row.day + n * _DAY, row.name) for n in range(min(count, 31) + 1))
