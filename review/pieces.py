"""Pieces of page images, and pages with places blacked out: made here, so nothing else is sent."""

import io
from collections.abc import Iterable

from PIL import Image

from domain.geometry import Box

_WIDTH = 1654  # pixels: A4 at 200 dpi


def piece(kept: bytes, box: Box | None = None, blacked: Iterable[Box] = ()) -> tuple[str, bytes]:
    """Return (media type, bytes) of a page or of a piece of it.

    ``box`` and ``blacked`` are in pixels of the kept image; what is blacked out is burnt in.
    """
    with Image.open(io.BytesIO(kept)) as image:
        image.load()
        for place in blacked:
            image.paste(0, (place.x, place.y, place.right, place.bottom))
        cut = image.crop((box.x, box.y, box.right, box.bottom)) if box else image
        return _encoded(cut)


def _encoded(image: Image.Image) -> tuple[str, bytes]:
    out = io.BytesIO()
    if image.mode == "1" or image.width < _WIDTH // 2:
        image.save(out, "PNG")
        return "image/png", out.getvalue()
    if image.width > _WIDTH:
        size = (_WIDTH, round(image.height * _WIDTH / image.width))
        image = image.resize(size, Image.Resampling.BOX, reducing_gap=2.0)
    image.save(out, "WEBP", quality=75, method=2)
    return "image/webp", out.getvalue()
