"""A petition as a searchable PDF/A-2b (ISO 19005-2): page images with the words already read.

Black-and-white pages are kept bit for bit as CCITT group 4, grey ones as JPEG. The words stand in
rendering mode 3: a reader finds, selects and copies them but draws nothing.
"""

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from fpdf import FPDF
from fpdf.enums import DocumentCompliance, TextMode
from PIL import Image

from deliver.glyphless import ADVANCE, DESCENT, glyphless
from deliver.sheets import Sheet
from domain.page import Line

#: JPEG quality. At 300 dpi 50 gives 130-320 kB an A4 page, 75 gives 290-550 kB and looks no
#: better in print.
_QUALITY = 50
_FONT = "glyphless"
#: Space between two words, as a share of the row's height: with 0.2 poppler kept every space of
#: 394 rows, with 0.15 it lost some in 6 of them.
_GAP = 0.2
_XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:MetadataDate>{day}</xmp:MetadataDate><xmp:CreatorTool>Dilekçe</xmp:CreatorTool>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""


def searchable_pdf(sheets: Sequence[Sheet], *, title: str, received_at: dt.datetime) -> bytearray:
    """Return the PDF of these pages, each as large as its pixels and dpi say.

    ``title`` is all that the metadata tells; ``received_at`` (with its zone) is its only date, so
    the same pages give the same bytes. Raises ``OSError`` when an image cannot be opened.
    """
    pdf = FPDF(unit="pt", enforce_compliance=DocumentCompliance.PDFA_2B)
    pdf.allow_images_transparency = False  # nor a transparency group on each page
    pdf.set_lang("tr")
    pdf.set_creation_date(received_at)
    pdf.set_xmp_metadata(
        _XMP.format(title=escape(title), day=received_at.isoformat(timespec="seconds"))
    )
    _add_font(pdf, sheets)
    for sheet in sheets:
        _add_page(pdf, sheet)
    return pdf.output()


def _add_font(pdf: FPDF, sheets: Iterable[Sheet]) -> None:
    signs = {s for sheet in sheets for row in sheet.rows for word in row.words for s in word.text}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{_FONT}.ttf"
        file.write_bytes(glyphless(frozenset(signs | {" "})))
        pdf.add_font(_FONT, fname=file)


def _add_page(pdf: FPDF, sheet: Sheet) -> None:
    scale = 72 / sheet.page.dpi
    width, height = sheet.page.width * scale, sheet.page.height * scale
    sideways = sheet.rotation % 180 == 90
    pdf.add_page(format=(height, width) if sideways else (width, height))
    with _turned(pdf, sheet.rotation, width, height):
        pdf.image(_picture(sheet), x=0, y=0, w=width, h=height)
        pdf.text_mode = TextMode.INVISIBLE
        for row in sheet.rows:
            _add_row(pdf, row, scale)


def _turned(pdf: FPDF, rotation: int, width: float, height: float) -> AbstractContextManager[None]:
    """Turn what is drawn: about the middle of the square that both shapes of page share."""
    middle = {90: (height / 2, height / 2), 180: (width / 2, height / 2), 270: (width / 2,) * 2}
    if rotation not in middle:
        return nullcontext()
    return pdf.rotation(-rotation, *middle[rotation])


def _picture(sheet: Sheet) -> Image.Image | BytesIO:
    with Image.open(sheet.image) as image:
        if sheet.page.bilevel:
            return image.convert("1", dither=Image.Dither.NONE)  # written as group 4
        jpeg = BytesIO()
        image.convert("L").save(jpeg, "JPEG", quality=_QUALITY, optimize=True)
    return jpeg


def _add_row(pdf: FPDF, row: Line, scale: float) -> None:
    """Stand the words of a row on one line, each stretched to its box, spaces to the gaps."""
    size = row.box.h * scale
    baseline = row.box.bottom * scale + size * DESCENT / 1000
    pdf.set_font(_FONT, size=size)
    for word, after in pairwise([*row.words, None]):
        assert word is not None
        left, width = word.box.x * scale, word.box.w * scale
        if after is None:
            _add_text(pdf, (left, baseline), word.text, width)
            continue
        # Boxes may touch or overlap: a reader would join such words into one.
        room = after.box.x * scale - left
        width = max(min(width, room - _GAP * size), width / 2)
        _add_text(pdf, (left, baseline), word.text, width)
        _add_text(pdf, (left + width, baseline), " ", max(room - width, _GAP * size))


def _add_text(pdf: FPDF, at: tuple[float, float], text: str, width: float) -> None:
    pdf.set_stretching(100 * width / (len(text) * pdf.font_size_pt * ADVANCE / 1000))
    pdf.text(*at, text)
