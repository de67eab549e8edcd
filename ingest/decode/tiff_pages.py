"""Pages of a TIFF, each shown to the decoder as the only page of its file.

We walk the page list ourselves (``ingest.tiff``) and decode from a working copy whose header names
one page and whose page names no next one. So a looping or lying list never reaches libtiff, and a
page that cannot be opened takes no other page with it.
"""

import contextlib
import re
import shutil
import struct
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import cv2
from PIL import Image
from PIL.TiffImagePlugin import IFDRational, TiffImageFile

from domain.arrival import DecodedPage, FaxTags
from domain.errors import TryLater, Unacceptable
from ingest.decode import jpeg
from ingest.decode.complaints import listen
from ingest.decode.forgiven import Forgiven
from ingest.decode.geometry import Resolution, resolution
from ingest.decode.limits import DecodeLimits
from ingest.decode.pixels import PILLOW_FAILS, failed, finish
from ingest.tiff import Directory, Layout, read_directories, read_layout

_WORK = "one-page.tif"
_X_DPI, _Y_DPI, _UNIT, _ORIENTATION = 282, 283, 296, 274
_DESCRIPTION, _DATE_TIME = 270, 306
_PAGE_NUMBER, _BAD_LINES, _CLEAN, _LONGEST_RUN = 297, 326, 327, 328
_RECV_PARAMS, _SUB_ADDRESS, _RECV_TIME, _DCS = 34908, 34909, 34910, 34911
_INCH, _CENTIMETRE = 2, 3
_SIDEWAYS = (5, 6, 7, 8)  # orientation tags that swap width and height
_FAX_CODINGS = (2, 3, 4)  # their short or long lines libtiff fills with a mere warning
_GROUP_4, _JPEG = 4, 7
_PHOTOMETRIC, _GREY_OR_YCBCR = 262, (1, 6)
_JPEG_TABLES, _JPEG_START, _JPEG_END = 347, b"\xff\xd8", b"\xff\xd9"
_FAX_DECODER = re.compile("Fax[34]Decode")
_TEXT = 200  # characters kept of a text tag
#: A blank Group 4 row takes one bit, the end of the page 24: data that are four times as long and
#: some more did not say "blank".
_BLANK_ROWS_A_BYTE, _BLANK_END = 2, 64


def read_tiff(path: Path, out_dir: Path, limits: DecodeLimits) -> Iterator[DecodedPage]:
    """Yield each page; raises ``Unacceptable`` when the page list cannot be read."""
    with path.open("rb") as file:
        layout = read_layout(file)
        directories = read_directories(file, limits.pages)
    work = out_dir / _WORK
    try:
        shutil.copyfile(path, work)
    except OSError as error:
        raise TryLater("disk.write", "the working copy cannot be written") from error
    try:
        for number, directory in enumerate(directories, 1):
            yield _page(work, layout, directory, number, out_dir, limits)
    finally:
        work.unlink()


def _page(
    work: Path,
    layout: Layout,
    directory: Directory,
    number: int,
    out_dir: Path,
    limits: DecodeLimits,
) -> DecodedPage:
    fax: FaxTags | None = None
    try:
        if directory.width * directory.height > limits.page_pixels:
            raise Unacceptable("page.too_large", "more pixels than allowed")
        with _only(work, layout, directory), Image.open(work, formats=["TIFF"]) as image:
            assert isinstance(image, TiffImageFile)
            if image.width * image.height > limits.page_pixels:
                raise Unacceptable("page.too_large", "more pixels than allowed")
            fax, dots = _fax_tags(image), _resolution(image)
            kept = _kept_jpeg(image, work, directory, number, dots, out_dir)
            if kept is not None:
                return replace(kept, fax=fax)
            warnings = _load(image, work, directory)
            return finish(image, number, dots, out_dir, limits, fax, warnings)
    except Unacceptable as refusal:
        return failed(number, refusal.code, fax)
    except MemoryError:
        return failed(number, "page.too_large", fax)
    except PILLOW_FAILS:
        return failed(number, "page.damaged", fax)


@contextlib.contextmanager
def _only(work: Path, layout: Layout, directory: Directory) -> Iterator[None]:
    """Make ``directory`` the first and last of the file for the while."""
    with work.open("r+b") as file:
        following = _patch(file, layout, directory.next_at, 0)
        _patch(file, layout, layout.first_at, directory.offset)
    try:
        yield
    finally:
        with work.open("r+b") as file:
            file.seek(directory.next_at)
            file.write(following)


def _patch(file: BinaryIO, layout: Layout, at: int, offset: int) -> bytes:
    """Write an offset into the file and return the bytes that stood there."""
    file.seek(at)
    before = file.read(struct.calcsize(layout.offset_code))
    file.seek(at)
    file.write(struct.pack(layout.offset_code, offset))
    return before


