"""Spaces that the engine lost: words parted again where the page shows a gap.

The engine closes up groups of digits (``761 67 24`` to ``7616724``) and the space after a tabbed
colon, whose two dots it may even take for a digit (``: 0482`` to ``10482``). The gap is as wide as
the others of its line, and the page still shows it.

Errors (%) without and with this and ``ocr.signs``, development layouts, and the CPU a page of both;
24 pages a channel that the rules were made on, then 20 others:

=============  ============  ============  ======
..             characters    words
=============  ============  ============  ======
300-dpi scan   0.82 → 0.35   3.01 → 0.84   2.2 ms
200-dpi scan   0.28 → 0.11   2.65 → 0.88   1.9 ms
fine fax       0.94 → 0.56   5.86 → 2.40   2.2 ms
standard fax   2.40 → 2.16   8.98 → 7.47   2.3 ms
copy of copy   1.51 → 1.26   7.00 → 5.36   2.3 ms
300-dpi scan   0.65 → 0.39   3.33 → 1.54   others
fine fax       1.46 → 1.16   7.41 → 5.16   others
picture        0.94 → 0.71   4.33 → 2.51   others
=============  ============  ============  ======
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from ocr import shapes
from ocr.engine import Atom
from ocr.pixels import Grey, cut

#: A wider gap between words, in their heights, is a tab.
_TAB = 1.8
#: A space's width in heights of its line, where the page has too few of them; and the least.
_SPACE, _LEAST = 0.45, 0.25
#: A gap is a space from this share of the line's others, and of the word's own gaps so many.
_LIKE, _LETTER_GAPS = 0.78, 1.8
#: Between two letters it must be as wide as this: letters lose strokes, digits hardly.
_BETWEEN_LETTERS = 0.95
#: The middles of two digits with a space between stand apart so many times their usual distance;
#: beside a 1 there is always room.
_PITCH = 1.3
#: Where more than half of so many gaps are wide, digits stand in boxes or letters are spaced out.
_FEW_GAPS = 3
#: Eleven digits that are no telephone number are a citizen's, however they are printed.
_NUMBER = 11
#: No digit is narrower than this share of its pitch.
_SPECK = 0.25
#: A sign that the box of its word leaves out stands within so many heights before it.
_BEFORE = 1.5
_NUMERIC = frozenset("0123456789:.,-/()+*")
#: What the engine reads in a gap within a word, and of a colon where it makes two signs of it.
_GAP_LETTERS, _TWO_SIGNS = frozenset("oO0©"), "14"
#: No other letter is ever read where a colon stands.
_THIN = frozenset("ıiIİlaoO")

_Strokes = NDArray[np.intp]  #: columns with ink, one row (first, last + 1) a run


@dataclass(frozen=True, slots=True)
class _Line:
    """An engine line's words on its page."""

    image: Grey
    atoms: tuple[Atom, ...]
    space: float  #: width of a space, pixels


@dataclass(frozen=True, slots=True)
class _Shape:
    """The strokes of a word, and how wide the spaces of its line are."""

    strokes: _Strokes
    space: float

    def gaps(self) -> _Strokes:
        return self.strokes[1:, 0] - self.strokes[:-1, 1]

    def widths(self) -> _Strokes:
        return self.strokes[:, 1] - self.strokes[:, 0]

    def wide(self) -> NDArray[np.bool_]:
        """Say for each gap whether it is as wide as a space."""
        gaps = self.gaps()
        wide = gaps >= _LIKE * self.space
        if wide.all():
            return wide
        return np.asarray(wide & (gaps >= _LETTER_GAPS * np.median(gaps[~wide])), np.bool_)

    def steps(self) -> NDArray[np.float64]:
        """Return how far the middles of neighbours stand apart."""
        return np.diff(self.strokes.mean(axis=1))

    def pitch(self) -> float:
        """Return the usual step within groups; 0 where there is none."""
        steps = self.steps()[~self.wide()]
        return float(np.median(steps)) if len(steps) else 0.0

    def counts(self, text: str) -> NDArray[np.intp]:
        """Return how many signs of ``text`` each stroke is: digits that touch are one stroke."""
        ones = np.ones(len(self.strokes), np.intp)
        pitch = self.pitch()
        if len(text) == len(ones) or not pitch or not _NUMERIC.issuperset(text):
            return ones
        return np.maximum(ones, np.rint(self.widths() / pitch).astype(np.intp))

    def tail(self) -> "_Shape":
        return _Shape(self.strokes[1:], self.space)

    def clean(self, text: str) -> "_Shape":
        """Return the shape without specks, which are narrower than any digit of ``text``."""
        if not text.isdecimal() or not len(self.strokes):
            return self
        digits = self.widths() >= _SPECK * self.pitch()
        digits[0] = True  # it may be a colon
        return _Shape(self.strokes[digits], self.space)


