"""PDFs of scans as scanners, fax gateways and broken programs write them."""

import io
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from tests import arithmetic


def letter(width: int = 1728, height: int = 1146) -> Image.Image:
    """Return a bilevel page of many strokes, unlike itself under any turn or flip."""
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 3, height // 10), fill=0)
    for row in range(height // 4, height // 2, 7):
        for left in range(width // 9 + row % 31, width // 2 + row // 3, 40):
            draw.line((left, row, left + 25, row), fill=0)
    return image.convert("1")


@dataclass
class Coded:
    """An image's bytes and what its dictionary says of them."""

    data: bytes
    about: dict[str, object] = field(default_factory=dict)


def jpeg(image: Image.Image) -> Coded:
    """Code as JPEG (DCTDecode)."""
    out = io.BytesIO()
    image.convert("L").save(out, "JPEG", quality=90)
    grey = {"/Filter": Name.DCTDecode, "/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8}
    return Coded(out.getvalue(), grey)


def jpx(image: Image.Image) -> Coded:
    """Code as JPEG 2000 without loss (JPXDecode)."""
    out = io.BytesIO()
    image.convert("L").save(out, "JPEG2000", irreversible=False)
    return Coded(out.getvalue(), {"/Filter": Name.JPXDecode})


def flate(image: Image.Image) -> Coded:
    """Keep 8-bit samples; pikepdf compresses them (FlateDecode)."""
    grey = {"/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8}
    return Coded(image.convert("L").tobytes(), grey)


def _group_4(image: Image.Image) -> bytes:
    """Return one Group 4 strip whose coded ink is black."""
    out = io.BytesIO()
    tags = {278: image.height, 262: 0}
    image.save(out, "TIFF", compression="group4", tiffinfo=tags)
    with Image.open(out) as saved:
        at, size = saved.tag_v2[273][0], saved.tag_v2[279][0]  # type: ignore[attr-defined]
    return out.getvalue()[at : at + size]


_BITS = {"/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 1}


def ccitt(image: Image.Image) -> Coded:
    """Code as Group 4 (CCITTFaxDecode)."""
    parameters = Dictionary(K=-1, Columns=image.width, Rows=image.height)
    about = {"/Filter": Name.CCITTFaxDecode, "/DecodeParms": parameters}
    return Coded(_group_4(image), _BITS | about)


def jbig2(image: Image.Image) -> Coded:
    """Code as JBIG2: one generic region, arithmetic coded as all encoders do (ITU-T T.88 §6.2)."""
    near = struct.pack("8b", 3, -1, -3, -1, 2, -2, -2, -2)  # the adaptive pixels' usual places
    return _jbig2(image, b"\x00" + near + arithmetic.generic_region(np.asarray(image) == 0))


def jbig2_group_4(image: Image.Image) -> Coded:
    """Code as JBIG2 with Group 4 inside (T.88 §7.4.6.2, MMR)."""
    return _jbig2(image, b"\x01" + _group_4(image))


def _jbig2(image: Image.Image, region: bytes) -> Coded:
    def segment(number: int, kind: int, data: bytes) -> bytes:
        return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

    size = struct.pack(">II", image.width, image.height)
    page = segment(0, 48, size + struct.pack(">IIBH", 0, 0, 0, 0))
    picture = segment(1, 38, size + struct.pack(">IIB", 0, 0, 0) + region)
    return Coded(page + picture, _BITS | {"/Filter": Name.JBIG2Decode})


CODINGS: dict[str, Callable[[Image.Image], Coded]] = {
    "jpeg": jpeg, "jpx": jpx, "flate": flate, "ccitt": ccitt, "jbig2": jbig2,
}  # fmt: skip


def scan_page(
    pdf: pikepdf.Pdf,
    parts: Sequence[tuple[Image.Image, Coded, Sequence[float]]],
    points: tuple[float, float],
    *,
    more: bytes = b"",
    **page: object,
) -> None:
    """Add a page of ``points`` with images placed by matrices; ``more`` operators follow."""
    pdf.add_blank_page(page_size=points)
    sheet = pdf.pages[-1]
    images, operators = {}, b""
    for number, (image, coded, matrix) in enumerate(parts):
        stream = Stream(pdf, coded.data)
        stream.Type, stream.Subtype = Name.XObject, Name.Image
        stream.Width, stream.Height = image.size
        for key, value in coded.about.items():
            stream[key] = value
        images[f"/I{number}"] = stream
        operators += b"q %s cm /I%d Do Q\n" % (" ".join(map(str, matrix)).encode(), number)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    sheet.obj.Resources = Dictionary(XObject=Dictionary(images), Font=Dictionary(F=font))
    sheet.obj.Contents = pdf.make_stream(operators + more)
    for key, value in page.items():
        sheet.obj[f"/{key}"] = value


def write_scan(
    path: Path,
    image: Image.Image,
    coded: Coded,
    dots: tuple[float, float],
    *,
    more: bytes = b"",
    **page: object,
) -> None:
    """Write a PDF of one page that ``image`` fills at ``dots`` per inch."""
    points = image.width / dots[0] * 72, image.height / dots[1] * 72
    with pikepdf.new() as pdf:
        matrix = (points[0], 0, 0, points[1], 0, 0)
        scan_page(pdf, [(image, coded, matrix)], points, more=more, **page)
        pdf.save(path)


def box(*edges: float) -> Array:
    """Return a rectangle."""
    return Array(list(edges))
