"""The office's own calendar file: what it changes, and what happens when it is wrong."""

import datetime as dt
from pathlib import Path

import pytest

from deliver.calendar import load_calendar
from domain.errors import Stop

OWN = """
half_days_off = false

[[off]]
day = 2026-10-30
name = "idari izin"

[[off]]
day = 2026-05-25
until = 2026-05-26
name = "idari izin"

[[on]]
day = 2026-10-24
name = "30 Ekim yerine"

[[half]]
day = 2026-12-31
name = "yerel yarım gün"
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "takvim.toml"
    path.write_text(text, "utf-8")
    return path


def test_an_office_adds_days_off_days_on_and_half_days(tmp_path: Path) -> None:
    calendar = load_calendar(written(tmp_path, OWN))
    assert calendar.off(dt.date(2026, 10, 30)) == "idari izin"
    assert not any(calendar.is_working(dt.date(2026, 5, day)) for day in (25, 26, 27))
    assert calendar.is_working(dt.date(2026, 10, 24))  # a Saturday
    assert calendar.half(dt.date(2026, 12, 31)) == "yerel yarım gün"
    assert calendar.is_working(dt.date(2026, 12, 31))


def test_without_a_file_the_law_alone_counts() -> None:
    calendar = load_calendar(None)
    assert calendar.off(dt.date(2026, 10, 29)) == "Cumhuriyet Bayramı"
    assert calendar.off(dt.date(2026, 10, 30)) is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("day = 2026-10-30", 'day = "30.10.2026"', "line 5, off.0.day"),
        ("day = 2026-10-30", "day = 2026-10-30T10:00:00", "line 5, off.0.day"),
        ('name = "idari izin"\n\n[[on]]', 'nam = "idari izin"\n\n[[on]]', "line 8, off.1.name"),
        ("until = 2026-05-26", "until = 2026-05-24", "lies before"),
        ("until = 2026-05-26", "until = 2062-05-26", "more than a month"),
        ("day = 2026-10-24", "day = 2026-05-26", "2026-05-26 is listed 2 times"),
        ("half_days_off", "half_day_off", "half_day_off"),
    ],
)
def test_a_wrong_file_stops_the_start_and_says_where(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert OWN.count(old) == 1
    with pytest.raises(Stop) as stop:
        load_calendar(written(tmp_path, OWN.replace(old, new)))
    assert stop.value.code == "calendar.invalid"
    assert told in stop.value.message
    assert "takvim.toml" in stop.value.message


@pytest.mark.parametrize("text", ["[[off]\n", "day = 2026-13-40\n"])
def test_a_file_that_is_no_toml_names_the_line(tmp_path: Path, text: str) -> None:
    with pytest.raises(Stop, match="line 1") as stop:
        load_calendar(written(tmp_path, text))
    assert stop.value.code == "calendar.unreadable"


def test_a_file_that_is_away_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        load_calendar(tmp_path / "away.toml")
    assert stop.value.code == "calendar.unreadable"
