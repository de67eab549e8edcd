"""The screen lock in a real browser: covered, shut at the server, nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.chromium import begin, enter, watched
from tests.review_desk_house import PASSWORD, House, open_house, petition, served

SECONDS = 5.0


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep")
    yield house
    house.database.dispose()


def covered(page: Page) -> None:
    expect(page.get_by_role("heading", name="Ekran kilitli")).to_be_visible(timeout=30_000)
    expect(page.locator("main")).not_to_be_visible()


def unlock(page: Page, password: str = PASSWORD) -> None:
    page.locator("#lock-password").fill(password)
    page.get_by_role("button", name="Kilidi aç").click()


def test_a_screen_left_alone_is_covered_and_what_was_typed_is_there_after_the_password(
    chromium: Browser, house: House
) -> None:
    petition(house)
    with served(house, lock_seconds=SECONDS) as address, watched(chromium) as page:
        key = begin(page, address, "zeynep")
        page.locator("#field-subject").fill("Yarım kalmış bir kon")
        covered(page)
        with page.expect_response("**/kuyruk") as asked:
            page.evaluate("fetch('/kuyruk')")
        assert asked.value.status == 423
        assert Axe().run(page).response["violations"] == []
        for pressed in ("Escape", "Escape", "Control+Enter", "F4"):
            page.keyboard.press(pressed)
        covered(page)
        unlock(page, "not-the-password")
        expect(page.get_by_text("Parola yanlış.")).to_be_visible()
        unlock(page)
        expect(page.locator("#field-subject")).to_have_value("Yarım kalmış bir kon")
        expect(page.locator("main")).to_be_visible()
    assert house.row(key)["state"] == "review"


def test_all_tabs_are_locked_and_unlocked_together_and_work_in_one_keeps_the_others_open(
    chromium: Browser, house: House
) -> None:
    with served(house, lock_seconds=SECONDS) as address, watched(chromium) as one:
        enter(one, address, "zeynep")
        other = one.context.new_page()
        other.goto(f"{address}/ayarlar")
        for _ in range(10):
            one.mouse.move(50, 50)
            one.mouse.move(90, 90)
            other.wait_for_timeout(SECONDS * 100 * 2)
        expect(other.locator("#lock")).not_to_be_visible()
        covered(other)
        covered(one)
        unlock(other)
        expect(one.locator("main")).to_be_visible()


def test_a_reload_does_not_open_a_locked_screen(chromium: Browser, house: House) -> None:
    with served(house, lock_seconds=SECONDS) as address, watched(chromium) as page:
        enter(page, address, "zeynep")
        covered(page)
        page.reload()
        expect(page.get_by_role("heading", name="Ekran kilitli")).to_be_visible()
        assert Axe().run(page).response["violations"] == []
        page.get_by_label("Parola").fill(PASSWORD)
        page.get_by_role("button", name="Kilidi aç").click()
        expect(page.get_by_role("heading", name="Kuyruk")).to_be_visible()
