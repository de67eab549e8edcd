"""The screens around the records in a real Chromium: live lists, upload, second keys, settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domain.lifecycle import PetitionState
from review.roles import Role
from tests.blind_house import typed_by_hand
from tests.e2e.chromium import enter
from tests.review_desk_house import (
    PASSWORD,
    House,
    open_house,
    petition,
    served,
    set_aside,
    tckn,
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path, second_key=True)
    for name, role in (
        ("zeynep", Role.REVIEWER),
        ("kerem", Role.REVIEWER),
        ("olcay", Role.OPERATOR),
        ("adem", Role.ADMIN),
    ):
        house.person(name, role)
    yield house
    house.database.dispose()


def test_a_queue_shows_what_came_without_a_reload_and_a_desk_left_alone_runs_out(
    house: House, screen: Page
) -> None:
    with served(house) as address:
        enter(screen, address, "zeynep")
        expect(screen.get_by_text("Bekleyen kayıt yok")).to_be_visible()
        screen.evaluate("window.untouched = true")
        house.pass_time(minutes=20)
        petition(house)
        expect(screen.get_by_text("I*** Ç***")).to_be_visible(timeout=20_000)
        assert screen.evaluate("window.untouched") is True, "the page was not loaded anew"
        house.pass_time(minutes=11)
        petition(house)
        expect(screen.get_by_label("Kullanıcı adı")).to_be_visible(timeout=30_000)


def test_a_file_dropped_on_the_page_lands_in_the_drop_folder(house: House, screen: Page) -> None:
    with served(house) as address:
        enter(screen, address, "olcay")
        expect(screen.get_by_role("heading", name="Gelen")).to_be_visible()
        screen.wait_for_load_state("load")  # by then the page's modules have run
        screen.evaluate(
            """() => {
              const data = new DataTransfer();
              for (const name of ["bir.pdf", "iki.pdf"])
                data.items.add(new File(["%PDF-1.4"], name, { type: "application/pdf" }));
              window.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
            }"""
        )
        expect(screen.get_by_text("2 dosya alındı.")).to_be_visible(timeout=20_000)
    assert sorted(p.name for p in (house.drop / "post").iterdir()) == ["bir.pdf", "iki.pdf"]


def test_what_was_set_aside_says_why_and_goes_back_into_the_line(
    house: House, screen: Page
) -> None:
    arrival = set_aside(house, "file.encrypted")
    petition(house)
    with served(house) as address:
        enter(screen, address, "olcay")
        screen.get_by_role("link", name="Kenara ayrılanlar").click()
        expect(screen.locator("tbody tr")).to_have_count(1)
        expect(screen.get_by_text("PDF parola ile korunuyor")).to_be_visible()
        screen.get_by_role("button", name="Yeniden dene").click()
        expect(screen.get_by_text("Dosya yeniden sıraya kondu")).to_be_visible()
    assert house.resubmitted == [(arrival, 1)]


def test_a_second_key_is_typed_blind_with_the_keyboard_alone(house: House, screen: Page) -> None:
    key = petition(house)
    typed_by_hand(house, key, "user:1")
    with served(house) as address:
        enter(screen, address, "kerem")
        screen.goto(f"{address}/denetim")
        screen.get_by_role("button", name="Başla: İkinci anahtar").press("Enter")
        expect(screen.get_by_role("img", name="T.C. kimlik no: kâğıttaki yeri")).to_be_visible()
        assert tckn() not in screen.content()
        screen.get_by_label("T.C. kimlik no", exact=True).fill(tckn())
        screen.keyboard.press("Control+Enter")
        expect(screen.get_by_text("İki anahtar tuttu")).to_be_visible()
    assert house.row(key)["state"] == PetitionState.ACCEPTED


def test_inviting_a_person_asks_for_the_password_again_and_then_does_what_was_asked(
    house: House, screen: Page
) -> None:
    with served(house) as address:
        enter(screen, address, "adem")
        house.pass_time(minutes=6)
        screen.get_by_label("Kullanıcı adı").fill("nil")
        screen.get_by_role("button", name="Ekle ve giriş bağlantısı ver").click()
        screen.locator("main").get_by_label("Parola", exact=True).fill(PASSWORD)
        screen.get_by_role("button", name="Onayla ve sürdür").click()
        expect(screen.get_by_text("/giris/ilk#")).to_be_visible()
