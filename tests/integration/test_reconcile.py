"""The reconciler on real tables: starts what is unfinished, once, and gives up with a name."""

import datetime as dt
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce import clock
from dilekce.reconcile import Reconciler
from dilekce.roll import Roll, Silence
from dilekce.store import arrivals
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id
from domain.lifecycle import ArrivalState


class Runs:
    """The engine's port in memory: what was started, what lives, what failed before."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.alive: set[str] = set()
        self.failures = 0

    def start(self, kind: str, subject: str, run: str) -> None:
        assert run.startswith(f"{kind}:{subject}:")
        self.started.append(run)
        self.alive.add(run)

    def living(self) -> set[str]:
        return self.alive

    def revive(self) -> None:
        """Nothing is lost here."""

    def past(self, prefix: str) -> tuple[int, int]:
        count = sum(run.startswith(prefix) for run in self.started)
        return count, self.failures

    def forget(self, before: dt.datetime) -> int:
        assert before < clock.now()
        return 0


class GiveUp:
    """Books what was given up."""

    def __init__(self, database: sa.Engine) -> None:
        self.database, self.aside = database, dict[str, str]()

    def quarantine(self, arrival_id: str, code: str) -> None:
        self.aside[arrival_id] = code
        with self.database.begin() as connection:
            arrivals.move(
                connection, Deed(clock.now()), arrival_id,
                ArrivalState.RECEIVED, ArrivalState.QUARANTINED, problem=code,
            )  # fmt: skip

    def send_to_person(self, petition_id: str) -> None:
        raise AssertionError(petition_id)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def land(database: sa.Engine, number: int) -> str:
    sha256 = f"{number:064x}"[::-1]
    landing = Receipt(file_name="x", received_at=clock.now(), channel=Channel.FAX)
    item = Arrival(
        id=arrival_id(sha256), sha256=sha256, size=1, file_type=FileType.TIFF, receipt=landing
    )
    with database.begin() as connection:
        arrivals.record(connection, Deed(clock.now()), item, {})
    return item.id


@pytest.fixture
def runs() -> Runs:
    return Runs()


@pytest.fixture
def reconciler(database: sa.Engine, runs: Runs) -> Reconciler:
    roll = Roll("here", Silence(60))
    return Reconciler(database, runs, roll, GiveUp(database), capacity=3, every=1)


def test_an_arrival_is_started_once_while_its_run_lives(
    reconciler: Reconciler, runs: Runs, database: sa.Engine
) -> None:
    arrival = land(database, 1)
    reconciler.look()
    reconciler.look()
    assert runs.started == [f"ingest:{arrival}:0.0"]


def test_a_lost_run_is_started_again_under_a_new_id(
    reconciler: Reconciler, runs: Runs, database: sa.Engine
) -> None:
    arrival = land(database, 1)
    reconciler.look()
    runs.alive.clear()
    reconciler.look()
    assert runs.started == [f"ingest:{arrival}:0.0", f"ingest:{arrival}:0.1"]


def test_a_wiped_engine_loses_nothing(
    reconciler: Reconciler, runs: Runs, database: sa.Engine
) -> None:
    arrival = land(database, 1)
    reconciler.look()
    runs.alive.clear()
    runs.started.clear()
    reconciler.look()
    assert runs.started == [f"ingest:{arrival}:0.0"]


def test_no_more_runs_live_than_there_is_room_for(
    reconciler: Reconciler, runs: Runs, database: sa.Engine
) -> None:
    for number in range(1, 8):
        land(database, number)
    reconciler.look()
    reconciler.look()
    assert len(runs.started) == 3
    runs.alive.pop()
    reconciler.look()
    assert len(runs.started) == 4


def test_work_that_is_put_off_again_and_again_gives_its_place_to_the_next(
    reconciler: Reconciler, runs: Runs, database: sa.Engine
) -> None:
    reconciler.every = 60
    stuck = {land(database, number) for number in range(1, 4)}
    free = land(database, 4)
    for _look in range(3):
        reconciler.look()
        runs.alive.clear()  # put off: none of them is done
    assert {run.split(":")[1] for run in runs.started[-1:]} == {free}
    assert {run.split(":")[1] for run in runs.started[:-1]} == stuck


def test_work_that_keeps_failing_is_set_aside_with_a_name(
    reconciler: Reconciler, runs: Runs, database: sa.Engine
) -> None:
    arrival = land(database, 1)
    runs.failures = 3
    reconciler.look()
    assert runs.started == []
    with database.begin() as connection:
        row = arrivals.get(connection, arrival)
    assert (row["state"], row["problem"]) == ("quarantined", "work.failed")


def another(database: sa.Engine, name: str) -> tuple[Reconciler, Runs]:
    runs = Runs()
    roll = Roll(name, Silence(10), clock=lambda: next(TICKS))
    return Reconciler(database, runs, roll, GiveUp(database), capacity=3, every=1), runs


TICKS = itertools.count(0, 2)  #: monotonic seconds, one step with each look


def test_two_machines_never_start_the_same(database: sa.Engine) -> None:
    for number in range(1, 6):
        land(database, number)
    (one, ones), (two, twos) = another(database, "one"), another(database, "two")
    for reconciler in (one, two, one, two):
        reconciler.look()
    assert len(ones.started) == 3
    assert len(twos.started) == 2
    assert not set(ones.started) & set(twos.started)


def test_what_a_silent_machine_had_is_started_elsewhere(database: sa.Engine) -> None:
    arrival = land(database, 1)
    (one, ones), (two, twos) = another(database, "one"), another(database, "two")
    one.look()
    for _look in range(4):
        two.look()
    assert twos.started == []
    for _look in range(3):
        two.look()
    assert (ones.started, twos.started) == ([f"ingest:{arrival}:0.0"],) * 2


def test_a_letter_over_which_machines_die_is_set_aside(database: sa.Engine) -> None:
    arrival = land(database, 1)
    for number in range(4):
        reconciler, runs = another(database, f"machine-{number}")
        for _look in range(9):
            reconciler.look()
        assert runs.started == ([f"ingest:{arrival}:0.0"] if number < 3 else [])
    with database.begin() as connection:
        assert arrivals.get(connection, arrival)["problem"] == "work.failed"
