"""Kept bytes that are gone or damaged set the letter aside with a name; a store away does not."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
import sqlalchemy as sa

from dilekce import clock
from dilekce.blobs import Blobs
from dilekce.pipeline import Pipeline
from dilekce.store import arrivals
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id
from domain.errors import PROBLEMS, TryLater, Unacceptable


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    made = Blobs(f"file://{tmp_path / 'blobs'}")
    made.prove()
    return made


@pytest.fixture
def pipeline(database: sa.Engine, blobs: Blobs, tmp_path: Path) -> Pipeline:
    return Pipeline(database, blobs, Mock(), tmp_path, Mock(), Mock())


def land(database: sa.Engine, sha256: str) -> str:
    landing = Receipt(file_name="x", received_at=clock.now(), channel=Channel.FAX)
    item = Arrival(
        id=arrival_id(sha256), sha256=sha256, size=1, file_type=FileType.TIFF, receipt=landing
    )
    with database.begin() as connection:
        arrivals.record(connection, Deed(clock.now()), item, {})
    return item.id


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_letter_whose_bytes_are_lost_is_set_aside(
    pipeline: Pipeline, database: sa.Engine, blobs: Blobs, tmp_path: Path, damage: str
) -> None:
    key = blobs.put(b"letter")
    arrival, file = land(database, key), tmp_path / "blobs" / key[:2] / key[2:4] / key
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(b"lettes")
    with pytest.raises(Unacceptable) as caught:
        pipeline.decode(arrival)
    assert caught.value.code in PROBLEMS
    assert caught.value.code == "file.lost"


def test_a_store_that_is_away_is_no_fault_of_the_letter(
    pipeline: Pipeline, database: sa.Engine, blobs: Blobs, tmp_path: Path
) -> None:
    arrival = land(database, blobs.put(b"letter"))
    (tmp_path / "blobs").rename(tmp_path / "unmounted")
    (tmp_path / "blobs").mkdir()
    with pytest.raises(TryLater) as caught:
        pipeline.decode(arrival)
    assert caught.value.code == "blobs.read"
