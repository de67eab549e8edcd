"""Words in letters so large that a page holds little else: what separator sheets are told by.

Sheets that went through the feeder a hundred times are scratched, written over and torn. A stroke
across a large word ties its letters together: the engine finds no line, and what it does find
looks drawn by a hand. So on a page nearly without words long straight strokes are taken away and
the large print is read again, at two sizes; of all reads of a word the surest stands. Of 160
separator sheets on four channels, most of them worn, 18 went unread without this; of 300 others 3.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from rapidfuzz import fuzz

from domain.page import Word
from ocr.engine import Atom
from ocr.marks import Marks
from ocr.pixels import WHITE, Grey, scaled

#: Letters of a poster are higher, mm; the largest heading of a letter has 6.
_LEAST_MM = 7.0
#: A word of fewer letters, or read with less confidence, may be a stroke; beside a sure one even
#: the doubted one is a word.
_LETTERS, _SURE, _DOUBTED = 4, 0.7, 0.25
#: So long a word that two reads have so much alike, of 100, is no stroke, however unsure both are.
_LONG, _ALIKE = 6, 80
#: A page with more sure words than this, or more patches of ink, is written on.
_FEW_WORDS, _FEW_PATCHES = 8, 400
#: The large print is read at so many dots an inch each: capitals of 13 mm are 38 and 51 dots high,
#: and a stroke left over spoils another letter at each.
SIZES = (75, 100)
#: No stroke of a letter is so long, and none of a scratch so interrupted, mm.
_STROKE_MM, _GAP_MM = 30.0, 1.0


def is_likely(marks: Marks, atoms: Sequence[Atom]) -> bool:
    """Say whether a page holds large marks and so little else that it may be a poster."""
    sure = sum(a.word.confidence >= _SURE and len(a.word.text) >= _LETTERS for a in atoms)
    if sure > _FEW_WORDS or len(marks.boxes) > _FEW_PATCHES:
        return False
    return bool(np.any(marks.boxes[:, 3] >= marks.pixels(_LEAST_MM)))


def cleared(image: Grey, dpi: int, size: int) -> Grey:
    """Return the page at ``size`` dots an inch without its long straight strokes."""
    small = scaled(image, size / dpi)
    ink = cv2.threshold(small, 0, WHITE, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    mm = size / 25.4
    strokes = cv2.HoughLinesP(
        ink, 1, np.pi / 360, size * 4 // 5, minLineLength=_STROKE_MM * mm, maxLineGap=_GAP_MM * mm
    )
    drawn = np.zeros_like(ink)
    for x, y, to_x, to_y in np.reshape(strokes if strokes is not None else [], (-1, 4)).astype(int):
        cv2.line(drawn, (x, y), (to_x, to_y), (WHITE,), size // 25)
    return np.asarray(np.where(drawn > 0, WHITE, small), np.uint8)


def with_large(atoms: Sequence[Atom], large: Sequence[Atom], dpi: int) -> tuple[Atom, ...]:
    """Return the words with those in large print told by all reads, the surer word of each place.

    Those count that are surely read, or stand beside one that is. ``large`` was read from large
    print; boxes are pixels of a page of ``dpi`` dots an inch.
    """
    read = [atom for atom in (*large, *atoms) if _is_wide(atom.word, dpi)]
    known = {id(atom) for atom in read if _is_sure(atom, read)}
    wide: list[Atom] = []
    for atom in sorted(read, key=lambda a: (id(a) not in known, -a.word.confidence)):
        if not any(_share(atom, surer) for surer in wide):
            wide.append(atom)
    believed = [atom.word for atom in wide if id(atom) in known]
    words = []
    for atom in sorted(wide, key=lambda a: a.word.box.x):
        line = next((n for n, word in enumerate(believed) if _beside(atom.word, word)), None)
        if line is not None and (id(atom) in known or atom.word.confidence >= _DOUBTED):
            # On a line of its own: no other line's block is negative.
            words.append(Atom(atom.word, (-1 - line, 0, 0)))
    return (*(a for a in atoms if not any(_share(a, word) for word in words)), *words)


def _is_sure(atom: Atom, read: Sequence[Atom]) -> bool:
    """Say whether a word was surely read, or read alike twice where a stroke is seldom."""
    if atom.word.confidence >= _SURE:
        return True
    text = atom.word.text
    return len(text) >= _LONG and any(
        other is not atom and _share(atom, other) and fuzz.ratio(text, other.word.text) >= _ALIKE
        for other in read
    )


def sure(large: Sequence[Atom]) -> tuple[Atom, ...]:
    """Return the words that tell which way up a sheet lies; two reads agree upside down as well."""
    return tuple(atom for atom in large if atom.word.confidence >= _SURE)


def is_large(atom: Atom) -> bool:
    """Say whether a word was read from large print: it is no stroke and not by hand."""
    return atom.line[0] < 0


def _is_wide(word: Word, dpi: int) -> bool:
    letters = sum(c.isalpha() for c in word.text)
    large = word.box.h >= _LEAST_MM / 25.4 * dpi and word.box.w > 1.5 * word.box.h
    return large and letters >= _LETTERS


def _beside(one: Word, other: Word) -> bool:
    """Say whether two words stand on one line."""
    return abs(one.box.middle[1] - other.box.middle[1]) < min(one.box.h, other.box.h) / 2


def _share(one: Atom, other: Atom) -> bool:
    a, b = one.word.box, other.word.box
    return 2 * a.overlap(b) > min(a.area, b.area)
