"""The longer term of law 4982, on a real store: once, in time, for an information request only."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from deliver.calendar import Calendar
from deliver.units import load_units
from dilekce import records
from dilekce.clock import TURKIYE
from dilekce.extending import extend
from dilekce.records import Registry
from dilekce.store import tables
from dilekce.store.audit import Deed
from domain.errors import Conflict
from tests.review_desk_house import House, open_house, petition

WORDS = "Bilgi ilgili birimlerden istendi; başvurana 25.11.2026'da yazıldı."


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(load_units(), Calendar())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    yield house
    house.database.dispose()


def a_request(house: House, registry: Registry, track: str = "4982") -> str:
    """Store a request that came on Monday, 23 November 2026."""
    identity = petition(house)
    record = records.rerouted(house.row(identity)["record"] | {"track": track}, registry)
    with house.database.begin() as connection:
        connection.execute(tables.petition.update().filter_by(id=identity).values(record=record))
    return identity


def deed(day: str) -> Deed:
    return Deed(dt.datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=TURKIYE), "user:1")


def test_a_request_gets_thirty_working_days_once(house: House, registry: Registry) -> None:
    identity = a_request(house, registry)
    before: dict[str, Any] = house.row(identity)["record"]
    # 24:1 … 27:4 | 30:5 … 4:9 | 7:10 … 11:14 | 14:15
    assert before["clock"]["due"] == "2026-12-14"
    extend(house.database, registry, deed("2026-12-01"), identity, WORDS)
    # … | 14:15 … 18:19 | 21:20 … 25:24 | 28:25 … 31:28 [1] | 4:29 5:30
    row = house.row(identity)
    assert row["due"] == row["record"]["clock"]["due"] == "2027-01-05"
    assert row["nearly_on"] == "2026-12-25"  # the 24th
    assert row["record"]["extended"]["words"] == WORDS
    with pytest.raises(Conflict, match="once"):
        extend(house.database, registry, deed("2026-12-02"), identity, WORDS)
    with house.database.begin() as connection:
        told = connection.execute(
            sa.select(tables.audit.c.detail).filter_by(action="petition.extended")
        ).scalars()
        assert list(told) == [{"due": "2027-01-05"}]
    assert records.rerouted(row["record"], registry)["clock"] == row["record"]["clock"]


def test_it_is_too_late_once_the_fifteen_days_are_over(house: House, registry: Registry) -> None:
    identity = a_request(house, registry)
    with pytest.raises(Conflict, match="before the 15 days end"):
        extend(house.database, registry, deed("2026-12-15"), identity, WORDS)
    assert extend(house.database, registry, deed("2026-12-14"), identity, WORDS)["extended"]


def test_a_petition_under_law_3071_has_no_longer_term(house: House, registry: Registry) -> None:
    identity = a_request(house, registry, track="3071")
    with pytest.raises(Conflict, match="4982"):
        extend(house.database, registry, deed("2026-12-01"), identity, WORDS)
