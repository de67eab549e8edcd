"""What a PDF page is: its size, the scan it is made of, and at which resolution that was scanned.

Read with qpdf (pikepdf), only to choose how poppler is asked: what cannot be understood here is
drawn like any page.
"""

import logging
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Name, Stream

from ingest.decode.pdf_walk import PIKEPDF_FAILS, Placed, annotations, walk

# qpdf's remarks on strangers' files: what they say may be the strangers' words.
logging.getLogger("pikepdf").setLevel(logging.CRITICAL)

#: An image this close to the page's edges fills it (share of the edge's length).
_EDGE = 0.1
#: Images that together cover this share of a page are its scan.
_MOST_OF_IT = 0.5
#: Dots per inch that a picture on a scan may ask of the whole page.
_ENOUGH = 300
#: An image smaller than this share of the page is an ornament.
_ORNAMENT = 0.005


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size, its images, and what else is on it."""

    box: tuple[float, float, float, float]  #: left, bottom, right, top in points: what is shown
    rotate: int  #: degrees clockwise it is shown turned by: 0, 90, 180, 270
    images: tuple[Placed, ...]
    dots: tuple[int, int] | None  #: per inch, across and down as shown, of its scan if it has one
    ink: bool  #: text, lines, areas or annotations are painted too
    plain: bool  #: nothing is clipped, blended, tinted or optional: images show as they are

    @property
    def shown(self) -> tuple[float, float]:
        """Width and height in points as shown."""
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (width, height) if self.rotate in (0, 180) else (height, width)

    @property
    def scan(self) -> Stream | None:
        """The image that is the whole page, upright, with nothing else to be seen; or None."""
        if self.ink or not self.plain or len(self.images) != 1:
            return None
        (placed,) = self.images
        a, b, c, d, left, bottom = placed.matrix
        if abs(b) + abs(c) > 0.01 or a <= 0 or d <= 0:
            return None
        x0, y0, x1, y1 = self.box
        slack_x, slack_y = _EDGE * (x1 - x0), _EDGE * (y1 - y0)
        misses = (abs(left - x0), abs(left + a - x1)), (abs(bottom - y0), abs(bottom + d - y1))
        fills = max(misses[0]) <= slack_x and max(misses[1]) <= slack_y
        return placed.image if fills else None


def _sheet(page: pikepdf.Page) -> Sheet:
    x0, y0, x1, y1 = (float(edge) for edge in page.cropbox)
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    found = walk(page)
    rotate = page.rotation % 360
    across, down = _finest(found.images, (box[2] - box[0]) * (box[3] - box[1])) or (0, 0)
    turned = (across, down) if rotate in (0, 180) else (down, across)
    dots = turned if across and down else None
    return Sheet(box, rotate, tuple(found.images), dots, found.ink, found.plain)


def _finest(images: Iterable[Placed], area: float) -> tuple[int, int] | None:
    """Return the dots per inch that lose nothing of a scan on ``area`` square points of page.

    A scan in strips or layers is taken together; an ornament does not count. None without a scan.
    """
    covered: dict[tuple[int, int], float] = {}
    for placed in images:
        if placed.area > _ORNAMENT * area:
            key = round(placed.dots[0]), round(placed.dots[1])
            covered[key] = covered.get(key, 0.0) + placed.area / area
    if sum(covered.values()) < _MOST_OF_IT:
        return None
    across, down = max(covered, key=math.prod)
    scans = [dots for dots, share in covered.items() if share >= _MOST_OF_IT]
    if scans and (across, down) not in scans:  # a finer picture lies on the scan
        widest, tallest = max(scans, key=math.prod)
        across, down = max(widest, min(across, _ENOUGH)), max(tallest, min(down, _ENOUGH))
    return across, down


class Sheets:
    """The pages of one PDF. Without ``pdf``, or where qpdf counts other pages, nothing is known."""

    is_portfolio = False  #: the pages are but a wrapper of the files inside (ISO 32000-1 §12.3.5)
    holds_files = False  #: files are attached, to the document or to a page
    _pages: Sequence[pikepdf.Page] = ()

    def __init__(self, pdf: pikepdf.Pdf | None, pages: int) -> None:
        with suppress(*PIKEPDF_FAILS):
            if pdf is not None and len(pdf.pages) == pages:
                self._pages = list(pdf.pages)
            if pdf is not None:
                self.is_portfolio = "/Collection" in pdf.Root
                attached = len(pdf.attachments) > 0
                self.holds_files = attached or any(map(_has_file, self._pages))

    def sheet(self, number: int) -> Sheet | None:
        """Return what is on page ``number``, or None when that is unclear."""
        with suppress(*PIKEPDF_FAILS):
            return _sheet(self._pages[number - 1])
        return None


def _has_file(page: pikepdf.Page) -> bool:
    return any(
        annotation.get("/Subtype") == Name.FileAttachment for annotation in annotations(page)
    )


@contextmanager
def open_sheets(path: Path, pages: int) -> Iterator[Sheets]:
    """Open the PDF at ``path``, which has so many ``pages`` by poppler's count."""
    try:
        pdf = pikepdf.open(path)
    except PIKEPDF_FAILS:
        yield Sheets(None, pages)
        return
    with pdf:
        yield Sheets(pdf, pages)
