"""The desk in a real Chromium: a person corrects a number and accepts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from dilekce.store.tables import delivery
from review.roles import Role
from tests.e2e.chromium import enter
from tests.review_desk_house import PASSWORD, House, open_house, petition, served, tckn


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    yield house
    house.database.dispose()


def test_a_person_corrects_a_number_with_the_keyboard_and_accepts(
    house: House, screen: Page
) -> None:
    house.person("zeynep")
    key = petition(house)
    with served(house) as address:
        enter(screen, address, "zeynep")
        expect(screen.get_by_role("heading", name="Kuyruk")).to_be_visible()
        expect(screen.get_by_text("I*** Ç***")).to_be_visible()
        screen.keyboard.press("Control+Enter")
        number = screen.locator("#field-tckn")
        expect(number).to_be_focused()
        expect(screen.locator("rect.current")).to_have_attribute("data-box", "tckn")
        number.fill(tckn())
        screen.keyboard.press("Enter")
        screen.keyboard.press("Control+Enter")
        expect(screen.get_by_text("kayıt onaylandı")).to_be_visible()
    row = house.row(key)
    assert row["state"] == "accepted"
    assert row["record"]["fields"]["tckn"]["value"] == tckn()
    assert row["record"]["fields"]["tckn"]["by"] == "reviewer"
    with house.database.begin() as connection:
        assert connection.execute(sa.select(delivery.c.state)).scalars().all() == ["pending"]


def test_text_read_off_the_paper_never_runs_as_code(house: House, screen: Page) -> None:
    hostile = '"><img src=x onerror=alert(1)></textarea><script>alert(2)</script>'
    house.person("zeynep")
    key = petition(house, name=hostile, subject=hostile, address=hostile)
    screen.on("dialog", lambda dialog: pytest.fail(dialog.message))
    with served(house) as address:
        enter(screen, address, "zeynep")
        screen.goto(f"{address}/kayit/{key}")
        expect(screen.locator("#field-subject")).to_have_value(hostile)
        expect(screen.locator("main img")).to_have_count(1)


def test_a_one_time_link_gives_its_code_to_the_form_and_leaves_the_address(
    house: House, screen: Page
) -> None:
    token = house.accounts.invite("mehmet", Role.OPERATOR)
    with served(house) as address:
        screen.goto(f"{address}/giris/ilk#{token}")
        expect(screen.get_by_label("Tek kullanımlık kod")).to_have_value(token)
        assert token not in screen.url
        screen.get_by_label("Yeni parola", exact=True).fill(PASSWORD)
        screen.get_by_label("Yeni parola (tekrar)").fill(PASSWORD)
        screen.get_by_role("button", name="Parolayı belirle").click()
        expect(screen.get_by_role("heading", name="Gelen")).to_be_visible()


def test_a_list_that_changes_shows_it_without_a_hand(house: House, screen: Page) -> None:
    house.person("zeynep")
    with served(house) as address:
        enter(screen, address, "zeynep")
        expect(screen.get_by_text("Bekleyen kayıt yok")).to_be_visible()
        petition(house)
        expect(screen.get_by_text("I*** Ç***")).to_be_visible(timeout=20_000)
