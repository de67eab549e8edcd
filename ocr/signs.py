"""Signs told by their shape where the engine took them for something else, or for nothing.

A colon between a label's tab and its value is read as ``1``, ``ı``, ``.`` or ``o:``, or not at all,
and the paper before it as ``o``; the plus of ``+90`` is a sign that the Turkish model cannot write;
``T.C.``, alone above a letter, comes out as ``LE.``. Figures: ``ocr.spaces``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from domain.geometry import Box
from domain.page import Word
from ocr import shapes
from ocr.engine import Atom
from ocr.pixels import Grey, cut

#: A colon's box is narrower than this share of its line's height, wider than two specks, and read
#: as two letters at most; one that was not read needs this much room.
_COLON_WIDE, _LETTERS, _ROOM = (0.1, 0.4), 2, 0.6
#: ``T.C.``, alone on its line above most letters, is read as ``LE.`` or ``Te``, not surely so.
_HEADING, _SURE = "T.C.", 0.9
#: What ``+90`` is read as.
_PLUS = ("490", "*90")
#: What the engine makes of bare paper; before a colon no label ends in one of these.
_GAP_LETTERS = frozenset({"o", "O", "(", "(o", "(O", "(©", "©", "Oo"})


def mended(image: Grey, atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    """Return the words with the colons, plus signs and headings that ``image`` shows.

    Boxes are pixels of ``image``; atoms are in the engine's order.
    """
    result: list[Atom] = []
    for _, group in groupby(atoms, key=lambda atom: atom.line):
        line = list(group)
        high = median(atom.word.box.h for atom in line)
        shown = [a for a in line if not _is_bare(image, a.word)]
        read = [replace(a, word=_mended(image, a.word, high)) for a in shown]
        kept = list(_without_gap_letters(read))
        for before, after in pairwise(kept):
            result += (before, *_between(image, before, after))
        result += kept[-1:]
    return tuple(result)


def _is_bare(image: Grey, word: Word) -> bool:
    """Say whether a word was read where there is no ink."""
    return word.text in _GAP_LETTERS - {"("} and not len(shapes.ink(cut(image, word.box), 0))


def _mended(image: Grey, word: Word, high: float) -> Word:
    """Return the word as its shape tells, on a line of words ``high`` pixels high."""
    box = word.box
    if word.text.startswith(_PLUS):
        strokes = shapes.runs(shapes.ink(cut(image, box), 0)) + box.x
        if len(strokes) and shapes.is_plus(cut(image, _across(strokes[0].tolist(), box))):
            return replace(word, text="+" + word.text[1:])
    if _may_be_heading(word) and shapes.is_tc(cut(image, box)):
        return replace(word, text=_HEADING)
    may_be = len(word.text) <= _LETTERS and box.w <= _COLON_WIDE[1] * high and word.text != ";"
    if may_be and shapes.is_colon(cut(image, box), high):
        return replace(word, text=":")
    return word


def _may_be_heading(word: Word) -> bool:
    short = 1 < len(word.text) <= len(_HEADING)
    return short and word.confidence < _SURE and word.box.w > word.box.h


def _across(columns: Sequence[int], box: Box) -> Box:
    first, last = columns
    return Box(first, box.y, last - first, box.h)


def _without_gap_letters(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """Leave out what the engine reads in the gap before a tabbed colon."""
    for index, atom in enumerate(atoms):
        before_colon = index + 1 < len(atoms) and atoms[index + 1].word.text == ":"
        if not (before_colon and atom.word.text in _GAP_LETTERS):
            yield atom


def _between(image: Grey, before: Atom, after: Atom) -> Iterator[Atom]:
    """Yield the colon that stands between two words and was not read."""
    one, other = before.word, after.word
    top, bottom = max(one.box.y, other.box.y), min(one.box.bottom, other.box.bottom)
    gap = Box(one.box.right + 1, top, other.box.x - one.box.right - 2, bottom - top)
    if gap.w < _ROOM * gap.h or gap.h <= 0 or ":" in (one.text[-1], other.text[0]):
        return
    strokes = shapes.runs(shapes.ink(cut(image, gap), 0)) + gap.x
    if len(strokes) != 1:
        return
    box = _across(strokes[0].tolist(), gap)
    least, most = _COLON_WIDE
    if least * box.h <= box.w <= most * box.h and shapes.is_colon(cut(image, box), box.h):
        yield replace(after, word=Word(":", box, min(one.confidence, other.confidence)))
