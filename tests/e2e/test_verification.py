"""The verification screen in a real Chromium: keys, mouse, prefetch, undo, lost lines."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Locator, Page, Route, expect

from dilekce.store import leases, petitions, tables
from domain.field import FieldName
from review.ports import Person
from review.roles import Role
from tests.e2e.chromium import begin, enter, watched
from tests.review_desk_house import House, open_house, petition, served, tckn

WRONG = tckn()[:10] + str((int(tckn()[10]) + 1) % 10)
DOUBTS = (("tckn.invalid", "tckn"), ("name.doubtful", "name"))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep")
    yield house
    house.database.dispose()


@pytest.fixture
def started(house: House, screen: Page) -> Iterator[Page]:
    """The screen with the most urgent of the house's records on it."""
    with served(house) as address:
        begin(screen, address, "zeynep")
        yield screen


def on(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True).first


def number(page: Page) -> Locator:
    return page.locator("#field-tckn")


def said(house: House, key: str) -> dict[str, Any]:
    return dict(house.row(key)["record"]["fields"])


def state(house: House, key: str) -> str:
    return str(house.row(key)["state"])


def drafted(house: House) -> list[Any]:
    with house.database.begin() as connection:
        return list(connection.execute(sa.select(tables.draft.c.content)).scalars())


@pytest.fixture
def doubtful(house: House) -> str:
    return petition(house, reasons=DOUBTS)


def test_enter_goes_from_doubt_to_doubt_and_ends_at_the_approval(
    doubtful: str, started: Page, house: House
) -> None:
    expect(started.locator("#field-name")).to_be_focused()
    started.keyboard.press("Enter")
    expect(number(started)).to_be_focused()
    number(started).fill(tckn())
    started.keyboard.press("Enter")
    expect(started.get_by_role("button", name="Onayla")).to_be_focused()
    started.keyboard.press("Enter")
    expect(started.get_by_text("kayıt onaylandı")).to_be_visible()
    assert state(house, doubtful) == "accepted"
    assert said(house, doubtful)["name"]["by"] == "reviewer"
    assert said(house, doubtful)["phone"]["by"] == "machine"


def test_approving_goes_to_what_is_open_and_says_so(
    doubtful: str, started: Page, house: House
) -> None:
    started.keyboard.press("Enter")
    started.keyboard.press("Control+Enter")
    expect(number(started)).to_be_focused()
    expect(started.get_by_role("status").filter(has_text="Önce bakılmalı")).to_be_visible()
    assert state(house, doubtful) == "review"


def test_a_number_that_cannot_be_is_not_confirmed_and_its_digits_are_marked(
    doubtful: str, started: Page
) -> None:
    started.keyboard.press("Enter")
    digits = started.locator("[data-field=tckn] .digits")
    expect(digits.locator(".wrong").first).to_be_visible()
    started.keyboard.press("Enter")
    expect(number(started)).to_have_attribute("aria-invalid", "true")
    number(started).fill(tckn())
    expect(digits).to_contain_text("haneler tutuyor")
    expect(digits.locator(".wrong")).to_have_count(0)


def test_the_caret_stands_at_the_digit_the_machine_was_not_sure_of(
    house: House, screen: Page
) -> None:
    petition(house, doubtful=((FieldName.TCKN, (4, 7)),))
    with served(house) as address:
        begin(screen, address, "zeynep")
        expect(number(screen)).to_be_focused()
        expect(screen.locator("[data-field=tckn] .unsure")).to_have_count(2)
        screen.keyboard.type("0")
        expect(number(screen)).to_have_value(WRONG[:4] + "0" + WRONG[5:])


def test_illegible_and_not_on_the_document_are_one_key_each(
    doubtful: str, started: Page, house: House
) -> None:
    started.keyboard.press("Shift+F8")
    expect(number(started)).to_be_focused()
    started.keyboard.press("F8")
    started.keyboard.press("Control+Enter")
    expect(started.get_by_text("kayıt onaylandı")).to_be_visible()
    fields = said(house, doubtful)
    assert (fields["name"]["state"], fields["tckn"]["state"]) == ("missing", "unreadable")


