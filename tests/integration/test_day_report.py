"""Closing a day on a real store: counts in = counts out, a chain of days, and changes found."""

import datetime as dt
import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from dilekce import cli, clock, wiring
from dilekce.clock import TURKIYE
from dilekce.store import arrivals, day_report, petitions, tables
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id, petition_id
from domain.errors import Stop
from domain.lifecycle import ArrivalState, PetitionState
from domain.petition import PageRef
from tests.postgresql import database_of

MONDAY, TUESDAY, TODAY = (dt.date(2026, 11, day) for day in (23, 24, 26))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: str | None
) -> Iterator[sa.Engine]:
    sqlite = f"sqlite:///{tmp_path / 'test.db'}"
    url = database_of(postgresql, tmp_path.name) if request.param == "postgresql" else sqlite
    engine = open_database(url)
    upgrade(engine)
    yield engine
    engine.dispose()


def at(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=TURKIYE)


def sha(number: int) -> str:
    return f"{number:02x}" * 32


def landed(connection: sa.Connection, when: dt.datetime, number: int, booked: int = 0) -> str:
    """Record an arrival; the trail has it ``booked`` seconds later."""
    sha256 = sha(number)
    landing = Receipt(file_name=f"x{number}.tif", received_at=when, channel=Channel.FAX)
    item = Arrival(
        id=arrival_id(sha256), sha256=sha256, size=9, file_type=FileType.TIFF, receipt=landing
    )
    arrivals.record(connection, Deed(when + dt.timedelta(seconds=booked)), item, {})
    return item.id


def cut(connection: sa.Connection, when: dt.datetime, number: int) -> str:
    """Cut one petition from an arrival that landed before."""
    arrival, deed = arrival_id(sha(number)), Deed(when)
    way = (ArrivalState.RECEIVED, ArrivalState.READ, ArrivalState.SPLIT)
    for now, to in itertools.pairwise(way):
        arrivals.move(connection, deed, arrival, now, to, page_count=1)
    identity = petition_id(sha(number), 1)
    petitions.create(connection, deed, identity, [PageRef(arrival, 1)])
    return identity


def two_days(database: sa.Engine) -> None:
    """Monday: three arrive, one twice; one is set aside, one accepted, one waits. Then Tuesday."""
    person = Deed(at(TUESDAY), "user:1")
    with database.begin() as connection:
        for number in (1, 2, 3, 1):
            landed(connection, at(MONDAY), number)
        arrivals.move(
            connection, Deed(at(MONDAY)), arrival_id(sha(3)),
            ArrivalState.RECEIVED, ArrivalState.QUARANTINED, problem="file.empty",
        )  # fmt: skip
        first, second = (cut(connection, at(MONDAY, 11), number) for number in (1, 2))
        petitions.accept(
            connection, Deed(at(MONDAY, 11)), first, PetitionState.READING,
            record={"id": first, "fields": {}}, destinations=lambda *_: ["folder"],
        )  # fmt: skip
        petitions.move(
            connection, Deed(at(MONDAY, 11)), second, PetitionState.READING, PetitionState.REVIEW,
            record={"fields": {}},
        )  # fmt: skip
        petitions.move(connection, person, second, PetitionState.REVIEW, PetitionState.RETURNED)
        landed(connection, at(TUESDAY, 23, 59), 4, booked=90)  # the trail has it after midnight


def closed(database: sa.Engine, day: dt.date) -> dict[str, Any]:
    with database.begin() as connection:
        return day_report.close(connection, day, TODAY)


def changed(database: sa.Engine) -> list[tuple[str, str]]:
    with database.begin() as connection:
        return day_report.changed(connection)


