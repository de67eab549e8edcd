import cv2
import numpy as np

from ocr import marks, underlines
from ocr.pixels import Grey
from tests.builders_ocr import letter, paper, write

DPI = 200


def _underlined(page: Grey, fall: int = 0) -> Grey:
    """Return the page with a line that cuts the tails of its first line's letters."""
    foot = round(1.2 * DPI)
    ends = (DPI, foot), (4 * DPI, foot + fall)
    return np.asarray(cv2.line(page.copy(), *ends, (0,), 2), np.uint8)


def _wiped(page: Grey) -> Grey:
    return underlines.wiped(page, marks.find(page, DPI))


def test_a_line_under_words_goes_and_their_letters_stay() -> None:
    plain = letter(DPI)
    for fall in (0, 2):
        left = _wiped(_underlined(plain, fall)) < 128
        assert left[plain < 128].mean() > 0.99
        assert (left & (plain == 255)).sum() < 0.1 * (_underlined(plain) < plain).sum()


def test_a_stroke_that_runs_through_the_line_stays_whole() -> None:
    page = cv2.line(letter(DPI), (300, 200), (300, 260), (0,), 4)
    left = _wiped(_underlined(np.asarray(page, np.uint8))) < 128
    assert left[200:260, 300].all()
    assert left[240, 306 : 4 * DPI].mean() < 0.1


def test_a_line_between_paragraphs_stays() -> None:
    page = np.asarray(cv2.line(letter(DPI), (DPI, 275), (6 * DPI, 275), (0,), 2), np.uint8)
    assert np.array_equal(_wiped(page), page)


def test_a_frame_is_no_line_under_words() -> None:
    corners = (100, 100), (900, 400)
    page = np.asarray(cv2.rectangle(letter(DPI), *corners, (0,), 3), np.uint8)
    assert np.array_equal(_wiped(page), page)


def test_a_page_without_lines_is_left_alone() -> None:
    page = write(paper(DPI), DPI, (1, 1), "Gereğini arz ederim.")
    assert _wiped(page) is page
