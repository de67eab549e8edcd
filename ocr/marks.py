"""Dark marks on paper: connected patches, measured once a page, with what is no writing told apart.

Blank test, skew, ink regions and strips of text all ask the same thing of a page: where is ink
that somebody wrote? Lengths are millimetres on paper, so that all resolutions are judged alike.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.pixels import Grey, straightening

#: Each dot of the working image is the mean of a square of the page's dots, so many that this is
#: the least resolution left: a stroke of thin print is one dot wide. At 200 dots an inch the skew
#: and the ink come out the same, for four times the time (page read: 0.07 s of CPU, now 0.015).
_DPI = 100
#: The least darkening that counts as ink, grey levels: pencil is darker, bleed-through lighter.
_LEAST_CONTRAST = 28.0
#: A mark lower and narrower than this is a speck: the dot of an i has 0.4 mm at least.
_SPECK_MM = 0.35
#: Letters and signatures are not that large; tables, frames and black scanner borders are.
_RULED_MM = 30.0
#: A straight stroke as long as this is ruled; the wall of a small box is at least that high.
_RULE_MM = 15.0
_WALL_MM = 3.8
#: A drawn line is thinner than this.
_THIN_MM = 1.2
#: Punched holes: round, 4 to 9 mm, filled, within 20 mm of an edge.
_HOLE_MM = (4.0, 9.0)
_HOLE_MARGIN_MM = 20.0
#: Paper's edge: shadows and black borders of the scanner touch it.
_EDGE_MM = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The patches of ink on a page, at a working resolution.

    ``boxes`` has one row (x, y, width, height, dark pixels) a patch, in working pixels; ``mask``
    is 1 where there is ink, without ruled lines, borders, punched holes and specks. ``walls`` is 1
    where ink runs upright for at least 3.8 mm, between level rules: the sides of small boxes.
    ``rules`` is 1 on ruled lines and their soft edges.
    """

    mask: NDArray[np.uint8]
    rules: NDArray[np.uint8]
    walls: NDArray[np.uint8]
    light: Grey  #: the grey of the bare paper all over the page, 25 dots an inch
    boxes: NDArray[np.int32]  #: shape (patches, 5)
    scale: float  #: working pixels per page pixel
    dpi: float  #: of the working resolution
    paper: int  #: the page's most usual grey, 0…255

    def pixels(self, mm: float) -> float:
        """Return a length on paper in working pixels."""
        return mm / 25.4 * self.dpi

    def letters(self) -> NDArray[np.int32]:
        """Return the rows of ``boxes`` that may be letters: 1 to 9 mm high, no wider than 30 mm."""
        width, height = self.boxes[:, 2], self.boxes[:, 3]
        tall = (height >= self.pixels(1.0)) & (height <= self.pixels(9.0))
        return self.boxes[tall & (width <= self.pixels(_RULED_MM))]


def find(page: Grey, dpi: int) -> Marks:
    """Return the marks on a page of ``dpi`` dots an inch."""
    small = _small(page, max(1, dpi // _DPI))
    scale = small.shape[1] / page.shape[1]
    working = dpi * scale
    light = _light(small, working)
    dark, rules, walls = _without_lines(_dark(small, light), working)
    labels, stats = patches(dark)
    keep = _writing(stats, small.shape, working) & ~_beside_paper(stats, light, working)
    mask = np.take(keep.view(np.uint8), labels)
    return Marks(
        mask=mask,
        rules=rules,
        walls=walls,
        light=light,
        boxes=stats[keep].astype(np.int32),
        scale=scale,
        dpi=working,
        paper=_median(small),
    )


def patches(ink: NDArray[np.uint8]) -> tuple[NDArray[np.integer], NDArray[np.int32]]:
    """Return each pixel's patch, and a row (x, y, width, height, pixels) a patch; 0 is paper."""
    try:  # 2 ms a page where 32-bit numbers take 6
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, ltype=cv2.CV_16U)
    except cv2.error:  # a page strewn with more than 65,535 patches
        _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, ltype=cv2.CV_32S)
    return np.asarray(labels), np.asarray(stats, np.int32)


def straightened(marks: Marks, degrees: float) -> Marks:
    """Return the marks of the page straightened by ``degrees`` (``pixels.straighten``).

    Patches keep their width and height, which hold within a letter's own over a few degrees.
    """
    height, width = marks.mask.shape
    matrix, size = straightening((height, width), degrees)
    mask, rules, walls = (
        np.asarray(cv2.warpAffine(ink, matrix, size, flags=cv2.INTER_NEAREST), np.uint8)
        for ink in (marks.mask, marks.rules, marks.walls)
    )
    matrix_light, size_light = straightening(marks.light.shape, degrees)
    light = cv2.warpAffine(marks.light, matrix_light, size_light, borderMode=cv2.BORDER_REPLICATE)
    boxes = marks.boxes.copy()
    middles = boxes[:, :2] + boxes[:, 2:4] / 2
    moved = middles @ matrix[:, :2].T + matrix[:, 2]
    boxes[:, :2] = np.round(moved - boxes[:, 2:4] / 2).astype(np.int32)
    lit = np.asarray(light, np.uint8)
    return replace(marks, mask=mask, rules=rules, walls=walls, light=lit, boxes=boxes)


