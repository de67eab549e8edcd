"""Pieces of page images, and whole pages: cut here, so nothing else is sent."""

import io

from PIL import Image

from domain.geometry import Box

_WIDTH = 1654  # pixels: A4 at 200 dpi


def piece(kept: bytes, box: Box | None = None) -> tuple[str, bytes]:
    """Return (media type, bytes) of a page or of a piece of it, ``box`` in pixels of the page."""
    with Image.open(io.BytesIO(kept)) as image:
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
