"""The legal clock against days counted by hand from the law's text and the wall calendar."""

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

import pytest

from deliver.calendar import Calendar
from deliver.deadline import Received, clock_for, day_of_receipt
from domain.arrival import Channel
from domain.petition import LegalClock, Receipt, Track

PLAIN = Calendar()
TURKIYE = dt.timezone(dt.timedelta(hours=3))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def fax(text: str, clock: str = "10:00") -> Received:
    at = dt.datetime.fromisoformat(f"{text}T{clock}+03:00")
    return Received(at=at, channel=Channel.FAX)


def post(text: str, stamp: str | None = None) -> Received:
    at = dt.datetime.fromisoformat(f"{text}T10:00+03:00")
    registered_on = day(stamp) if stamp else None
    return Received(at=at, channel=Channel.POST, registered_on=registered_on)


def clock(text: str, track: Track, calendar: Calendar = PLAIN, **extended: bool) -> LegalClock:
    found = clock_for(fax(text), track, calendar, **extended)
    assert found is not None
    return found


class Hand(NamedTuple):
    """Days counted by hand on a wall calendar with law 2429 beside it.

    ``how`` shows the working days, a week between bars: day of the month, then its number; in
    brackets what is off. Weekends stand nowhere. Then the calendar days, by month.
    """

    arrived: str
    fifteen: str  #: working days, 4982 m.11
    thirty: str  #: working days, 4982 m.11, extended
    thirty_days: str  #: 30 calendar days, 3071 m.7
    moved: str  #: the same, moved off a holiday or weekend
    how: str


