"""The page image as the browser gets it: small enough for a branch office's line.

Measured on 300-dpi scans: WebP of quality 75 at 1654 px (200 dpi) is 186 KiB against 5.4 MiB of
PNG; a bilevel fax page is smallest as the one-bit PNG it is.
"""

import io
from functools import lru_cache

from PIL import Image

from review.ports import Images

_WIDTH = 1654  # pixels: A4 at 200 dpi
_WIDEST = 1700  # up to here the page is sent as it is
_HELD = 48  # renditions in memory: about a dozen reviewers' open records


class Renditions:
    """Makes and remembers screen images; ``page`` returns (media type, bytes)."""

    def __init__(self, images: Images) -> None:
        self._images = images
        self.page = lru_cache(maxsize=_HELD)(self._page)

    def _page(self, key: str) -> tuple[str, bytes]:
        return for_screen(self._images.get(key))


def for_screen(kept: bytes) -> tuple[str, bytes]:
    """Return (media type, bytes) of a page for the screen; its proportions stay."""
    with Image.open(io.BytesIO(kept)) as image:
        if image.width <= _WIDEST or _is_bilevel(image):
            return Image.MIME[image.format or "PNG"], kept
        size = (_WIDTH, round(image.height * _WIDTH / image.width))
        small = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=75, method=2)
    return "image/webp", out.getvalue()


def _is_bilevel(image: Image.Image) -> bool:
    return image.mode == "1"
