"""The legal clock against days counted by hand from the law's text and the wall calendar."""

import datetime as dt

import pytest

from deliver.deadline import Calendar, clock_for
from domain.petition import LegalClock, Track

PLAIN = Calendar()
TURKIYE = dt.timezone(dt.timedelta(hours=3))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def received(text: str, clock: str = "10:00") -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}T{clock}+03:00")


def clock(text: str, track: Track, calendar: Calendar = PLAIN, **extended: bool) -> LegalClock:
    found = clock_for(received(text), track, calendar, **extended)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("arrived", "fifteen", "thirty", "calendar_thirty", "moved"),
    [
        ("2026-03-10", "2026-04-01", "2026-04-22", "2026-04-09", "2026-04-09"),  # Ramazan
        ("2026-05-11", "2026-06-05", "2026-06-26", "2026-06-10", "2026-06-10"),  # Kurban
        ("2026-04-01", "2026-04-22", "2026-05-15", "2026-05-01", "2026-05-04"),  # ends on 1 May
        ("2026-10-16", "2026-11-09", "2026-11-30", "2026-11-15", "2026-11-16"),  # ends on Sunday
        ("2026-12-14", "2027-01-05", "2027-01-26", "2027-01-13", "2027-01-13"),  # year's end
        ("2027-05-03", "2027-05-27", "2027-06-17", "2027-06-02", "2027-06-02"),  # Kurban 2027
        ("2028-02-14", "2028-03-07", "2028-03-28", "2028-03-15", "2028-03-15"),  # 29 February
    ],
)
def test_the_law_s_terms(
    arrived: str, fifteen: str, thirty: str, calendar_thirty: str, moved: str
) -> None:
    petition = clock(arrived, Track.PETITION)
    assert petition == LegalClock(
        due=day(calendar_thirty), moved_to=day(moved), rule="3071/7", counted_from=day(arrived)
    )
    information = clock(arrived, Track.INFORMATION)
    assert information == LegalClock(
        due=day(fifteen), moved_to=day(fifteen), rule="4982/11", counted_from=day(arrived)
    )
    assert clock(arrived, Track.INFORMATION, extended=True).due == day(thirty)


@pytest.mark.parametrize(("year", "working"), [(2025, 251), (2026, 251), (2027, 250)])
def test_working_days_of_a_year(year: int, working: int) -> None:
    start = dt.date(year, 1, 1)
    days = [start + dt.timedelta(n) for n in range(365)]
    assert sum(PLAIN.is_working(d) for d in days) == working


def test_a_fax_at_two_minutes_to_midnight_belongs_to_that_day() -> None:
    late = clock_for(received("2026-03-10", "23:58"), Track.PETITION, PLAIN)
    assert late is not None
    assert late.counted_from == day("2026-03-10")


def test_the_day_is_turkish_wherever_the_server_counts() -> None:
    utc = dt.datetime(2026, 3, 9, 21, 30, tzinfo=dt.UTC)  # half past midnight in Türkiye
    found = clock_for(utc, Track.PETITION, PLAIN)
    assert found is not None
    assert found.counted_from == day("2026-03-10")


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock_for(dt.datetime(2026, 3, 10), Track.PETITION, PLAIN)  # noqa: DTZ001 - the point


def test_no_law_no_clock() -> None:
    assert clock_for(received("2026-03-10"), Track.NONE, PLAIN) is None


def test_half_days_work_unless_told_otherwise() -> None:
    eve = day("2026-10-28")
    assert PLAIN.is_working(eve)
    assert not Calendar(half_days_off=True).is_working(eve)
    assert clock("2026-10-16", Track.INFORMATION, Calendar(half_days_off=True)).due == day(
        "2026-11-10"
    )


def test_an_administrative_day_off_counts_only_when_the_office_lists_it() -> None:
    bridge = frozenset({day("2026-10-30")})
    assert clock("2026-10-16", Track.INFORMATION).due == day("2026-11-09")
    assert clock("2026-10-16", Track.INFORMATION, Calendar(days_off=bridge)).due == day(
        "2026-11-10"
    )


def test_a_day_off_moves_the_last_day_and_never_the_statutory_one() -> None:
    monday = Calendar(days_off=frozenset({day("2026-05-04")}))
    found = clock("2026-04-01", Track.PETITION, monday)
    assert (found.due, found.moved_to) == (day("2026-05-01"), day("2026-05-05"))


def test_a_feast_announced_on_another_day_can_be_set_right() -> None:
    announced = Calendar(
        days_off=frozenset({day("2026-03-19")}), days_on=frozenset({day("2026-03-20")})
    )
    assert not announced.is_working(day("2026-03-19"))
    assert announced.is_working(day("2026-03-20"))
    assert not announced.is_working(day("2026-03-21"))


def test_a_day_listed_as_on_and_off_is_off() -> None:
    both = frozenset({day("2026-03-18")})
    assert not Calendar(days_off=both, days_on=both).is_working(day("2026-03-18"))
