"""Is there nothing on the page? Asked of marks, so that dust, holes and streaks do not count."""

import numpy as np

from ocr.marks import Marks

#: Marks this large are counted; the smallest letter of 8-point print has 1.3 mm.
_LETTER_MM = 1.0
#: Dirt makes one or two; the shortest word worth reading has three.
_FEW = 3
#: One stroke this long is somebody's: a signature, a tick, a stamp.
_STROKE_MM = 8.0
#: Paper is lighter than this; a darker sheet is a failed scan, which a person should see.
_DARKEST_PAPER = 90


def is_blank(marks: Marks) -> bool:
    """Say whether the page has neither three marks as large as a letter nor one long stroke.

    Faint letters count as much as black ones. In doubt a page is not blank.
    """
    if marks.paper < _DARKEST_PAPER:
        return False
    size = np.maximum(marks.boxes[:, 2], marks.boxes[:, 3])
    letters = np.count_nonzero(size >= marks.pixels(_LETTER_MM))
    return bool(letters < _FEW and not np.any(size >= marks.pixels(_STROKE_MM)))
