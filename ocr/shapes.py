"""Small signs told by their shape, whatever the engine took them for."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.pixels import Grey

#: Ink is darker than the paper around by this share of the darkest stroke's darkness: a hairline
#: between two letters must not be taken for a gap.
_INK = 0.3
#: Fainter than this, grey levels, nothing is told from the paper.
_FAINT = 40
#: The dots of a colon: about as wide as high, alike, and apart by nearly their height.
_DOT_WIDE, _ALIKE, _APART = (0.4, 2.5), 0.5, 0.5
#: A colon is this high, as a share of a word's box.
_COLON_HIGH = (0.35, 0.9)
#: A cross: square within this, nothing in its corners, its bars drawn through.
_SQUARE, _CORNER, _BAR = (0.75, 1.35), 0.3, 0.85
#: A full stop is low, hardly higher than wide, and ends with the letters, in letter heights; a T
#: has a bar on top, its stem in the middle and a narrower foot; a C is open to the right.
_STOP, _TALL_STOP, _FOOT = 0.35, 1.4, 0.1
_TOP, _MIDDLE, _STEM = 0.2, (0.4, 0.8), (0.2, 0.8)
_FOOT_WIDE, _OPEN = 0.8, 0.6


def ink(piece: Grey, axis: int) -> NDArray[np.intp]:
    """Return which columns (axis 0) or rows (1) of a piece hold ink; none of a faint one."""
    if not piece.size:
        return np.empty(0, np.intp)
    least, most, _, _ = cv2.minMaxLoc(piece)
    if most - least < _FAINT:
        return np.empty(0, np.intp)
    dark = np.asarray(cv2.reduce(piece, axis, cv2.REDUCE_MIN)).ravel()
    return np.flatnonzero(dark < most - _INK * (most - least))


def runs(inked: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the runs of consecutive numbers as rows (first, last + 1); shape (runs, 2)."""
    breaks = np.flatnonzero(np.diff(inked) > 1)
    first = inked[np.append(0, breaks + 1)] if len(inked) else inked
    last = inked[np.append(breaks, -1)] if len(inked) else inked
    return np.column_stack((first, last + 1))


def is_colon(piece: Grey, high: float) -> bool:
    """Say whether a piece shows the two dots of a colon, and no more; lines are ``high`` pixels."""
    dots, columns = runs(ink(piece, 1)), ink(piece, 0)
    if len(dots) != 2:
        return False
    width = columns[-1] + 1 - columns[0]
    (top, upper), (lower, bottom) = dots.tolist()
    small, large = sorted((upper - top, bottom - lower))
    least, most = _DOT_WIDE
    round_ = least * large <= width <= most * small
    fits = _COLON_HIGH[0] * high <= bottom - top <= _COLON_HIGH[1] * high
    alike = small >= _ALIKE * large
    return bool(round_ and fits and alike and lower - upper >= _APART * large)


def is_plus(piece: Grey) -> bool:
    """Say whether a piece cut at a sign's sides shows an upright cross."""
    rows = ink(piece, 1)
    if not len(rows):
        return False
    sign = piece[rows[0] : rows[-1] + 1]
    height, width = sign.shape
    if not _SQUARE[0] <= width / height <= _SQUARE[1]:
        return False
    dark = sign < (int(sign.min()) + int(sign.max())) / 2
    down, right = (max(1, round(_CORNER * side)) for side in sign.shape)
    corners = (
        dark[rows, columns]
        for rows in (slice(down), slice(-down, None))
        for columns in (slice(right), slice(-right, None))
    )
    drawn = min(dark.mean(axis=0).max(), dark.mean(axis=1).max())
    return bool(drawn >= _BAR and not any(corner.any() for corner in corners))


def is_tc(piece: Grey) -> bool:
    """Say whether a piece shows ``T.C.``, and no more."""
    least, most, _, _ = cv2.minMaxLoc(piece)
    dark = (piece < most - _INK * (most - least)).astype(np.uint8)
    count, _, raw, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    if count != 5:  # the paper is one
        return False
    boxes = np.asarray(raw, np.int32)[1:]
    t, stop, c, last = boxes[boxes[:, 0].argsort()].tolist()
    foot, high = t[1] + t[3], t[3]
    stops = all(_is_stop(sign, foot, high) for sign in (stop, last))
    return stops and _is_t(_part(dark, t)) and _is_c(_part(dark, c))


def _part(dark: NDArray[np.uint8], box: list[int]) -> NDArray[np.bool_]:
    x, y, width, height, _ = box
    return dark[y : y + height, x : x + width] > 0


def _is_stop(box: list[int], foot: int, high: int) -> bool:
    _, y, width, height, _ = box
    low = height <= _STOP * high and height <= _TALL_STOP * width
    return low and abs(y + height - foot) <= max(1, _FOOT * high)


def _is_t(dark: NDArray[np.bool_]) -> bool:
    high = len(dark)
    top, begin, end = (round(part * high) for part in (_TOP, *_MIDDLE))
    left, right = _extent(dark[begin:end])
    narrow = np.ptp(_extent(dark[-max(1, top // 2) :])) <= _FOOT_WIDE
    bar = dark[:top].any(axis=0).mean() >= _BAR
    return bool(bar and narrow and left >= _STEM[0] and right <= _STEM[1])


def _is_c(dark: NDArray[np.bool_]) -> bool:
    middle = len(dark) // 2
    return _extent(dark[max(0, middle - 1) : middle + 2])[1] <= _OPEN


def _extent(dark: NDArray[np.bool_]) -> tuple[float, float]:
    """Return where the ink begins and ends, as shares of the width; (0, 1) where there is none."""
    (columns,) = np.nonzero(dark.any(axis=0))
    width = dark.shape[1]
    return (columns[0] / width, (columns[-1] + 1) / width) if len(columns) else (0.0, 1.0)
