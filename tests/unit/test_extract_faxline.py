"""A fax machine's line: recognised, cut out of the letter, understood as evidence."""

from dataclasses import replace

import pytest

from domain.geometry import Box
from domain.page import FaxHeader, Line, Page, Read, Word
from extract import faxline
from extract.layout import lay_out
from tests.builders_extract import LETTER, a_letter, a_page, number


def a_line(text: str, y: int = 30, height: int = 24, confidence: float = 0.9) -> Line:
    words, x = [], 60
    for word in text.split():
        words.append(Word(word, Box(x, y, 14 * len(word), height), confidence))
        x += 14 * (len(word) + 1)
    return Line(tuple(words))


def with_line(page: Page, *lines: Line) -> Page:
    reads = tuple(Read(r.name, (line, *r.lines)) for r, line in zip(page.reads, lines, strict=True))
    return replace(page, reads=reads)


def told(text: str) -> tuple[str | None, str | None, int | None, int | None]:
    header = faxline.parse(a_line(text))
    return header.sender, header.sent_at_iso, header.page, header.total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "25-03-2026 14:20 KIMDEN:BUFE 03121234567 KIME:03125550100 S.01/02",
            ("03121234567", "2026-03-25T14:20", 1, 2),
        ),
        (
            "From 03121234567|ACME LTD|03/25/2026 2:20 PM|Page 3 of 12",
            ("03121234567", "2026-03-25T14:20", 3, 12),
        ),
        ("17 Feb 26 15:47 05428604454 p.1", ("05428604454", "2026-02-17T15:47", 1, None)),
        ("7.6.2017 9:27 gesendet mit minifax.de 03121234567 1/1",
         ("03121234567", "2017-06-07T09:27", 1, 1)),
        ("07-11-87 17:12 T-BROOKTROUT TECH 0310 #556 P01", (None, None, 1, None)),
        ("08/17/1990 15:27 FROM ACME TO BELEDIYE P.01", ("ACME", "1990-08-17T15:27", 1, None)),
        ("2026-04-09 08:05 FAX 02125550100 SAYFA 02/03", ("02125550100", "2026-04-09T08:05", 2, 3)),
        ("12 Ağu 2026 10:00 03121234567 01-03", ("03121234567", "2026-08-12T10:00", 1, 3)),
        ("Kimden: KIRTASIYE Kime: VALILIK S: l/2", ("KIRTASIYE", None, 1, 2)),
        ("05-03-2026 09:00 03121234567", ("03121234567", None, None, None)),
        ("31-12-2026 09:00 03121234567 9/2", ("03121234567", "2026-12-31T09:00", None, None)),
    ],
)  # fmt: skip
def test_what_a_header_line_tells(
    text: str, expected: tuple[str | None, str | None, int | None, int | None]
) -> None:
    assert told(text) == expected


def test_the_senders_clock_is_kept_as_written() -> None:
    header = faxline.parse(a_line("05/03/2026 14:20 03121234567 P.1"))
    assert (header.sent_at, header.sent_at_iso) == ("05/03/2026 14:20", None)


def test_the_line_is_no_part_of_the_letter() -> None:
    line = a_line("05-03-2026 14:20 KIMDEN:AYSE 03121234567 S.01/02")
    page = with_line(a_letter(), line, line)
    text = lay_out([page]).text
    assert text == lay_out([a_letter()]).text
    header = faxline.find(page)
    assert isinstance(header, FaxHeader)
    assert header.box == line.box


def test_a_first_line_that_the_header_runs_into_stays() -> None:
    header = a_line("05-03-2026 14:20 03121234567 S.01/02", y=40)
    own = a_line("VALİLİK MAKAMINA", y=62, height=40)
    both = Line((*header.words, *own.words))
    page = with_line(a_letter(), both, both)
    assert lay_out([page]).text.startswith("VALİLİK MAKAMINA\n")
    found = faxline.find(page)
    assert found is not None
    assert found.text == header.text


def test_a_letters_own_first_and_last_lines_are_its_own() -> None:
    page = a_page(LETTER.format(name="Ayşe YILMAZ", tckn=number()))
    top, foot = a_line("ANKARA 12.03.2026", y=140), a_line("Sayfa 1/2 12.03.2026", y=3450)
    page = replace(page, reads=(Read("page", (top, *page.first.lines, foot)),))
    assert faxline.find(page) is None


def test_the_line_on_the_foot_of_a_page_fed_upside_down_is_cut_out() -> None:
    garbled = a_line("ZO/IO S OOISS921E0 NGIMIN", y=3450, confidence=0.2)
    page = replace(with_line(a_letter(), garbled, garbled), turned=180)
    assert "ZO" not in lay_out([page]).text
    assert "ZO" in lay_out([replace(page, turned=0)]).text


def test_a_page_number_that_two_reads_see_differently_is_none() -> None:
    one = a_line("05-03-2026 14:20 03121234567 S.01/02")
    two = a_line("05-03-2026 14:20 03121234567 S.01/07")
    header = faxline.find(with_line(a_letter(), one, two))
    assert header is not None
    assert (header.page, header.total) == (1, None)
