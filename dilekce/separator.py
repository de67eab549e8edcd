"""A separator sheet to print: laid before each letter of a batch, it cuts the scan there.

Many witnesses say the same, because photocopies of such sheets get damaged: four QR codes, a Code
128, and the word itself in large letters.
"""

import numpy as np
import zxingcpp
from fpdf import FPDF

from domain.page import SEPARATOR_CODE

_WORDS = "Her dilekçeden önce bir tane - one before each petition"


def sheet() -> bytes:
    """Return a PDF of one A4 page, drawn in lines, so that it prints sharp at any size."""
    pdf = FPDF(unit="mm", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_title("Dilekce: separator")
    pdf.add_page()
    for x, y in ((20, 20), (150, 20), (20, 237), (150, 237)):
        _qr(pdf, x, y)
    _bars(pdf, 45, 200, 120, 24)
    for y, size, text in (
        (90, 100, "AYRAÇ"),
        (130, 60, "SEPARATOR"),
        (155, 16, _WORDS),
        (170, 16, _WORDS),
    ):
        pdf.set_font("Helvetica", "B" if size > 20 else "", size)
        pdf.set_y(y)
        pdf.cell(0, 20, text, align="C")
    return bytes(pdf.output())


def _modules(kind: zxingcpp.BarcodeFormat, **options: str) -> np.ndarray:
    code = zxingcpp.create_barcode(SEPARATOR_CODE, kind, **options)
    return np.asarray(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)) < 128


def _qr(pdf: FPDF, x: float, y: float, side: float = 40.0) -> None:
    dark = _modules(zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    cell = side / len(dark)
    for row, column in np.argwhere(dark):
        pdf.rect(x + column * cell, y + row * cell, cell, cell, style="F")


def _bars(pdf: FPDF, x: float, y: float, width: float, height: float) -> None:
    dark = _modules(zxingcpp.BarcodeFormat.Code128)[0]
    bar = width / len(dark)
    for column in np.flatnonzero(dark):
        pdf.rect(x + column * bar, y, bar, height, style="F")
