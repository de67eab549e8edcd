"""Large print on a nearly empty page: of two reads of a place the surer word stays."""

from domain.geometry import Box
from domain.page import Word
from ocr import posters
from ocr.engine import Atom

DPI = 204
HIGH = 100


def atom(text: str, x: int, y: int, confidence: float, high: int = HIGH) -> Atom:
    return Atom(Word(text, Box(x, y, 5 * high, high), confidence), (1, 1, 1))


def told(atoms: tuple[Atom, ...]) -> list[str]:
    return [a.word.text for a in atoms if posters.is_large(a)]


def test_a_word_that_the_page_read_has_surer_is_kept_as_large_print() -> None:
    page = (atom("DİDEKÇE", 200, 400, 0.54), atom("AYRACI", 900, 400, 0.86))
    large = (atom("DİLEKÇE", 205, 402, 0.31), atom("AYK.NCI", 905, 402, 0.25))
    assert told(posters.with_large(page, large, DPI)) == ["DİDEKÇE", "AYRACI"]


def test_of_two_sizes_the_surer_reading_of_each_word_stands() -> None:
    large = (
        atom("AYRACI", 900, 400, 0.95),
        atom("DİLEXÇE", 200, 400, 0.4),
        atom("DİLEKÇE", 204, 404, 0.9),
        atom("NYRACI", 904, 402, 0.3),
    )
    assert told(posters.with_large((), large, DPI)) == ["DİLEKÇE", "AYRACI"]


def test_a_stroke_far_from_any_sure_word_is_none() -> None:
    large = (atom("AYRACI", 900, 400, 0.95), atom("NINA", 300, 1800, 0.5))
    page = (atom("NINA", 300, 1800, 0.5), atom("sayfa", 300, 40, 0.9, high=20))
    found = posters.with_large(page, large, DPI)
    assert told(found) == ["AYRACI"]
    assert [a.word.text for a in found] == ["NINA", "sayfa", "AYRACI"]
