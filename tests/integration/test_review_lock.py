"""A locked session opens nothing until its person gives the password, over real HTTP."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from review.access import DOORS
from review.roles import RIGHTS, Right, Role
from tests.integration.test_review_access import path_of
from tests.review_desk_house import PASSWORD, House, browser, open_house, petition, served, sign_in

OPEN_WHILE_LOCKED = {"POST /cikis", "POST /kilit", "POST /kilit/ac", "GET /canli"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("sultan", Role.SUPERVISOR)
    yield house
    house.database.dispose()


@pytest.fixture
def sultan(house: House) -> Iterator[httpx.Client]:
    with served(house) as address, browser(address) as client:
        sign_in(client, "sultan")
        yield client


def test_a_locked_session_opens_no_door_that_needs_a_right_but_those_to_unlock_and_leave(
    house: House, sultan: httpx.Client
) -> None:
    petition(house)
    assert sultan.post("/kilit").status_code == 204
    doors = [
        d
        for d, needs in DOORS.items()
        if isinstance(needs.right, Right) and needs.right in RIGHTS[Role.SUPERVISOR]
    ]
    opened = set()
    for door in doors:
        if door not in OPEN_WHILE_LOCKED and sultan.request(*path_of(door)).status_code != 423:
            opened.add(door)
    assert opened == set()


def test_a_wrong_password_leaves_it_locked_and_the_right_one_leads_back(
    house: House, sultan: httpx.Client
) -> None:
    key = petition(house)
    sultan.post("/kilit")
    asked = sultan.get(f"/kayit/{key}")
    assert asked.status_code == 423
    assert "Bozuk yol" not in asked.text
    wrong = {"password": "gökyüzü-mavi-9", "back": f"/kayit/{key}"}
    assert sultan.post("/kilit/ac", data=wrong).status_code == 422
    assert sultan.get("/kuyruk").status_code == 423
    back = sultan.post("/kilit/ac", data=wrong | {"password": PASSWORD})
    assert back.url.path == f"/kayit/{key}"
    assert "Bozuk yol" in back.text


def test_who_guesses_at_a_locked_screen_is_shut_out_as_at_the_door(
    house: House, sultan: httpx.Client
) -> None:
    sultan.post("/kilit")
    for _ in range(5):
        sultan.post("/kilit/ac", data={"password": "not-the-password"})
    assert sultan.post("/kilit/ac", data={"password": PASSWORD}).status_code == 422
    house.pass_time(minutes=2)
    assert sultan.post("/kilit/ac", data={"password": PASSWORD}).status_code == 200


def test_unlocking_never_leads_to_another_site(sultan: httpx.Client) -> None:
    for path in ("//evil.example", "/\\evil.example", "https://evil.example"):
        sultan.post("/kilit")
        back = sultan.post("/kilit/ac", data={"password": PASSWORD, "back": path})
        assert back.url.path == "/kuyruk"


def test_a_locked_session_runs_out_like_any_other(house: House, sultan: httpx.Client) -> None:
    sultan.post("/kilit")
    for _ in range(4):
        house.pass_time(minutes=9)
        sultan.get("/kuyruk")
    assert sultan.get("/kuyruk").url.path == "/giris"


def test_locking_ends_no_other_session_of_the_person(house: House, sultan: httpx.Client) -> None:
    with browser(str(sultan.base_url).rstrip("/")) as elsewhere:
        sign_in(elsewhere, "sultan")
        sultan.post("/kilit")
        assert elsewhere.get("/kuyruk").status_code == 200
