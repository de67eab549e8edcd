import numpy as np

from ocr import levels, marks
from ocr.pixels import Grey
from tests.builders_ocr import grainy, letter

DPI = 200


def shaded(page: Grey) -> Grey:
    """Return the page with its right half in shadow."""
    light = np.ones(page.shape[1])
    light[page.shape[1] // 2 :] = 0.6
    return np.asarray(page * light, np.uint8)


def test_a_shadow_goes_and_the_ink_in_it_stays() -> None:
    page = shaded(letter(DPI))
    even = levels.levelled(page, marks.find(page, DPI))
    assert np.mean(even > 240) > 0.95
    assert (even < 60).sum() > 0.9 * (letter(DPI) < 60).sum()


def test_an_evenly_lit_page_is_left_alone() -> None:
    page = grainy(letter(DPI))
    assert levels.levelled(page, marks.find(page, DPI)) is page