def parted(image: Grey, atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    """Return the words, parted at the gaps that ``image`` shows inside them.

    Boxes are pixels of ``image``; atoms are in the engine's order.
    """
    groups = [tuple(group) for _, group in groupby(atoms, key=lambda atom: atom.line)]
    lines = [_Line(image, group, _space(group)) for group in groups]
    known = [line.space / _height(line.atoms) for line in lines if line.space]
    usual = median(known) if known else _SPACE
    result: list[Atom] = []
    for line in lines:
        space = line.space or usual * _height(line.atoms)
        result += _parted(replace(line, space=space))
    return tuple(result)


def _height(atoms: Sequence[Atom]) -> float:
    return median(atom.word.box.h for atom in atoms)


def _space(atoms: Sequence[Atom]) -> float:
    """Return the usual gap between words; 0 where there are too few."""
    least, tab = (part * _height(atoms) for part in (_LEAST, _TAB))
    gaps = (after.word.box.x - before.word.box.right for before, after in pairwise(atoms))
    small = [gap for gap in gaps if least <= gap < tab]
    return median(small) if len(small) > 1 else 0.0


def _parted(line: _Line) -> Iterator[Atom]:
    gaping = _gaping(line)
    left = 0
    for index, atom in enumerate(line.atoms):
        yield from _word(line, atom, left) if index in gaping else (atom,)
        left = atom.word.box.right


def _gaping(line: _Line) -> set[int]:
    """Return which words may have a space inside: one look at the whole line is quick."""
    boxes = [atom.word.box for atom in line.atoms]
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    right, bottom = max(b.right for b in boxes), max(b.bottom for b in boxes)
    inked = shapes.ink(cut(line.image, Box(left, top, right - left, bottom - top)), 0) + left
    (at,) = np.nonzero(np.diff(inked) > _LIKE * line.space)
    return {
        index
        for first, last in zip(inked[at].tolist(), inked[at + 1].tolist(), strict=True)
        for index, box in enumerate(boxes)
        if box.x <= first and last < box.right
    }


def _word(line: _Line, atom: Atom, left: int) -> Iterator[Atom]:
    """Yield the word in its parts; nothing left of ``left`` is its own."""
    box, text = atom.word.box, atom.word.text
    shape = _shape(line, box).clean(text)
    if shape.counts(text).sum() < len(text):
        # The engine's box may leave out what was read as the word's first sign.
        start = max(left, box.x - round(_BEFORE * box.h))
        larger = _shape(line, Box(start, box.y, box.right - start, box.h)).clean(text)
        shape = larger if larger.counts(text).sum() == len(text) else shape
    strokes, wide = shape.strokes, shape.wide()
    if not wide.any() or (len(wide) >= _FEW_GAPS and wide.sum() > len(wide) / 2):
        yield atom
        return
    rest = _after_colon(line, atom, shape) if wide[0] else ""
    parts = [(":", strokes[:1])] if rest else []
    parts += _pieces(rest, shape.tail()) if rest else _pieces(text, shape)
    yield from (_part(atom, *part) for part in parts) if len(parts) > 1 else (atom,)


def _shape(line: _Line, box: Box) -> _Shape:
    return _Shape(shapes.runs(shapes.ink(cut(line.image, box), 0)) + box.x, line.space)


def _part(atom: Atom, text: str, strokes: _Strokes) -> Atom:
    box, first, last = atom.word.box, int(strokes[0, 0]), int(strokes[-1, 1])
    word = replace(atom.word, text=text, box=Box(first, box.y, last - first, box.h))
    return replace(atom, word=word)


def _after_colon(line: _Line, atom: Atom, shape: _Shape) -> str:
    """Return what stands after the colon that a word begins with; nothing when it does not."""
    box, text = atom.word.box, atom.word.text
    if text[0] == ":":
        return text[1:]
    first, last = shape.strokes[0].tolist()
    sign = cut(line.image, Box(first, box.y, last - first, box.h))
    if not shapes.is_colon(sign, _height(line.atoms)):
        return ""
    # The engine makes one sign of the colon, or two, or none.
    signs = len(text) - int(shape.tail().counts(text[1:]).sum())
    if text[0].isalpha() and text[0] not in _THIN:
        signs = 0
    elif signs > 0 and not text.startswith(_TWO_SIGNS):
        signs = 1
    return text[signs:] if signs in (0, 1, len(_TWO_SIGNS)) else text[1:]


def _pieces(text: str, shape: _Shape) -> Iterator[tuple[str, _Strokes]]:
    """Yield the parts of a text with their strokes; the whole of it where no cut is sure."""
    strokes, counts = shape.strokes, shape.counts(text)
    ends = np.cumsum(counts).tolist()
    (gaps,) = np.nonzero(shape.wide())
    begin, first = 0, 0
    if _has_gap_letter(text, ends, gaps):
        first, begin = int(gaps[0]) + 1, ends[gaps[0]] + 1
        yield text[: begin - 1], strokes[:first]
    elif ends[-1] == len(text) and not _is_number(text):
        for gap in gaps.tolist():
            end = ends[gap]
            if _is_space(text[end - 1 : end + 1], shape, gap, counts):
                yield text[begin:end], strokes[first : gap + 1]
                begin, first = end, gap + 1
    yield text[begin:], strokes[first:]


def _has_gap_letter(text: str, ends: Sequence[int], gaps: _Strokes) -> bool:
    """Say whether the one sign that has no stroke is a letter read in the one gap."""
    lone = len(gaps) == 1 and ends[-1] == len(ends) == len(text) - 1
    return lone and text[ends[gaps[0]]] in _GAP_LETTERS


def _is_number(text: str) -> bool:
    return len(text) == _NUMBER and text.isdecimal() and text[0] != "0"


def _is_space(sides: str, shape: _Shape, gap: int, counts: NDArray[np.intp]) -> bool:
    """Say whether the gap that is as wide as a space is one, between these two shapes."""
    width = shape.gaps()[gap]
    if sides.isdecimal():
        left, right = (shape.widths() / counts)[gap : gap + 2]
        return bool(width + (left + right) / 2 >= _PITCH * shape.pitch() > 0)
    return not sides.isalpha() or bool(width >= _BETWEEN_LETTERS * shape.space)
