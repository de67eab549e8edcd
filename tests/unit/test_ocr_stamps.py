import cv2
import numpy as np
import pytest

from domain.geometry import Box
from domain.page import Word
from ocr import pixels, stamps
from ocr.engine import Atom
from ocr.pixels import Grey
from tests.builders_ocr import write

DPI = 300
LINES = ("EVRAK KAYIT", "Tarih: 02.03.2026", "Sayı: 4711")


def _lines() -> Grey:
    piece = np.full((500, 800), 255, np.uint8)
    for number, line in enumerate(LINES):
        piece = write(piece, DPI, (0.5, 0.45 + 0.25 * number), line, 90)
    return piece


def _framed(piece: Grey) -> Grey:
    return np.asarray(cv2.rectangle(piece.copy(), (110, 110), (680, 390), (90,), 5), np.uint8)


def _atom(text: str, confidence: float, line: int = 1) -> Atom:
    return Atom(Word(text, Box(10, 10, 50, 20), confidence), (1, 1, line))


def _inked(piece: Grey) -> Box:
    return Box(*cv2.boundingRect((piece < 128).astype(np.uint8)))


@pytest.mark.parametrize("askew", [-12, 0, 7])
def test_a_stamp_lies_level_without_its_frame(askew: float) -> None:
    stamp = stamps.levelled(pixels.straighten(_framed(_lines()), askew), DPI)
    assert stamp is not None
    assert abs(stamp.degrees + askew) < 1
    letters, left = _inked(_lines()), _inked(stamp.image)
    assert abs(left.w - letters.w) < 12
    assert abs(left.h - letters.h) < 12


def test_the_words_around_a_seal_are_left_out() -> None:
    lines = write(write(np.full((500, 500), 255, np.uint8), DPI, (0.7, 0.65), "T.C.", 90), DPI,
                  (0.6, 0.85), "VALİLİK", 90)  # fmt: skip
    seal = lines.copy()
    for radius in (200, 140):
        cv2.circle(seal, (250, 250), radius, (90,), 5)
    seal = write(seal, DPI, (0.7, 0.22), "MERKEZ", 90)
    stamp = stamps.levelled(seal, DPI)
    assert stamp is not None
    assert _inked(stamp.image).h < 1.3 * _inked(lines).h


def test_a_signature_is_no_stamp() -> None:
    piece = np.full((300, 600), 255, np.uint8)
    points = np.array([(40 + 5 * i, 150 + round(90 * np.sin(i / 5))) for i in range(100)], np.int32)
    cv2.polylines(piece, [points], isClosed=False, color=(90,), thickness=5)
    assert stamps.levelled(piece, DPI) is None


def test_words_are_found_where_they_lay_in_the_piece() -> None:
    piece = pixels.straighten(_lines(), 7)
    stamp = stamps.levelled(pixels.straighten(_framed(_lines()), 7), DPI)
    assert stamp is not None
    whole = _inked(stamp.image)
    moved = stamp.as_it_lay(Atom(Word("x", whole, 1.0), (1, 1, 1))).word.box
    (x, y), (true_x, true_y) = moved.middle, _inked(piece).middle
    assert abs(x - true_x) < 20
    assert abs(y - true_y) < 20


def test_words_that_were_guessed_from_strokes_are_no_words_of_a_stamp() -> None:
    read = [_atom("Sayı", 0.9), _atom(":", 0.9), _atom("4711", 0.9), _atom("<A", 0.3),
            _atom(":", 0.9, line=2), _atom("|", 0.8)]  # fmt: skip
    assert [atom.word.text for atom in stamps.worded(read)] == ["Sayı", ":", "4711"]