BY_HAND = (
    Hand(
        "2026-03-10", "2026-04-01", "2026-04-22", "2026-04-09", "2026-04-09",
        "Tue; Ramazan 20-22 March, arefe the 19th works. 11:1 12:2 13:3 | 16:4 17:5 18:6 19:7 "
        "[20] | 23:8 24:9 25:10 26:11 27:12 | 30:13 31:14 1:15 2:16 3:17 | 6:18 … 10:22 | "
        "13:23 … 17:27 | 20:28 21:29 22:30. March 21 + April 9 = 30",
    ),
    Hand(
        "2025-02-28", "2025-03-21", "2025-04-15", "2025-03-30", "2025-04-02",
        "Fri; Ramazan Sun 30 March to Tue 1 April. 3:1 … 7:5 | 10:6 … 14:10 | 17:11 … 21:15 | "
        "24:16 … 28:20 | [31 1] 2:21 3:22 4:23 | 7:24 … 11:28 | 14:29 15:30. February 0 + "
        "March 30: first day of the feast, moved to Wed 2 April",
    ),
    Hand(
        "2026-05-11", "2026-06-05", "2026-06-26", "2026-06-10", "2026-06-10",
        "Mon; 19 May; Kurban Wed 27 to Sat 30 May, arefe the 26th works. 12:1 13:2 14:3 15:4 "
        "| 18:5 [19] 20:6 21:7 22:8 | 25:9 26:10 [27 28 29] | 1:11 2:12 3:13 4:14 5:15 | 8:16 "
        "… 12:20 | 15:21 … 19:25 | 22:26 … 26:30. May 20 + June 10",
    ),
    Hand(
        "2026-04-27", "2026-05-20", "2026-06-15", "2026-05-27", "2026-06-01",
        "Mon; ends in Kurban. 28:1 29:2 30:3 [1] | 4:4 … 8:8 | 11:9 … 15:13 | 18:14 [19] "
        "20:15 21:16 22:17 | 25:18 26:19 [27 28 29] | 1:20 … 5:24 | 8:25 … 12:29 | 15:30. "
        "April 3 + May 27: first day of the feast, moved over it and a Sunday to Mon 1 June",
    ),
    Hand(
        "2025-05-08", "2025-05-30", "2025-06-24", "2025-06-07", "2025-06-10",
        "Thu; Kurban Fri 6 to Mon 9 June, arefe the 5th works. 9:1 | 12:2 … 16:6 | [19] 20:7 "
        "21:8 22:9 23:10 | 26:11 … 30:15 | 2:16 3:17 4:18 5:19 [6] | [9] 10:20 11:21 12:22 "
        "13:23 | 16:24 … 20:28 | 23:29 24:30. May 23 + June 7: Saturday in the feast, moved "
        "to Tue 10",
    ),
    Hand(
        "2027-05-03", "2027-05-27", "2027-06-17", "2027-06-02", "2027-06-02",
        "Mon; Kurban Sun 16 to Wed 19 May, the 19th being 19 May too: off once. 4:1 5:2 6:3 "
        "7:4 | 10:5 … 14:9 | [17 18 19] 20:10 21:11 | 24:12 25:13 26:14 27:15 28:16 | 31:17 … "
        "4:21 | 7:22 … 11:26 | 14:27 15:28 16:29 17:30. May 28 + June 2",
    ),
    Hand(
        "2026-04-01", "2026-04-22", "2026-05-15", "2026-05-01", "2026-05-04",
        "Wed; ends on 1 May. 2:1 3:2 | 6:3 … 10:7 | 13:8 … 17:12 | 20:13 21:14 22:15 [23] "
        "24:16 | 27:17 28:18 29:19 30:20 [1] | 4:21 … 8:25 | 11:26 … 15:30. April 29 + May 1: "
        "Friday off, moved over the weekend to Mon 4 May",
    ),
    Hand(
        "2026-06-15", "2026-07-06", "2026-07-28", "2026-07-15", "2026-07-16",
        "Mon; ends on 15 July. 16:1 17:2 18:3 19:4 | 22:5 … 26:9 | 29:10 … 3:14 | 6:15 7:16 "
        "8:17 9:18 10:19 | 13:20 14:21 [15] 16:22 17:23 | 20:24 … 24:28 | 27:29 28:30. June "
        "15 + July 15",
    ),
    Hand(
        "2026-10-07", "2026-10-28", "2026-11-19", "2026-11-06", "2026-11-06",
        "Wed; the 15th working day is the half day of 28 October. 8:1 9:2 | 12:3 … 16:7 | "
        "19:8 … 23:12 | 26:13 27:14 28:15 [29] 30:16 | 2:17 … 6:21 | 9:22 … 13:26 | 16:27 "
        "17:28 18:29 19:30. October 24 + November 6",
    ),
    Hand(
        "2026-10-16", "2026-11-09", "2026-11-30", "2026-11-15", "2026-11-16",
        "Fri; ends on a Sunday. 19:1 … 23:5 | 26:6 27:7 28:8 [29] 30:9 | 2:10 … 6:14 | 9:15 "
        "10:16 11:17 12:18 13:19 | 16:20 … 20:24 | 23:25 … 27:29 | 30:30. October 15 + "
        "November 15",
    ),
    Hand(
        "2026-12-02", "2026-12-23", "2027-01-14", "2027-01-01", "2027-01-04",
        "Wed; ends on New Year's Day. 3:1 4:2 | 7:3 … 11:7 | 14:8 … 18:12 | 21:13 22:14 23:15 "
        "24:16 25:17 | 28:18 29:19 30:20 31:21 [1] | 4:22 … 8:26 | 11:27 12:28 13:29 14:30. "
        "December 29 + January 1: Friday off, moved to Mon 4 January",
    ),
    Hand(
        "2026-12-14", "2027-01-05", "2027-01-26", "2027-01-13", "2027-01-13",
        "Mon; over the year's end. 15:1 16:2 17:3 18:4 | 21:5 … 25:9 | 28:10 29:11 30:12 "
        "31:13 [1] | 4:14 5:15 6:16 7:17 8:18 | 11:19 … 15:23 | 18:24 … 22:28 | 25:29 26:30. "
        "December 17 + January 13",
    ),
    Hand(
        "2028-01-30", "2028-02-18", "2028-03-13", "2028-02-29", "2028-02-29",
        "Sun, by fax; ends on 29 February. 31:1 … 4:5 | 7:6 … 11:10 | 14:11 … 18:15 | 21:16 … "
        "25:20 (arefe) | [28: third day of Ramazan] 29:21 1:22 2:23 3:24 | 6:25 … 10:29 | "
        "13:30. January 1 + February 29",
    ),
    Hand(
        "2028-02-14", "2028-03-07", "2028-03-28", "2028-03-15", "2028-03-15",
        "Mon; over 29 February. 15:1 16:2 17:3 18:4 | 21:5 … 25:9 | [28] 29:10 1:11 2:12 3:13 "
        "| 6:14 7:15 8:16 9:17 10:18 | 13:19 … 17:23 | 20:24 … 24:28 | 27:29 28:30. February "
        "15 + March 15",
    ),
)  # fmt: skip


