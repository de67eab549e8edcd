"""Pages of a PDF, taken out or drawn by poppler one at a time.

Its text layer is never used: it may be a lie.
"""

import contextlib
import math
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
from ingest.decode.geometry import Resolution, resolution
from ingest.decode.limits import DecodeLimits
from ingest.decode.pdf_scan import is_torn, take
from ingest.decode.pdf_sheet import Sheet, open_sheets
from ingest.decode.pixels import PILLOW_FAILS, failed, finish

_RAW = "drawn"  # poppler adds .pgm
_SIZE = re.compile(r"([\d.e+]+) x ([\d.e+]+) pts")
_LONGEST_EDGE = 30_000  # pixels: a strip of 2.5 m at 300 dpi
_A4_POINTS = (595.0, 842.0)


def read_pdf(path: Path, out_dir: Path, limits: DecodeLimits) -> Iterator[DecodedPage]:
    """Yield each page; one more, of problem ``page.embedded_file``, when files are attached.

    Raises ``Unacceptable`` (``file.encrypted``, ``file.damaged``, ``file.no_pages``,
    ``file.too_many_pages``, ``file.portfolio``, ``file.time_out``) or ``Stop`` when poppler is not
    installed.
    """
    about = _about(path, limits)
    count = page_count(about, limits)
    with open_sheets(path, count) as sheets:
        if sheets.is_portfolio:
            raise Unacceptable("file.portfolio", "the PDF is a wrapper of other files")
        for number in range(1, count + 1):
            sheet = sheets.sheet(number)
            drawing = _drawing(sheet, _points(about, number), limits)
            yield _page(path, number, sheet, drawing, out_dir, limits)
        if sheets.holds_files:
            yield failed(count + 1, "page.embedded_file")


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


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a page is drawn."""

    size: tuple[int, ...]  #: pixels: of both edges, or of the longer one alone
    dots: Resolution  #: dots per inch of the drawing
    source: tuple[int, int]  #: dots per inch of what was scanned
    coarse: bool  #: less than that, because the sheet is too large


def _drawing(sheet: Sheet | None, points: tuple[float, float], limits: DecodeLimits) -> Drawing:
    """Choose the scan's own resolution where the page is a scan, else the engine's."""
    dots = sheet.dots if sheet is not None else None
    if sheet is None or dots is None or not _same_size(sheet.shown, points):
        dpi = float(limits.pdf_dpi)
        share = _share((points[0] / 72 * dpi, points[1] / 72 * dpi), limits)
        # The long edge in pixels bounds it even where pdfinfo and pdftoppm disagree on size.
        edge = max(1, round(max(points) / 72 * dpi * share))
        drawn = Resolution(dpi * share, dpi * share)
        return Drawing((edge,), drawn, drawn.tuple, share < 1)
    scanned = drawn = Resolution(*dots)
    if sheet.ink:  # letters drawn over the scan want the engine's resolution
        finest = max(*dots, float(limits.pdf_dpi))
        drawn = Resolution(finest, finest)
    size = sheet.shown[0] / 72 * drawn.across, sheet.shown[1] / 72 * drawn.down
    share = _share(size, limits)
    width, height = (max(1, round(edge * share)) for edge in size)
    drawn = resolution(width, height, (drawn.across * share, drawn.down * share))
    return Drawing((width, height), drawn, scanned.tuple, share < 1)


def _share(size: tuple[float, float], limits: DecodeLimits) -> float:
    """Return by how much a drawing must shrink to stay under the pixel limit; at most 1."""
    area, longest = math.prod(size), max(size)
    return min(1.0, math.sqrt(limits.pdf_page_pixels / area), _LONGEST_EDGE / longest)


def _same_size(shown: tuple[float, float], points: tuple[float, float]) -> bool:
    """Say whether qpdf and poppler speak of the same sheet, whichever way it is turned."""
    return all(
        math.isclose(one, other, rel_tol=0.01)
        for one, other in zip(sorted(shown), sorted(points), strict=True)
    )


def _page(
    path: Path,
    number: int,
    sheet: Sheet | None,
    drawing: Drawing,
    out_dir: Path,
    limits: DecodeLimits,
) -> DecodedPage:
    try:
        taken = take(path, number, sheet, out_dir, limits) if sheet is not None else None
        return taken or _drawn(path, number, sheet, drawing, out_dir, limits)
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
        if shutil.disk_usage(out_dir).free < max(drawing.size) ** 2:
            raise TryLater("disk.write", "a page image cannot be written") from error
        return failed(number, "page.damaged")
    finally:
        (out_dir / f"{_RAW}.pgm").unlink(missing_ok=True)


def _drawn(
    path: Path,
    number: int,
    sheet: Sheet | None,
    drawing: Drawing,
    out_dir: Path,
    limits: DecodeLimits,
) -> DecodedPage:
    warnings = [Forgiven.COARSE] if drawing.coarse else []
    if sheet is not None and is_torn(sheet):
        warnings.append(Forgiven.DECODER_ERROR)
    if not _draw(path, number, drawing.size, out_dir, limits):
        warnings.append(Forgiven.PDF_SYNTAX)
    with Image.open(out_dir / f"{_RAW}.pgm", formats=["PPM"]) as image:
        if image.width * image.height > limits.page_pixels:
            raise Unacceptable("page.too_large", "more pixels than allowed")
        image.load()
        dots = drawing.dots
        page = finish(image, number, dots, out_dir, limits, warnings=tuple(warnings))
    return replace(page, source_dpi=drawing.source)


def _draw(
    path: Path, number: int, size: tuple[int, ...], out_dir: Path, limits: DecodeLimits
) -> bool:
    """Draw one page to a grey file; say whether poppler found its syntax right."""
    try:
        convert_from_path(
            str(path),
            first_page=number,
            last_page=number,
            size=size,
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
