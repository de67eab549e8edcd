"""A letter as a value: what stands on its pages, and what is true about it.

Lengths are millimetres on A4 (210 × 297), type sizes are points. ``render`` turns a letter into
page images; nothing here draws.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Literal

from domain.petition import Kind, Track
from samples.fonts import Family
from samples.people import Person

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """How the letter is set."""

    family: Family
    size: float  #: points
    leading: float  #: line height as a multiple of the size
    margin: float  #: left and right, millimetres


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody's handwriting: a handwriting-like font of ``hand`` and the seed of the habits."""

    font: str
    seed: int


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    align: Align = "left"
    bold: bool = False
    italic: bool = False
    indent: float = 0.0  #: of the whole block
    first: float = 0.0  #: of the first line, on top
    after: float = 1.5  #: gap below
    grow: float = 0.0  #: points added to the letter's size
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value, the value hanging after it when it wraps."""

    label: str
    value: str
    tab: float | None = None  #: where the colon stands; None: right after the label
    sep: str = ":"
    bold: bool = True  #: the label
    after: float = 1.0
    writer: Writer | None = None  #: who filled the value in by hand, on a dotted line


@dataclass(frozen=True, slots=True)
class Boxes:
    """A label and digits hand-typed into a row of printed boxes."""

    label: str
    digits: str
    tab: float = 50.0
    side: float = 6.5  #: of one box
    writer: Writer | None = None  #: who filled the boxes by hand


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table: a small label above the text, or the text alone."""

    text: str
    label: str = ""
    bold: bool = False
    boxed: bool = False  #: each digit in its own box
    ink: int | None = None  #: seed of a signature in the cell
    writer: Writer | None = None  #: who filled the cell in by hand
    shade: int = 255  #: grey of its ground


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled form: rows of cells; each row shares the width as ``widths`` (fractions) say."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[tuple[float, ...], ...]
    height: float = 8.0  #: least height of a row


@dataclass(frozen=True, slots=True)
class Column:
    """Blocks in a column; ``x`` and ``width`` are fractions of the frame."""

    x: float
    width: float
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side, the next block below the longest."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """A signature by hand: a free curve, drawn over what is there."""

    seed: int
    align: Align = "center"
    width: float = 42.0
    height: float = 13.0
    overlap: float = 2.0  #: how far it runs into the text above and below


@dataclass(frozen=True, slots=True)
class ByHand:
    """A paragraph written by hand."""

    text: str
    writer: Writer
    align: Literal["left", "center", "right"] = "left"
    first: float = 0.0  #: of the first line
    after: float = 2.0


@dataclass(frozen=True, slots=True)
class Gap:
    """White space."""

    height: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the frame."""

    weight: float = 0.3


@dataclass(frozen=True, slots=True)
class Stamp:
    """A registry stamp (evrak kayıt kaşesi) at a fixed place, with or without a barcode."""

    x: float
    y: float
    lines: tuple[str, ...]
    angle: float = 0.0  #: degrees, counter-clockwise
    barcode: str = ""  #: digits printed below bars
    rim: str = ""  #: words around a round seal; empty: the stamp is a box
    tone: int = 90  #: grey of its ink, 0 is black


@dataclass(frozen=True, slots=True)
class Pressed:
    """A stamp over what stands around this place; it takes no room.

    The stamp's ``x`` and ``y`` count from here. It was on the paper before the letter was sent.
    """

    stamp: Stamp


Block = Text | Pair | Boxes | Table | Columns | Ink | ByHand | Gap | Rule | Pressed


@dataclass(frozen=True, slots=True)
class Note:
    """What an official wrote on the paper's corner (havale): lines by hand, and initials."""

    x: float
    y: float
    lines: tuple[str, ...]
    writer: Writer
    initials: int | None = None  #: seed of the scribble below


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its blocks from top to bottom, and what was stamped on it. No blocks: blank."""

    blocks: tuple[Block, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody else on the page whom nobody may take for the petitioner."""

    role: str  #: ``child``, ``lawyer``, ``signatory``, ``accused``, ``witness``, …
    name: str
    tckn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The record a perfect reader would print. None: not on the paper."""

    name: str  #: as written where the petitioner names himself, single spaces
    names_written: tuple[str, ...]  #: every form of it on the paper, ``name`` first
    tckn: str | None = None
    subject: str | None = None  #: None when no subject is written
    address: str | None = None
    phone: str | None = None  #: E.164
    email: str | None = None
    addressee: str | None = None  #: office lines as written, without ``T.C.`` and the city line
    mother_maiden_name: str | None = None
    date: str | None = None  #: ISO; None when no date is written
    signature: bool = True
    kind: Kind
    track: Track
    others: tuple[Other, ...] = ()
    #: what else a person should notice: ``foreigner``, ``joint``, ``minor``, ``proxy``,
    #: ``company``, ``hidden_identity``
    marks: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A written letter."""

    layout: str  #: ``dev.classic``
    sender: Person
    typeface: Typeface
    sheets: tuple[Sheet, ...]
    truth: Truth
    written_on: dt.date
