"""Rules of ISO 19005-2 (PDF/A-2b) that a file of page images and hidden text could break.

No validator of part 2 can be installed from Debian's or Python's packages; these are the clauses
that concern us, checked with a second PDF library. Where veraPDF is installed, it has its say too.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
from fontTools.ttLib import TTFont

_PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
_OPERATORS = frozenset(["BT", "ET", "Td", "Tf", "Tj", "Tr", "Tz", "w", "J", "q", "Q", "cm", "Do"])
_FILTERS = frozenset({"/FlateDecode", "/DCTDecode", "/CCITTFaxDecode"})


def broken_rules(file: Path) -> list[str]:
    """Return the clauses that the file breaks, with what was found."""
    with pikepdf.open(file) as pdf:
        rules = (_file(file.read_bytes()), _structure(pdf), _intent(pdf), _metadata(pdf))
        broken = [fault for rule in rules for fault in rule]
        for page in pdf.pages:
            broken += [*_page(page), *_text(page)]
        return broken


def _file(content: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", content):
        yield "6.1.2 header"
    if not re.search(rb"%%EOF\r?\n?$", content):
        yield "6.1.3 data after the end"


def _structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    if len(pdf.trailer.get("/ID", [])) != 2:
        yield "6.1.3 no file identifier"
    if "/Encrypt" in pdf.trailer:
        yield "6.1.3 encrypted"
    if "/Info" in pdf.trailer:
        yield "6.6.2.3 information beside the metadata, which would have to agree"
    for key in ("/AA", "/AcroForm", "/Names", "/OCProperties", "/Requirements", "/Perms"):
        if key in pdf.Root:
            yield f"6.4, 6.5, 6.8, 6.9, 6.10 catalogue holds {key}"
    if not isinstance(pdf.Root.get("/OpenAction", pikepdf.Array()), pikepdf.Array):
        yield "6.5.1 an action on opening"
    for stream in (thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)):
        if {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys()):
            yield "6.1.7.1 a stream outside the file"
        if not _FILTERS.issuperset(str(name) for name in _listed(stream.get("/Filter"))):
            yield f"6.1.7.2 filter {stream.Filter}"


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    [intent] = pdf.Root.OutputIntents
    profile = intent.DestOutputProfile
    icc = profile.read_bytes()
    if intent.S != "/GTS_PDFA1" or icc[36:40] != b"acsp" or icc[8] > 4:
        yield "6.2.3 output intent without a profile of ICC 4 or earlier"
    if icc[12:16] not in {b"mntr", b"prtr"} or {b"RGB ": 3, b"GRAY": 1}[icc[16:20]] != profile.N:
        yield "6.2.3 profile of another kind than said"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.Metadata
    if stream.Type != "/Metadata" or stream.Subtype != "/XML":
        yield "6.6.2.1 metadata is not named so"
    root = ET.fromstring(stream.read_bytes())  # noqa: S314 - our own
    told = {kind: root.findtext(f".//{_PDFAID}{kind}") for kind in ("part", "conformance")}
    if told != {"part": "2", "conformance": "B"}:
        yield f"6.6.4 the file says it is {told}"


def _page(page: pikepdf.Page) -> Iterator[str]:
    if {"/Group", "/AA", "/Annots"} & set(page.obj.keys()):
        yield "6.2.10, 6.3, 6.5 page with transparency, actions or annotations"
    if "/ExtGState" in page.obj.Resources:
        yield "6.2.5 graphics state"
    for image in page.obj.Resources.XObject.values():
        if image.Subtype != "/Image":
            yield f"6.2.9 external object {image.Subtype}"
        if {"/Alternates", "/OPI", "/Interpolate", "/SMask"} & set(image.keys()):
            yield "6.2.8 image with alternatives, interpolation or mask"
        if image.ColorSpace != "/DeviceGray" or image.BitsPerComponent not in {1, 8}:
            yield f"6.2.4.3 image in {image.ColorSpace}"


def _text(page: pikepdf.Page) -> Iterator[str]:
    fonts: Any = page.obj.Resources.get("/Font", {})
    font, hidden, codes = None, False, set()
    for step in pikepdf.parse_content_stream(page):
        name, operands = str(step.operator), step.operands
        if name not in _OPERATORS:
            yield f"6.2.2 operator {name}"
        if name == "Tf":
            font = fonts[str(operands[0])]
        if name == "Tr":
            hidden = int(operands[0]) == 3
        if name == "Tj":
            said = bytes(operands[0])
            codes |= {int.from_bytes(said[i : i + 2], "big") for i in range(0, len(said), 2)}
            if not hidden:
                yield "text that is drawn"
            if len(said) > 32_767:
                yield "6.1.13 string too long"
    if codes:
        assert font is not None
        yield from _font(font, codes)


def _font(font: pikepdf.Object, codes: set[int]) -> Iterator[str]:
    [inner] = font.DescendantFonts
    program = TTFont(BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
    glyphs = inner.CIDToGIDMap.read_bytes()
    widths = _widths(inner)
    named = {int(code, 16) for code in re.findall(rb"<(\w{4})> <\w+>", font.ToUnicode.read_bytes())}
    if font.Encoding != "/Identity-H" or inner.Subtype != "/CIDFontType2":
        yield "6.2.11.3 encoding"
    if not codes <= named:
        yield "6.2.11.7 signs without their Unicode"
    for code in codes:
        glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
        width = program["hmtx"][program.getGlyphName(glyph)][0]
        if glyph == 0:
            yield "6.2.11.8 text refers to .notdef"
        if abs(widths.get(code, inner.get("/DW", 1000)) - width) > 1:
            yield "6.2.11.5 widths differ from the font program's"


def _widths(font: pikepdf.Object) -> dict[int, int]:
    """Read ``/W``: runs of ``first [w w …]`` and ``first last w``."""
    widths: dict[int, int] = {}
    entries: list[Any] = list(font.get("/W", []))
    while entries:
        first, after = int(entries.pop(0)), entries.pop(0)
        if isinstance(after, pikepdf.Array):
            widths |= {first + i: int(width) for i, width in enumerate(after)}
        else:
            widths |= dict.fromkeys(range(first, int(after) + 1), int(entries.pop(0)))
    return widths
