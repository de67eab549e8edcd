"""Dark marks on paper: connected patches, measured once a page, with what is no writing told apart.

Blank test, skew, ink regions and strips of text all ask the same thing of a page: where is ink
that somebody wrote? Lengths are millimetres on paper, so that all resolutions are judged alike.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.pixels import Grey, scaled

#: Enough to see the dot of an i; finer scans cost time and show no more.
_DPI = 200
#: The least darkening that counts as ink, grey levels: pencil is darker, bleed-through lighter.
_LEAST_CONTRAST = 28.0
#: A mark lower and narrower than this is a speck: the dot of an i has 0.4 mm at least.
_SPECK_MM = 0.35
#: Letters and signatures are not that large; tables, frames and black scanner borders are.
_RULED_MM = 30.0
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
    is 1 where there is ink, without ruled lines, borders, punched holes and specks.
    """

    mask: NDArray[np.uint8]
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
    scale = min(1.0, _DPI / dpi)
    small = scaled(page, scale)
    dark = _dark(small)
    working = dpi * scale
    dark = _without_lines(dark, working)
    _, labels, raw, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    stats = np.asarray(raw, np.int32)
    keep = _writing(stats, small.shape, working)
    mask = keep[labels].astype(np.uint8)
    return Marks(
        mask=mask,
        boxes=stats[keep].astype(np.int32),
        scale=small.shape[1] / page.shape[1],
        dpi=working,
        paper=int(np.median(small[::4, ::4])),
    )


def _dark(page: Grey) -> NDArray[np.uint8]:
    """Return 1 where the page is darker than the paper around, by more than its grain."""
    ink = np.asarray(cv2.subtract(_paper(page), cv2.blur(page, (2, 2))), np.uint8)
    sample = ink[::4, ::4].astype(np.float32)  # a sixteenth tells the grain as well
    grain = float(np.median(np.abs(sample - np.median(sample)))) * 1.4826  # standard deviation
    return (ink > max(_LEAST_CONTRAST, 6 * grain)).astype(np.uint8)


def _paper(page: Grey) -> Grey:
    """Return the colour of the bare paper at each pixel: the lightest in the neighbourhood."""
    height, width = (max(1, round(side / 8)) for side in page.shape)
    tiny = cv2.resize(page, (width, height), interpolation=cv2.INTER_AREA)
    light = cv2.medianBlur(cv2.dilate(tiny, np.ones((9, 9), np.uint8)), 9)
    # Never darker than half the page's own paper: a black border is ink, not dark paper.
    light = np.maximum(light, int(np.median(light)) // 2)
    return np.asarray(cv2.resize(light, page.shape[::-1]), np.uint8)


def _without_lines(dark: NDArray[np.uint8], dpi: float) -> NDArray[np.uint8]:
    """Take out straight rules along both axes: frames and tables would tie all letters together."""
    length = round(15 / 25.4 * dpi)
    rules = np.zeros_like(dark)
    for shape in ((length, 1), (1, length)):
        opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        rules |= np.asarray(opened, np.uint8)
    rules = np.asarray(cv2.dilate(rules, np.ones((3, 3), np.uint8)), np.uint8)  # their soft edges
    return np.asarray(dark & (1 - rules), np.uint8)


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


def _holes(stats: NDArray[np.int32], shape: tuple[int, ...], mm: float) -> NDArray[np.bool_]:
    x, y, width, height, area = stats.T
    low, high = (length * mm for length in _HOLE_MM)
    round_ = (np.minimum(width, height) >= low) & (np.maximum(width, height) <= high)
    filled = area > 0.6 * width * height
    margin = _HOLE_MARGIN_MM * mm
    near = (x + width < margin) | (y + height < margin)
    near |= (x > shape[1] - margin) | (y > shape[0] - margin)
    return np.asarray(round_ & filled & near, np.bool_)
