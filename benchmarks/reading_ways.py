"""Two ways to read a file: as the product does, and as one does who has only the engine.

Both run in the product's own children: bounded, one OpenMP thread.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytesseract
from pdf2image import convert_from_path
from PIL import Image, ImageSequence

from benchmarks.reading_pages import Given
from dilekce import work
from dilekce.reading import Reader
from domain.arrival import DecodedPage
from domain.errors import Unacceptable


@dataclass(frozen=True, slots=True)
class PageText:
    """What a way of reading made of one page."""

    text: str
    turned: int = 0  #: degrees clockwise it was turned to be read


Way = Callable[[Reader, Path], list[PageText]]


def ours(hands: Reader, path: Path) -> list[PageText]:
    """Return the text of the page read of every page, as ``dilekce.reading`` gets it."""
    run, limits = hands.children.run, hands.limits
    with tempfile.TemporaryDirectory(prefix="reading-") as name:
        folder = Path(name)
        decoded = run(
            "file", limits.file_seconds, work.decode_file, path, folder, hands.decode_limits
        )
        return [_ours(hands, page, folder) for page in decoded.pages]


def _ours(hands: Reader, decoded: DecodedPage, folder: Path) -> PageText:
    """Return an empty text for a page that could not be read: the product would have none."""
    try:
        page = hands.children.run(
            "page", hands.limits.page_seconds, work.read_page, decoded, folder, hands.engine
        )
    except Unacceptable:
        return PageText("")
    return PageText(page.first.text, page.turned)


def naively(hands: Reader, path: Path) -> list[PageText]:
    """Return what pytesseract makes of the file as it is."""
    texts = hands.children.run("file", 10 * hands.limits.file_seconds, naive, path)
    return [PageText(text) for text in texts]


def naive(path: Path) -> list[str]:
    """Return the text of each page: frames of a TIFF through Pillow, PDF through pdf2image."""
    if path.suffix == ".pdf":
        return [_text(image) for image in convert_from_path(path)]
    with Image.open(path) as file:
        return [_text(frame) for frame in ImageSequence.Iterator(file)]


def _text(image: Image.Image) -> str:
    return str(pytesseract.image_to_string(image, lang="tur"))


def read_all(
    hands: Reader, way: Way, files: Iterable[Given], jobs: int
) -> Iterator[tuple[Given, list[PageText]]]:
    """Yield each file with its pages' texts, in order, ``jobs`` files at a time."""
    listed = list(files)
    with ThreadPoolExecutor(jobs) as threads:
        texts = threads.map(lambda given: _attempt(way, hands, given.path), listed)
        yield from zip(listed, texts, strict=True)


def _attempt(way: Way, hands: Reader, path: Path) -> list[PageText]:
    """Return no pages for a file that could not be read at all: each will count as missed."""
    try:
        return way(hands, path)
    except Unacceptable:
        return []