def _kept_jpeg(
    image: TiffImageFile,
    work: Path,
    directory: Directory,
    number: int,
    dots: Resolution,
    out_dir: Path,
) -> DecodedPage | None:
    """Keep the one JPEG that an upright grey or YCbCr page is (TIFF Technical Note 2), or None."""
    tags = image.tag_v2
    upright = tags.get(_ORIENTATION, 1) == 1 and tags.get(_PHOTOMETRIC) in _GREY_OR_YCBCR
    if directory.compression != _JPEG or len(directory.data) != 1 or not upright:
        return None
    ((at, size),) = directory.data
    with work.open("rb") as file:
        file.seek(at)
        data = file.read(size)
    tables = tags.get(_JPEG_TABLES, b"")
    if isinstance(tables, bytes) and tables.endswith(_JPEG_END):
        data = tables.removesuffix(_JPEG_END) + data[len(_JPEG_START) :]
    page = jpeg.keep(data, number, dots, out_dir)
    if page is not None and (page.width, page.height) != image.size:
        (out_dir / str(page.image)).unlink()
        return None
    return page


def _load(image: TiffImageFile, work: Path, directory: Directory) -> tuple[Forgiven, ...]:
    """Decode the pixels; return what had to be forgiven."""
    with listen() as heard:
        image.load()
    found: list[Forgiven] = []
    if heard.text:
        found.append(Forgiven.DECODER_ERROR)
    if directory.compression in _FAX_CODINGS and (
        _has_bad_lines(work) or _hides_data(image, directory)
    ):
        found.append(Forgiven.BAD_LINES)
    return tuple(found)


def _hides_data(image: TiffImageFile, directory: Directory) -> bool:
    """Tell a blank Group 4 page whose data are too long for one: garbage of 1-bits decodes so."""
    size = sum(size for _, size in directory.data)
    blank = directory.height // _BLANK_ROWS_A_BYTE + _BLANK_END * len(directory.data)
    if directory.compression != _GROUP_4 or size <= blank:
        return False
    darkest, lightest = image.getextrema()
    return darkest == lightest


def _has_bad_lines(work: Path) -> bool:
    """Decode once more with OpenCV, which prints libtiff's warnings; Pillow silences them.

    A line that breaks off or runs over, and data that end too soon, are only warnings. That a page
    has no end-of-line codes is one too, but no damage. It costs 2-7 ms of CPU a page.
    """
    with listen() as heard, contextlib.suppress(cv2.error):
        cv2.imreadmulti(str(work), start=0, count=1, flags=cv2.IMREAD_UNCHANGED)
    warnings = (line for line in heard.text.splitlines() if _FAX_DECODER.search(line))
    return any("without EOL" not in line for line in warnings)


def _resolution(image: TiffImageFile) -> Resolution:
    """Return dots per inch across and down the *upright* page."""
    tags = image.tag_v2
    factor = {_INCH: 1.0, _CENTIMETRE: 2.54}.get(tags.get(_UNIT, _INCH))
    tagged: tuple[float, float] | None = None
    if factor and _X_DPI in tags and _Y_DPI in tags:
        tagged = _float(tags[_X_DPI]) * factor, _float(tags[_Y_DPI]) * factor
    width, height = image.size
    if tags.get(_ORIENTATION) not in _SIDEWAYS:
        return resolution(width, height, tagged)
    # Tags speak of the page as stored; Pillow's size is of the page as turned.
    return resolution(height, width, tagged).turned


def _float(value: object) -> float:
    if isinstance(value, (int, float, Fraction, IFDRational)):
        return float(value)
    return 0.0


def _fax_tags(image: TiffImageFile) -> FaxTags | None:
    """Return the tags of a received fax (RFC 2306, TIFF class F), or None when there are none."""
    tags = image.tag_v2
    page, pages = _page_number(tags.get(_PAGE_NUMBER))
    fax = FaxTags(
        bad_lines=_whole(tags.get(_BAD_LINES)),
        unclean=_whole(tags.get(_CLEAN)),
        longest_bad_run=_whole(tags.get(_LONGEST_RUN)),
        sender=_text(tags.get(_DESCRIPTION)),
        date_time=_text(tags.get(_DATE_TIME)),
        page=page,
        pages=pages,
        params=_whole(tags.get(_RECV_PARAMS)),
        sub_address=_text(tags.get(_SUB_ADDRESS)),
        seconds=_whole(tags.get(_RECV_TIME)),
        dcs=_text(tags.get(_DCS)),
    )
    return None if fax == FaxTags() else fax


def _page_number(value: object) -> tuple[int | None, int | None]:
    """Return (1-based page, total) of a PageNumber tag, which counts from 0."""
    match value:
        case (int(page), int(pages)):
            return page + 1, pages
    return None, None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return "".join(c for c in value[:_TEXT] if c.isprintable()).strip() or None
