"""ALTO: well-formed, in the schema's shape, every word in its place, whatever was read."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from deliver.alto import NAMESPACE, alto
from deliver.sheets import Sheet
from domain.geometry import Box
from domain.page import Line, Page, Read, Word

TITLE = "p-0123456789abcdef01234567-1"
#: Children that the schema's sequences allow, for the elements we write.
SHAPE = {
    "alto": {"Description", "Layout"},
    "Description": {"MeasurementUnit", "sourceImageInformation"},
    "sourceImageInformation": {"fileName"},
    "Layout": {"Page"},
    "Page": {"PrintSpace"},
    "PrintSpace": {"TextBlock"},
    "TextBlock": {"TextLine"},
    "TextLine": {"String", "SP"},
}


def a_sheet(*texts: str, rotation: int = 0) -> Sheet:
    words = tuple(Word(text, Box(100 + 90 * i, 200, 80, 30), 0.876) for i, text in enumerate(texts))
    reads = (Read("page", (Line(words),)),) if words else ()
    page = Page(number=1, width=1000, height=1400, dpi=100, reads=reads)
    return Sheet(page, Path("unopened.png"), rotation)


def elements(name: str, *sheets: Sheet) -> list[ET.Element]:
    root = ET.fromstring(alto(sheets, title=TITLE))  # noqa: S314 - our own
    return list(root.iter(f"{{{NAMESPACE}}}{name}"))


def name_of(element: ET.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def place(element: ET.Element) -> tuple[str | None, ...]:
    return tuple(element.get(key) for key in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))


def test_every_word_has_its_place_and_its_confidence() -> None:
    first, second = elements("String", a_sheet("Çağrı", "Işık"))
    assert first.attrib == {
        "CONTENT": "Çağrı", "WC": "0.88",
        "HPOS": "100", "VPOS": "200", "WIDTH": "80", "HEIGHT": "30",
    }  # fmt: skip
    assert (second.get("CONTENT"), place(second)) == ("Işık", ("190", "200", "80", "30"))


@pytest.mark.parametrize(
    ("rotation", "expected", "page"),
    [
        (0, ("100", "200", "80", "30"), ("0", "0", "1000", "1400")),
        (90, ("1170", "100", "30", "80"), ("0", "0", "1400", "1000")),
        (180, ("820", "1170", "80", "30"), ("0", "0", "1000", "1400")),
        (270, ("200", "820", "30", "80"), ("0", "0", "1400", "1000")),
    ],
)
def test_places_follow_a_page_that_a_person_turned(
    rotation: int, expected: tuple[str, ...], page: tuple[str, ...]
) -> None:
    sheet = a_sheet("Dilekçe", rotation=rotation)
    assert place(elements("String", sheet)[0]) == expected
    assert place(elements("PrintSpace", sheet)[0]) == page
    counter_clockwise = {0: None, 90: "270", 180: "180", 270: "90"}[rotation]
    assert elements("TextBlock", sheet)[0].get("ROTATION") == counter_clockwise


def test_it_has_the_shape_of_the_schema_and_pixels_for_its_unit() -> None:
    sheets = a_sheet("Sayın", "Başkan"), a_sheet()
    root = ET.fromstring(alto(sheets, title=TITLE))  # noqa: S314 - our own
    for parent in root.iter():
        assert {name_of(child) for child in parent} <= SHAPE.get(name_of(parent), set())
    assert [unit.text for unit in elements("MeasurementUnit", *sheets)] == ["pixel"]
    assert [name.text for name in elements("fileName", *sheets)] == [f"{TITLE}.pdf"]
    assert [page.get("ID") for page in elements("Page", *sheets)] == ["page1", "page2"]
    assert [name_of(part) for part in elements("TextLine", *sheets)[0]] == [
        "String",
        "SP",
        "String",
    ]


def test_hostile_words_stay_well_formed() -> None:
    texts = ("A\x00B", "\ud800", '&amp;<b>"', "\u202eters", "]]>", "😀", "\ufffe")
    said = [word.get("CONTENT") for word in elements("String", a_sheet(*texts))]
    assert said == ["AB", '&amp;<b>"', "ters", "]]>", "😀"]


def test_a_page_without_words_is_still_a_page() -> None:
    [page] = elements("Page", a_sheet())
    assert not elements("TextBlock", a_sheet())
    assert (page.get("WIDTH"), page.get("HEIGHT")) == ("1000", "1400")


def test_only_the_page_read_is_told() -> None:
    sheet = a_sheet("Bir")
    second = Read("second", (Line((Word("İki", Box(0, 0, 9, 9), 1.0),)),))
    both = replace(sheet, page=replace(sheet.page, reads=(*sheet.page.reads, second)))
    assert [word.get("CONTENT") for word in elements("String", both)] == ["Bir"]