def _small(page: Grey, factor: int) -> Grey:
    """Return the page with each square of ``factor`` dots made one dot of their mean."""
    if factor == 1 or min(page.shape) < factor:
        return page
    height, width = (side // factor * factor for side in page.shape)
    page = page[:height, :width]
    if factor == 2:
        size = (width // 2, height // 2)
        return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), np.uint8)
    means = cv2.blur(page, (factor, factor))  # six times faster than resizing by an odd factor
    return np.ascontiguousarray(means[factor // 2 :: factor, factor // 2 :: factor])


def _dark(page: Grey, light: Grey) -> NDArray[np.uint8]:
    """Return 1 where the page is darker than the paper around, by more than its grain."""
    paper = cv2.resize(light, page.shape[::-1])
    ink = np.asarray(cv2.subtract(paper, page), np.uint8)
    off = np.asarray(cv2.absdiff(ink, np.full_like(ink, _median(ink))), np.uint8)
    grain = _median(off) * 1.4826  # standard deviation
    least = int(max(_LEAST_CONTRAST, 6 * grain))
    return np.asarray(cv2.threshold(ink, least, 1, cv2.THRESH_BINARY)[1], np.uint8)


def _median(grey: Grey) -> int:
    """Return the median of a quarter of the pixels, by counting: sorting takes far longer."""
    counts = np.bincount(grey[::2, ::2].ravel(), minlength=256)
    return int(np.searchsorted(np.cumsum(counts), counts.sum() / 2))


def _light(page: Grey, dpi: float) -> Grey:
    """Return the colour of the bare paper, 25 dots an inch: the lightest in the neighbourhood."""
    height, width = (max(1, round(side * 25 / dpi)) for side in page.shape)
    tiny = cv2.resize(page, (width, height), interpolation=cv2.INTER_AREA)
    light = np.asarray(cv2.medianBlur(cv2.dilate(tiny, np.ones((9, 9), np.uint8)), 9), np.uint8)
    # Never darker than half the page's own paper: a black border is ink, not dark paper.
    return np.asarray(np.maximum(light, _median(light) // 2), np.uint8)


def _without_lines(
    dark: NDArray[np.uint8], dpi: float
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.uint8]]:
    """Take out straight rules along both axes: frames and tables would tie all letters together.

    The second array holds the rules, the third what is left of upright strokes between level ones.
    """
    long, wall = round(_RULE_MM / 25.4 * dpi), round(_WALL_MM / 25.4 * dpi)
    level = _opened(dark, (1, long))
    rules = _grown(level | _opened(dark, (long, 1)))
    walls = _opened(dark & (1 - _grown(level)), (wall, 1))
    return dark & (1 - rules), rules, walls


def _opened(dark: NDArray[np.uint8], shape: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the strokes of at least ``shape`` (rows, columns)."""
    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
    return np.asarray(opened, np.uint8)


def _grown(lines: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the lines with their soft edges."""
    return np.asarray(cv2.dilate(lines, np.ones((3, 3), np.uint8)), np.uint8)


def _writing(stats: NDArray[np.int32], shape: tuple[int, ...], dpi: float) -> NDArray[np.bool_]:
    """Say for each patch whether it may be writing; the first row is the paper itself."""
    x, y, width, height, area = stats.T
    mm = dpi / 25.4
    small = np.maximum(width, height) < _SPECK_MM * mm
    small |= area < (_SPECK_MM * mm) ** 2 / 2
    thin = (np.minimum(width, height) < _THIN_MM * mm) & (
        np.maximum(width, height) > _RULED_MM * mm
    )
    edge = _EDGE_MM * mm
    outside = (x < edge) | (y < edge)
    outside |= (x + width > shape[1] - edge) | (y + height > shape[0] - edge)
    result = ~(small | thin | outside | _holes(stats, shape, mm))
    result[0] = False
    return np.asarray(result, np.bool_)


def _beside_paper(stats: NDArray[np.int32], light: Grey, dpi: float) -> NDArray[np.bool_]:
    """Say for each patch whether it lies on the desk around a sheet, or in a black border."""
    middle = (stats[:, :2] + stats[:, 2:4] / 2) * 25 / dpi
    x, y = middle.astype(np.intp).T
    around = light[y.clip(0, light.shape[0] - 1), x.clip(0, light.shape[1] - 1)]
    return np.asarray(around <= _median(light) // 2, np.bool_)


def _holes(stats: NDArray[np.int32], shape: tuple[int, ...], mm: float) -> NDArray[np.bool_]:
    x, y, width, height, area = stats.T
    low, high = (length * mm for length in _HOLE_MM)
    round_ = (np.minimum(width, height) >= low) & (np.maximum(width, height) <= high)
    filled = area > 0.6 * width * height
    margin = _HOLE_MARGIN_MM * mm
    near = (x + width < margin) | (y + height < margin)
    near |= (x > shape[1] - margin) | (y > shape[0] - margin)
    return np.asarray(round_ & filled & near, np.bool_)
