"""Words to rows in reading order: by where they stand, not by the engine's blocks.

Tesseract reads a left block to its end before the right one, which tears a label from the value
beside it. Here whatever stands side by side is one row, left to right; splitting a row at wide gaps
is the reader's business.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from domain.geometry import Box
from domain.page import Line, Word
from ocr.engine import Atom

#: Two pieces stand in one row when they share this much of the lower one's height.
_SHARED = 0.5
#: Two pieces above one another share columns; a row's pieces may touch by this part of the width.
_TOUCHING = 0.2
#: Noise and scribbles are read with less confidence, or as fewer letters.
_SURE, _LETTERS = 0.6, 3
#: With so many other words in its line, a tall word does not decide where the line stands.
_OTHERS = 2
#: A piece this many times as high as the usual word is noise or a drop capital, no row's gauge.
_TALL = 2.2


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one engine line, with the rows its typical word spans."""

    words: tuple[Word, ...]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return max(1.0, self.bottom - self.top)

    @property
    def span(self) -> tuple[int, int]:
        return min(w.box.x for w in self.words), max(w.box.right for w in self.words)


def lines(atoms: Iterable[Atom]) -> tuple[Line, ...]:
    """Return the words as rows from top to bottom, each from left to right.

    A column beside another is on the same rows as its neighbour, also when the page is askew by a
    fraction of a degree.
    """
    pieces = _pieces(list(atoms))
    rows: list[list[_Piece]] = []
    usual = median(piece.height for piece in pieces) if pieces else 0
    # Long pieces first: they gauge a row better than a stray word does; tall strokes last.
    for piece in sorted(pieces, key=lambda p: (p.height > _TALL * usual, -len(p.words), p.top)):
        best = max(rows, key=lambda row: _fit(piece, row), default=None)
        if best is None or _fit(piece, best) < _SHARED:
            rows.append([piece])
        else:
            best.append(piece)
    rows.sort(key=lambda row: (row[0].top + row[0].bottom, row[0].span))
    return tuple(_line(row) for row in rows)


def _pieces(atoms: Sequence[Atom]) -> list[_Piece]:
    by_line: dict[tuple[int, int, int], list[Word]] = {}
    tall = _TALL * median(a.word.box.h for a in atoms) if atoms else 0
    level = Counter(a.line for a in atoms if a.word.box.h <= tall)
    alone: list[_Piece] = []
    for atom in atoms:
        if atom.word.box.h > tall and not (_is_sure(atom.word) and level[atom.line] >= _OTHERS):
            alone.append(_piece([atom.word]))
        else:
            by_line.setdefault(atom.line, []).append(atom.word)
    return [_piece(words) for words in by_line.values()] + alone


def _is_sure(word: Word) -> bool:
    """Say whether a word is tall by the dirt that touches it, and no stroke read as one."""
    return word.confidence >= _SURE and sum(c.isalnum() for c in word.text) >= _LETTERS


def _piece(words: Sequence[Word]) -> _Piece:
    top, bottom = median(w.box.y for w in words), median(w.box.bottom for w in words)
    return _Piece(tuple(words), top, bottom)


def _fit(piece: _Piece, row: Sequence[_Piece]) -> float:
    """Return how much of the lower height piece and row share, 0…1; 0 when it stands above them."""
    if any(_over(piece, other) for other in row):
        return 0.0
    gauge = row[0]
    shared = min(piece.bottom, gauge.bottom) - max(piece.top, gauge.top)
    return max(0.0, shared) / min(piece.height, gauge.height)


def _over(one: _Piece, other: _Piece) -> bool:
    (start, end), (first, last) = one.span, other.span
    shared = min(end, last) - max(start, first)
    return shared > _TOUCHING * min(end - start, last - first)


def _line(row: Iterable[_Piece]) -> Line:
    words = (word for piece in row for word in piece.words)
    return Line(tuple(sorted(words, key=lambda word: (word.box.x, word.box.y))))


def shifted(atom: Atom, right: int, down: int) -> Atom:
    """Return the atom moved by so many pixels; its box may then reach off the page."""
    word, box = atom.word, atom.word.box
    return Atom(
        Word(word.text, Box(box.x + right, box.y + down, box.w, box.h), word.confidence), atom.line
    )


def scaled(atoms: Iterable[Atom], factor: float, limit: tuple[int, int]) -> tuple[Atom, ...]:
    """Return the atoms with boxes times ``factor``, kept on a page of ``limit`` (width, height)."""
    width, height = limit
    result = []
    for atom in atoms:
        box = atom.word.box
        x = min(max(round(box.x * factor), 0), width - 1)
        y = min(max(round(box.y * factor), 0), height - 1)
        right = min(max(round(box.right * factor), x + 1), width)
        bottom = min(max(round(box.bottom * factor), y + 1), height)
        word = Word(atom.word.text, Box(x, y, right - x, bottom - y), atom.word.confidence)
        result.append(Atom(word, atom.line))
    return tuple(result)
