"""Named ways to prepare a page image for the engine, chosen from the page's own measurements.

Character errors (%) on generated pages, tesseract 5.3 ``tur``, first as they come, then prepared;
10–12-point print and 8.5–9.5-point print:

=============  ===========  ===========  =====================================================
fine fax       0.40 → 0.11  1.67 → 0.85  enlarging without a blur: 5.53
standard fax   1.19 → 0.43  5.53 → 3.48  enlarging without a blur: 3.54; a median filter worse
200-dpi scan   0.11         -            enlarged to 300 dpi: 0.07 for half as much time again
=============  ===========  ===========  =====================================================

Enlarging a fax to 300 dpi and then blurring reads as well as blurring it at its own size, for 40 %
more time; so the page read keeps the size, and the second read, which must see other pixels to be a
witness, enlarges.

What else was tried, on eight plain pages a channel of the development fonts (five for the sizes),
tesseract 5.5; errors in %:

======================================  ====================================================
scans at 200, 240 or 300 dots an inch   300-dpi scan 0.08, 0.11, 0.11; 200-dpi scan 0.09,
                                        0.09, 0.12; copy of a copy 1.51, 1.23, 1.23; the same
                                        time: left as they come
lone dots removed always, never, or     fine fax 0.11, 0.10, 0.08; standard 0.34, 0.33, 0.32;
from strewn pages only                  copy of a copy 1.60, 1.20, 1.20: only from strewn ones
dirt up to 0.7 mm removed that lies     copy of a copy 1.60 as without; 0.5 mm from anything
0.8 mm from anything larger             2.54, for full stops go too: not done
pictures and carbon copies levelled     ``ocr.levels``: 1.85 → 0.06 and 25.4 → 0.36
perspective of pictures taken out       0.06 is left without it: not done
======================================  ====================================================
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.pixels import WHITE, Grey, blurred, scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One way to prepare: changes of scale and of grey only, so boxes map back by a factor."""

    name: str
    dpi: tuple[int, int]  #: least and most dots per inch of the prepared image
    blur: float = 0.0  #: sigma of the Gaussian, pixels of the prepared image
    specks: bool = False  #: lone dots go first, where the page is strewn with them


#: Grey pages and bilevel ones of 250 dpi and more: nothing beats leaving them alone.
SCAN = Profile(name="scan", dpi=(180, 300))
#: 204×196: the blur gives back the greys that the threshold took.
FAX_FINE = Profile(name="fax_fine", dpi=(180, 300), blur=0.8, specks=True)
#: 204×98 with doubled rows: a wider blur also rounds off the doubled steps.
FAX_STANDARD = Profile(name="fax_standard", dpi=(180, 300), blur=1.0, specks=True)

SCAN_SMALLER = Profile(name="scan_smaller", dpi=(200, 200), blur=0.6)
SCAN_LARGER = Profile(name="scan_larger", dpi=(300, 300), blur=0.8)
FAX_LARGER = Profile(name="fax_larger", dpi=(300, 300), blur=1.5, specks=True)
FAX_STANDARD_LARGER = Profile(name="fax_standard_larger", dpi=(300, 300), blur=2.0, specks=True)

#: Share of pixels in lone dots from which they are noise. Quiet lines give less than 50 in a
#: million, copies of copies as much, noisy lines 100 to 700.
_STREWN = 100e-6
#: A bilevel page as coarse as this suffers from its threshold.
_COARSE_DPI = 250


def choose(*, dpi: int, bilevel: bool, standard_fax: bool) -> tuple[Profile, Profile]:
    """Return the profiles of the page read and of the second read."""
    if standard_fax:
        return FAX_STANDARD, FAX_STANDARD_LARGER
    if bilevel and dpi < _COARSE_DPI:
        return FAX_FINE, FAX_LARGER
    return SCAN, SCAN_SMALLER if dpi >= _COARSE_DPI else SCAN_LARGER


def prepare(image: Grey, dpi: int, profile: Profile) -> tuple[Grey, int]:
    """Return the prepared image and its dots per inch; the same image when nothing is to do."""
    least, most = profile.dpi
    target = min(max(dpi, least), most)
    if profile.specks:
        image = without_specks(image)
    prepared = blurred(scaled(image, target / dpi), profile.blur)
    return prepared, target if prepared.shape != image.shape else dpi


def without_specks(image: Grey) -> Grey:
    """Return the image with dark dots of one or two pixels that touch no other made white.

    Only these: a filter over all pixels destroys standard fax. And only where the page is strewn
    with them: on a clean page they are what a copier left of the dots of i and ü. Counting
    neighbours finds just the dots that labelling all patches would, in a twelfth of its 0.03 s.
    """
    dark = cv2.threshold(image, WHITE // 2, 1, cv2.THRESH_BINARY_INV)[1]
    around = cv2.boxFilter(dark, -1, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    # Of such a dot is what has one dark neighbour at most, and so has that one.
    crowd = cv2.dilate(cv2.multiply(around, dark), np.ones((3, 3), np.uint8))
    lone = cv2.multiply(dark, cv2.threshold(crowd, 2, WHITE, cv2.THRESH_BINARY_INV)[1])
    if cv2.countNonZero(lone) < _STREWN * image.size:
        return image
    return np.asarray(cv2.max(image, lone), np.uint8)