def test_escape_brings_the_machines_value_and_its_doubt_back(doubtful: str, started: Page) -> None:
    started.locator("#field-name").fill("Başka BİRİ")
    started.keyboard.press("Enter")
    started.keyboard.press("Shift+Enter")
    started.locator("#field-name").focus()
    started.keyboard.press("Escape")
    expect(started.locator("#field-name")).to_have_value("Işıl ÇAĞLAYANGİL")
    expect(started.locator("[data-field=name]")).to_have_class("field amber open")


def test_the_source_is_framed_on_the_page_and_cut_out_above_the_input(
    doubtful: str, started: Page
) -> None:
    expect(started.locator("rect.current")).to_have_attribute("data-box", "name")
    expect(started.locator("rect.word")).to_have_count(2)
    lens = started.locator("[data-field=name] canvas")
    expect(lens).to_be_visible()
    box = lens.bounding_box()
    assert box is not None
    assert 48 <= box["height"] <= 140
    started.keyboard.press("Enter")
    expect(started.locator("rect.current")).to_have_attribute("data-box", "tckn")


def test_the_field_at_hand_stays_at_one_height_of_the_screen(house: House, screen: Page) -> None:
    petition(house, reasons=(*DOUBTS, ("address.missing", "address"), ("name.missing", "date")))
    with served(house) as address:
        begin(screen, address, "zeynep")
        tops = []
        for name in ("name", "address", "date", "tckn"):
            field = screen.locator(f"#field-{name}")
            expect(field).to_be_focused()
            box = field.bounding_box()
            assert box is not None
            tops.append(box["y"])
            if name != "tckn":
                screen.keyboard.press("Enter")
        assert max(tops) - min(tops) <= 2


def centre(page: Page, task: dict[str, Any], text: str) -> tuple[float, float]:
    """Where a word of the page is on the screen."""
    _, x, y, w, h, *_ = next(word for word in task["words"] if word[0] == text)
    sheet = page.locator(".paper").bounding_box()
    assert sheet is not None
    scale = sheet["width"] / task["pages"][0]["w"]
    return sheet["x"] + (x + w / 2) * scale, sheet["y"] + (y + h / 2) * scale


def first(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "JSON.parse(document.getElementById('first').textContent)"
    )
    return found


def test_a_click_on_a_word_fills_the_field_and_ctrl_appends(doubtful: str, started: Page) -> None:
    task = first(started)
    started.mouse.click(*centre(started, task, "Işıl"))
    expect(started.locator("#field-name")).to_have_value("Işıl")
    started.keyboard.down("Control")
    started.mouse.click(*centre(started, task, "ÇAĞLAYANGİL"))
    started.keyboard.up("Control")
    expect(started.locator("#field-name")).to_have_value("Işıl ÇAĞLAYANGİL")
    expect(started.locator("#field-name")).to_be_focused()


def test_a_box_drawn_on_the_page_is_read_and_offered_not_forced(
    doubtful: str, started: Page
) -> None:
    started.locator("#field-name").fill("Yanlış AD")
    x, y = centre(started, first(started), "Işıl")
    started.mouse.move(x - 60, y - 22)
    started.mouse.down()
    started.mouse.move(x + 300, y + 25, steps=4)
    started.mouse.up()
    offered = started.locator(".candidates [role=option]").first
    expect(offered).to_contain_text("Işıl", timeout=15_000)
    expect(started.locator("#field-name")).to_have_value("Yanlış AD")
    started.keyboard.press("Enter")
    expect(started.locator("#field-name")).to_have_value("Işıl ÇAĞLAYANGİL")
    expect(number(started)).to_be_focused()


