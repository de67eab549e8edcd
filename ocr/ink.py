"""Ink that no recognised word covers: signatures, stamps, handwriting, names lost under a scribble.

A name under a signature vanishes from the reading without a trace, not with low confidence; only
inked area against recognised boxes shows it.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from domain.page import Ink, Word
from ocr.marks import Marks, patches

#: Scribbles are read as words too, with confidences from 0 to about 0.5.
_SURE = 0.6
#: Accents and descenders stand out of the word's box by less than this.
_WORD_MARGIN_MM = 0.6
#: Strokes of one hand lie closer than this to each other.
_GAP_MM = 2.0
#: A patch smaller than this is a comma, a tick or dirt; initials are larger.
_LEAST_MM = 4.0
#: Nobody signs so near the edge: what is there is a fax's header line or the paper's own edge.
_EDGE_MM = 6.0
#: Ink of such a patch: a thin stroke of 6 mm.
_LEAST_AREA_MM2 = 1.5


def uncovered(marks: Marks, words: tuple[Word, ...]) -> tuple[Ink, ...]:
    """Return the patches of ink outside the words surely read, from top to bottom.

    ``words`` are in page pixels, as are the boxes returned. A patch reaches over all strokes less
    than 2 mm apart; ruled lines, specks, the scanner's borders and a patch within 6 mm of the edge
    are none.
    """
    left = marks.mask.copy()
    for word in words:
        if word.confidence >= _SURE and any(c.isalnum() for c in word.text):
            _erase(left, word.box, marks)
    gap = max(1, round(marks.pixels(_GAP_MM)))
    merged = cv2.dilate(left, np.ones((gap, gap), np.uint8))
    labels, stats = patches(np.asarray(merged, np.uint8))
    pixels = np.bincount(labels[left > 0], minlength=len(stats))
    found = [
        _ink(stats[i], int(pixels[i]), gap, marks)
        for i in range(1, len(stats))
        if _large_enough(stats[i], pixels[i], gap, marks) and not _at_edge(stats[i], gap, marks)
    ]
    return tuple(sorted(found, key=lambda ink: (ink.box.y, ink.box.x)))


def _erase(mask: NDArray[np.uint8], box: Box, marks: Marks) -> None:
    margin = marks.pixels(_WORD_MARGIN_MM)
    top, bottom = box.y * marks.scale - margin, box.bottom * marks.scale + margin
    start, end = box.x * marks.scale - margin, box.right * marks.scale + margin
    mask[max(0, int(top)) : int(bottom) + 1, max(0, int(start)) : int(end) + 1] = 0


def _large_enough(row: NDArray[np.int32], pixels: float, gap: int, marks: Marks) -> bool:
    size = max(row[2], row[3]) - gap + 1  # dilation added the rest
    area = marks.pixels(1.0) ** 2 * _LEAST_AREA_MM2
    return bool(size >= marks.pixels(_LEAST_MM) and pixels >= area)


def _at_edge(row: NDArray[np.int32], gap: int, marks: Marks) -> bool:
    x, y, width, height = (int(value) for value in row[:4])
    rows, columns = marks.mask.shape
    edge = marks.pixels(_EDGE_MM) + gap // 2  # dilation moved the patch's own edges
    ends = (x + width, y + height, columns - x, rows - y)
    return bool(min(ends) <= edge)


def _ink(row: NDArray[np.int32], pixels: int, gap: int, marks: Marks) -> Ink:
    x, y, width, height = (int(value) for value in row[:4])
    half, back = gap // 2, 1 / marks.scale
    box = Box(
        round((x + half) * back),
        round((y + half) * back),
        round((width - gap + 1) * back),
        round((height - gap + 1) * back),
    )
    return Ink(box, round(pixels * back * back))
