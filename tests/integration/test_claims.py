"""Sharing the work on both databases: one machine has a subject, another gets it when that dies."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce import clock
from dilekce.roll import Roll, Silence, enrolled
from dilekce.store import arrivals, claims, turns
from dilekce.store.audit import Deed
from dilekce.store.claims import Reach
from dilekce.store.database import open_database, upgrade
from dilekce.store.tables_of_machines import claim, machine
from dilekce.store.turns import Turn
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id
from domain.errors import Stop


@pytest.fixture
def database(tmp_path: Path, on_each_database: str | None) -> Iterator[sa.Engine]:
    engine = open_database(on_each_database or f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def take(database: sa.Engine, me: str, *subjects: str) -> dict[str, int]:
    with database.begin() as connection:
        return claims.take(connection, Reach(me), subjects)


def bury(database: sa.Engine, *dead: str) -> None:
    with database.begin() as connection:
        claims.bury(connection, dead)


def holders(database: sa.Engine) -> dict[str, str]:
    with database.begin() as connection:
        return {row.subject: row.machine for row in connection.execute(sa.select(claim))}


def test_what_one_has_in_hand_another_does_not_get(database: sa.Engine) -> None:
    assert take(database, "a", "x", "y") == {"x": 0, "y": 0}
    assert take(database, "b", "x", "y", "z") == {"z": 0}
    assert take(database, "a", "x") == {"x": 0}
    assert holders(database) == {"x": "a", "y": "a", "z": "b"}


def test_what_a_dead_one_had_is_free_and_the_death_counted(database: sa.Engine) -> None:
    take(database, "a", "x", "y")
    bury(database, "a")
    assert take(database, "b", "x") == {"x": 1}
    assert take(database, "a", "x") == {}  # it woke up again
    bury(database, "b")
    assert take(database, "c", "x", "y") == {"x": 2, "y": 1}


def test_of_many_who_reach_for_the_same_each_gets_its_own(database: sa.Engine) -> None:
    subjects = [f"s{number}" for number in range(20)]
    got: dict[str, dict[str, int]] = {}

    def reach(me: str) -> None:
        got[me] = take(database, me, *subjects)

    threads = [threading.Thread(target=reach, args=(f"m{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(subject for mine in got.values() for subject in mine) == sorted(subjects)


def test_reach_leaves_out_what_living_others_hold(database: sa.Engine) -> None:
    take(database, "a", "x")
    take(database, "b", "y")
    query = sa.select(claim.c.subject).order_by(claim.c.subject)
    with database.begin() as connection:
        for reach, seen in (
            (Reach("b"), ["y"]),
            (Reach("a", besides=("x",)), []),
            (claims.NOBODYS, []),
        ):
            found = connection.scalars(query.where(reach.includes(claim.c.subject)))
            assert list(found) == seen


def test_what_is_done_with_is_put_back(database: sa.Engine) -> None:
    take(database, "a", "x", "y")
    take(database, "b", "z")
    with database.begin() as connection:
        claims.put_back(connection, "a", besides=["y"])
    assert holders(database) == {"y": "a", "z": "b"}


def test_the_dead_are_forgotten_and_the_living_counted(database: sa.Engine) -> None:
    with database.begin() as connection:
        claims.beat(connection, "a")
        assert claims.beat(connection, "b") == {"a": 1, "b": 1}
        assert claims.beat(connection, "b") == {"a": 1, "b": 2}
        claims.bury(connection, {"a"})
        assert set(connection.scalars(sa.select(machine.c.name))) == {"b"}


def test_what_a_dead_one_had_finished_is_swept_away(database: sa.Engine) -> None:
    waits = land(database)
    take(database, "a", waits, "a-finished", "p-finished:1:kurum")
    take(database, "b", "a-in-hand")
    bury(database, "a")
    with database.begin() as connection:
        claims.sweep(connection)
    assert holders(database) == {waits: claims.NOBODY, "a-in-hand": "b"}


def land(database: sa.Engine) -> str:
    sha256, now = "ab" * 32, clock.now()
    landing = Receipt(file_name="x", received_at=now, channel=Channel.FAX)
    item = Arrival(
        id=arrival_id(sha256), sha256=sha256, size=1, file_type=FileType.TIFF, receipt=landing
    )
    with database.begin() as connection:
        arrivals.record(connection, Deed(now), item, {})
    return item.id


def test_a_worker_of_the_same_home_goes_on_with_what_was_in_hand(
    database: sa.Engine, tmp_path: Path
) -> None:
    with enrolled(database, tmp_path, 60) as (first, held):
        assert held == set()
        take(database, first.me, "x")
    with enrolled(database, tmp_path, 60) as (second, held):
        assert held == {"x"}
        assert second.me != first.me
    assert holders(database) == {"x": second.me}


def test_a_worker_that_leaves_others_behind_leaves_them_its_work(
    database: sa.Engine, tmp_path: Path
) -> None:
    with enrolled(database, tmp_path, 60) as (roll, _held):
        take(database, roll.me, "x")
        with database.begin() as connection:
            claims.beat(connection, "another")
            roll.call(connection)
    assert holders(database) == {}
    with database.begin() as connection:
        assert set(connection.scalars(sa.select(machine.c.name))) == {"another"}


def test_a_copied_home_makes_no_second_worker_of_one_name(
    database: sa.Engine, tmp_path: Path
) -> None:
    with enrolled(database, tmp_path, 60) as (first, _held):
        take(database, first.me, "x")
        copy = tmp_path / "copy"
        copy.mkdir()
        (copy / "worker").write_text((tmp_path / "worker").read_text())
        with enrolled(database, copy, 60) as (second, _held):
            assert first.me != second.me


def test_two_workers_in_one_home_are_told_apart(database: sa.Engine, tmp_path: Path) -> None:
    with (
        enrolled(database, tmp_path, 60),
        pytest.raises(Stop) as stopped,
        enrolled(database, tmp_path, 60),
    ):
        pytest.fail("it works")
    assert stopped.value.code == "home.in_use"


def test_a_machine_sees_another_die(database: sa.Engine) -> None:
    now = 0.0
    one, other = (Roll(name, Silence(10), clock=lambda: now) for name in ("one", "other"))
    with database.begin() as connection:
        other.call(connection)
        for now in (0.0, 2.0, 4.0, 6.0, 8.0, 9.9):  # noqa: B007 - read by the clock
            assert one.call(connection) == frozenset()
        now = 10.0
        assert one.call(connection) == {"other"}
        other.call(connection)
        assert one.call(connection) == frozenset()


def test_one_leads_at_a_time_and_the_next_when_its_transaction_ends(
    database: sa.Engine,
) -> None:
    if database.dialect.name == "sqlite":
        with database.begin() as connection:
            assert turns.leads(connection, Turn.UPKEEP)
        return
    with database.begin() as first, database.begin() as second:
        assert turns.leads(first, Turn.UPKEEP)
        assert not turns.leads(second, Turn.UPKEEP)
        first.rollback()
        assert turns.leads(second, Turn.UPKEEP)


def test_machines_that_start_at_once_upgrade_the_database_once(
    tmp_path: Path, on_each_database: str | None
) -> None:
    engine = open_database(on_each_database or f"sqlite:///{tmp_path / 'test.db'}")
    failed: list[BaseException] = []

    def start() -> None:
        try:
            upgrade(engine)
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert failed == []


def test_an_older_version_does_not_touch_a_newer_database(database: sa.Engine) -> None:
    with database.begin() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    with pytest.raises(Stop) as stopped:
        upgrade(database)
    assert stopped.value.code == "database.newer"
