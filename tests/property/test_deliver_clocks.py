"""Deadlines and waits, whatever the day and however often it failed."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from deliver.backoff import Backoff
from deliver.calendar import Calendar
from deliver.deadline import Received, clock_for, day_of_receipt
from domain.arrival import Channel
from domain.petition import Track

_DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2033, 12, 31))
_ZONES = st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=3))])
_RECEIVED = st.builds(
    Received,
    at=st.builds(dt.datetime.combine, _DAYS, st.times(), _ZONES),
    channel=st.sampled_from(Channel),
)
_CALENDARS = st.builds(
    Calendar,
    days_off=st.dictionaries(_DAYS, st.just("yerel"), max_size=40),
    half_days=st.dictionaries(_DAYS, st.just("yarım gün"), max_size=40),
    days_on=st.frozensets(_DAYS, max_size=40),
    half_days_off=st.booleans(),
)
_BACKOFFS = st.builds(
    Backoff,
    first=st.floats(0.1, 60),
    longest=st.floats(60, 86400),
)


@given(_RECEIVED, st.sampled_from([Track.PETITION, Track.INFORMATION]), _CALENDARS)
def test_due_comes_after_receipt_and_moves_only_forward_to_a_working_day(
    received: Received, track: Track, calendar: Calendar
) -> None:
    clock = clock_for(received, track, calendar)
    assert clock is not None
    assert clock.counted_from == day_of_receipt(received)[0] < clock.due <= clock.moved_to
    assert calendar.is_working(clock.moved_to)
    between = [clock.due + dt.timedelta(n) for n in range((clock.moved_to - clock.due).days)]
    assert not [day for day in between if calendar.is_working(day)]
    assert clock.counted_from < clock.half_on <= clock.nearly_on <= clock.due


@given(received=_RECEIVED, calendar=_CALENDARS, extended=st.booleans())
def test_working_days_are_as_many_as_one_counts_on_fingers(
    *, received: Received, calendar: Calendar, extended: bool
) -> None:
    clock = clock_for(received, Track.INFORMATION, calendar, extended=extended)
    assert clock is not None
    span = range(1, (clock.due - clock.counted_from).days + 1)
    days = [clock.counted_from + dt.timedelta(n) for n in span]
    assert sum(calendar.is_working(day) for day in days) == (30 if extended else 15)
    assert calendar.is_working(clock.due)


@given(_RECEIVED, _RECEIVED, st.sampled_from([Track.PETITION, Track.INFORMATION]), _CALENDARS)
def test_who_comes_first_is_never_due_later(
    one: Received, other: Received, track: Track, calendar: Calendar
) -> None:
    first, second = sorted((one, other), key=lambda came: day_of_receipt(came)[0])
    early, late = clock_for(first, track, calendar), clock_for(second, track, calendar)
    assert early is not None
    assert late is not None
    assert early.due <= late.due


@given(_BACKOFFS, st.integers(1, 5000), st.text(), st.floats(0, 90000))
def test_a_wait_is_bounded_repeatable_and_as_long_as_asked_for(
    backoff: Backoff, attempts: int, seed: str, after: float
) -> None:
    wait = backoff.delay(attempts, seed, after)
    assert wait == backoff.delay(attempts, seed, after)
    assert after <= wait <= max(after, backoff.longest)
    assert wait >= min(backoff.first, backoff.longest) / 2


@given(_BACKOFFS, st.integers(1, 60), st.text())
def test_waits_grow_until_the_longest(backoff: Backoff, attempts: int, seed: str) -> None:
    wait, next_but_one = backoff.delay(attempts, seed), backoff.delay(attempts + 2, seed)
    assert next_but_one > wait or wait >= backoff.longest / 4


@given(_BACKOFFS, st.integers(1, 60))
def test_a_hundred_parcels_do_not_come_back_together(backoff: Backoff, attempts: int) -> None:
    waits = {backoff.delay(attempts, f"p-{n}:1:kurum") for n in range(100)}
    assert len(waits) > 90
