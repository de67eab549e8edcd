"""Tesseract's TSV, as its program and its library both write it: one row a block, line or word."""

import math

from domain.geometry import Box
from domain.page import Word
from ocr.engine import Atom

_COLUMNS = 12
_WORD_LEVEL = "5"


def parse(rows: str) -> tuple[Atom, ...]:
    """Return the words in TSV ``rows`` (without the header); ValueError when it is not that.

    Rows that are not words, empty words and words without a confidence (-1) are dropped.
    """
    cells = [row.split("\t") for row in rows.split("\n") if row]
    return tuple(_atom(row) for row in cells if _is_word(row))


def _is_word(row: list[str]) -> bool:
    if len(row) != _COLUMNS:
        raise ValueError("not a row of tesseract's TSV")
    return row[0] == _WORD_LEVEL and bool(row[11].strip()) and float(row[10]) >= 0


def _atom(row: list[str]) -> Atom:
    _, _, block, paragraph, line, _, x, y, w, h = (int(cell) for cell in row[:10])
    confidence = float(row[10]) / 100
    if not math.isfinite(confidence):
        raise ValueError("a confidence that is no number")
    word = Word(row[11].strip(), Box(x, y, w, h), min(1.0, confidence))
    return Atom(word, (block, paragraph, line))