@pytest.mark.parametrize("hand", BY_HAND, ids=lambda hand: hand.arrived)
def test_the_law_s_terms_are_as_counted_by_hand(hand: Hand) -> None:
    petition = clock(hand.arrived, Track.PETITION)
    assert (petition.due, petition.moved_to) == (day(hand.thirty_days), day(hand.moved))
    assert (petition.rule, petition.days, petition.counted) == ("3071/7", 30, "calendar")
    information = clock(hand.arrived, Track.INFORMATION)
    assert (information.due, information.moved_to) == (day(hand.fifteen), day(hand.fifteen))
    assert (information.rule, information.days, information.counted) == ("4982/11", 15, "working")
    extended = clock(hand.arrived, Track.INFORMATION, extended=True)
    assert (extended.due, extended.days) == (day(hand.thirty), 30)
    for found in (petition, information, extended):
        assert found.counted_from == day(hand.arrived)


@pytest.mark.parametrize(
    ("arrived", "track", "half_on", "nearly_on"),
    [
        # 30 days: 15 and 24 are half and 80 %. March 21 + April 3 = 24
        ("2026-03-10", Track.PETITION, "2026-03-25", "2026-04-03"),
        # 15 working days: the 8th and the 12th, see the count above
        ("2026-03-10", Track.INFORMATION, "2026-03-23", "2026-03-27"),
        ("2026-05-11", Track.INFORMATION, "2026-05-22", "2026-06-02"),
        ("2026-12-14", Track.INFORMATION, "2026-12-24", "2026-12-30"),
    ],
)
def test_people_are_warned_when_half_and_when_four_fifths_are_gone(
    arrived: str, track: Track, half_on: str, nearly_on: str
) -> None:
    found = clock(arrived, track)
    assert (found.half_on, found.nearly_on) == (day(half_on), day(nearly_on))


def test_a_clock_tells_which_days_off_it_passed_over() -> None:
    counted = clock("2026-05-11", Track.INFORMATION)
    assert [off.day for off in counted.skipped] == [
        day("2026-05-19"), day("2026-05-27"), day("2026-05-28"), day("2026-05-29"),
    ]  # fmt: skip
    assert counted.skipped[1].name.startswith("Kurban Bayramı")
    within = clock("2026-03-10", Track.PETITION)
    assert within.skipped == ()  # calendar days count the feast
    moved = clock("2026-04-27", Track.PETITION)
    assert [off.day.day for off in moved.skipped] == [27, 28, 29]  # and the weekend, unnamed


def test_a_last_day_on_which_offices_close_at_one_says_so() -> None:
    assert clock("2026-10-07", Track.INFORMATION).half_day
    assert not clock("2026-10-07", Track.PETITION).half_day


def test_a_fax_counts_by_our_server_s_day_whatever_is_stamped_or_printed_on_it() -> None:
    received = replace(fax("2026-03-10", "23:58"), registered_on=day("2026-03-06"))
    assert day_of_receipt(received) == (day("2026-03-10"), Receipt.FAX)


