"""Uneven light evened out: every pixel measured against the bare paper around it.

The engine parts ink from paper by one grey for the whole page: in a shadow it takes paper for ink,
on a pale carbon copy ink for paper. Character errors (%) without and with levelling, 8 generated
pages a channel: phone pictures 1.85 → 0.06, carbon copies 25.4 → 0.36, a 200-dpi scan lit from one
side 0.12 → 0.12. It costs 0.015 s of CPU a page, and evenly lit pages only the look at their paper.
"""

import cv2
import numpy as np

from ocr.marks import Marks
from ocr.pixels import WHITE, Grey

#: Bare paper differs by less than this over an evenly lit page, grey levels. Scans of white paper
#: measure 0 to 1, unevenly lit ones up to 24, carbon copies from 13, pictures from 60.
_UNEVEN = 8


def levelled(page: Grey, found: Marks) -> Grey:
    """Return the page with its bare paper white everywhere; an even page as it is.

    ``found`` are the marks of ``page``. Shades of ink keep their share of the paper's light.
    """
    low, high = np.percentile(found.light, (5, 95))
    if high - low < _UNEVEN:
        return page
    light = cv2.resize(found.light, page.shape[::-1])
    return np.asarray(cv2.divide(page, light, scale=WHITE), np.uint8)