def test_candidates_open_with_the_arrow_and_enter_takes_and_confirms(
    doubtful: str, started: Page
) -> None:
    name = started.locator("#field-name")
    name.fill("ÇAĞ")
    started.keyboard.press("ArrowDown")
    expect(started.locator(".candidates [role=option]")).to_have_count(1)
    started.keyboard.press("Enter")
    expect(name).to_have_value("ÇAĞLAYANGİL")
    expect(number(started)).to_be_focused()
    expect(started.locator("[data-field=name] .level")).to_contain_text("düzeltildi")


def test_the_next_record_is_there_at_once_even_when_the_line_is_slow(
    house: House, screen: Page
) -> None:
    keys = [petition(house, reasons=()) for _ in range(2)]
    with served(house) as address:
        shown = begin(screen, address, "zeynep")
        held = next(key for key in keys if key != shown)
        expect(screen.locator(f"body[data-rec='{shown}']")).to_be_visible()
        expect(screen.locator(f"body[data-ahead='{held}']")).to_be_visible()
        slow: list[Route] = []
        screen.route("**/decision", lambda route: slow.append(route))  # noqa: PLW0108 - Playwright marks what it is given
        with screen.expect_request("**/decision"):
            screen.keyboard.press("Control+Enter")
        expect(screen.locator(f"body[data-rec='{held}']")).to_be_visible()
        assert state(house, str(shown)) == "review"
        slow[0].continue_()
        expect(screen.get_by_text("kayıt onaylandı")).to_be_visible()
        assert state(house, str(shown)) == "accepted"


def test_keys_that_a_person_chose_work_and_are_shown_in_place_of_the_products(
    house: House, screen: Page
) -> None:
    first = petition(house)
    with served(house) as address:
        enter(screen, address, "zeynep")
        screen.goto(f"{address}/ayarlar")
        screen.get_by_label("başka karar").select_option("Insert")
        screen.get_by_label("okunamıyor").select_option("F4")
        screen.get_by_role("button", name="Kaydet").click()
        expect(screen.get_by_text("Ekran ayarlarınız kaydedildi.")).to_be_visible()
        screen.goto(f"{address}/kayit/{first}")
        expect(screen.locator(f"body[data-rec='{first}']")).to_be_visible()
        expect(screen.locator("button[data-do=decide] kbd")).to_have_text("Insert")
        screen.locator("#field-tckn").focus()
        screen.keyboard.press("F4")
        expect(screen.locator("[data-field=tckn] .level")).to_contain_text("?")
        screen.keyboard.press("Insert")
        expect(screen.locator("#decisions")).to_be_visible()


def test_a_decision_is_undone_and_everything_settled_is_there_again(
    doubtful: str, started: Page, house: House
) -> None:
    started.keyboard.press("Enter")
    number(started).fill(tckn())
    started.keyboard.press("Enter")
    started.keyboard.press("Control+Enter")
    expect(started.get_by_text("Verilecek kayıt yok")).to_be_visible()
    assert state(house, doubtful) == "accepted"
    started.keyboard.press("Control+Shift+Enter")
    expect(started.get_by_text("Karar geri alındı")).to_be_visible()
    expect(number(started)).to_have_value(tckn())
    assert state(house, doubtful) == "review"
    started.keyboard.press("Control+Enter")
    expect(started.get_by_text("Verilecek kayıt yok")).to_be_visible()
    assert state(house, doubtful) == "accepted"


def test_what_is_settled_is_kept_when_the_window_closes(
    doubtful: str, started: Page, house: House
) -> None:
    started.locator("#field-name").fill("Işıl ÇAĞLAYAN")
    started.keyboard.press("Enter")
    expect(started.get_by_text("kaydedildi ✓")).to_be_visible()
    assert drafted(house)[0]["fields"]["name"]["text"] == "Işıl ÇAĞLAYAN"
    started.reload()
    expect(started.locator("#field-name")).to_have_value("Işıl ÇAĞLAYAN")
    expect(number(started)).to_be_focused()