@pytest.mark.parametrize(
    ("stamp", "counted_from", "receipt"),
    [
        ("2026-03-06", "2026-03-06", Receipt.REGISTRY),  # scanned on the Tuesday after
        ("2026-03-10", "2026-03-10", Receipt.REGISTRY),
        (None, "2026-03-10", Receipt.SCAN),
        ("2026-03-11", "2026-03-10", Receipt.SCAN),  # nobody stamps tomorrow: misread
        ("2026-01-06", "2026-03-10", Receipt.SCAN),  # too old: another office's, or misread
        ("2026-02-08", "2026-02-08", Receipt.REGISTRY),  # thirty days before
    ],
)
def test_a_letter_counts_from_its_registry_stamp_else_from_its_scan(
    stamp: str | None, counted_from: str, receipt: Receipt
) -> None:
    assert day_of_receipt(post("2026-03-10", stamp)) == (day(counted_from), receipt)


@pytest.mark.parametrize(("year", "working"), [(2025, 251), (2026, 251), (2027, 250)])
def test_working_days_of_a_year(year: int, working: int) -> None:
    start = dt.date(year, 1, 1)
    days = [start + dt.timedelta(n) for n in range(365)]
    assert sum(PLAIN.is_working(d) for d in days) == working


def test_a_fax_at_two_minutes_to_midnight_belongs_to_that_day() -> None:
    late = clock_for(fax("2026-03-10", "23:58"), Track.PETITION, PLAIN)
    assert late is not None
    assert late.counted_from == day("2026-03-10")


def test_the_day_is_turkish_wherever_the_server_counts() -> None:
    utc = dt.datetime(2026, 3, 9, 21, 30, tzinfo=dt.UTC)  # half past midnight in Türkiye
    found = clock_for(Received(at=utc, channel=Channel.FAX), Track.PETITION, PLAIN)
    assert found is not None
    assert found.counted_from == day("2026-03-10")


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = dt.datetime(2026, 3, 10)  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="time zone"):
        day_of_receipt(Received(at=naive, channel=Channel.FAX))


def test_no_law_no_clock() -> None:
    assert clock_for(fax("2026-03-10"), Track.NONE, PLAIN) is None


def test_half_days_work_unless_told_otherwise() -> None:
    eve = day("2026-10-28")
    assert PLAIN.is_working(eve)
    assert not Calendar(half_days_off=True).is_working(eve)
    assert clock("2026-10-16", Track.INFORMATION, Calendar(half_days_off=True)).due == day(
        "2026-11-10"
    )


def test_an_administrative_day_off_counts_only_when_the_office_lists_it() -> None:
    bridge = {day("2026-10-30"): "idari izin"}
    assert clock("2026-10-16", Track.INFORMATION).due == day("2026-11-09")
    assert clock("2026-10-16", Track.INFORMATION, Calendar(days_off=bridge)).due == day(
        "2026-11-10"
    )


def test_a_day_off_moves_the_last_day_and_never_the_statutory_one() -> None:
    monday = Calendar(days_off={day("2026-05-04"): "idari izin"})
    found = clock("2026-04-01", Track.PETITION, monday)
    assert (found.due, found.moved_to) == (day("2026-05-01"), day("2026-05-05"))


def test_a_feast_announced_on_another_day_can_be_set_right() -> None:
    announced = Calendar(
        days_off={day("2026-03-19"): "Ramazan Bayramı"}, days_on=frozenset({day("2026-03-20")})
    )
    assert not announced.is_working(day("2026-03-19"))
    assert announced.is_working(day("2026-03-20"))
    assert not announced.is_working(day("2026-03-21"))


def test_a_saturday_made_a_working_day_counts() -> None:
    saturday = Calendar(days_on=frozenset({day("2026-10-24")}))
    assert clock("2026-10-16", Track.INFORMATION, saturday).due == day("2026-11-06")


def test_a_day_listed_as_on_and_off_is_off() -> None:
    both = day("2026-03-18")
    assert not Calendar(days_off={both: "yerel"}, days_on=frozenset({both})).is_working(both)
