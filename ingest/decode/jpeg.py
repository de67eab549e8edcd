"""JPEGs that are page images already: kept byte by byte where they lie right.

A 300-dpi page drawn from a PDF by poppler and written anew costs 0.25 s of CPU and 2.4 MB; its own
JPEG kept costs 0.01 s and 0.4 MB, and loses nothing. It is decoded once all the same: to know.
"""

import io
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from domain.arrival import DecodedPage
from domain.errors import TryLater
from ingest.decode.complaints import listen
from ingest.decode.geometry import Resolution, squaring
from ingest.decode.pixels import described

_ORIENTATION = 274


def decodes(data: bytes) -> bool:
    """Say whether the JPEG decodes to its end without complaint."""
    with listen() as heard:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_REDUCED_GRAYSCALE_8)
    return image is not None and not heard.text


def keep(data: bytes, number: int, dots: Resolution, out_dir: Path) -> DecodedPage | None:
    """Keep a JPEG as page ``number``; None when it needs decoding first.

    That is one of other colours than grey or RGB, turned by its camera's tag, with pixels that are
    not square, or damaged. Raises OSError when it has no JPEG's header, ``TryLater`` when it cannot
    be written.
    """
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        width, height = image.size
        turned = image.getexif().get(_ORIENTATION, 1) != 1
        plan = squaring(width, height, dots)
        square = (plan.width, plan.height) == (width, height)
        if image.mode not in ("L", "RGB") or turned or not square or not decodes(data):
            return None
    name = f"page-{number:04d}.jpg"
    try:
        (out_dir / name).write_bytes(data)
    except OSError as error:
        (out_dir / name).unlink(missing_ok=True)
        raise TryLater("disk.write", "a page image cannot be written") from error
    return described(name, (width, height), number, dots, bilevel=False)
