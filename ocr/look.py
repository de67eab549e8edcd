"""How a page looks from afar: a short hash that two images of the same paper nearly share."""

import cv2
import numpy as np

from ocr.marks import Marks

#: Cells across and down: one cell is about 9 × 9 mm, larger than a second feeding shifts a page.
_CELLS = (24, 33)


def hashed(marks: Marks) -> str:
    """Return 792 bits as hex digits: whether each cell holds more ink than the one to its right."""
    across, down = _CELLS
    ink = cv2.resize(
        marks.mask.astype(np.float32), (across + 1, down), interpolation=cv2.INTER_AREA
    )
    soft = cv2.GaussianBlur(ink, (0, 0), 0.8)
    bits = soft[:, :-1] > soft[:, 1:] + 0.002
    return np.packbits(bits).tobytes().hex()
