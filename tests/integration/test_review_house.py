"""People, passwords and sessions at the desk, over real HTTP."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from review.roles import Role
from tests.review_desk_house import (
    PASSWORD,
    House,
    browser,
    open_house,
    petition,
    served,
    sign_in,
)

NEW = "yağmurlu-pazartesi-9"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep")
    house.person("sultan", Role.SUPERVISOR)
    house.person("adem", Role.ADMIN)
    yield house
    house.database.dispose()


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with served(house) as address:
        yield address


@pytest.fixture
def adem(address: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        sign_in(client, "adem")
        yield client


@contextmanager
def at_desk(address: str, name: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        sign_in(client, name)
        yield client


def test_user_administration_asks_for_the_password_again_and_keeps_what_was_typed(
    house: House, adem: httpx.Client
) -> None:
    house.pass_time(minutes=6)
    asked = adem.post("/kisiler", data={"name": "nil", "role": "reviewer"})
    assert asked.status_code == 403
    assert 'name="name" value="nil"' in asked.text
    form = {"name": "nil", "role": "reviewer", "password-again": "not-the-password"}
    assert adem.post("/kisiler", data=form).status_code == 403
    made = adem.post("/kisiler", data=form | {"password-again": PASSWORD})
    assert made.status_code == 200
    assert "/giris/ilk#" in made.text
    assert adem.post("/kisiler", data={"name": "can", "role": "reviewer"}).status_code == 200


def test_reopening_asks_for_the_password_again(house: House, address: str) -> None:
    key = petition(house)
    with at_desk(address, "sultan") as sultan:
        house.pass_time(minutes=6)
        asked = sultan.post(f"/kayit/{key}/ac", data={"words": "yanlış birime gitti"})
        assert asked.status_code == 403
        assert "yanlış birime gitti" in asked.text


def test_another_role_ends_the_sessions_held_under_the_old_one(
    house: House, address: str, adem: httpx.Client
) -> None:
    with at_desk(address, "zeynep") as zeynep:
        assert zeynep.get("/kuyruk").url.path == "/kuyruk"
        number = next(a.person.id for a in house.accounts.everyone() if a.person.name == "zeynep")
        adem.post(f"/kisiler/{number}/gorev", data={"role": "auditor"})
        assert zeynep.get("/kuyruk").url.path == "/giris"
        sign_in(zeynep, "zeynep")
        assert zeynep.get("/kuyruk").status_code == 403
        assert zeynep.get("/iz").status_code == 200


def test_nobody_changes_their_own_role(house: House, adem: httpx.Client) -> None:
    me = next(a.person for a in house.accounts.everyone() if a.person.name == "adem")
    adem.post(f"/kisiler/{me.id}/gorev", data={"role": "supervisor"})
    assert adem.get("/kisiler").status_code == 200


def test_a_person_sees_their_sessions_and_ends_one(address: str) -> None:
    with at_desk(address, "zeynep") as here, at_desk(address, "zeynep") as there:
        others = re.findall('name="handle" value="([0-9a-f]+)"', here.get("/ayarlar").text)
        assert len(others) == 2, "there, and where the password was first set; not here"
        for handle in others:
            here.post("/ayarlar/oturum", data={"handle": handle})
        assert there.get("/kuyruk").url.path == "/giris"
        assert here.get("/kuyruk").url.path == "/kuyruk"


def test_nobody_ends_a_session_of_another_person(address: str, adem: httpx.Client) -> None:
    with at_desk(address, "zeynep") as one, at_desk(address, "zeynep") as other:
        handle = one.get("/ayarlar").text.split('name="handle" value="')[1].split('"')[0]
        adem.post("/ayarlar/oturum", data={"handle": handle})
        assert other.get("/kuyruk").url.path == "/kuyruk"


def test_a_new_password_needs_the_old_one_and_ends_the_other_sessions(address: str) -> None:
    with at_desk(address, "zeynep") as here, at_desk(address, "zeynep") as there:
        form = {"old": "guessed-guessed", "password": NEW, "again": NEW}
        assert here.post("/ayarlar/parola", data=form).status_code == 422
        assert there.get("/kuyruk").url.path == "/kuyruk"
        assert here.post("/ayarlar/parola", data=form | {"old": PASSWORD}).status_code == 200
        assert there.get("/kuyruk").url.path == "/giris"
        assert here.get("/kuyruk").url.path == "/kuyruk"
        assert there.post("/giris", data={"name": "zeynep", "password": NEW}).status_code == 200


@pytest.mark.parametrize("easy", ["123456789012", "zeynep-zeynep-1", "aaaaaaaaaaaa", "kısa"])
def test_an_easily_guessed_password_is_refused(address: str, easy: str) -> None:
    with at_desk(address, "zeynep") as client:
        form = {"old": PASSWORD, "password": easy, "again": easy}
        assert client.post("/ayarlar/parola", data=form).status_code == 422


def test_signing_in_anew_ends_the_session_the_browser_had(house: House, address: str) -> None:
    with at_desk(address, "zeynep") as client:
        before = client.cookies["oturum"]
        sign_in(client, "zeynep")
        assert client.cookies["oturum"] != before
        assert house.accounts.who(before, extend=False) is None


def test_an_address_that_keeps_guessing_is_shut_out_and_let_in_again(
    house: House, address: str
) -> None:
    with browser(address) as client:
        for number in range(30):
            client.post("/giris", data={"name": f"kimse{number}", "password": "x" * 12})
        assert sign_in(client, "zeynep").status_code == 401
        house.pass_time(minutes=16)
        assert sign_in(client, "zeynep").status_code == 200


def test_those_who_sign_in_rightly_never_shut_out_their_own_address(address: str) -> None:
    with browser(address) as client:
        assert {sign_in(client, "zeynep").status_code for _ in range(32)} == {200}


def test_an_administrator_sees_people_and_no_petition(house: House, adem: httpx.Client) -> None:
    key = petition(house)
    for path in ("/kuyruk", f"/kayit/{key}", "/bitenler", "/gelen", "/denetim", "/iz"):
        assert adem.get(path).status_code == 403


def test_a_person_is_invited_by_a_link_that_is_shown_once(adem: httpx.Client) -> None:
    page = adem.post("/kisiler", data={"name": "ayla", "role": "auditor"}).text
    assert "/giris/ilk#" in page
    assert "/giris/ilk#" not in adem.get("/kisiler").text
    assert adem.post("/kisiler", data={"name": "ayla", "role": "auditor"}).status_code == 409
