"""The circuit breaker and the pace: pure values, every transition."""

import datetime as dt

import pytest

from deliver.breaker import LIMIT, PROBE, Breaker, BreakerState, Pace

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def after(seconds: float) -> dt.datetime:
    return NOON + dt.timedelta(seconds=seconds)


def down() -> Breaker:
    breaker = Breaker()
    for _ in range(LIMIT):
        breaker = breaker.failed(NOON, "kurum")
    return breaker


def test_failures_below_the_limit_keep_nobody_out() -> None:
    breaker = Breaker()
    for _ in range(LIMIT - 1):
        breaker = breaker.failed(NOON, "kurum")
    assert breaker.state(NOON) is BreakerState.CLOSED
    assert breaker.entered(NOON) == breaker
    assert breaker.worked() == Breaker()


def test_after_five_failures_in_a_row_nothing_is_tried_for_a_while() -> None:
    breaker = down()
    assert breaker.state(NOON) is BreakerState.OPEN
    assert breaker.entered(NOON) is None
    assert breaker.until is not None
    assert after(5) <= breaker.until <= after(10)


def test_when_its_time_has_come_one_attempt_goes_and_the_others_wait_for_it() -> None:
    breaker = down()
    assert breaker.state(after(10)) is BreakerState.HALF_OPEN
    probing = breaker.entered(after(10))
    assert probing is not None
    assert probing.entered(after(11)) is None
    assert probing.entered(after(10) + PROBE) is not None  # the first was never heard of again


def test_an_attempt_that_worked_while_half_open_closes_it() -> None:
    probing = down().entered(after(10))
    assert probing is not None
    assert probing.worked() == Breaker()


def test_each_failure_while_half_open_doubles_the_wait_up_to_ten_minutes() -> None:
    breaker, waits = down(), []
    for _ in range(10):
        breaker = breaker.failed(NOON, "kurum")
        assert breaker.until is not None
        waits.append((breaker.until - NOON).total_seconds())
    for number, wait in enumerate(waits):
        whole = min(600, 10 * 2 ** (number + 1))
        assert whole / 2 <= wait <= whole


def test_a_destination_that_says_when_to_come_back_is_waited_for_and_not_counted() -> None:
    breaker = Breaker().failed(NOON, "kurum", after=60)
    assert breaker == Breaker(0, after(60))
    assert breaker.state(NOON) is BreakerState.PAUSED
    assert breaker.entered(after(59)) is None
    assert breaker.entered(after(60)) is not None
    assert breaker.worked() == breaker  # a success begun earlier does not end the pause


def test_the_longer_of_two_waits_asked_for_counts() -> None:
    breaker = Breaker().failed(NOON, "kurum", after=60).failed(NOON, "kurum", after=30)
    assert breaker.until == after(60)


@pytest.mark.parametrize("seconds", [0, 1e6])
def test_what_is_gone_stays_so_whatever_is_heard_of_it(seconds: float) -> None:
    breaker = Breaker(gone=True)
    assert breaker.state(after(seconds)) is BreakerState.GONE
    assert breaker.entered(after(seconds)) is None
    assert breaker.worked().gone
    assert breaker.failed(NOON, "kurum").gone


def test_a_pace_lets_ten_seconds_worth_go_at_once_and_then_keeps_the_rate() -> None:
    pace, earliest, gone = Pace(60), None, 0
    for second in range(120):
        while True:
            passed, later = pace.passed(earliest, after(second))
            if later is not None:
                assert after(second) < later <= after(second + 1)
                break
            earliest, gone = passed, gone + 1
    assert gone == 11 + 119


def test_a_slow_pace_lets_at_least_one_go() -> None:
    passed, later = Pace(1).passed(None, NOON)
    assert (passed, later) == (after(60), None)
    assert Pace(1).passed(passed, after(1)) == (None, after(50))


def test_a_clock_set_back_makes_nobody_wait_for_the_day_it_showed() -> None:
    """What was noted while the clock stood a year ahead is not waited for."""
    ahead = NOON + dt.timedelta(days=366)
    paused = Breaker().failed(ahead, "kurum", after=60)
    assert paused.state(ahead) is BreakerState.PAUSED
    assert paused.state(NOON) is BreakerState.CLOSED
    passed, _later = Pace(1).passed(None, ahead)
    assert Pace(1).passed(passed, NOON) == (after(60), None)