def test_a_lost_line_keeps_what_was_typed_and_sends_it_when_it_is_back(
    doubtful: str, started: Page, house: House
) -> None:
    started.route("**/api/**", lambda route: route.abort())
    started.keyboard.press("Enter")
    expect(started.get_by_role("alert").filter(has_text="ulaşılamıyor")).to_be_visible()
    number(started).fill(tckn())
    started.keyboard.press("Enter")
    started.keyboard.press("Control+Enter")
    assert state(house, doubtful) == "review"
    started.unroute("**/api/**")
    expect(started.get_by_text("Verilecek kayıt yok")).to_be_visible(timeout=15_000)
    assert state(house, doubtful) == "accepted"


def test_every_other_outcome_is_one_list_that_filters_as_one_types(
    doubtful: str, started: Page, house: House
) -> None:
    started.keyboard.press("F4")
    started.keyboard.type("m.6/a")
    expect(started.get_by_role("dialog").get_by_role("option")).to_have_count(1)
    started.keyboard.press("Enter")
    expect(started.get_by_label("Gerekçe")).to_be_focused()
    started.keyboard.type("kısa")
    started.keyboard.press("Enter")
    expect(started.get_by_role("dialog").get_by_role("alert")).to_contain_text("en az 10")
    started.keyboard.type(" ama şimdi yeterince uzun")
    started.keyboard.press("Enter")
    expect(started.get_by_text("Verilecek kayıt yok")).to_be_visible()
    assert house.row(doubtful)["record"]["returned"]["article"] == "3071/6-a"


def test_a_lease_taken_over_is_told_with_both_words_side_by_side(
    doubtful: str, started: Page, house: House
) -> None:
    house.person("kerem")
    house.pass_time(minutes=6)
    with house.database.begin() as connection:
        assert leases.take(
            connection, doubtful, Person(2, "kerem", Role.REVIEWER), house.at[0], leases.SHOWN
        )
    started.locator("#field-name").fill("Işıl ÇAĞLAYAN")
    started.keyboard.press("Enter")
    dialog = started.get_by_role("dialog")
    expect(dialog).to_contain_text("kerem")
    expect(dialog.get_by_role("row", name="Adı soyadı")).to_contain_text("Işıl ÇAĞLAYAN")
    with house.database.begin() as connection:
        leases.drop(connection, doubtful)
    dialog.get_by_role("button", name="Benimkileri kaydet").click()
    expect(started.locator("#field-name")).to_have_value("Işıl ÇAĞLAYAN")
    expect(started.get_by_text("kaydedildi ✓")).to_be_visible()


def test_the_page_turns_zooms_and_pages_without_a_mouse(doubtful: str, started: Page) -> None:
    def shape() -> float:
        box = started.locator(".paper").bounding_box()
        assert box is not None
        return box["width"] / box["height"]

    upright = shape()
    started.keyboard.press("F9")
    assert shape() == pytest.approx(1 / upright, rel=0.01)
    started.keyboard.press("Shift+F9")
    started.keyboard.press("F2")
    expect(started.get_by_text("Görünüm: tüm sayfa")).to_be_visible()
    sheet, view = (started.locator(s).bounding_box() for s in (".paper", ".viewer"))
    assert sheet is not None
    assert view is not None
    assert sheet["height"] <= view["height"] + 1
    started.keyboard.press("F1")
    expect(started.get_by_role("dialog")).to_contain_text("başka karar")


def test_two_people_at_one_queue_never_have_the_same_record(
    house: House, chromium: Browser
) -> None:
    house.person("kerem")
    for _ in range(6):
        petition(house, reasons=())
    seen: dict[str, list[str]] = {"zeynep": [], "kerem": []}
    with served(house) as address, watched(chromium) as one, watched(chromium) as two:
        for page, name in ((one, "zeynep"), (two, "kerem")):
            begin(page, address, name)
        for _ in range(3):
            for page, name in ((one, "zeynep"), (two, "kerem")):
                expect(page.locator("body[data-rec]")).to_be_visible()
                before = str(page.locator("body").get_attribute("data-rec"))
                seen[name].append(before)
                page.keyboard.press("Control+Enter")
                expect(page.locator(f"body:not([data-rec='{before}'])")).to_be_visible()
        expect(one.get_by_text("Verilecek kayıt yok")).to_be_visible()
    assert not set(seen["zeynep"]) & set(seen["kerem"])
    assert len(set(seen["zeynep"] + seen["kerem"])) == 6


