"""What OCR read on one page: words, where they stand and how surely they were read."""

from dataclasses import dataclass
from enum import StrEnum

from domain.arrival import FaxTags
from domain.geometry import Box, union


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read. ``confidence`` is the engine's own, scaled to 0…1."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one printed row, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(w.text for w in self.words)

    @property
    def box(self) -> Box:
        """Smallest box around the words."""
        return union(w.box for w in self.words)


@dataclass(frozen=True, slots=True)
class Read:
    """One independent reading of a page: rows in reading order, top to bottom."""

    name: str  #: ``page`` (first read) or ``second``
    lines: tuple[Line, ...]
    rows: tuple[Box, ...] = ()  #: the only rows that were read; none: the whole page

    @property
    def text(self) -> str:
        """The rows joined by newlines."""
        return "\n".join(line.text for line in self.lines)

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in reading order."""
        return tuple(word for line in self.lines for word in line.words)

    def covers(self, box: Box) -> bool:
        """Say whether any of ``box`` was read."""
        return not self.rows or any(row.overlap(box) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Ink:
    """A connected patch of dark pixels that no recognised word covers: signature, stamp, stroke."""

    box: Box
    pixels: int  #: dark pixels inside


@dataclass(frozen=True, slots=True)
class Code:
    """A machine-readable mark on the page: separator, registry number, identity card."""

    kind: str  #: as the reading library names it: ``QRCode``, ``Code128`` …
    text: str
    box: Box


#: What the code on our own separator sheet says.
SEPARATOR_CODE = "DILEKCE-AYRAC"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaxHeader:
    """The line a sending fax machine prints on a page (TTI): evidence of the sender, unproven."""

    text: str  #: as read
    box: Box
    sender: str | None = None  #: number as written, digits only; else the words after ``FROM``
    sent_at: str | None = None  #: by the sender's clock, as written; never the time of receipt
    sent_at_iso: str | None = None  #: ISO 8601 without a zone; None when day and month may change
    page: int | None = None  #: 1-based within the transmission
    total: int | None = None  #: pages of the transmission


class PageRole(StrEnum):
    """What a page is for. Only ``BLANK`` and ``SEPARATOR`` pages belong to no petition."""

    PETITION = "petition"  #: the first page of a petition
    CONTINUATION = "continuation"
    ATTACHMENT = "attachment"
    COVER = "cover"  #: fax cover sheet
    ENVELOPE = "envelope"  #: zarf: postmark and sender, kept as evidence
    SEPARATOR = "separator"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page read: the upright image's geometry and everything found on it.

    Boxes are pixels of the upright image, which is kept as its own blob (``image``).
    """

    number: int  #: 1-based within the arrival
    width: int  #: pixels of the upright image
    height: int
    dpi: int
    reads: tuple[Read, ...]  #: first the page read, then the second read of what matters
    ink: tuple[Ink, ...] = ()
    turned: int = 0  #: degrees clockwise the decoded image was turned to stand upright
    skew: float = 0.0  #: degrees it was then straightened by
    bilevel: bool = False  #: scanned in black and white only, no greys
    standard_fax: bool = False  #: scanned at about 98 lines an inch
    damaged: bool = False  #: fax lines were lost or regenerated, or the decoder forgave errors
    blank: bool = False
    fax: FaxTags | None = None  #: what the fax server wrote about this page
    codes: tuple[Code, ...] = ()
    handwriting: tuple[Box, ...] = ()  #: where a hand wrote: located, never read
    image: str = ""  #: blob key of the upright image, or file name inside a working folder
    look: str = ""  #: hex digits of a perceptual hash (``ocr.look``): alike for the same paper
    role: PageRole | None = None  #: None until the file is cut into petitions

    @property
    def first(self) -> Read:
        """The page read; an empty read for a blank page."""
        return self.reads[0] if self.reads else Read("page", ())

    def looked_twice(self, box: Box) -> bool:
        """Say whether a second read covers ``box``."""
        return any(read.covers(box) for read in self.reads[1:])


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A wish of extract/: read these rows of this page again, prepared otherwise."""

    page: int
    rows: tuple[Box, ...]


class CropPurpose(StrEnum):
    """Why a small piece of the page is read again."""

    DIGITS = "digits"  #: whitelist of digits
    NAME = "name"  #: one line of Turkish letters
    EMAIL = "email"  #: a model that can write ``@``


@dataclass(frozen=True, slots=True)
class Crop:
    """A wish of extract/: read this piece of this page once more, for that purpose."""

    page: int
    box: Box
    purpose: CropPurpose


@dataclass(frozen=True, slots=True)
class CropRead:
    """What the crop says, apart from both page reads; ``text`` is empty when nothing was read."""

    crop: Crop
    text: str
    confidence: float  #: mean word confidence, 0…1
