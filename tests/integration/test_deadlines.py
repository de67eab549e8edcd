"""Warnings before the deadline, on a real database: each once, in the table and in the trail."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce import reports
from dilekce.clock import TURKIYE
from dilekce.store import deadlines, petitions, tables
from dilekce.store.audit import Deed
from domain.lifecycle import PetitionState
from review.roles import Role
from tests.postgresql import database_of
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in


@pytest.fixture(params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: str | None
) -> Iterator[House]:
    url = database_of(postgresql, tmp_path.name) if request.param == "postgresql" else None
    house = open_house(tmp_path, url=url)
    yield house
    house.database.dispose()


def warned(house: House, day: str) -> int:
    at = dt.datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=TURKIYE)
    with house.database.begin() as connection:
        return deadlines.warn(connection, Deed(at))


def with_clock(house: House, petition_id: str, **days: object) -> None:
    with house.database.begin() as connection:
        row = petitions.get(connection, petition_id)
        record = row["record"] | {"clock": row["record"]["clock"] | days}
        petitions.move(
            connection, Deed(dt.datetime(2026, 11, 24, tzinfo=TURKIYE), "user:1"), petition_id,
            PetitionState.REVIEW, PetitionState.RETURNED, record=record,
        )  # fmt: skip
        petitions.move(
            connection, Deed(dt.datetime(2026, 11, 24, tzinfo=TURKIYE), "user:1"), petition_id,
            PetitionState.RETURNED, PetitionState.REVIEW, record=record,
        )  # fmt: skip


def test_each_warning_is_given_once_and_stands_in_the_trail(house: House) -> None:
    identity = petition(house, due=dt.date(2026, 12, 23))
    with_clock(house, identity, half_on="2026-12-08", nearly_on="2026-12-17")
    given = [warned(house, f"2026-12-{day:02}") for day in (7, 8, 9, 16, 17, 18)]
    assert given == [0, 1, 0, 0, 1, 0]
    with house.database.begin() as connection:
        rows = connection.execute(
            sa.select(tables.deadline_warning.c.percent).order_by(sa.text("percent"))
        ).scalars()
        assert list(rows) == [50, 80]
        trail = connection.execute(
            sa.select(tables.audit.c.detail).filter_by(action="deadline.warned", subject=identity)
        ).scalars()
        assert list(trail) == [{"percent": percent, "due": "2026-12-23"} for percent in (50, 80)]


def test_what_left_our_hands_is_not_warned_of(house: House) -> None:
    identity = petition(house, due=dt.date(2026, 12, 23))
    with_clock(house, identity, half_on="2026-12-08", nearly_on="2026-12-17")
    with house.database.begin() as connection:
        connection.execute(tables.petition.update().values(state="delivered"))
    assert warned(house, "2026-12-20") == 0


def test_open_petitions_are_counted_by_what_is_left_each_once(house: House) -> None:
    for half, nearly in (("2026-12-08", "2026-12-17"), ("2026-12-18", "2026-12-19")):
        identity = petition(house, due=dt.date(2026, 12, 23))
        with_clock(house, identity, half_on=half, nearly_on=nearly)
    with house.database.begin() as connection:
        told = [deadlines.counts(connection, dt.date(2026, 12, day)) for day in (7, 8, 18, 23, 24)]
    assert [tuple(counts.values()) for counts in told] == [
        (0, 0, 0), (0, 0, 1), (0, 1, 1), (0, 2, 0), (2, 0, 0),
    ]  # fmt: skip


def test_the_desk_colours_by_the_term_and_shows_what_went_into_the_day(house: House) -> None:
    house.person("zeynep", Role.REVIEWER)
    identity = petition(house, due=dt.date(2026, 11, 24))
    with_clock(
        house, identity, half_on="2026-11-01", nearly_on="2026-12-17", rule="4982/11", days=15,
        counted="working", receipt="registry", half_day=True, moved_to="2026-11-25",
        skipped=[{"day": "2026-10-29", "name": "Cumhuriyet Bayramı"}],
    )  # fmt: skip
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        assert 'class="band amber"' in client.get("/kuyruk").text
        facts = dict(client.get(f"/api/tasks/{identity}").json()["facts"])
    assert facts["Süre"] == (
        "4982 m.11: 15 iş günü · 23 Kasım 2026 günü alındı (evrak kayıt kaşesi) · son gün "
        "24 Kasım 2026 · o gün çalışılmadığından 25 Kasım 2026 gününe uzar · "
        "o gün mesai 13.00'te biter"
    )
    assert facts["Sayılmayan tatiller"] == "29 Ekim 2026 Cumhuriyet Bayramı"


def test_status_tells_the_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console  # noqa: PLC0415 - after capsys has taken stdout

    reports.show_deadlines({"late": 1, "80 %": 2, "50 %": 3}, Console())
    assert "late 1, 80 % 2, 50 % 3" in capsys.readouterr().out