def test_a_doubtful_batch_is_split_by_keyboard_alone(house: House, screen: Page) -> None:
    key = petition(house, reasons=(("split.doubtful", None),), pages=3)
    with served(house) as address:
        begin(screen, address, "zeynep")
        screen.keyboard.press("F4")
        screen.keyboard.type("sayfa")
        screen.keyboard.press("Enter")
        expect(screen.get_by_role("heading", name="Sayfa düzeni")).to_be_visible()
        expect(screen.locator(".face").first).to_be_focused()
        screen.keyboard.press("ArrowRight")
        screen.keyboard.press("Enter")
        expect(screen.get_by_role("heading", name="Kayıt 2")).to_be_visible()
        screen.keyboard.press("F9")
        screen.keyboard.press("ArrowRight")
        screen.keyboard.press("Delete")
        expect(screen.get_by_role("heading", name="Kayda girmeyen sayfalar")).to_be_visible()
        screen.keyboard.press("Control+Enter")
        expect(screen.get_by_text("Düzen kaydedildi")).to_be_visible()
    with house.database.begin() as connection:
        assert [ref.page for ref in petitions.pages(connection, key)] == [1]
        (second,) = petitions.pages(connection, key[:-1] + "2")
    assert (second.page, second.rotation) == (2, 90)


def test_the_pages_of_a_record_are_one_key_apart(house: House, screen: Page) -> None:
    petition(house, pages=2)
    with served(house) as address:
        begin(screen, address, "zeynep")
        screen.keyboard.press("PageDown")
        image = screen.locator(".paper img")
        expect(image).to_have_attribute("src", re.compile("/2/(view|full)$"))
        screen.locator(".strip button").first.click()
        expect(image).to_have_attribute("src", re.compile("/1/(view|full)$"))


def test_approving_faster_than_the_line_decides_each_record_once(
    house: House, screen: Page
) -> None:
    keys = [petition(house, reasons=()) for _ in range(6)]
    with served(house) as address:
        begin(screen, address, "zeynep")
        for _ in range(6):
            before = screen.locator("body").get_attribute("data-rec")
            screen.keyboard.press("Control+Enter")
            expect(screen.locator(f"body:not([data-rec='{before}'])")).to_be_visible()
        expect(screen.get_by_text("Verilecek kayıt yok")).to_be_visible()
    assert {state(house, key) for key in keys} == {"accepted"}
    assert sorted(house.notified) == sorted((key, 1) for key in keys)


def test_a_heartbeat_that_comes_after_its_decision_is_no_conflict(
    house: House, screen: Page
) -> None:
    keys = [petition(house, reasons=()) for _ in range(2)]
    beats: list[Route] = []
    claims: list[Route] = []
    with served(house) as address:
        shown = begin(screen, address, "zeynep")
        (held,) = set(keys) - {shown}
        expect(screen.locator(f"body[data-ahead='{held}']")).to_be_visible()
        screen.route("**/heartbeat", lambda route: beats.append(route))  # noqa: PLW0108 - Playwright marks what it is given
        with screen.expect_response("**/claim"), screen.expect_request("**/heartbeat"):
            screen.keyboard.press("Control+Enter")
        screen.route("**/claim", lambda route: claims.append(route))  # noqa: PLW0108
        with screen.expect_request("**/claim"):
            screen.keyboard.press("Control+Enter")
        with screen.expect_response("**/heartbeat") as late:
            beats[0].continue_()
        assert late.value.status == 409
        claims[0].continue_()
        expect(screen.get_by_text("Verilecek kayıt yok")).to_be_visible()
        expect(screen.locator("#conflict")).not_to_be_visible()
    assert {state(house, key) for key in keys} == {"accepted"}
