"""What a stamp says, made ready for reading: turned level, its frame, rings and pen strokes gone.

The engine takes a framed piece for a picture, and the words around a seal for nonsense.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from ocr import marks, pixels
from ocr.engine import Atom
from ocr.marks import Marks, patches
from ocr.pixels import WHITE, Grey

#: Frames, rings and strokes of a pen are at least so large, mm; letters of a stamp are smaller.
_DRAWN_MM = 9.0
#: A frame fills so much of the smallest turned rectangle around it; a ring and a signature do not.
_SQUARE = 0.93
#: A ring is as wide as high within this, and its ink fills little of it.
_ROUND, _RING_FILL = 1.12, 0.3
#: Where a seal has one ring only, the words of its rim stand outside this share of the radius.
_RIM = 0.7
#: Ink is darker than the paper by this share of the darkest ink's darkness.
_INK = 0.4
#: A stamp put down more askew than this was turned on purpose.
_MOST = 25.0
#: The engine is sure of a stamp's words where print left them whole, and of no scribble's.
_SURE = 0.5
#: A stamp of fewer letters than this says nothing.
_FEW_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp's lines on bare paper, turned clockwise by so many degrees."""

    image: Grey
    degrees: float
    shape: tuple[int, ...]  #: of the piece as it lay

    def as_it_lay(self, atom: Atom) -> Atom:
        """Return a word of ``image`` with its box about the same middle in the piece."""
        matrix, _ = pixels.straightening(self.shape, self.degrees)
        box = atom.word.box
        x, y = cv2.invertAffineTransform(matrix) @ np.array((*box.middle, 1.0))
        moved = Box(max(0, round(x - box.w / 2)), max(0, round(y - box.h / 2)), box.w, box.h)
        return replace(atom, word=replace(atom.word, box=moved))


def worded(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """Yield the words of a stamp without what was read from strokes and letters cut by print."""
    sure = [a for a in atoms if a.word.confidence >= _SURE]
    spoken = {a.line for a in sure if _is_word(a.word.text)}
    yield from (
        a for a in sure if a.line in spoken and (_is_word(a.word.text) or a.word.text == ":")
    )


def _is_word(text: str) -> bool:
    return sum(c.isalnum() for c in text) > 1


def levelled(ink: Grey, dpi: int) -> Stamp | None:
    """Return the lines of a stamp; None where it has none.

    ``ink`` is a piece of a page of ``dpi`` dots an inch, with a stamp on it and no print.
    """
    labels, stats = patches(_dark(ink))
    large = np.max(stats[:, 2:4], axis=1) >= _DRAWN_MM / 25.4 * dpi
    large[0] = False
    (drawn,) = np.nonzero(large)
    bare = ink.copy()
    bare[_grown(np.isin(labels, drawn))] = WHITE
    rings = [row for row in stats[drawn] if _is_ring(row)]
    if rings:
        bare[_outside(rings, bare.shape)] = WHITE
    tilt = _tilt(labels, stats, drawn)
    found = marks.find(bare, dpi)
    if len(found.letters()) < _FEW_LETTERS:
        return None
    degrees = _slope(found) if tilt is None else -tilt
    straight = pixels.straighten(bare, degrees) if degrees else bare
    return Stamp(straight, degrees, ink.shape)


def _dark(ink: Grey) -> NDArray[np.uint8]:
    paper, darkest = (int(level) for level in np.percentile(ink, (80, 0.5)))
    return np.asarray(ink < paper - _INK * (paper - darkest), np.uint8)


def _grown(drawn: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the strokes with their soft edges."""
    return np.asarray(cv2.dilate(drawn.view(np.uint8), np.ones((5, 5), np.uint8)), np.uint8) > 0


def _is_ring(row: NDArray[np.int32]) -> bool:
    _, _, width, height, area = (int(value) for value in row)
    round_ = max(width, height) <= _ROUND * min(width, height)
    return round_ and area <= _RING_FILL * width * height


def _outside(rings: list[NDArray[np.int32]], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Say what lies outside the innermost ring, or outside the rim of the only one."""
    inner, outer = min(rings, key=lambda row: int(row[2])), max(rings, key=lambda row: int(row[2]))
    x, y, width, height, _ = outer
    radius = min(inner[2:4]) / 2 if inner[2] < 0.9 * width else _RIM * width / 2
    down, across = np.ogrid[: shape[0], : shape[1]]
    away = (across - x - width / 2) ** 2 + (down - y - height / 2) ** 2
    return np.asarray(away > radius**2, np.bool_)


def _tilt(
    labels: NDArray[np.integer], stats: NDArray[np.int32], drawn: NDArray[np.intp]
) -> float | None:
    """Return by how many degrees the frame slopes down to the right; None without a frame."""
    if not len(drawn):
        return None
    largest = max(drawn, key=lambda i: int(stats[i, 2] * stats[i, 3]))
    hull = cv2.convexHull(np.column_stack(np.nonzero(labels == largest)[::-1]).astype(np.int32))
    (_, (width, height), angle) = cv2.minAreaRect(hull)
    if cv2.contourArea(hull) < _SQUARE * width * height:
        return None
    tilt = angle if width >= height else angle - 90
    tilt = (tilt + 90) % 180 - 90
    return tilt if abs(tilt) <= _MOST else None


def _slope(found: Marks) -> float:
    """Return the degrees to turn clockwise so that the ink gathers in the fewest rows."""
    down, across = np.nonzero(found.mask)
    best, sharpest = 0.0, 0.0
    for degrees in np.arange(-_MOST, _MOST + 1):
        rows = down + across * np.tan(np.radians(degrees))
        sharp = float(np.square(np.bincount((rows - rows.min()).astype(np.intp))).sum())
        if sharp > sharpest:
            best, sharpest = float(degrees), sharp
    return best
