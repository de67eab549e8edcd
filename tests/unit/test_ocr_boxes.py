import numpy as np
import pytest

from domain.geometry import Box
from domain.page import Word
from ocr import boxes, marks, pixels
from ocr.engine import Atom
from ocr.pixels import Grey
from tests.builders_ocr import TCKN, boxed, grainy, letter, paper, standard_fax

DPI = 200
ROW = Box(200, 1200, 563, 51)  #: of eleven boxes at (1, 6) inches


def combs(page: Grey, dpi: int = DPI) -> tuple[boxes.Comb, ...]:
    return boxes.closed(page, marks.find(page, dpi))[1]


@pytest.mark.parametrize("skew", [0.0, 0.1])
def test_a_row_of_boxes_is_found_to_the_pixel(skew: float) -> None:
    page = grainy(pixels.straighten(boxed(letter(DPI), DPI, (1, 6), TCKN), skew))
    (comb,) = combs(page)
    assert len(comb.cells) == 11
    assert comb.box.overlap(ROW) > 0.85 * ROW.area


def test_a_row_of_boxes_is_found_on_a_standard_fax() -> None:
    fax = standard_fax(boxed(letter(300), 300, (1, 6), TCKN), 300)
    (comb,) = combs(fax, 204)
    assert len(comb.cells) == 11


def test_boxes_whose_rules_a_fax_lost_in_places_are_one_row_of_clean_digits() -> None:
    page = boxed(letter(DPI), DPI, (1, 6), TCKN)
    for rule in (ROW.y, ROW.bottom):  # of the rules only dashes stay, of the last wall half
        page[rule - 3 : rule + 3, ROW.x + 110 : ROW.right : 4] = 255
        page[rule - 3 : rule + 3, ROW.x + 111 : ROW.right : 4] = 255
    page[ROW.y : ROW.bottom : 5, ROW.right - 4 : ROW.right + 4] = 255
    closed, (comb,) = boxes.closed(page, marks.find(page, DPI))
    assert len(comb.cells) == 11
    inside = closed[comb.box.y : comb.box.bottom, comb.box.x : comb.box.right] < 128
    rows = np.flatnonzero(inside.any(axis=1))
    assert rows[0] > 6
    assert rows[-1] < comb.box.h - 6


def test_what_is_left_of_the_frames_is_no_letter() -> None:
    page = boxed(paper(DPI), DPI, (1, 6), TCKN)
    found = marks.find(page, DPI)
    letters = boxes.without_frames(found, boxes.closed(page, found)[1]).boxes
    assert len(letters) == 11
    assert letters[:, 3].max() < 0.6 * ROW.h * found.scale


def test_closing_up_leaves_the_digits_and_no_line() -> None:
    page = boxed(paper(DPI), DPI, (1, 6), TCKN)
    closed, (comb,) = boxes.closed(page, marks.find(page, DPI))
    written = closed[ROW.y - 8 : ROW.bottom + 8, ROW.x - 8 : ROW.right + 8] < 128
    assert not (written.mean(axis=0) > 0.6).any()
    assert not (written.mean(axis=1) > 0.4).any()
    columns = np.flatnonzero(written.any(axis=0))
    assert columns[-1] - columns[0] == pytest.approx(11 * comb.place, abs=comb.place)


def test_the_words_box_lies_over_the_boxes_it_was_written_in() -> None:
    page = boxed(letter(DPI), DPI, (1, 6), TCKN)
    _, found = boxes.closed(page, marks.find(page, DPI))
    (comb,) = found
    around, place = comb.box, comb.place
    number = Box(around.x + 2, around.y + 10, round(11 * place) - 4, around.h - 20)
    last = Box(around.x + round(8 * place), around.y + 10, round(3 * place) - 2, around.h - 20)
    words = [Atom(Word("x", box, 0.9), (1, 1, 1)) for box in (number, last, Box(5, 5, 50, 20))]
    over = [atom.word.box for atom in boxes.spread(words, found)]
    assert over[0] == Box(around.x, number.y, around.w, number.h)
    assert over[1].x == comb.cells[8].x
    assert over[1].right == around.right
    assert over[2] == Box(5, 5, 50, 20)


def test_tables_titles_and_tick_boxes_stay_as_they_are() -> None:
    page = letter(DPI)
    for row in range(1200, 1500, 72):
        page[row : row + 2, 200:1400] = 0
    for column in (200, 600, 1400):
        page[1200:1490, column : column + 2] = 0
    page = boxed(page, DPI, (1, 8.5), " ")
    page = boxed(page, DPI, (3, 8.5), "X")
    closed, found = boxes.closed(page, marks.find(page, DPI))
    assert found == ()
    assert closed is page
