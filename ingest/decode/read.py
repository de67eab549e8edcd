"""The door: one file to its pages, whatever its type."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from domain.arrival import DecodedPage, FileType
from domain.errors import Unacceptable
from ingest.complete import check_complete
from ingest.decode.limits import DecodeLimits
from ingest.decode.pdf_pages import read_pdf
from ingest.decode.photo_pages import read_photo
from ingest.decode.tiff_pages import read_tiff
from ingest.sniff import sniff_file


@dataclass(frozen=True, slots=True)
class DecodedFile:
    """All pages the file declares, in order: ``len(pages) == declared_pages``.

    A PDF to which files are attached has one page more, with the problem that tells so.
    """

    pages: tuple[DecodedPage, ...]
    declared_pages: int


def decode(path: Path, out_dir: Path, limits: DecodeLimits) -> DecodedFile:
    """Decode the file at ``path`` into ``page-0001.png`` or ``.jpg`` … in the empty ``out_dir``.

    A page that cannot be decoded is a page with a ``problem``; the others come out all the same.
    Raises ``Unacceptable`` with a ``file.…`` code of ``domain.errors.PROBLEMS`` when the file as a
    whole is of no use, ``Stop`` when poppler is missing, OSError when ``out_dir`` cannot be
    written. May also run out of memory or time, or crash: call it in a child process that bounds
    these, and kill that child's whole process group (poppler runs below it).
    """
    size = path.stat().st_size
    if size == 0:
        raise Unacceptable("file.empty", "the file has no bytes")
    if size > limits.bytes:
        raise Unacceptable("file.too_large", "more bytes than allowed")
    kind = sniff_file(path)
    if kind is None:
        raise Unacceptable("file.unknown_type", "neither TIFF, PDF, JPEG nor PNG")
    check_complete(path)
    # We compare sizes ourselves before any pixel is decoded, page by page and with our own limit.
    Image.MAX_IMAGE_PIXELS = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow mumbles about tags no page depends on
        found = _pages(path.resolve(), kind, out_dir, limits)
        pages = tuple(_within_budget(found, out_dir, limits))
    if all(page.problem for page in pages):
        raise Unacceptable("file.no_readable_page", "no page could be decoded")
    return DecodedFile(pages, len(pages))


def _pages(
    path: Path, kind: FileType, out_dir: Path, limits: DecodeLimits
) -> Iterator[DecodedPage]:
    match kind:
        case FileType.TIFF:
            yield from read_tiff(path, out_dir, limits)
        case FileType.PDF:
            yield from read_pdf(path, out_dir, limits)
        case FileType.JPEG | FileType.PNG:
            yield read_photo(path, kind, out_dir, limits)


def _within_budget(
    pages: Iterator[DecodedPage], out_dir: Path, limits: DecodeLimits
) -> Iterator[DecodedPage]:
    """Refuse the pages beyond the file's total of pixels, so that many cannot fill the disk."""
    left = limits.total_pixels
    for page in pages:
        left -= page.width * page.height
        if left >= 0 or page.image is None:
            yield page
            continue
        (out_dir / page.image).unlink()
        yield DecodedPage(number=page.number, image=None, fax=page.fax, problem="page.too_large")
