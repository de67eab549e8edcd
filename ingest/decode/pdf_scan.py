"""A PDF page that is one scanned image: the image itself is taken, not drawn.

Measured on fax and scan pages: poppler draws a 1-bit image of 1728 × 2376 in 0.076 s and blurs its
edges even at its own size, and takes it out in 0.015 s as it is; a 300-dpi JPEG costs 0.15 s drawn,
and nothing where its bytes are kept.
"""

import subprocess  # noqa: TID251 - a reader below a decoding child, as pdf2image starts its own
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pikepdf import Name, Stream
from PIL import Image

from domain.arrival import DecodedPage
from domain.errors import Stop, Unacceptable
from ingest.decode import jbig2, jpeg
from ingest.decode.forgiven import Forgiven
from ingest.decode.geometry import Resolution, resolution
from ingest.decode.limits import DecodeLimits
from ingest.decode.pdf_sheet import Sheet
from ingest.decode.pdf_walk import PIKEPDF_FAILS
from ingest.decode.pixels import PILLOW_FAILS, finish, to_grey
from ingest.decode.tiff_pages import read_tiff

_TAKEN = "taken"  # poppler adds -000.pbm or -000.ppm
_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
#: What makes an image show otherwise than its samples say.
_ALTERED = ("/SMask", "/Mask", "/SMaskInData", "/Alternates")
#: Spaces in which a JPEG's numbers are brightness; in others they may be amounts of ink.
_GREY_OR_RGB = frozenset(("/DeviceGray", "/CalGray", "/DeviceRGB", "/CalRGB", "/ICCBased"))
_MID_GREY = 128


def take(
    path: Path, number: int, sheet: Sheet, out_dir: Path, limits: DecodeLimits
) -> DecodedPage | None:
    """Return the page when it is nothing but a scan that comes out; else None: draw it.

    Raises ``Unacceptable`` (``page.damaged``, ``page.time_out``), ``TryLater`` or ``Stop``.
    """
    scan = sheet.scan
    if scan is None or any(key in scan for key in _ALTERED) or not scan.get("/Length", 0):
        return None
    with suppress(*PIKEPDF_FAILS):
        return _take(path, number, sheet, scan, out_dir, limits)
    return None


def _take(
    path: Path, number: int, sheet: Sheet, scan: Stream, out_dir: Path, limits: DecodeLimits
) -> DecodedPage | None:
    width, height = sheet.images[0].pixels
    if width * height > limits.pdf_page_pixels:
        return None
    dots = resolution(width, height, sheet.images[0].dots)
    if _filters(scan) == ["/DCTDecode"]:
        page = _kept_jpeg(scan, number, sheet, dots, out_dir)
        if page is not None or not jpeg.decodes(scan.read_raw_bytes()):
            return page
    if _filters(scan) == ["/JBIG2Decode"]:
        data = jbig2.group_4(scan.read_raw_bytes(), width, height)
        if data is not None and "/Decode" not in scan:
            tiff = jbig2.as_tiff(data, (width, height), sheet.images[0].dots, sheet.rotate)
            return _through_tiff(tiff, number, out_dir, limits)
    return _extract(path, number, sheet, dots, out_dir, limits)


def is_torn(sheet: Sheet) -> bool:
    """Say whether a scan on the page lacks data or may be decoded wrong: poppler says so of few."""
    area = (sheet.box[2] - sheet.box[0]) * (sheet.box[3] - sheet.box[1])
    large = [placed.image for placed in sheet.images if placed.area > area / 2]
    try:
        return any(map(_is_doubtful, large))
    except PIKEPDF_FAILS:
        return True


def _is_doubtful(image: Stream) -> bool:
    match _filters(image):
        case _ if not image.get("/Length", 0):
            return True
        case ["/DCTDecode"]:
            return not jpeg.decodes(image.read_raw_bytes())
        case ["/JBIG2Decode"]:
            return jbig2.has_group_4(image.read_raw_bytes())
    return False


def _filters(image: Stream) -> list[str]:
    found = image.get("/Filter", Name.None_)
    return [str(found)] if isinstance(found, Name) else [str(name) for name in found]


def _colours(image: Stream) -> str:
    """Return the name of the image's colour space."""
    space = image.get("/ColorSpace", Name.None_)
    return str(space if isinstance(space, Name) else space[0])


def _kept_jpeg(
    scan: Stream, number: int, sheet: Sheet, dots: Resolution, out_dir: Path
) -> DecodedPage | None:
    meant = _colours(scan) in _GREY_OR_RGB and "/Decode" not in scan
    if sheet.rotate or not meant or "/DecodeParms" in scan:
        return None
    with suppress(*PILLOW_FAILS):
        page = jpeg.keep(scan.read_raw_bytes(), number, dots, out_dir)
        # The JPEG's own size counts for a decoder, the dictionary's for the page.
        if page is None or (page.width, page.height) == sheet.images[0].pixels:
            return page
        (out_dir / str(page.image)).unlink()
    return None


def _through_tiff(tiff: bytes, number: int, out_dir: Path, limits: DecodeLimits) -> DecodedPage:
    with tempfile.TemporaryDirectory(dir=out_dir) as folder:
        source, drawn = Path(folder, "source"), Path(folder, "pages")
        source.write_bytes(tiff)
        drawn.mkdir()
        (page,) = read_tiff(source, drawn, limits)
        name = f"page-{number:04d}.png"
        if page.image is not None:
            (drawn / page.image).rename(out_dir / name)
    return replace(page, number=number, image=name if page.image else None)


def _extract(
    path: Path, number: int, sheet: Sheet, dots: Resolution, out_dir: Path, limits: DecodeLimits
) -> DecodedPage | None:
    try:
        complaints = _pdfimages(path, number, out_dir, limits)
        found = sorted(out_dir.glob(f"{_TAKEN}-*"))
        if len(found) != 1:
            return None
        with Image.open(found[0], formats=["PPM"]) as image:
            if image.size != sheet.images[0].pixels:
                return None
            image.load()
            grey = to_grey(image)
        if grey.mode == "L" and sheet.images[0].image.get("/BitsPerComponent", 8) == 1:
            grey = grey.point(lambda value: 255 if value >= _MID_GREY else 0, "1")
        if sheet.rotate in _TURNS:
            grey = grey.transpose(_TURNS[sheet.rotate])
            dots = dots if sheet.rotate == 180 else dots.turned
        warnings = [Forgiven.PDF_SYNTAX] if "Syntax Error" in complaints else []
        if _is_doubtful(sheet.images[0].image):
            warnings.append(Forgiven.DECODER_ERROR)
        return finish(grey, number, dots, out_dir, limits, warnings=tuple(warnings))
    except PILLOW_FAILS:
        return None
    finally:
        for file in out_dir.glob(f"{_TAKEN}-*"):
            file.unlink()


def _pdfimages(path: Path, number: int, out_dir: Path, limits: DecodeLimits) -> str:
    """Take the images of one page out; return what poppler complained of."""
    page = str(number)
    command = ["pdfimages", "-f", page, "-l", page, str(path), str(out_dir / _TAKEN)]
    seconds = limits.page_seconds
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - our own arguments
    except FileNotFoundError as error:
        raise Stop("program.missing", "install poppler-utils: pdfimages was not found") from error
    except subprocess.TimeoutExpired as error:
        raise Unacceptable("page.time_out", "taking an image out took too long") from error
    return done.stderr.decode("utf-8", "replace")