def test_a_day_s_counts_in_are_its_counts_out(database: sa.Engine) -> None:
    two_days(database)
    monday, tuesday = closed(database, MONDAY), closed(database, TUESDAY)
    assert monday["arrivals"] == {
        "open_before": 0, "new": 3, "reopened": 0,
        "split": 2, "quarantined": 1, "duplicate": 0, "open_after": 0,
    }  # fmt: skip
    assert monday["petitions"] == {
        "open_before": 0, "new": 2, "reopened": 0,
        "delivered": 0, "returned": 0, "quarantined": 0, "open_after": 2,
    }  # fmt: skip
    passed = ("came_again", "read", "to_review", "accepted")
    assert [monday[name] for name in passed] == [1, 2, 1, 1]
    assert monday["sets"]["receipts"]["count"] == 4
    assert monday["sets"]["revisions"]["count"] == 1
    assert (tuesday["petitions"]["open_before"], tuesday["petitions"]["returned"]) == (2, 1)
    assert monday["faults"] == tuesday["faults"] == []
    assert tuesday["previous"] == monday["hash"]
    assert changed(database) == []


def test_a_forgotten_day_is_closed_with_the_next_and_a_closed_one_stays(
    database: sa.Engine,
) -> None:
    two_days(database)
    late = closed(database, dt.date(2026, 11, 25))
    assert late["arrivals"]["new"] == 1  # came at 23:59, stands in the trail after midnight
    assert late["previous"] == closed(database, TUESDAY)["hash"]
    assert closed(database, MONDAY) == closed(database, MONDAY)


def test_a_day_that_is_not_over_or_before_anything_came_is_not_closed(database: sa.Engine) -> None:
    two_days(database)
    with pytest.raises(Stop, match="not over"):
        closed(database, TODAY)
    with pytest.raises(Stop, match="nothing had come"):
        closed(database, dt.date(2026, 11, 1))


@pytest.mark.parametrize(
    ("statement", "day", "what"),
    [
        ("UPDATE revision SET accepted_by = 'user:9', record = '{}'", "2026-11-23", "revisions"),
        ("DELETE FROM receipt WHERE id = 1", "2026-11-23", "receipts"),
        ("UPDATE audit SET hash = 'x' WHERE action = 'petition.returned'", "2026-11-24", "trail"),
        ("UPDATE day_report SET hash = 'x' WHERE day = '2026-11-23'", "2026-11-23", "itself"),
    ],
)
def test_a_changed_day_is_named(database: sa.Engine, statement: str, day: str, what: str) -> None:
    two_days(database)
    closed(database, TUESDAY)
    with database.begin() as connection:
        connection.execute(sa.text(statement))
    first = changed(database)[0]
    assert first[0] == day
    assert what in first[1]


def test_what_was_taken_away_or_put_in_by_hand_leaves_the_day_unbalanced(
    database: sa.Engine,
) -> None:
    two_days(database)
    with database.begin() as connection:
        connection.execute(
            tables.petition.insert().values(
                id="p-yok", arrival_id=arrival_id(sha(1)), state="review", version=1,
                revision=0, record={}, created_at="2026-11-23T12:00:00+03:00",
                changed_at="2026-11-23T12:00:00+03:00",
            )
        )  # fmt: skip
        connection.execute(tables.arrival.update().values(received_at="2025-01-01T00:00:00+03:00"))
    assert closed(database, MONDAY)["faults"] == [
        "arrivals: what came in is not what went on and what is left",
        "petitions: the trail knows nothing of some that came",
    ]


def test_the_command_closes_writes_and_verifies(
    database: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_days(database)
    monkeypatch.setenv("DILEKCE_HOME", str(tmp_path))
    monkeypatch.setattr(wiring, "open_database", lambda _url: database)
    monkeypatch.setattr(clock, "now", lambda: at(TODAY))
    file, runner = tmp_path / "kapanis.json", CliRunner()
    done = runner.invoke(cli.app, ["ledger", "--day", "2026-11-23", "--out", str(file)])
    assert done.exit_code == 0, done.exception
    assert "balanced" in done.output
    assert json.loads(file.read_text("utf-8"))["hash"] in done.output
    assert runner.invoke(cli.app, ["ledger", "--verify"]).exit_code == 0
    with database.begin() as connection:
        connection.execute(sa.text("DELETE FROM receipt WHERE id = 1"))
    told = runner.invoke(cli.app, ["ledger", "--verify"])
    assert told.exit_code == 1
    assert "CHANGED: 2026-11-23: receipts" in told.output
