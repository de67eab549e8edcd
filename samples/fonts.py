"""The type families of the Debian packages fonts-dejavu and fonts-liberation."""

from functools import cache

from PIL import ImageFont

from domain.errors import Stop
from samples.letter import Family

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
}


@cache
def load(file: str, pixels: int) -> ImageFont.FreeTypeFont:
    """Return a font by its file's stem; raises ``Stop("fonts.missing")``."""
    try:
        return ImageFont.truetype(f"{file}.ttf", pixels, layout_engine=ImageFont.Layout.BASIC)
    except OSError as e:
        raise Stop("fonts.missing", "install the packages fonts-dejavu and fonts-liberation") from e
