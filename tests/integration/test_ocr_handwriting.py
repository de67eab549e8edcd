"""Real tesseract on pages by hand and in print: the one is located, the other read."""

from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from domain.geometry import Box
from domain.page import Page
from ocr import pixels
from ocr.again import second_read
from ocr.pixels import Grey
from ocr.read import read_page
from ocr.tesseract import Tesseract
from samples import render
from samples.hand import Pen
from samples.layouts import BY_HAND, WORDS
from samples.letter import Writer
from tests.builders_ocr import LETTER, decoded, grainy, letter, signed, standard_fax, write

ENGINE = Tesseract()
DPI = 300


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")  # as dilekce.children sets it


def by_hand(page: Grey, text: str, at: tuple[int, int], seed: int = 5) -> Grey:
    """Return the page with ``text`` written by hand on the row of pixels ``at[1]``."""
    image = Image.fromarray(page)
    Pen(image, Writer("Breip", seed), Random(seed)).write(text, at)
    return np.asarray(image, np.uint8)


def read(folder: Path, page: Grey) -> Page:
    return read_page(decoded(folder, grainy(page), DPI), folder, ENGINE)


def test_a_line_by_hand_is_located_and_left_out_of_both_reads(tmp_path: Path) -> None:
    page = read(tmp_path, by_hand(letter(DPI), "12 Mart 2026 Mehmet YILMAZ", (400, 1900)))
    (place,) = page.handwriting
    assert place.overlap(Box(400, 1840, 700, 60)) > 0.5 * 700 * 60
    assert page.first.text.split("\n") == [row for row in LETTER if row]
    image, rows = pixels.load(tmp_path / page.image), [line.box for line in page.first.lines]
    second = second_read(page, image, [*rows, place], tmp_path, ENGINE)
    assert not [w for w in second.words if w.box.overlap(place)]


def test_the_label_of_a_value_by_hand_is_still_read(tmp_path: Path) -> None:
    form = by_hand(write(letter(DPI), DPI, (1, 6), "Tarih :"), "12.03.2026", (560, 1850))
    page = read(tmp_path, form)
    assert page.first.text.split("\n")[-1].startswith("Tarih")
    assert any(place.overlap(Box(560, 1790, 250, 60)) for place in page.handwriting)


@pytest.mark.parametrize("fax", [False, True])
def test_print_is_no_handwriting(tmp_path: Path, fax: bool) -> None:  # noqa: FBT001
    printed = letter(DPI)
    if fax:
        sheet = decoded(
            tmp_path, standard_fax(printed, DPI), 204, source_dpi=(204, 98), bilevel=True
        )
        page = read_page(sheet, tmp_path, ENGINE)
    else:
        page = read(tmp_path, printed)
    assert page.handwriting == ()
    assert len(page.first.lines) == len([row for row in LETTER if row])


def test_a_signature_is_ink_and_neither_handwriting_nor_text(tmp_path: Path) -> None:
    page = read(tmp_path, signed(letter(DPI), DPI, (5, 6)))
    assert page.handwriting == ()
    assert len(page.ink) == 1
    assert page.first.text.split("\n") == [row for row in LETTER if row]


def test_a_letter_by_hand_is_located_line_by_line_and_hardly_read(tmp_path: Path) -> None:
    sheet = BY_HAND["dev"]["hand_letter"](Random(4), WORDS["dev"])
    (drawn,) = render.papers(sheet)
    page = read(tmp_path, np.asarray(drawn.image, np.uint8))
    lines = [Box(*run.box) for run in drawn.text if run.kind == "hand"]
    located = [
        box
        for box in lines
        if sum(place.overlap(box) for place in page.handwriting) > 0.5 * box.area
    ]
    assert len(located) >= 0.9 * len(lines)
    assert len(page.first.words) < 0.1 * sum(len(run.text.split()) for run in drawn.text)


def test_large_words_by_hand_on_an_empty_sheet_are_no_large_print(tmp_path: Path) -> None:
    small = by_hand(np.full((1170, 827), 245, np.uint8), "Ahmet Yıldız", (100, 300))
    page = read(tmp_path, pixels.scaled(by_hand(small, "Şikayet", (200, 600), seed=8), 3))
    assert page.first.words == ()
