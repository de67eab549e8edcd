"""Every screen in both languages: no barrier that axe knows, and nothing hostile runs."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from domain.lifecycle import PetitionState
from review.access import DOORS
from review.roles import Role
from review.wording import LANGUAGES
from tests.blind_house import audited, disputed, typed_by_hand
from tests.e2e.chromium import enter, watched
from tests.review_desk_house import House, open_house, petition, served, set_aside, tckn

PEOPLE = {
    "sultan": Role.SUPERVISOR,
    "kerem": Role.REVIEWER,
    "olcay": Role.OPERATOR,
    "adem": Role.ADMIN,
    "ayla": Role.AUDITOR,
    "alici": Role.DOWNSTREAM,
}
#: Screens before signing in: below, and in ``test_single_sign_on``.
BESIDE = {"GET /giris", "GET /giris/ilk", "GET /giris/kurum", "GET /giris/kurum/donus"}
#: Doors that open no page of their own: images, answers to scripts, the stream.
NO_SCREEN = re.compile(r"GET /(sabit|api|pages|canli|kayit/.*/duzen/|.*/(mercek|sayfa)/)")
HOSTILE = (
    "\"'><img src=x onerror=alert(1)></textarea><script>alert(2)</script><svg onload=alert(3)>"
)
VISITED: dict[str, str] = {
    "GET /": "alici",
    "GET /kuyruk": "kerem",
    "GET /kayit/{petition_id}": "kerem",
    "GET /kayit/{petition_id}/duzen": "kerem",
    "GET /denetim": "sultan",
    "GET /anahtar/{task_id}?second": "kerem",
    "GET /anahtar/{task_id}?audit": "kerem",
    "GET /uyusmazlik/{task_id}": "sultan",
    "GET /uyusmazlik/{task_id}?degerler=1": "sultan",
    "GET /sayilar": "sultan",
    "GET /ara": "kerem",
    "GET /benzerler": "kerem",
    "GET /benzerler/{petition_id}/{other_id}": "kerem",
    "GET /bitenler": "kerem",
    "GET /gelen": "olcay",
    "GET /karantina": "olcay",
    "GET /kisiler": "adem",
    "GET /ayarlar": "adem",
    "GET /iz": "ayla",
    "GET /yok": "kerem",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = open_house(tmp_path_factory.mktemp("desk"), second_key=True)
    for name, role in PEOPLE.items():
        house.person(name, role)
    yield house
    house.database.dispose()


@pytest.fixture(scope="module")
def ids(house: House) -> dict[str, Any]:
    """A house in which every screen has something hostile to show."""
    said: dict[str, Any] = dict.fromkeys(("name", "subject", "address", "addressee"), HOSTILE)
    said |= {"phone": HOSTILE, "email": HOSTILE, "mother_maiden_name": HOSTILE, "date": HOSTILE}
    waiting = petition(house, tckn=tckn(), **said)
    twin = petition(house, tckn=tckn(), state=PetitionState.ACCEPTED, **said)
    set_aside(house, "file.encrypted", HOSTILE)
    typed_by_hand(house, petition(house, **said), "user:98")
    audit = petition(house, tckn=tckn("317402956"), state=PetitionState.ACCEPTED, **said)
    audited(house, audit, tckn=tckn("317402956"), name=HOSTILE, subject=HOSTILE)
    dispute = disputed(house, petition(house, **said), "user:98", "user:99")
    return {"petition_id": waiting, "other_id": twin, "dispute": dispute}


@pytest.fixture(scope="module")
def address(house: House) -> Iterator[str]:
    with served(house) as address:
        yield address


def test_every_door_that_opens_a_page_is_visited_here() -> None:
    screens = {d for d in DOORS if d.startswith("GET") and not NO_SCREEN.match(d)}
    assert screens - {d.partition("?")[0] for d in VISITED} == BESIDE


def barriers(page: Page) -> list[str]:
    """What axe finds, one line each; also whether the page is wider than the window."""
    found = Axe().run(page).response["violations"]
    told = [f"{v['id']}: {v['nodes'][0]['html'][:150]}" for v in found]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        told.append("wider than the window")
    return told


def path_of(page: Page, address: str, door: str, ids: dict[str, Any]) -> str:
    path = door.removeprefix("GET ")
    if path.startswith("/anahtar"):
        page.goto(f"{address}/denetim")
        page.locator(f"form[action='/denetim/{path.partition('?')[2]}'] button").click()
        expect(page.locator("form[action^='/anahtar/']")).to_be_visible()
        return page.url.removeprefix(address)
    if path.startswith("/uyusmazlik"):
        path = path.replace("{task_id}", str(ids["dispute"]))
    for name in ("petition_id", "other_id"):
        path = path.replace(f"{{{name}}}", str(ids[name]))
    return path


def settled(page: Page) -> None:
    """Wait until the screen's own module has drawn what it draws."""
    if page.locator("body.bench").count():
        expect(page.locator("body[data-rec]")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_no_screen_has_a_barrier_and_nothing_hostile_runs(
    chromium: Browser, address: str, ids: dict[str, Any], who: str, language: str
) -> None:
    wrong: dict[str, list[str]] = {}
    with watched(chromium) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        enter(page, address, who)
        page.locator(f"header button[value={language}]").click()
        expect(page.locator(f"html[lang={language}]")).to_be_attached()
        for door in [door for door, visitor in VISITED.items() if visitor == who]:
            page.goto(f"{address}{path_of(page, address, door, ids)}")
            settled(page)
            if found := barriers(page):
                wrong[door] = found
            assert (
                page.locator("main script").count()
                <= page.locator("main script[type='application/json']").count()
            )
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screens_before_and_beside_signing_in_have_no_barrier(
    chromium: Browser, address: str, language: str
) -> None:
    wrong: dict[str, list[str]] = {}
    with watched(chromium) as page:
        for path in ("/giris", "/giris/ilk"):
            page.goto(f"{address}{path}")
            page.locator(f"header button[value={language}]").click()
            wrong[path] = barriers(page)
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_asks_for_the_password_again_has_no_barrier(
    chromium: Browser, house: House, address: str, language: str
) -> None:
    with watched(chromium) as page:
        enter(page, address, "adem")
        page.locator(f"header button[value={language}]").click()
        page.goto(f"{address}/kisiler")
        house.pass_time(minutes=6)
        page.locator("form[action='/kisiler'] [name=name]").fill("ayten")
        page.locator("form[action='/kisiler'] button").click()
        for given in ("not-the-password", None):
            expect(page.locator("[name=password-again]")).to_be_visible()
            assert barriers(page) == []
            if given:
                page.locator("[name=password-again]").fill(given)
                page.locator("main button").click()
                expect(page.locator("main .fault")).to_be_visible()
