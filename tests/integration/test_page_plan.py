"""A person arranges the pages of an arrival; what is touched is read anew by the real reader."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from dilekce import wiring
from dilekce.children import Children
from dilekce.pipeline import Pipeline
from dilekce.reading import Reader
from dilekce.settings import Settings
from dilekce.store import leases, ledger, petitions
from dilekce.store.arrivals import pages as page_rows
from domain.lifecycle import PetitionState
from ocr.tesseract import Tesseract
from review.ports import Person
from review.roles import Role
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in

SPLIT = (("split.doubtful", None),)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep")
    yield house
    house.database.dispose()


@pytest.fixture
def zeynep(house: House) -> Iterator[httpx.Client]:
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        yield client


def arranged(house: House, key: str) -> Any:
    return house.ports.plans.arranged(Person(1, "zeynep", Role.REVIEWER), key)


def arrange(
    client: httpx.Client, house: House, key: str, records: list[Any], over: list[Any]
) -> httpx.Response:
    stamp = arranged(house, key).stamp
    body = {
        "stamp": stamp,
        "records": [{"id": i, "pages": pages} for i, pages in records],
        "leftovers": over,
    }
    headers = {"Idempotency-Key": uuid4().hex}
    return client.put(f"/records/{key}/plan", json=body, headers=headers)


def refs(house: House, key: str) -> list[tuple[int, int]]:
    with house.database.begin() as connection:
        return [(ref.page, ref.rotation) for ref in petitions.pages(connection, key)]


def faults(house: House) -> list[str]:
    with house.database.begin() as connection:
        found = ledger.balance(connection)
        return [*found.faults, *(fault for entry in found.entries for fault in entry.faults)]


def read_anew(house: House, key: str, scratch: Path) -> None:
    """Let the pipeline understand what waits for it, with the real engine."""
    settings, engine = Settings(), Tesseract()
    with Children(1, settings.work.memory_mb) as children:
        reader = Reader(children, engine, wiring.registry(settings), settings.work)
        trust = wiring.trust(settings, engine)
        line = Pipeline(house.database, house.blobs, reader, scratch, lambda *_: ("folder",), trust)
        line.understand(str(house.row(key)["arrival_id"]))


def test_a_doubtful_batch_is_split_turned_and_read_anew_and_nothing_is_lost(
    house: House, zeynep: httpx.Client, tmp_path: Path
) -> None:
    key = petition(house, reasons=SPLIT, pages=4)
    records = [(key, [[1, 0]]), (None, [[3, 180], [2, 0]])]
    answer = arrange(zeynep, house, key, records, [[4, "foreign"]])
    assert answer.json() == {"petitions": 2}
    other = key[:-1] + "2"
    assert refs(house, key) == [(1, 0)]
    assert refs(house, other) == [(3, 180), (2, 0)]
    assert house.row(key)["state"] == PetitionState.READING
    assert zeynep.get(f"/kayit/{key}").status_code == 404
    image_before = page_images(house, key)[3]

    read_anew(house, key, tmp_path)
    for identity in (key, other):
        row = house.row(identity)
        assert row["state"] == PetitionState.REVIEW
        codes = {reason["code"] for reason in row["record"]["reasons"]}
        assert "pages.changed" in codes
        assert "split.doubtful" not in codes
    assert "ÇAMLIDERE" in house.row(key)["record"]["text"]
    after = page_images(house, key)[3]
    assert (after["rotation"], after["width"]) == (180, 2480)
    assert after["image_key"] != image_before["image_key"]
    assert house.blobs.get(image_before["image_key"])
    assert house.row(other)["record"]["arrival"]["pages"] == [3, 2]
    assert faults(house) == []


def page_images(house: House, key: str) -> dict[int, Any]:
    arrival_id = str(house.row(key)["arrival_id"])
    with house.database.begin() as connection:
        rows = page_rows(connection, arrival_id)
    return {row["number"]: row for row in rows}


def test_what_a_person_settled_is_kept_when_its_page_is_read_anew(
    house: House, zeynep: httpx.Client, tmp_path: Path
) -> None:
    key = petition(house, reasons=SPLIT, pages=2)
    task = zeynep.get(f"/api/tasks/{key}").json()
    body = {"lease_token": task["lease_token"], "version": task["version"], "outcome": "later"}
    said = {"name": {"choice": "value", "text": "Işıl ÇAĞLAYAN"}}
    headers = {"Idempotency-Key": uuid4().hex}
    path = f"/api/tasks/{key}/decision"
    zeynep.post(path, json=body | {"fields": said}, headers=headers).raise_for_status()
    arrange(zeynep, house, key, [(key, [[1, 0]]), (None, [[2, 0]])], []).raise_for_status()
    read_anew(house, key, tmp_path)
    field = house.row(key)["record"]["fields"]["name"]
    assert (field["value"], field["by"]) == ("Işıl ÇAĞLAYAN", "reviewer")
    reasons = house.row(key)["record"]["reasons"]
    assert "name" not in {reason.get("field") for reason in reasons}
    assert house.row(key[:-1] + "2")["record"]["fields"]["name"]["by"] == "machine"


def test_an_arrangement_is_undone_within_a_day_and_the_emptied_record_is_back(
    house: House, zeynep: httpx.Client, tmp_path: Path
) -> None:
    key = petition(house, reasons=SPLIT, pages=2)
    other = key[:-1] + "2"
    arrange(zeynep, house, key, [(key, [[1, 0]]), (None, [[2, 0]])], []).raise_for_status()
    read_anew(house, key, tmp_path)
    arrange(zeynep, house, key, [(key, [[1, 0], [2, 0]])], []).raise_for_status()
    assert house.row(other)["state"] == PetitionState.RETURNED
    assert faults(house) == []
    read_anew(house, key, tmp_path)
    headers = {"Idempotency-Key": uuid4().hex}
    undone = zeynep.post(f"/records/{key}/plan/undo", headers=headers)
    assert undone.json() == {"petitions": 2}
    assert (refs(house, key), refs(house, other)) == ([(1, 0)], [(2, 0)])
    assert house.row(other)["state"] == PetitionState.READING
    again = zeynep.post(f"/records/{key}/plan/undo", headers={"Idempotency-Key": uuid4().hex})
    assert again.status_code == 409


def test_a_plan_upon_an_older_state_or_in_other_hands_is_refused(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house, reasons=SPLIT, pages=2)
    stamp = arranged(house, key).stamp
    house.person("kerem")
    with house.database.begin() as connection:
        kerem = Person(2, "kerem", Role.REVIEWER)
        assert leases.take(connection, key, kerem, house.at[0], leases.SHOWN)
    taken = arrange(zeynep, house, key, [(key, [[2, 0], [1, 0]])], [])
    assert taken.status_code == 409
    house.pass_time(minutes=6)
    arrange(zeynep, house, key, [(key, [[2, 0], [1, 0]])], []).raise_for_status()
    body = {"stamp": stamp, "records": [{"id": key, "pages": [[1, 0], [2, 0]]}], "leftovers": []}
    headers = {"Idempotency-Key": uuid4().hex}
    assert zeynep.put(f"/records/{key}/plan", json=body, headers=headers).status_code == 409


@pytest.mark.parametrize("pages", [[[1, 0]], [[1, 0], [2, 0], [2, 0]], [[1, 0], [2, 45]]])
def test_a_plan_that_loses_doubles_or_skews_a_page_is_refused(
    house: House, zeynep: httpx.Client, pages: list[Any]
) -> None:
    key = petition(house, reasons=SPLIT, pages=2)
    assert arrange(zeynep, house, key, [(key, pages)], []).status_code == 422
    assert refs(house, key) == [(1, 0), (2, 0)]
