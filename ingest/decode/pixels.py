"""From whatever a decoder gives to what OCR takes: square pixels, grey or 1 bit, black on white."""

import struct
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from domain.arrival import DecodedPage, FaxTags
from domain.errors import TryLater, Unacceptable
from ingest.decode.forgiven import Forgiven
from ingest.decode.geometry import Resolution, squaring
from ingest.decode.limits import DecodeLimits

#: Text covers 2–15 % of a page, the darkest test chart 43 %: beyond this the polarity is wrong.
_INVERTED = 0.8
#: A page this dark holds no text in either polarity: show it as it came.
_ALL_BLACK = 0.999
#: Less of one colour than this and a page of which the decoder complained is lost: some stray rows
#: of a fax are 0.1 %, one line of a letter is 0.3 %.
_LOST = 1e-3
#: PNG effort for bilevel pages: 10 ms, 38 kB a fax page.
_PNG_EFFORT = 1
#: Grey pages are kept, so time and size both count. CPU seconds to write, to read, MB for an A4
#: page of 300 dpi: level 1 0.18, 0.07, 2.87; level 6 0.76, 0.07, 2.31; lossless WebP 0.66 and 2.92;
#: rows as differences to the row above, runs only: 0.08, 0.04, 2.40.
_GREY_PNG = (
    cv2.IMWRITE_PNG_COMPRESSION, 1,
    cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP,
    cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE,
)  # fmt: skip


#: What Pillow raises for pages it cannot open or decode.
PILLOW_FAILS = (
    OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, OverflowError, EOFError,
    ZeroDivisionError, AttributeError, AssertionError, struct.error,
)  # fmt: skip
#: Warnings that mean pixels may be wrong.
_DOUBTS = frozenset({Forgiven.DECODER_ERROR, Forgiven.BAD_LINES, Forgiven.PDF_SYNTAX})


def failed(number: int, problem: str, fax: FaxTags | None = None) -> DecodedPage:
    """Return a page without image: ``problem`` is a ``page.…`` code."""
    return DecodedPage(number=number, image=None, fax=fax, problem=problem)


def to_grey(image: Image.Image) -> Image.Image:
    """Return ``image`` as mode ``1`` when it is bilevel, else ``L``; transparency becomes paper.

    Raises ``Unacceptable`` (``page.damaged``) for pixels that are no picture of paper.
    """
    mode = image.mode
    if mode in ("1", "L"):
        return image
    if mode.startswith("I;16") or mode == "I":
        return _from_deep(image)
    if mode == "F":
        raise Unacceptable("page.damaged", "pixels are numbers, not a picture")
    if mode == "P" and "transparency" in image.info:
        image = image.convert("RGBA")
    if "A" in image.getbands():
        paper = Image.new("L", image.size, 255)
        return Image.composite(image.convert("L"), paper, image.getchannel("A"))
    return image.convert("L")


def _from_deep(image: Image.Image) -> Image.Image:
    """Keep the upper 8 of 16 bits; Pillow's own conversion clips at 255: a white page."""
    deep = np.asarray(image)
    return Image.fromarray((np.clip(deep, 0, 65535) >> 8).astype(np.uint8))


def dark_share(image: Image.Image) -> float:
    """Return the share of dark pixels of a ``1`` or ``L`` image, 0…1."""
    histogram = image.histogram()
    # White of a 1-bit image may be kept as any number but 0, by Pillow's own account 1 or 255.
    darkest_light = 1 if image.mode == "1" else 128
    return sum(histogram[:darkest_light]) / max(1, sum(histogram))


def is_plain(image: Image.Image) -> bool:
    """Say whether the page is of one colour, white or black, but for some stray dots."""
    share = dark_share(image)
    return min(share, 1 - share) < _LOST


def black_on_white(image: Image.Image) -> tuple[Image.Image, bool]:
    """Return a bilevel image with dark text, and whether it had to be inverted for that."""
    if image.mode == "1" and _INVERTED < dark_share(image) < _ALL_BLACK:
        return image.point(lambda value: 0 if value else 255), True
    return image, False


def squared(image: Image.Image, dots: Resolution) -> Image.Image:
    """Return the image with square pixels."""
    plan = squaring(image.width, image.height, dots)
    size = (plan.width, plan.height)
    if size == image.size:
        return image
    if plan.exact:
        return image.resize(size, Image.Resampling.NEAREST)
    smooth = image.convert("L").resize(size, Image.Resampling.BICUBIC)
    if image.mode == "1":
        return smooth.point(lambda value: 255 if value >= 128 else 0, "1")
    return smooth


def described(
    name: str,
    size: tuple[int, int],
    number: int,
    dots: Resolution,
    *,
    bilevel: bool,
    warnings: tuple[Forgiven, ...] = (),
) -> DecodedPage:
    """Return the page whose image of square pixels is the file ``name`` in the working folder."""
    width, height = size
    assumed = (Forgiven.RESOLUTION_ASSUMED,) if dots.assumed else ()
    return DecodedPage(
        number=number,
        image=name,
        width=width,
        height=height,
        dpi=dots.finest,
        source_dpi=dots.tuple,
        bilevel=bilevel,
        warnings=(*warnings, *assumed),
    )


def _write(path: Path, image: Image.Image) -> None:
    try:
        if image.mode == "1":
            image.save(path, compress_level=_PNG_EFFORT)
        else:
            path.write_bytes(cv2.imencode(".png", np.asarray(image), _GREY_PNG)[1].tobytes())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise TryLater("disk.write", "a page image cannot be written") from error


def finish(
    image: Image.Image,
    number: int,
    dots: Resolution,
    out_dir: Path,
    limits: DecodeLimits,
    fax: FaxTags | None = None,
    warnings: tuple[Forgiven, ...] = (),
) -> DecodedPage:
    """Write the page's PNG and return its description.

    Raises ``Unacceptable`` (``page.damaged``) for a plain page of which the decoder complained:
    that is a lost page, not an empty one. Raises ``TryLater`` when the PNG cannot be written.
    """
    image = to_grey(image)
    plan = squaring(image.width, image.height, dots)
    if plan.width * plan.height > limits.page_pixels:
        raise Unacceptable("page.too_large", "more pixels than allowed")
    if _DOUBTS & set(warnings) and is_plain(image):
        raise Unacceptable("page.damaged", "nothing of the page could be decoded")
    image, inverted = black_on_white(image)
    image = squared(image, dots)
    found = (*warnings, Forgiven.INVERTED) if inverted else warnings
    name = f"page-{number:04d}.png"
    _write(out_dir / name, image)
    size, bilevel = image.size, image.mode == "1"
    page = described(name, size, number, dots, bilevel=bilevel, warnings=found)
    return replace(page, fax=fax)
