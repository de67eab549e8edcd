"""Digits written one to a printed box: the ruling goes, and the digits close up to a number.

The engine takes a row of boxes for a table or a picture and reads nothing in it. Where upright
walls of one height stand at equal steps between rules, the insides of the boxes are set side by
side on bare paper, so that reading finds one word; ``spread`` puts that word back across the boxes
it was written in. Numbers read right on 24 generated forms (300-dpi scan, fine and standard
fax, 8 each): none as they are; closed up 24 on the page read, 23 on the second, 24 as crops. A page
without boxes pays 1 ms for the look.

On a thin fax rules and walls have gaps. Numbers right in the page's text, forms in development type
and in eleven thin or unusual families: asking for whole rules, and for walls that all end alike,
fine fax 20 of 23, standard fax 10 of 32, copy of a copy 5 of 8; as it is now 22, 28 and 8.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box, union
from domain.page import Word
from ocr import levels, marks
from ocr.engine import Atom
from ocr.marks import Marks
from ocr.pixels import Grey, cut

#: Walls are this high between their rules, boxes this wide.
_HIGH_MM = (3.8, 12.0)
_WIDE_MM = (3.8, 10.0)
#: Boxes of one row are equally wide within this; the stems of capitals in a heading are not.
_UNEVEN_MM = 0.6
#: Walls of one row begin and end together within this: where a thin fax lost the rule a wall
#: reaches farther.
_ENDS_MM = 1.0
#: Boxes of one row share walls or stand apart by less than this.
_APART_MM = 3.5
#: Fewer boxes than this are tick boxes or cells of a table.
_FEW = 4
#: So many are none of these, even where a thin fax has lost the rules.
_MANY = 8
#: Lines are sought so far from where the coarse picture shows them.
_NEAR_MM = 0.8
#: A row or column of pixels is part of a line when so much of it is dark: digits fill less.
_LINE = 0.5
#: What must be seen around a piece to know the boxes in it.
_AROUND_MM = 4.0
#: The place of a digit in the closed-up number, as a share of its height: as in print.
_PLACE = 0.85
#: So much of each side of the frame is seen even on a thin standard fax; letters give less.
_RULED = 0.5
#: No letter has a stroke this long, as a share of a box's side; faint rules have gaps.
_RUN = 0.8


@dataclass(frozen=True, slots=True)
class Comb:
    """A row of boxes, in pixels of the image."""

    cells: tuple[Box, ...]  #: the insides, left to right
    place: float  #: width of one box's content after closing up, which begins at the first cell

    @property
    def box(self) -> Box:
        """The smallest box around all insides."""
        return union(self.cells)


def closed(image: Grey, found: Marks) -> tuple[Grey, tuple[Comb, ...]]:
    """Return the image with its rows of boxes closed up to words, and the rows.

    ``found`` are the marks of ``image``. Without such rows the image itself is returned.
    """
    combs: list[Comb] = []
    for frames in _rows(found):
        comb = _measured(image, frames, found)
        if comb is not None:
            image = image if combs else image.copy()
            _close_up(image, comb, round(_NEAR_MM * found.dpi / found.scale / 25.4))
            combs.append(comb)
    return image, tuple(combs)


def closed_piece(image: Grey, box: Box, dpi: int) -> tuple[Grey, tuple[Comb, ...]]:
    """Return the part of ``image`` inside ``box`` evenly lit, boxes closed up, and their rows.

    Unlike ``closed`` it needs no marks: it looks at that part only, and a little around it.
    """
    around = box.grown(round(_AROUND_MM / 25.4 * dpi))
    piece = cut(image, around)
    if not piece.size:
        return piece, ()
    found = marks.find(piece, dpi)
    piece, combs = closed(levels.levelled(piece, found), found)
    inner = Box(box.x - around.x, box.y - around.y, box.w, box.h)
    return cut(piece, inner), tuple(_shifted(comb, -inner.x, -inner.y) for comb in combs)


def without_frames(found: Marks, combs: Sequence[Comb]) -> Marks:
    """Return the marks without the patches that the walls of boxes broke into: they are no letters.

    A wall lies between the insides of two boxes, or less than a millimetre beyond the last.
    """
    boxes, near = found.boxes, found.pixels(_NEAR_MM)
    middles = (boxes[:, :2] + boxes[:, 2:4] / 2) / found.scale
    keep = np.ones(len(boxes), np.bool_)
    for comb in combs:
        keep &= ~_within(comb.box.grown(round(near / found.scale)), middles)
        for cell in comb.cells:
            fits = (boxes[:, 2:4] < np.array((cell.w, cell.h)) * found.scale).all(axis=1)
            keep |= _within(cell, middles) & fits
    return replace(found, boxes=boxes[keep]) if combs else found


def _within(box: Box, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    low, high = np.array((box.x, box.y)), np.array((box.right, box.bottom))
    return np.asarray(((points >= low) & (points < high)).all(axis=1), np.bool_)


def _shifted(comb: Comb, right: int, down: int) -> Comb:
    cells = tuple(Box(c.x + right, c.y + down, c.w, c.h) for c in comb.cells)
    return Comb(cells, comb.place)


def spread(atoms: Iterable[Atom], combs: Sequence[Comb]) -> tuple[Atom, ...]:
    """Return the atoms with words read in closed-up rows as wide as their cells."""
    return tuple(_spread(atom, combs) for atom in atoms)


def _spread(atom: Atom, combs: Sequence[Comb]) -> Atom:
    box = atom.word.box
    x, y = box.middle
    for comb in combs:
        around = comb.box
        end = around.x + comb.place * (len(comb.cells) + 0.5)
        if around.y <= y < around.bottom and around.x - comb.place / 2 <= x < end:
            first = round((box.x - around.x) / comb.place)
            last = round((box.right - around.x) / comb.place) - 1
            top = len(comb.cells) - 1
            first = min(max(first, 0), top)
            cells = union(comb.cells[first : min(max(last, first), top) + 1])
            over = Box(cells.x, box.y, cells.w, box.h)  # as high as print: no stroke of a pen
            return Atom(Word(atom.word.text, over, atom.word.confidence), atom.line)
    return atom


def _rows(found: Marks) -> Iterator[tuple[Box, ...]]:
    """Yield rows of boxes, walls included, in working pixels."""
    crossed = cv2.reduce(found.walls, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel()
    (rows,) = np.nonzero(crossed > _FEW)
    if not len(rows):
        return  # most pages: labelling the strokes costs more than this look
    start = max(0, int(rows[0]) - 1)
    band = found.walls[start : int(rows[-1]) + 2]
    _, _, raw, _ = cv2.connectedComponentsWithStats(band, connectivity=8)
    walls = np.asarray(raw, np.int32)[1:]
    walls[:, 1] += start
    low, high = (found.pixels(mm) for mm in _HIGH_MM)
    walls = walls[(walls[:, 3] >= low) & (walls[:, 3] <= high)]
    uneven, feet = found.pixels(_ENDS_MM), walls[:, 1] + walls[:, 3]
    while len(walls) > _FEW:
        first = walls[:, 1].argmin()
        alike = np.abs(walls[:, 1] - walls[first, 1]) <= uneven
        alike &= np.abs(feet - feet[first]) <= uneven
        row = walls[alike]
        yield from _chains(row[row[:, 0].argsort()], found)
        walls, feet = walls[~alike], feet[~alike]


def _chains(walls: NDArray[np.int32], found: Marks) -> Iterator[tuple[Box, ...]]:
    """Yield the runs of equally wide boxes between walls sorted from left to right."""
    uneven, apart = found.pixels(_UNEVEN_MM), found.pixels(_APART_MM)
    chain: list[Box] = []
    for left, right in pairwise(walls):
        cells = _between(left, right, chain[-1].w if chain else 0, found)
        if not cells:
            continue
        last = chain[-1] if chain else cells[0]
        if abs(cells[0].w - last.w) > uneven or cells[0].x - last.right > apart:
            if len(chain) >= _FEW:
                yield tuple(chain)
            chain = []
        chain += cells
    if len(chain) >= _FEW:
        yield tuple(chain)


def _between(
    left: NDArray[np.int32], right: NDArray[np.int32], usual: int, found: Marks
) -> tuple[Box, ...]:
    """Return the box between two walls, or two or three when faint walls are missing."""
    narrow, wide = (found.pixels(mm) for mm in _WIDE_MM)
    x, end = int(left[0] + left[2] / 2), int(right[0] + right[2] / 2)
    top, bottom = int(min(left[1], right[1])), int(max(left[1] + left[3], right[1] + right[3]))
    count = max(1, min(3, round((end - x) / usual))) if usual else 1
    width = (end - x) / count
    if not narrow <= width <= wide or (count > 1 and abs(width - usual) > 0.1 * usual):
        return ()
    edges = [round(x + index * width) for index in range(count + 1)]
    return tuple(Box(at, top, to - at, bottom - top) for at, to in pairwise(edges))


def _measured(image: Grey, frames: tuple[Box, ...], found: Marks) -> Comb | None:
    """Return the insides of the boxes to the pixel; None when no rules run along them."""
    near = max(2, round(_NEAR_MM * found.dpi / found.scale / 25.4))
    pages = [_in_page(frame, found.scale) for frame in frames]
    around = union(pages).grown(near + round(1.2 * pages[0].w))  # with room for a box missed
    dark = _dark(cut(image, around))
    pages = [Box(b.x - around.x, b.y - around.y, b.w, b.h) for b in pages]
    pages = _with_faint_ends(dark, pages)
    span = union(pages)
    level = dark[:, max(0, span.x) : span.right]
    longest = round(_RUN * pages[0].w)
    sides = _ruled(level, span.y, near, longest) + _ruled(level, span.bottom, near, longest)
    if sides < 2 and len(pages) < _MANY:
        return None
    across = level.mean(axis=1)
    top = _inner(across, span.y, near, 1)
    bottom = _inner(across, span.bottom, near, -1)
    down = dark[top:bottom].mean(axis=0)
    cells = []
    for frame in pages:
        left, right = _inner(down, frame.x, near, 1), _inner(down, frame.right, near, -1)
        if right - left < near:
            return None
        cells.append(Box(around.x + left, around.y + top, right - left, bottom - top))
    inner = [_inside(dark, cell, around, near) for cell in cells]
    heights = [tall for tall in map(_height, inner) if tall]
    tall = float(np.median(heights)) if heights else float(bottom - top)
    return Comb(tuple(cells), min(_PLACE * tall, *(cell.w for cell in cells)))


def _with_faint_ends(dark: NDArray[np.bool_], row: list[Box]) -> list[Box]:
    """Return the row with a box more at either end where a faint wall closes it."""
    span = union(row)
    width = round(span.w / len(row))
    after, before = (Box(x, span.y, width, span.h) for x in (span.right, span.x - width))
    found = list(row)
    if _closes(dark, span.right + width, after):
        found.append(after)
    if _closes(dark, span.x - width, before):
        found.insert(0, before)
    return found


def _closes(dark: NDArray[np.bool_], x: int, cell: Box) -> bool:
    """Say whether a wall stands at ``x``: a whole one, or a broken one behind a digit."""
    upright = dark[max(0, cell.y) : cell.bottom].T
    if _ruled(upright, x, 2, round(_RUN * cell.h)):
        return True
    inset = cell.w // 5
    inside = upright[max(0, cell.x + inset) : max(0, cell.right - inset)]
    return bool(inside[:, cell.h // 3 : -cell.h // 3].any()) and _ruled(upright, x, 2, 1)


def _ruled(lines: NDArray[np.bool_], at: int, near: int, longest: int) -> bool:
    """Say whether one of the lines of pixels near ``at`` is a rule, together with its neighbour.

    Only dark runs longer than ``longest`` count: a line of letters has enough ink but none so long.
    """
    band = lines[max(0, at - near) : max(0, at + near + 2)]
    if len(band) < 2 or not band.shape[1]:
        return False
    pairs = (band[1:] | band[:-1]).astype(np.uint8)
    runs = cv2.morphologyEx(pairs, cv2.MORPH_OPEN, np.ones((1, longest), np.uint8))
    return bool(np.asarray(runs).mean(axis=1).max() >= _RULED)


def _inner(share: NDArray[np.float64], at: int, near: int, step: int) -> int:
    """Return where the line near ``at`` ends, seen in the direction of ``step``."""
    start, end = max(0, at - near), min(len(share), at + near + 1)
    ruled = np.flatnonzero(share[start:end] >= _LINE)
    if not len(ruled):
        return at + step * near // 2  # what is left of a line too thin to be sure of
    return int(start + (ruled[-1] + 2 if step > 0 else ruled[0] - 1))  # one for the soft edge


def _in_page(box: Box, scale: float) -> Box:
    x, y = round(box.x / scale), round(box.y / scale)
    return Box(x, y, round(box.right / scale) - x, round(box.bottom / scale) - y)


def _dark(piece: Grey) -> NDArray[np.bool_]:
    paper, ink = np.percentile(piece, (80, 1))
    return np.asarray(piece < (paper + ink) / 2, np.bool_)


def _inside(dark: NDArray[np.bool_], cell: Box, around: Box, near: int) -> NDArray[np.bool_]:
    """Return the ink in the cell without what a faint rule left along its top and bottom."""
    x, y = cell.x - around.x, cell.y - around.y
    inside = dark[y : y + cell.h, x : x + cell.w].astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    top, height = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    digit = (top + height > near) & (top < inside.shape[0] - near)
    digit[0] = False
    return np.asarray(digit[labels], np.bool_)


def _height(ink: NDArray[np.bool_]) -> int:
    """Return how high the ink stands, in pixels; 0 when there is none."""
    rows = np.flatnonzero(ink.any(axis=1))
    return int(rows[-1] - rows[0]) + 1 if len(rows) else 0


def _close_up(image: Grey, comb: Comb, near: int) -> None:
    """Wipe the boxes off ``image`` and set what was in them side by side, in place."""
    around = comb.box.grown(near)
    area = cut(image, around)
    before, dark = area.copy(), _dark(area)
    area[:] = np.percentile(before, 80)
    for index, cell in enumerate(comb.cells):
        x, y = cell.x - around.x, cell.y - around.y
        inside = _inside(dark, cell, around, near)
        lost = dark[y : y + cell.h, x : x + cell.w] & ~inside
        before[y : y + cell.h, x : x + cell.w][lost] = area[0, 0]
        ink = inside.sum(axis=0)
        if not ink.any():
            continue
        # By where its ink weighs, not by its outline: a speck beside a digit must not move it.
        middle = x + int(np.average(np.arange(cell.w), weights=ink))
        half = round(comb.place / 2)
        start, end = max(x, middle - half), min(x + cell.w, middle + half)
        place = comb.box.x - around.x + round((index + 0.5) * comb.place) - half
        to = place + start - (middle - half)
        area[y : y + cell.h, to : to + end - start] = before[y : y + cell.h, start:end]
