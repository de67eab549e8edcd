"""How much a file may ask of us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodeLimits:
    """Bounds of one decoding; the child process has its own for memory and wall time."""

    bytes: int = 500_000_000  #: a batch of 500 colour pages scanned to JPEG-in-PDF has about 250 MB
    pages: int = 500  #: the largest batch a production scanner's feeder holds
    page_pixels: int = 120_000_000  #: A3 at 600 dpi is 70 million; more is no letter
    total_pixels: int = 6_000_000_000  #: 500 pages of A4 at 300 dpi are 4.4 thousand million
    pdf_dpi: int = 300  #: what the OCR engine was trained on
    pdf_page_pixels: int = 40_000_000  #: A2 at 300 dpi; a larger sheet is drawn more coarsely
    page_seconds: int = 60  #: drawing one PDF page takes about 0.5 s
