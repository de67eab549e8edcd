from domain.geometry import Box
from domain.page import Word
from ocr import layout
from ocr.engine import Atom


def an_atom(text: str, x: int, y: int, line: int, height: int = 30) -> Atom:
    return Atom(Word(text, Box(x, y, 20 * len(text), height), 0.9), (line, 1, 1))


def texts(atoms: list[Atom]) -> list[str]:
    return [line.text for line in layout.lines(atoms)]


def test_two_columns_are_read_row_by_row_whatever_blocks_the_engine_saw() -> None:
    left = [an_atom("Ad", 100, 100, 1), an_atom("Tel", 100, 150, 2)]
    right = [an_atom("Tarih", 900, 104, 3), an_atom("Konu", 900, 154, 4)]
    assert texts([*left, *right]) == ["Ad Tarih", "Tel Konu"]


def test_a_row_askew_by_a_few_pixels_stays_one_row() -> None:
    atoms = [an_atom(f"w{i}", 100 + 200 * i, 100 + 3 * i, i) for i in range(4)]
    assert texts(atoms) == ["w0 w1 w2 w3"]


def test_tight_lines_above_one_another_never_become_one_row() -> None:
    atoms = [an_atom("yukarıdaki", 100, 100, 1, 40), an_atom("aşağıdaki", 100, 118, 2, 40)]
    assert texts(atoms) == ["yukarıdaki", "aşağıdaki"]


def test_a_tall_stroke_read_as_a_word_does_not_tie_rows_together() -> None:
    atoms = [
        an_atom("bir", 100, 100, 1),
        an_atom("|", 900, 90, 1, 200),
        an_atom("iki", 100, 150, 2),
        an_atom("üç", 100, 200, 3),
    ]
    assert texts(atoms) == ["bir |", "iki", "üç"]


def test_a_word_made_tall_by_dirt_stays_in_its_row() -> None:
    row = [an_atom("Gereğini", 100, 100, 1), an_atom("ederim", 700, 100, 1)]
    dirty = an_atom("arz", 400, 100, 1, 75)
    below = [an_atom(text, 100 + 300 * i, 150, 2) for i, text in enumerate(("Ad", "Soyad", "Tel"))]
    assert texts([*row, dirty, *below]) == ["Gereğini arz ederim", "Ad Soyad Tel"]


def test_no_words_give_no_rows() -> None:
    assert layout.lines([]) == ()


def test_boxes_scaled_back_stay_on_the_page() -> None:
    (atom,) = layout.scaled([an_atom("son", 1990, 2990, 1)], 0.5, (1000, 1500))
    assert atom.word.box == Box(995, 1495, 5, 5)
