"""Tip-offs are read by right only: to everybody else no door of the desk opens one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from domain.lifecycle import PetitionState
from review.access import DOORS
from review.roles import RIGHTS, Right, Role
from tests.blind_house import audited, typed_by_hand
from tests.review_desk_house import (
    House,
    at_desks,
    open_house,
    petition,
    tckn,
)

WRITER = {"tckn": tckn(), "name": "Ömer TUNÇ", "subject": "Kaçak kat", "address": "Ihlamur Sok. 4"}
TOLD = ("Ömer", "TUNÇ", "Ö*** T***", tckn(), "Kaçak", "Ihlamur")
TOKEN = "0" * 32
DRAFT = {"lease_token": TOKEN, "version": 2, "fields": {}}
BODIES: dict[str, Any] = {
    "POST /api/tasks/{petition_id}/heartbeat": {"lease_token": TOKEN, "shown": True},
    "DELETE /api/tasks/{petition_id}/lease": {"lease_token": TOKEN},
    "PUT /api/tasks/{petition_id}/draft": DRAFT,
    "POST /api/tasks/{petition_id}/decision": DRAFT | {"outcome": "approve"},
    "POST /pages/{petition_id}/{number}/read": {"box": [0, 0, 50, 50], "field": "name"},
    "PUT /records/{petition_id}/plan": {"stamp": "", "records": [], "leftovers": []},
}
#: Doors that say nothing of the record whatever it is.
SILENT = {"DELETE /api/tasks/{petition_id}/lease"}


@pytest.fixture
def house(on_each_database: str | None, tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path, url=on_each_database, second_key=True)
    house.person("zeynep")
    house.person("sultan", Role.SUPERVISOR)
    yield house
    house.database.dispose()


@pytest.fixture
def at_desk(house: House) -> Iterator[dict[str, httpx.Client]]:
    with at_desks(house, "zeynep", "sultan") as desk:
        yield desk


def tip_off(house: House, **more: Any) -> str:
    return petition(house, kind="ihbar", **(WRITER | more))


def open_door(client: httpx.Client, door: str, tip: str, other: str) -> httpx.Response:
    method, path = door.split(" ")
    path = path.replace("{petition_id}", tip).replace("{other_id}", other)
    for name, value in (("number", "1"), ("size", "view"), ("position", "1")):
        path = path.replace(f"{{{name}}}", value)
    headers = {"Idempotency-Key": str(uuid4())}
    return client.request(method, path, json=BODIES.get(door), headers=headers)


def test_the_right_to_read_tip_offs_is_the_supervisors() -> None:
    assert {role for role, rights in RIGHTS.items() if Right.IDENTITY in rights} == {
        Role.SUPERVISOR
    }


def test_no_door_opens_a_tip_off_to_who_lacks_the_right(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    tip, other = tip_off(house), petition(house)
    doors = [
        door
        for door, needs in DOORS.items()
        if "{petition_id}" in door and needs.right in RIGHTS[Role.REVIEWER] and door not in SILENT
    ]
    assert len(doors) > 12
    for door in doors:
        pair = (other, tip) if "{other_id}" in door else (tip, other)
        answer = open_door(at_desk["zeynep"], door, *pair)
        assert answer.status_code in {404, 409}, (door, answer.status_code)
        assert not [word for word in TOLD if word in answer.text], door
    assert open_door(at_desk["sultan"], "GET /kayit/{petition_id}", tip, other).status_code == 200


def test_what_a_tip_off_says_is_in_no_list_of_who_lacks_the_right(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    waiting, done = tip_off(house), tip_off(house, state=PetitionState.ACCEPTED)
    petition(house, tckn=WRITER["tckn"], name="Aslı GEZER")
    for path in ("/kuyruk", "/bitenler", "/benzerler"):
        text = at_desk["zeynep"].get(path).text
        assert not [word for word in TOLD if word in text], path
        assert f"/kayit/{waiting}" not in text
        assert f"/kayit/{done}" not in text
    assert "ihbar: yetkisi olan açar" in at_desk["zeynep"].get("/kuyruk").text
    assert "Ö*** T***" in at_desk["sultan"].get("/kuyruk").text
    assert waiting in at_desk["sultan"].get("/benzerler").text


def test_a_search_for_a_citizen_does_not_tell_that_they_wrote_a_tip_off(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    tip = tip_off(house)
    for text in (WRITER["tckn"], WRITER["name"]):
        form = {"text": text, "aim": "citizen"}
        assert "Kayıt bulunamadı" in at_desk["zeynep"].post("/ara", data=form).text
        assert f"/kayit/{tip}" in at_desk["sultan"].post("/ara", data=form).text
    by_id = at_desk["zeynep"].post("/ara", data={"text": tip, "aim": "other"}).text
    assert "ihbar: yetkisi olan açar" in by_id
    assert not [word for word in TOLD if word in by_id]


def test_nobody_without_the_right_is_given_a_tip_off_to_work_on(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    tip = tip_off(house)
    claim = {"shown": [], "ahead": False}
    assert at_desk["zeynep"].post("/api/tasks/claim", json=claim).status_code == 204
    assert at_desk["sultan"].post("/api/tasks/claim", json=claim).json()["id"] == tip


def test_a_tip_off_is_neither_keyed_again_nor_audited_by_who_lacks_the_right(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    typed_by_hand(house, tip_off(house), "user:98")
    audited(house, tip_off(house, state=PetitionState.ACCEPTED), tckn=WRITER["tckn"])
    for purpose in ("second", "audit"):
        assert at_desk["zeynep"].post(f"/denetim/{purpose}").url.path == "/denetim"
        assert at_desk["sultan"].post(f"/denetim/{purpose}").url.path.startswith("/anahtar/")


def test_who_marks_a_record_as_a_tip_off_is_answered_alike_when_the_line_broke(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house)
    zeynep = at_desk["zeynep"]
    task = zeynep.get(f"/api/tasks/{key}").json()
    body = {
        "lease_token": task["lease_token"], "version": task["version"], "fields": {},
        "kind": "ihbar", "outcome": "ask", "words": "ihbara benziyor, bakar mısınız",
    }  # fmt: skip
    headers = {"Idempotency-Key": str(uuid4())}
    path = f"/api/tasks/{key}/decision"
    first = zeynep.post(path, json=body, headers=headers)
    assert first.status_code == 200, first.text
    assert zeynep.post(path, json=body, headers=headers).json()["outcome"] == "asked"
    assert zeynep.get(f"/kayit/{key}").status_code == 404
    undone = zeynep.post(f"/api/tasks/{key}/undo", headers={"Idempotency-Key": str(uuid4())})
    assert undone.json()["id"] == key
