"""A house that is behind takes nothing more in; the files stay where they came."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce import clock
from dilekce.room import Room
from dilekce.store import arrivals
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id
from domain.errors import TryLater
from domain.lifecycle import ArrivalState


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


def land(connection: sa.Connection, number: int) -> str:
    sha256, now = f"{number:064x}"[::-1], clock.now() + dt.timedelta(seconds=number)
    landing = Receipt(file_name="x", received_at=now, channel=Channel.FAX)
    item = Arrival(
        id=arrival_id(sha256), sha256=sha256, size=1, file_type=FileType.TIFF, receipt=landing
    )
    arrivals.record(connection, Deed(now), item, {})
    return item.id


def test_there_is_room_again_once_arrivals_are_read(database: sa.Engine, tmp_path: Path) -> None:
    now = 0.0
    room = Room(database, tmp_path, most_waiting=2, spare_mb=0, clock=lambda: now)
    room.check()
    with database.begin() as connection:
        first, _second = land(connection, 1), land(connection, 2)
    with pytest.raises(TryLater) as caught:
        room.check()
    assert caught.value.code == "intake.full"
    with database.begin() as connection:
        arrivals.move(
            connection, Deed(clock.now()), first, ArrivalState.RECEIVED, ArrivalState.READ
        )
    with pytest.raises(TryLater):
        room.check()  # not asked again so soon
    now = 10.0
    room.check()


def test_a_disk_that_is_nearly_full_takes_nothing_in(database: sa.Engine, tmp_path: Path) -> None:
    room = Room(database, tmp_path, most_waiting=2, spare_mb=10**9)
    with pytest.raises(TryLater) as caught:
        room.check()
    assert caught.value.code == "intake.full"


def test_a_database_that_is_away_is_a_reason_to_wait(tmp_path: Path) -> None:
    away = open_database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    with pytest.raises(TryLater) as caught:
        Room(away, tmp_path, most_waiting=2, spare_mb=0).check()
    assert caught.value.code == "database.read"
    away.dispose()
