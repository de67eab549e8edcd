"""The page image as the browser gets it: small enough for a branch office's line.

Measured on 300-dpi scans: WebP of quality 75 at 1654 px (200 dpi) is 186 KiB against 5.4 MiB of
PNG; a bilevel fax page is smallest as the one-bit PNG it is (84 KiB; lossy 3 to 7 times more).
"""

import io
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum

from PIL import Image

from review.ports import Images

_WIDTH = 1654  # pixels: A4 at 200 dpi
_WIDEST = 1700  # up to here the page is sent as it is
_THUMB = 180  # pixels: tells pages apart, too small to be read
_MAKERS = 2  # Pillow lets go of the interpreter while it works
_HELD = 64  # renditions in memory: about a dozen reviewers' open records and the next ones


class Size(StrEnum):
    """How large the browser wants a page."""

    VIEW = "view"  #: for the screen
    FULL = "full"  #: every pixel of the scan, for the lens and for zooming in
    THUMB = "thumb"  #: for a strip of pages


class Renditions:
    """Makes and remembers screen images, each made once however many ask for it."""

    def __init__(self, images: Images) -> None:
        self._images = images
        self._makers = ThreadPoolExecutor(_MAKERS, "rendition")
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, Size], Future[tuple[str, bytes]]] = OrderedDict()

    def prepare(self, key: str, size: Size = Size.VIEW) -> Future[tuple[str, bytes]]:
        """Begin to make an image before the browser asks for it."""
        with self._lock:
            future = self._held.get((key, size))
            if future is None or (future.done() and future.exception()):
                future = self._makers.submit(self._make, key, size)
                self._held[key, size] = future
            self._held.move_to_end((key, size))
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return future

    def page(self, key: str, size: Size) -> tuple[str, bytes]:
        """Return (media type, bytes); raises ``TryLater`` when the store cannot give the page."""
        return self.prepare(key, size).result()

    def _make(self, key: str, size: Size) -> tuple[str, bytes]:
        return rendered(self._images.get(key), size)


def rendered(kept: bytes, size: Size) -> tuple[str, bytes]:
    """Return (media type, bytes) of a page in that size; its proportions stay."""
    with Image.open(io.BytesIO(kept)) as image:
        media_type = Image.MIME[image.format or "PNG"]
        if size is Size.THUMB:
            return "image/webp", _webp(image.convert("L"), _THUMB)
        if image.mode == "1" or (media_type == "image/jpeg" and size is Size.FULL):
            return media_type, kept
        if size is Size.FULL:
            return "image/jpeg", _jpeg(image)
        if image.width <= _WIDEST:
            return media_type, kept
        return "image/webp", _webp(image, _WIDTH)


def _webp(image: Image.Image, width: int) -> bytes:
    size = (width, max(1, round(image.height * width / image.width)))
    small = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=75, method=2)
    return out.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("L" if image.mode in {"L", "LA", "I", "I;16"} else "RGB").save(
        out, "JPEG", quality=85
    )
    return out.getvalue()
