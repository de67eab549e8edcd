"""The one page of a JPEG or PNG."""

import contextlib
from pathlib import Path

from PIL import Image, ImageOps

from domain.arrival import DecodedPage, FileType
from domain.errors import Unacceptable
from ingest.decode import jpeg
from ingest.decode.forgiven import Forgiven
from ingest.decode.geometry import resolution
from ingest.decode.limits import DecodeLimits
from ingest.decode.pixels import PILLOW_FAILS, failed, finish

_FORMATS = {FileType.JPEG: "JPEG", FileType.PNG: "PNG"}


def read_photo(path: Path, kind: FileType, out_dir: Path, limits: DecodeLimits) -> DecodedPage:
    """Return the picture as page 1, turned as its camera says (EXIF)."""
    try:
        with Image.open(path, formats=[_FORMATS[kind]]) as image:
            if image.width * image.height > limits.page_pixels:
                raise Unacceptable("page.too_large", "more pixels than allowed")
            warnings: tuple[Forgiven, ...] = ()
            if kind is FileType.JPEG:
                data, dots = path.read_bytes(), resolution(*image.size, _tagged(image))
                kept = jpeg.keep(data, 1, dots, out_dir)
                if kept is not None:
                    return kept
                warnings = () if jpeg.decodes(data) else (Forgiven.DECODER_ERROR,)
            if image.mode == "RGB":
                # A JPEG then decodes to brightness alone: a third of the memory, half the time.
                image.draft("L", image.size)
            image.load()
            upright = ImageOps.exif_transpose(image)
            dots = resolution(*upright.size, _tagged(image))
            return finish(upright, 1, dots, out_dir, limits, warnings=warnings)
    except Unacceptable as refusal:
        return failed(1, refusal.code)
    except MemoryError:
        return failed(1, "page.too_large")
    except PILLOW_FAILS:
        return failed(1, "page.damaged")


def _tagged(image: Image.Image) -> tuple[float, float] | None:
    """Return the file's dots per inch. Turning may swap them, but photos have equal ones."""
    with contextlib.suppress(TypeError, ValueError, ZeroDivisionError):
        across, down = image.info.get("dpi", (0.0, 0.0))
        return float(across), float(down)
    return None
