"""Pages of a PDF, drawn by poppler one at a time. Its text layer is never used: it may be a lie."""

import contextlib
import math
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)
from PIL import Image

from domain.arrival import DecodedPage
from domain.errors import Stop, TryLater, Unacceptable
from ingest.decode.forgiven import Forgiven
from ingest.decode.geometry import Resolution
from ingest.decode.limits import DecodeLimits
from ingest.decode.pixels import PILLOW_FAILS, failed, finish

_RAW = "drawn"  # poppler adds .pgm
_SIZE = re.compile(r"([\d.e+]+) x ([\d.e+]+) pts")
_LONGEST_EDGE = 30_000  # pixels: a strip of 2.5 m at 300 dpi
_A4_POINTS = (595.0, 842.0)


def read_pdf(path: Path, out_dir: Path, limits: DecodeLimits) -> Iterator[DecodedPage]:
    """Yield each page.

    Raises ``Unacceptable`` (``file.encrypted``, ``file.damaged``, ``file.no_pages``,
    ``file.too_many_pages``, ``file.time_out``) or ``Stop`` when poppler is not installed.
    """
    about = _about(path, limits)
    for number in range(1, page_count(about, limits) + 1):
        yield _page(path, number, _points(about, number), out_dir, limits)


def page_count(about: Mapping[str, object], limits: DecodeLimits) -> int:
    """Return the number of pages in what ``pdfinfo`` says; raises ``Unacceptable``."""
    count = about["Pages"]
    assert isinstance(count, int)
    if count <= 0:
        raise Unacceptable("file.no_pages", "the PDF has no pages")
    if count > limits.pages:
        raise Unacceptable("file.too_many_pages", "more pages than allowed")
    return count


def _about(path: Path, limits: DecodeLimits) -> dict[str, object]:
    try:
        about: dict[str, object] = pdfinfo_from_path(
            str(path), first_page=1, last_page=limits.pages, timeout=limits.page_seconds
        )
    except PDFPageCountError as error:
        if "password" in str(error):
            raise Unacceptable("file.encrypted", "the PDF asks for a password") from error
        if "last page (0)" in str(error):
            raise Unacceptable("file.no_pages", "the PDF has no pages") from error
        raise Unacceptable("file.damaged", "poppler cannot open the PDF") from error
    except PDFPopplerTimeoutError as error:
        raise Unacceptable("file.time_out", "poppler did not finish opening the PDF") from error
    except PDFInfoNotInstalledError as error:
        raise Stop("program.missing", "install poppler-utils: pdfinfo was not found") from error
    return about


def _points(about: Mapping[str, object], number: int) -> tuple[float, float]:
    """Return the page's size in points; A4 when pdfinfo could not tell."""
    for key in (f"Page {number:4d} size", "Page size"):
        size = _SIZE.match(str(about.get(key, "")))
        if size:
            with contextlib.suppress(ValueError):
                width, height = float(size[1]), float(size[2])
                if 1 <= width < 1e9 and 1 <= height < 1e9:
                    return width, height
    return _A4_POINTS


def drawing_dpi(points: tuple[float, float], limits: DecodeLimits) -> float:
    """Return the dots per inch that keep a sheet of this size under the pixel limit."""
    inches = points[0] * points[1] / 72 / 72
    longest = max(points) / 72
    return min(
        float(limits.pdf_dpi), math.sqrt(limits.pdf_page_pixels / inches), _LONGEST_EDGE / longest
    )


def _page(
    path: Path, number: int, points: tuple[float, float], out_dir: Path, limits: DecodeLimits
) -> DecodedPage:
    dpi = drawing_dpi(points, limits)
    # The long edge in pixels bounds the drawing even where pdfinfo and pdftoppm disagree on size.
    edge = max(1, round(max(points) / 72 * dpi))
    warnings = [] if dpi == limits.pdf_dpi else [Forgiven.COARSE]
    raw = out_dir / f"{_RAW}.pgm"
    try:
        if not _draw(path, number, edge, out_dir, limits):
            warnings.append(Forgiven.PDF_SYNTAX)
        with Image.open(raw, formats=["PPM"]) as image:
            if image.width * image.height > limits.page_pixels:
                raise Unacceptable("page.too_large", "more pixels than allowed")
            image.load()
            dots = Resolution(dpi, dpi)
            return finish(image, number, dots, out_dir, limits, warnings=tuple(warnings))
    except Unacceptable as refusal:
        return failed(number, refusal.code)
    except MemoryError:
        return failed(number, "page.too_large")
    except PDFInfoNotInstalledError as error:
        raise TryLater("program.start", "poppler could not be started") from error
    except PDFPopplerTimeoutError:
        return failed(number, "page.time_out")
    except (*PILLOW_FAILS, PDFPageCountError) as error:
        # Poppler says nothing of a full disk: it just leaves no drawing, or half of one.
        if shutil.disk_usage(out_dir).free < edge * edge:
            raise TryLater("disk.write", "a page image cannot be written") from error
        return failed(number, "page.damaged")
    finally:
        raw.unlink(missing_ok=True)


def _draw(path: Path, number: int, edge: int, out_dir: Path, limits: DecodeLimits) -> bool:
    """Draw one page to a grey file; say whether poppler found its syntax right."""
    try:
        convert_from_path(
            str(path),
            first_page=number,
            last_page=number,
            size=(edge,),
            grayscale=True,
            fmt="ppm",
            output_folder=str(out_dir),
            output_file=_RAW,
            single_file=True,
            paths_only=True,
            use_cropbox=True,  # what a viewer shows, and what pdfinfo measures
            strict=True,
            timeout=limits.page_seconds,
        )
    except PDFSyntaxError:
        return False
    return True
