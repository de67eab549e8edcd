"""Real tesseract on print under stamps, seals and pens: both are read, each by itself."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from domain.page import Page
from ocr import models
from ocr.inprocess import InProcess
from ocr.pixels import Grey
from ocr.read import read_page
from samples import fonts, marks
from samples.letter import Stamp
from tests.builders_ocr import LETTER, decoded, grainy, letter, signed

ENGINE = InProcess(models.folder())
DPI = 300
#: Its first and last line lie over text, its frame over four lines.
REGISTRY = Stamp(
    100, 60.5, ("GELEN EVRAK", "Tarih : 04.03.2026", "Sayı : 90417"), angle=5, tone=100
)


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")  # as dilekce.children sets it


def stamped(page: Grey, stamp: Stamp) -> Grey:
    image = Image.fromarray(page)
    marks.press(image, stamp, fonts.DEV)
    return np.asarray(image, np.uint8)


def read(folder: Path, page: Grey) -> Page:
    return read_page(decoded(folder, grainy(page), DPI), folder, ENGINE)


def test_print_under_a_registry_stamp_and_the_stamp_are_read(tmp_path: Path) -> None:
    rows = read(tmp_path, stamped(letter(DPI), REGISTRY)).first.text.split("\n")
    assert rows[: len(LETTER) - LETTER.count("")] == [row for row in LETTER if row]
    assert "Tarih : 04.03.2026" in rows


def test_print_under_a_seal_and_a_paler_signature_is_read(tmp_path: Path) -> None:
    seal = Stamp(20, 85, ("T.C.", "MÜHÜR"), rim="ANKARA ÇANKAYA MUHTARLIĞI", tone=110)
    ink = np.maximum(signed(np.full_like(letter(DPI), 255), DPI, (1.0, 3.9)), 90)
    page = read(tmp_path, stamped(np.minimum(letter(DPI), ink), seal))
    assert "İbrahim ÖZIŞIK" in page.first.text
    assert LETTER[-2] in page.first.text


def test_words_of_a_stamp_stand_where_they_were_pressed(tmp_path: Path) -> None:
    page = read(tmp_path, stamped(letter(DPI), REGISTRY))
    box = next(word.box for word in page.first.words if word.text == "04.03.2026")
    x, y = (side / DPI * 25.4 for side in box.middle)
    assert 117 < x < 129
    assert 66 < y < 73


def test_an_underlined_heading_is_read_from_a_fax(tmp_path: Path) -> None:
    page = letter(204)
    page = np.asarray(cv2.line(page, (204, 234), (760, 235), (0,), 3), np.uint8)
    sheet = decoded(tmp_path, page, 204, bilevel=True)
    assert read_page(sheet, tmp_path, ENGINE).first.text.startswith(LETTER[0] + "\n")
