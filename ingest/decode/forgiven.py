"""What a decoder had to forgive on a page that it could still show."""

from enum import StrEnum


class Forgiven(StrEnum):
    """Values of ``DecodedPage.warnings``. The first three mean: pixels may be wrong."""

    BAD_LINES = "tiff.bad_lines"  #: fax lines broke off or ran over; the decoder filled them
    DECODER_ERROR = "tiff.decoder_error"  #: libtiff reported an error and went on
    PDF_SYNTAX = "pdf.syntax"  #: poppler reported broken syntax and went on
    INVERTED = "page.inverted"  #: white on black by its tags; turned to black on white
    RESOLUTION_ASSUMED = "page.resolution_assumed"  #: no believable tag; taken from the shape
    COARSE = "pdf.coarse"  #: too large a sheet for full resolution
