import numpy as np
import pytest

from domain.geometry import Box
from domain.page import Word
from ocr import blank, deskew, ink, marks, pixels, profiles
from ocr.pixels import Grey
from tests.builders_ocr import grainy, letter, paper, signed, standard_fax, write

DPI = 200


def is_blank(page: Grey) -> bool:
    return blank.is_blank(marks.find(page, DPI))


def with_dirt(page: Grey) -> Grey:
    page = page.copy()
    page[np.random.default_rng(3).random(page.shape) < 0.002] = 0  # single dots
    page[:, 700:703] = 0  # a streak of the scanner
    page[:, :30] = 0  # its black border
    rows, columns = np.ogrid[: page.shape[0], : page.shape[1]]
    for y in (800, 1500):  # punched holes of 6 mm
        page[(rows - y) ** 2 + (columns - 110) ** 2 < 24**2] = 0
    return page


def test_white_grainy_and_dirty_backs_are_blank() -> None:
    for page in (paper(DPI), grainy(paper(DPI)), with_dirt(paper(DPI))):
        assert is_blank(page)


@pytest.mark.parametrize(("text", "grey"), [("Kabul.", 0), ("Kabul.", 200), ("Olur", 190)])
def test_one_short_faint_word_makes_a_page(text: str, grey: int) -> None:
    assert not is_blank(grainy(write(paper(DPI), DPI, (4, 5), text, grey)))


def test_a_signature_alone_makes_a_page() -> None:
    assert not is_blank(signed(paper(DPI), DPI, (4, 5)))


def test_a_black_sheet_is_shown_to_a_person_not_dropped_as_blank() -> None:
    assert not is_blank(np.zeros_like(paper(DPI)))


@pytest.mark.parametrize("degrees", [-12.0, -3.0, -0.4, 0.7, 2.0, 9.0])
def test_skew_is_found_within_a_tenth_of_a_degree(degrees: float) -> None:
    askew = grainy(pixels.straighten(letter(DPI), degrees))
    assert deskew.skew(marks.find(askew, DPI)) == pytest.approx(-degrees, abs=0.1)


def test_a_straight_page_is_left_alone() -> None:
    assert deskew.skew(marks.find(grainy(letter(DPI)), DPI)) == 0.0


def test_ruled_lines_do_not_decide_the_skew() -> None:
    page = pixels.straighten(letter(DPI), 2.0)
    page[1400:1403, 100:1500] = 0  # printed level on a page whose text is not
    page[1600:1603, 100:1500] = 0
    assert deskew.skew(marks.find(page, DPI)) == pytest.approx(-2.0, abs=0.1)


def test_a_signature_alone_has_no_skew() -> None:
    assert deskew.skew(marks.find(signed(paper(DPI), DPI, (4, 5)), DPI)) == 0.0


def test_ink_is_the_signature_and_not_the_words_the_rule_or_the_dirt() -> None:
    page = with_dirt(signed(letter(DPI), DPI, (5, 6)))
    page[1700:1703, 200:1500] = 0
    text = Word("metin", Box(150, 150, 1400, 850), 0.95)  # all rows of the letter
    (found,) = ink.uncovered(marks.find(page, DPI), (text,))
    assert found.box.overlap(Box(1000, 1140, 325, 120)) > 0.8 * found.box.area
    assert found.pixels > 500


def test_a_scribble_misread_as_a_doubtful_word_is_still_ink() -> None:
    page = signed(paper(DPI), DPI, (5, 6))
    doubtful = Word("Af", Box(1000, 1100, 325, 200), 0.3)
    assert len(ink.uncovered(marks.find(page, DPI), (doubtful,))) == 1


def test_ink_is_measured_in_page_pixels_at_any_resolution() -> None:
    page = signed(paper(600), 600, (5, 6))
    (found,) = ink.uncovered(marks.find(page, 600), ())
    assert found.box.x == pytest.approx(3000, abs=20)
    assert found.box.w == pytest.approx(960, abs=40)


def test_only_dots_that_touch_nothing_are_removed_from_a_strewn_page() -> None:
    page = paper(DPI)
    page[300::40, 100::40] = 0
    page[200:203, 200:202] = 0
    cleaned = profiles.without_specks(page)
    assert (cleaned[300:] == 255).all()
    assert np.array_equal(cleaned[:300], page[:300])


def test_few_dots_stay_for_they_may_be_what_is_left_of_a_letter() -> None:
    page = letter(DPI)
    page[1000, 100::200] = 0
    assert profiles.without_specks(page) is page


def test_each_kind_of_page_gets_two_different_preparations() -> None:
    for dpi, bilevel, standard in ((300, False, False), (204, True, False), (204, True, True)):
        first, second = profiles.choose(dpi=dpi, bilevel=bilevel, standard_fax=standard)
        fax = standard_fax(letter(DPI), DPI)
        one, two = (profiles.prepare(fax, dpi, p)[0] for p in (first, second))
        assert one.shape != two.shape


def test_turning_is_clockwise() -> None:
    page = paper(DPI)
    page[0, 0] = 0
    assert pixels.turn(page, 90)[0, -1] == 0
