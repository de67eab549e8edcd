"""Through an identity provider at another site and back, in a real Chromium."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dilekce import oidc
from dilekce.store.single_sign_on import DeskSingleSignOn
from review.roles import Role
from review.wording import LANGUAGES, say
from tests.e2e.chromium import enter, watched
from tests.openid_provider import CLIENT, SECRET, OpenIdProvider, open_provider
from tests.review_desk_house import House, open_house, petition, served


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep")
    house.person("adem", Role.ADMIN)
    yield house
    house.database.dispose()


@pytest.fixture
def provider(house: House) -> Iterator[OpenIdProvider]:
    with open_provider(house.ports.now) as provider:
        yield provider


@pytest.fixture
def address(house: House, provider: OpenIdProvider, tmp_path: Path) -> Iterator[str]:
    secret = tmp_path / "secret"
    secret.write_text(SECRET, "utf-8")
    at = oidc.provider(provider.issuer, CLIENT, secret)
    door = DeskSingleSignOn(house.database, at, house.ports.now)
    known = replace(house, ports=replace(house.ports, single_sign_on=door))
    with served(known, lock_seconds=4.0) as address:
        provider.landings.add(f"{address}/giris/kurum/donus")
        yield address


def no_barrier(page: Page) -> None:
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_administrator_links_an_account_and_its_person_comes_in_by_the_provider(
    chromium: Browser, house: House, provider: OpenIdProvider, address: str, language: str
) -> None:
    def text(key: str) -> str:
        return say(key, language)

    petition(house)
    with watched(chromium) as admin:
        enter(admin, address, "adem")
        admin.locator(f"header button[value={language}]").click()
        admin.goto(f"{address}/kisiler")
        no_barrier(admin)
        admin.get_by_label(f"{text('people.subject')}: zeynep").fill(provider.subject)
        row = admin.locator("tr", has_text="zeynep")
        row.get_by_role("button", name=text("people.link_subject"), exact=True).click()
        field = admin.get_by_label(f"{text('people.subject')}: zeynep")
        expect(field).to_have_value(provider.subject)
    with watched(chromium, beside=provider.issuer) as page:
        page.goto(address)
        page.locator(f"header button[value={language}]").click()
        expect(page.locator(f"html[lang={language}]")).to_be_attached()
        no_barrier(page)
        page.get_by_role("link", name=text("sso.button")).click()
        page.get_by_role("button", name="Evet, benim").click()
        expect(page.get_by_role("heading", name=text("queue.title"))).to_be_visible()
        expect(page.locator("#lock")).to_be_visible()  # nobody touched it for a while
        no_barrier(page)
        page.get_by_role("link", name=text("sso.instead")).click()
        page.get_by_role("button", name="Evet, benim").click()
        expect(page.get_by_role("heading", name=text("queue.title"))).to_be_visible()
        assert page.url == f"{address}/kuyruk"


def test_who_is_not_linked_reads_why_and_can_still_use_the_password(
    chromium: Browser, house: House, provider: OpenIdProvider, address: str
) -> None:
    with watched(chromium, beside=provider.issuer) as page:
        page.goto(address)
        page.get_by_role("link", name=say("sso.button", "tr")).click()
        page.get_by_role("button", name="Evet, benim").click()
        expect(page.get_by_role("alert")).to_have_text(say("sso.unlinked", "tr"))
        no_barrier(page)
        enter(page, address, "zeynep")
        expect(page.get_by_role("heading", name="Kuyruk")).to_be_visible()
