"""Print under paler ink: the two are told apart by their grey, and each is read alone.

Where a registry stamp, a seal or a pen crosses print, the engine takes both for a picture and reads
neither. On a grey scan such ink is paler than print: there the greys of strokes fall into two
heaps, and what is paler than the gap between them can be lifted off the page.

Character errors (%) of print and of stamps on 300-dpi scans, without and with: 32 letters under
stamps and seals 6.95 → 1.53 and 54 → 38; 30 ordinary letters 0.28 → 0.26.
At 200 dots an inch ordinary letters are read as before (0.09). It costs an ordinary page 3 ms.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box, union
from ocr import marks
from ocr.marks import Marks
from ocr.pixels import WHITE, Grey, cut

#: A stamp's frame, a ring or a signature is at least so wide and high, mm.
_LEAST_MM = (12.0, 6.0)
#: No stamp is wider; tables, pictures and the borders of scanners are.
_MOST_MM = 90.0
#: Pale ink so far around belongs to it: a stamp's lines beside a piece of its frame.
_AROUND_MM = 12.0
#: A stroke's own grey is that of its middle; lighter than this share of the paper it is too thin.
_STROKE = 0.8
#: The two heaps lie so far apart, grey levels, and each has so many middles of strokes. With 36 the
#: faint strokes of thin print were lifted beside a dark pen, and a 6 was read as 0.
_APART, _ENOUGH = 52, 60
#: Between the heaps hardly a middle lies, as a share of the lower heap's highest count. Thin print
#: at 200 dots an inch has strokes of all greys and gives 0.12 and more.
_VALLEY, _COARSE_VALLEY = 0.25, 0.1
_COARSE_DPI = 250
#: Greys are counted in steps of this.
_STEP = 4
#: Paler ink is mended where print crosses it by less than this, mm.
_STROKE_MM = 0.7
#: A patch of print has fewer of its middles than this share in faint strokes.
_FAINT = 0.35
#: Edges of strokes are soft over so many pixels.
_SOFT = 1
#: Paper around a place that is measured with it, mm.
_MARGIN_MM = 3.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place where paler ink lay over print, in two images of its size."""

    box: Box  #: page pixels
    printed: Grey
    ink: Grey  #: the paler ink alone, mended where print crossed it


def lifted(page: Grey, found: Marks) -> tuple[Place, ...]:
    """Return the places of ``page`` where paler ink lies over print; ``found`` are its marks."""
    dpi = found.dpi / found.scale
    valley = _VALLEY if dpi >= _COARSE_DPI else _COARSE_VALLEY
    places = []
    for box in _around_pale(page, found, valley):
        piece = cut(page, box)
        border = _border(piece, _middles(piece), valley)
        if border is not None:
            places.append(Place(box, *_parted(piece, border, dpi)))
    return tuple(places)


def printed(page: Grey, places: Sequence[Place]) -> Grey:
    """Return the page without its paler ink; itself where there is none."""
    page = page.copy() if places else page
    for place in places:
        cut(page, place.box)[:] = place.printed
    return page


def renewed(found: Marks, page: Grey, places: Sequence[Place]) -> Marks:
    """Return the marks with the patches in the places as they are on the ``printed`` page."""
    dpi, rows = round(found.dpi / found.scale), found.boxes
    for place in places:
        around = _clipped(place.box.grown(round(_MARGIN_MM / 25.4 * dpi)), page.shape)
        new = marks.find(cut(page, around), dpi).boxes
        new[:, :2] += np.round(np.array((around.x, around.y)) * found.scale).astype(np.int32)
        kept = rows[~_inside(rows, place.box, found.scale)]
        rows = np.concatenate((kept, new[_inside(new, place.box, found.scale)]))
    return replace(found, boxes=rows) if places else found


def _inside(rows: NDArray[np.int32], box: Box, scale: float) -> NDArray[np.bool_]:
    x, y = ((rows[:, :2] + rows[:, 2:4] / 2) / scale).T
    return np.asarray((x >= box.x) & (x < box.right) & (y >= box.y) & (y < box.bottom), np.bool_)


def _around_pale(page: Grey, found: Marks, valley: float) -> Iterator[Box]:
    """Yield where paler ink lies around something large and drawn; no two of them overlap."""
    around = round(_AROUND_MM / 25.4 * found.dpi / found.scale)
    places: list[Box] = []
    for row in _drawn(found):
        x, y, width, height = (round(float(side) / found.scale) for side in row[:4])
        near = _clipped(Box(x, y, width, height).grown(around), page.shape)
        pale = _pale(cut(page, near), valley)
        if pale is not None:
            places.append(Box(near.x + pale.x, near.y + pale.y, pale.w, pale.h))
    while places:
        place = places.pop()
        while over := [other for other in places if other.overlap(place)]:
            places = [other for other in places if other not in over]
            place = union((place, *over))
        yield place


