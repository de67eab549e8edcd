"""What tesseract 5.3 made of dots and scribbles on drawn pages, and real words beside."""

import pytest

from domain.geometry import Box
from domain.page import Word
from ocr import noise
from ocr.engine import Atom

DPI = 300


def atoms(*words: tuple[str, int, int, float]) -> tuple[Atom, ...]:
    """Return words of (text, width, height, confidence) side by side on one line."""
    out, x = [], 100
    for text, width, height, confidence in words:
        out.append(Atom(Word(text, Box(x, 500, width, height), confidence), (1, 1, 1)))
        x += width + 12
    return tuple(out)


PRINT = (
    *((word, 150, 34, 0.96) for word in ("Mahallemizdeki", "sokak", "lambaları", "haftadır")),
    *((word, 180, 43, 0.95) for word in ("yanmıyor", "Gereğini", "saygılarımla")),
)


def texts(found: tuple[Atom, ...]) -> list[str]:
    return [atom.word.text for atom in found[len(PRINT) :]]


@pytest.mark.parametrize(
    "word",
    [
        ("EEE", 71, 6, 0.0),
        ("nn", 353, 6, 0.28),
        ("A", 594, 7, 0.31),
        (".", 132, 6, 0.0),
        ("EEEEEEEEKEEEEEEEEKEEEE", 584, 28, 0.0),
    ],
)
def test_dot_leaders_are_no_words(word: tuple[str, int, int, float]) -> None:
    assert texts(noise.cleaned(atoms(*PRINT, word), DPI)) == []


@pytest.mark.parametrize(
    "word",
    [
        ("-", 12, 5, 0.93),
        ("...", 40, 6, 0.9),
        ("1110111", 120, 33, 0.2),
        ("arz", 64, 26, 0.4),
        ("aaaaa", 90, 24, 0.9),
    ],
)
def test_low_signs_and_doubtful_words_of_print_stay(word: tuple[str, int, int, float]) -> None:
    assert texts(noise.cleaned(atoms(*PRINT, word), DPI)) == [word[0]]


def test_words_read_from_a_signature_go_and_large_print_stays() -> None:
    line = (("Wio>", 315, 92, 0.03), ("(080002.", 282, 88, 0.35), ("DİLEKÇE", 400, 90, 0.96))
    assert texts(noise.without_strokes(atoms(*PRINT, *line), DPI)) == ["DİLEKÇE"]


def test_no_words_are_no_noise() -> None:
    assert noise.cleaned((), DPI) == ()
    assert noise.without_strokes((), DPI) == ()
