"""Words that are no words: what the engine makes of dot leaders and scribbles.

The engine reads a line of dots as ``EEE`` or ``nn`` in a box half a millimetre high, and a
signature as ``Wio>`` in one three times as high as the page's print. The box tells, not the
confidence alone: digits are often unsure and right.
"""

from collections.abc import Sequence
from statistics import median

from domain.page import Word
from ocr import posters
from ocr.engine import Atom

#: No letter of print is lower: the x of 6-point print has 1.1 mm, and half a usual word's height.
_LEAST_MM, _LEAST = 0.95, 0.35
#: A dash or a row of dots is low by right, but one sign is not that wide.
_SIGN_MM = 4.0
#: A word's box this many times as high as usual holds more than print; large print is read surely.
_TALL = 1.8
_SURE = 0.85
#: Box of a word of 11-point print, mm; used where too little on the page is sure.
_USUAL_MM = 2.9
_ENOUGH = 5
#: Runs of one letter that no word has, read with no confidence: leaders, frames, bars.
_RUN, _RUN_CONFIDENCE = 3, 0.3


def cleaned(atoms: Sequence[Atom], dpi: int) -> tuple[Atom, ...]:
    """Return the words without those read from dots and rules.

    Boxes are pixels of a page of ``dpi`` dots an inch; atoms are in the engine's order.
    """
    usual = usual_height([atom.word for atom in atoms], dpi)
    return tuple(atom for atom in atoms if not _is_rule(atom.word, usual, dpi))


def without_strokes(atoms: Sequence[Atom], dpi: int) -> tuple[Atom, ...]:
    """Return the words without those that a signature or a stamp's frame was read as."""
    limit = _TALL * usual_height([atom.word for atom in atoms], dpi)
    return tuple(
        a
        for a in atoms
        if a.word.box.h <= limit or a.word.confidence >= _SURE or posters.is_large(a)
    )


def usual_height(words: Sequence[Word], dpi: int) -> float:
    """Return the usual height of a printed word's box on the page, in pixels."""
    sure = [w.box.h for w in words if w.confidence >= _SURE and len(w.text) > 1]
    return median(sure) if len(sure) > _ENOUGH else _USUAL_MM * dpi / 25.4


def _is_rule(word: Word, usual: float, dpi: int) -> bool:
    mm = dpi / 25.4
    has_letter = any(c.isalnum() for c in word.text)
    if word.box.h < min(_LEAST_MM * mm, _LEAST * usual):
        return has_letter or word.box.w > _SIGN_MM * mm * len(word.text)
    return word.confidence < _RUN_CONFIDENCE and _longest_run(word.text) > _RUN


def _longest_run(text: str) -> int:
    """Return how often a letter is repeated in a row; digits may be."""
    longest, length, before = 0, 0, ""
    for letter in text:
        length = length + 1 if letter == before else 1
        longest = max(longest, 0 if letter.isdigit() else length)
        before = letter
    return longest