def _drawn(found: Marks) -> NDArray[np.int32]:
    """Return the rows of patches too large for letters, and of ruled lines."""
    long, high = (found.pixels(mm) for mm in _LEAST_MM)
    sides = found.boxes[:, 2:4]
    rows = found.boxes[(sides.max(axis=1) >= long) & (sides.min(axis=1) >= high)]
    if found.rules.any():
        rows = np.concatenate((rows, marks.patches(found.rules)[1][1:]))
    narrow = rows[:, 2:4].max(axis=1) <= found.pixels(_MOST_MM)
    return np.asarray(rows[narrow], np.int32)


def _clipped(box: Box, shape: tuple[int, ...]) -> Box:
    x, y = max(0, box.x), max(0, box.y)
    return Box(x, y, min(box.right, shape[1]) - x, min(box.bottom, shape[0]) - y)


def _pale(piece: Grey, valley: float) -> Box | None:
    """Return the smallest box around the paler ink; None when all ink is of one grey."""
    middles = _middles(piece)
    border = _border(piece, middles, valley)
    if border is None:
        return None
    pale = (middles > 0) & (piece >= border) & ~_grown(piece < border, 2 * _SOFT)
    x, y, width, height = cv2.boundingRect(pale.view(np.uint8))
    soft = 2 * _SOFT + 1
    return _clipped(Box(x, y, width, height).grown(soft), piece.shape) if width else None


def _middles(piece: Grey) -> NDArray[np.uint8]:
    """Return 255 at the middles of strokes: no pixel beside them is darker."""
    least = cv2.erode(piece, np.ones((3, 3), np.uint8))
    level = cv2.compare(piece, least, cv2.CMP_EQ)
    _, dark = cv2.threshold(piece, _STROKE * _paper(piece), WHITE, cv2.THRESH_BINARY_INV)
    return np.asarray(cv2.bitwise_and(level, dark), np.uint8)


def _paper(piece: Grey) -> int:
    return int(np.percentile(piece[::4, ::4], 80))


def _grown(dark: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """Return the ink with everything at most ``by`` pixels from it."""
    square = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return np.asarray(cv2.dilate(dark.view(np.uint8), square), np.uint8) > 0


def _border(piece: Grey, middles: NDArray[np.uint8], valley: float) -> int | None:
    """Return the grey that parts print from paler ink; None when there is but one kind."""
    bins = (WHITE + 1) // _STEP
    counts = cv2.calcHist([piece], [0], middles, [bins], [0, WHITE + 1]).ravel()
    smooth = np.convolve(counts, (0.25, 0.5, 0.25), "same")
    dark = np.maximum.accumulate(smooth)
    pale = np.maximum.accumulate(smooth[::-1])[::-1]
    low = np.minimum(dark, pale)  # of the two heaps, were they parted here
    before = np.cumsum(counts)
    fits = (before >= _ENOUGH) & (before[-1] - before >= _ENOUGH) & (smooth <= valley * low)
    for at in sorted(np.flatnonzero(fits), key=lambda at: smooth[at] - low[at]):
        apart = at + smooth[at:].argmax() - smooth[: at + 1].argmax()
        if apart * _STEP >= _APART:
            return int(at) * _STEP + _STEP // 2
    return None


def _parted(piece: Grey, border: int, dpi: float) -> tuple[Grey, Grey]:
    """Return the print alone and the paler ink alone."""
    paper = np.uint8(_paper(piece))
    dark = (piece < border) | _print_alone(piece, border)
    print_alone = np.where(_grown(dark, _SOFT), piece, paper)
    crossed = _grown(dark, 3 * _SOFT)
    torn = np.where(crossed, paper, piece).astype(np.uint8)
    side = round(_STROKE_MM / 25.4 * dpi) | 1
    joined = cv2.morphologyEx(torn, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    ink = np.where(crossed, joined, torn)
    return print_alone.astype(np.uint8), ink.astype(np.uint8)


def _print_alone(piece: Grey, border: int) -> NDArray[np.bool_]:
    """Say where patches of print lie that no paler ink touches: their faint strokes are print."""
    labels, stats = marks.patches((piece < _STROKE * _paper(piece)).view(np.uint8))
    middles = _middles(piece) > 0
    all_ = np.bincount(labels[middles], minlength=len(stats))
    pale = np.bincount(labels[middles & (piece >= border)], minlength=len(stats))
    alone = pale < _FAINT * all_
    alone[0] = False
    return np.asarray(alone[labels], np.bool_)
