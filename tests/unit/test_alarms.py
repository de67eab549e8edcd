"""When each alarm rings, and when it does not."""

import datetime as dt
from dataclasses import replace

import pytest

from dilekce.alarms import ALARMS, Local, ringing
from dilekce.clock import TURKIYE
from dilekce.settings import AlarmSettings
from dilekce.store.figures import Figures
from dilekce.store.presence import Seen

NOON = dt.datetime(2026, 11, 24, 12, 40, tzinfo=TURKIYE)  # a Tuesday
HOUR = dt.timedelta(hours=1)
LIMITS = AlarmSettings()
CALM = Figures(
    arrivals={}, petitions={}, deliveries={}, pages={}, attempts={}, quarantined={},
    oldest_arrival={"received": 0.0}, oldest_petition={}, oldest_reading=0.0, oldest_delivery=0.0,
    due_deliveries=0, decisions=0, decision_seconds=0.0, overdue=0,
    last_receipt=NOON - HOUR, came_today=100, quarantined_today=4,
    present=[Seen("a", "watch", 5.0, {"longest_wait": 3.0})], drift=0.1, from_future=0.0,
)  # fmt: skip
ROOM = Local({"home": 10 * 1024**3}, 0.0)


def rings(
    figures: Figures = CALM,
    local: Local = ROOM,
    limits: AlarmSettings = LIMITS,
    now: dt.datetime = NOON,
    *,
    works: bool = True,
) -> list[str]:
    return ringing(figures, local, limits, now, lambda _day: works)


def test_nothing_rings_on_a_calm_day() -> None:
    assert rings() == []


@pytest.mark.parametrize(
    ("code", "figures", "local"),
    [
        ("arrivals.silent", replace(CALM, last_receipt=NOON - 20 * HOUR), ROOM),
        ("watch.silent", replace(CALM, present=[Seen("a", "watch", 61.0, {})]), ROOM),
        (
            "drop.stuck",
            replace(CALM, present=[Seen("a", "watch", 1, {"longest_wait": 3601})]),
            ROOM,
        ),
        ("work.stuck", replace(CALM, oldest_arrival={"received": 3601.0}), ROOM),
        ("work.stuck", replace(CALM, oldest_reading=3601.0), ROOM),
        ("delivery.stuck", replace(CALM, oldest_delivery=3601.0), ROOM),
        ("quarantine.growing", replace(CALM, quarantined_today=21), ROOM),
        ("disk.low", CALM, Local({"home": 10 * 1024**3, "drop": 1024}, 0.0)),
        ("clock.drift", replace(CALM, drift=-31.0), ROOM),
        ("clock.drift", replace(CALM, from_future=31.0), ROOM),
        ("clock.drift", CALM, Local(ROOM.free, 31.0)),
    ],
)
def test_each_alarm_rings_alone_for_its_own_reason(
    code: str, figures: Figures, local: Local
) -> None:
    assert rings(figures, local) == [code]
    assert code in ALARMS


@pytest.mark.parametrize(
    ("now", "works"),
    [
        (NOON.replace(hour=8), True),  # before the office opens
        (NOON.replace(hour=20), True),  # after it closed
        (NOON.replace(hour=12, minute=0), True),  # not four hours after it opened
        (NOON, False),  # a day off
    ],
)
def test_nights_days_off_and_early_mornings_are_no_silence(now: dt.datetime, works: bool) -> None:  # noqa: FBT001 - a case's fact
    assert rings(replace(CALM, last_receipt=NOON - 90 * HOUR), now=now, works=works) == []


def test_a_new_house_is_not_silent_and_silence_can_be_switched_off() -> None:
    assert rings(replace(CALM, last_receipt=None)) == []
    long_ago = replace(CALM, last_receipt=NOON - 90 * HOUR)
    assert rings(long_ago, limits=AlarmSettings(silence_minutes=0)) == []


def test_a_few_bad_files_are_no_growth_even_on_a_quiet_day() -> None:
    assert rings(replace(CALM, came_today=4, quarantined_today=4)) == []
    assert rings(replace(CALM, came_today=5, quarantined_today=5)) == ["quarantine.growing"]
