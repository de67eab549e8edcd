import cv2
import numpy as np

from ocr import marks, overprint
from ocr.pixels import Grey, cut
from tests.builders_ocr import letter, paper, signed, write

DPI = 300
PALE = 100


def _scanned(page: Grey) -> Grey:
    grain = np.random.default_rng(1).normal(0, 2, page.shape)
    soft = cv2.GaussianBlur(page, (0, 0), 0.5)
    return np.clip(soft * 0.97 + grain, 0, 255).astype(np.uint8)


def _stamp(grey: int, thickness: int = 5) -> Grey:
    """Return a page with nothing on it but a framed stamp where ``letter`` has its text."""
    page = write(paper(DPI), DPI, (2.3, 2.1), "EVRAK KAYIT", grey)
    page = write(page, DPI, (2.3, 2.35), "Sayı: 4711", grey)
    corners = (int(2.2 * DPI), 2 * DPI), (int(4.2 * DPI), int(2.8 * DPI))
    return np.asarray(cv2.rectangle(page, *corners, (grey,), thickness), np.uint8)


def _lifted(page: Grey) -> tuple[overprint.Place, ...]:
    return overprint.lifted(page, marks.find(page, DPI))


def test_print_and_a_paler_stamp_over_it_are_told_apart() -> None:
    print_alone, stamp = letter(DPI), _stamp(PALE)
    page = _scanned(np.minimum(print_alone, stamp))
    (place,) = _lifted(page)
    printed = overprint.printed(page, [place])
    without_stamp = _scanned(print_alone)
    assert np.abs(printed.astype(int) - without_stamp).mean() < 2
    covered = cut(print_alone, place.box) < 128
    inked = (cut(stamp, place.box) < 200) & ~covered
    assert np.mean(place.ink[inked] < 180) > 0.9
    assert np.mean(place.ink[cut(stamp, place.box) == 255] < 180) < 0.02


def test_a_pen_as_black_as_the_print_is_left_where_it_is() -> None:
    page = _scanned(signed(letter(DPI), DPI, (1.0, 4.0)))
    assert _lifted(page) == ()
    assert overprint.printed(page, ()) is page


def test_a_stamp_on_bare_paper_is_left_where_it_is() -> None:
    assert _lifted(_scanned(_stamp(PALE))) == ()


def test_the_marks_of_a_place_are_those_of_its_print() -> None:
    page = _scanned(np.minimum(letter(DPI), _stamp(PALE)))
    found = marks.find(page, DPI)
    places = overprint.lifted(page, found)
    bare = overprint.printed(page, places)
    renewed = overprint.renewed(found, bare, places)
    plain = marks.find(_scanned(letter(DPI)), DPI)
    assert abs(len(renewed.boxes) - len(plain.boxes)) <= 0.02 * len(plain.boxes)
    assert renewed.boxes[:, 2:4].max() < found.boxes[:, 2:4].max()
