"""Each reviewer's own order of fields and own keys."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from domain.field import FieldName
from review.preferences import KEYS, OFFERED, Preferences, stored
from review.task_json import ORDER
from tests.review_desk_house import House, at_desks, open_house, petition

OWN = {f"key-{action}": key for action, key in KEYS.items()}


@pytest.fixture
def house(on_each_database: str | None, tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path, url=on_each_database)
    for name in ("zeynep", "kerem"):
        house.person(name)
    yield house
    house.database.dispose()


@pytest.fixture
def at_desk(house: House) -> Iterator[dict[str, httpx.Client]]:
    with at_desks(house, "zeynep", "kerem") as desk:
        yield desk


def fields(client: httpx.Client, key: str) -> list[str]:
    task = client.get(f"/api/tasks/{key}").raise_for_status().json()
    client.request("DELETE", f"/api/tasks/{key}/lease", json={"lease_token": task["lease_token"]})
    return [field["id"] for field in task["fields"]]


def test_a_persons_order_of_fields_is_theirs_and_doubt_still_comes_first(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house, reasons=(("name.doubtful", "name"),))
    asked = OWN | {"order-subject": "1", "order-email": "2"}
    assert at_desk["zeynep"].post("/ayarlar/ekran", data=asked).status_code == 200
    assert fields(at_desk["zeynep"], key)[:3] == ["name", "subject", "email"]
    others = [name.value for name in ORDER]
    assert fields(at_desk["kerem"], key) == others
    at_desk["zeynep"].post("/ayarlar/ekran", data={"reset": "1"})
    assert fields(at_desk["zeynep"], key) == others


@pytest.mark.parametrize(
    "wrong",
    [{"key-decide": "F8"}, {"key-decide": "F5"}, {"key-decide": ""}, {"key-decide": "x"}],
    ids=["two meanings", "the browser's own", "none", "a letter"],
)
def test_no_key_gets_two_meanings_or_one_that_is_not_offered(
    house: House, at_desk: dict[str, httpx.Client], wrong: dict[str, str]
) -> None:
    answer = at_desk["zeynep"].post("/ayarlar/ekran", data=OWN | wrong)
    assert answer.status_code == 422
    assert "Bir tuş iki işe verilemez" in answer.text


def test_what_no_longer_fits_gives_way_to_the_products_own() -> None:
    content = {"order": ["gone", "subject"], "keys": {"approve": "F99", "gone": "F2"}}
    assert stored(content).order[0] is FieldName.SUBJECT
    assert set(stored(content).order) == set(ORDER)
    assert stored(content).keys == KEYS
    assert stored(None) == Preferences()
    assert len(set(OFFERED)) == len(OFFERED)
