"""By how much a page lies askew, from the rows its letters stand in."""

import numpy as np
from numpy.typing import NDArray

from ocr.marks import Marks

#: A page put down askew; beyond it somebody meant it.
_MOST = 15.0
#: Less than this changes no letter's height on a page-wide line by more than the engine bears.
_LEAST = 0.1
#: Fewer letters than this make no row to go by.
_FEW_LETTERS = 20
#: How much sharper than at a typical angle rows must become for the angle to be believed.
_SHARPER = 1.3


def skew(marks: Marks) -> float:
    """Return the degrees to turn the page clockwise so that its rows lie level; |skew| ≤ 15.

    0 when the page is straight within 0.1°, or when too little is written on it to tell. Ruled
    lines do not count, so a form printed askew on straight paper follows its text.
    """
    letters = marks.letters()
    if len(letters) < _FEW_LETTERS:
        return 0.0
    # Feet of the letters, not their pixels: rows of feet are sharp, and a few hundred points fast.
    x = letters[:, 0] + letters[:, 2] / 2
    foot = (letters[:, 1] + letters[:, 3]).astype(float)
    cell = max(1.0, marks.pixels(0.3))
    coarse = np.arange(-_MOST, _MOST + 0.25, 0.5)
    scores = np.array([_sharpness(x, foot, angle, cell * 2) for angle in coarse])
    if scores.max() < _SHARPER * np.median(scores):
        return 0.0
    best = float(coarse[scores.argmax()])
    fine = np.arange(best - 0.6, best + 0.61, 0.05)
    sharp = [_sharpness(x, foot, angle, cell) for angle in fine]
    found = _middle_of_peak(fine, np.array(sharp))
    return 0.0 if abs(found) < _LEAST else round(-found, 2)


def _sharpness(
    x: NDArray[np.float64], foot: NDArray[np.float64], angle: float, cell: float
) -> float:
    """Return how strongly the feet gather in few rows when seen along ``angle`` (down positive)."""
    rows = (foot - x * np.tan(np.radians(angle))) / cell
    rows -= rows.min()
    low = np.floor(rows).astype(np.int64)
    part = rows - low  # shared between two rows, so that the score does not jump
    counts = np.bincount(low, 1 - part, low.max() + 2) + np.bincount(low + 1, part, low.max() + 2)
    return float(np.square(counts).sum())


def _middle_of_peak(angles: NDArray[np.float64], scores: NDArray[np.float64]) -> float:
    """Return the weighted middle of the angles within 10 % of the best score."""
    weights = np.clip(scores - 0.9 * scores.max(), 0, None)
    return float(np.average(angles, weights=weights))
