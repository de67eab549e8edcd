"""Type families of Debian packages; development and test letters share none.

Development: fonts-dejavu and fonts-liberation. Test: fonts-crosextra-carlito (drawn to Calibri's
widths), fonts-crosextra-caladea (Cambria's), fonts-freefont-ttf (after Helvetica and Times),
fonts-open-sans and fonts-courier-prime.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from PIL import ImageFont

from domain.errors import Stop

#: Type families by what they look like: first those of development letters, then of test letters.
Family = Literal[
    "sans",
    "serif",
    "narrow",
    "old_sans",
    "old_serif",
    "typewriter",
    "grotesque",
    "roman",
    "office_sans",
    "office_serif",
    "screen_sans",
    "courier",
]

#: family → (regular, bold, italic) files
FILES: dict[Family, tuple[str, str, str]] = {
    "sans": ("LiberationSans-Regular", "LiberationSans-Bold", "LiberationSans-Italic"),
    "serif": ("LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic"),
    "narrow": ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold", "DejaVuSansCondensed-Oblique"),
    "old_sans": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"),
    "old_serif": (
        "DejaVuSerifCondensed",
        "DejaVuSerifCondensed-Bold",
        "DejaVuSerifCondensed-Italic",
    ),
    "typewriter": ("LiberationMono-Regular", "LiberationMono-Bold", "LiberationMono-Italic"),
    "grotesque": ("FreeSans", "FreeSansBold", "FreeSansOblique"),
    "roman": ("FreeSerif", "FreeSerifBold", "FreeSerifItalic"),
    "office_sans": ("Carlito-Regular", "Carlito-Bold", "Carlito-Italic"),
    "office_serif": ("Caladea-Regular", "Caladea-Bold", "Caladea-Italic"),
    "screen_sans": ("OpenSans-Regular", "OpenSans-Bold", "OpenSans-Italic"),
    "courier": ("Courier Prime.otf", "Courier Prime Bold.otf", "Courier Prime Italic.otf"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """All type of one set: what people write in, and what machines and offices print in."""

    families: tuple[Family, ...]  #: a family named twice is met twice as often
    stamp: str  #: file of a registry stamp's letters
    barcode: str  #: file of the digits below bars
    fax: str  #: file of the sending machine's header line


DEV = Faces(
    families=("sans", "serif", "serif", "narrow", "old_sans", "old_serif", "typewriter"),
    stamp="LiberationSans-Bold",
    barcode="LiberationMono-Regular",
    fax="LiberationMono-Regular",
)
TEST = Faces(
    families=(
        "grotesque",
        "roman",
        "roman",
        "office_sans",
        "office_serif",
        "screen_sans",
        "courier",
    ),
    stamp="FreeSansBold",
    barcode="FreeMonoBold",
    fax="FreeMonoBold",
)


def faces(family: Family) -> Faces:
    """Return the set that ``family`` belongs to."""
    return DEV if family in DEV.families else TEST


@cache
def load(file: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return a font by its file, ``.ttf`` unless it says otherwise; ``Stop("fonts.missing")``."""
    name = file if file.endswith(".otf") else f"{file}.ttf"
    try:
        return ImageFont.truetype(name, pixels, layout_engine=ImageFont.Layout.BASIC)
    except OSError as e:
        raise Stop("fonts.missing", "run scripts/install test: a package of type is absent") from e
