"""What one read of a number says about each of its digits.

``P(read digit | printed digit)`` comes from counts on printed numbers (``data/confusions.toml``),
by channel, way of reading and word confidence. Reads of one image are no independent witnesses:
each counts to the power of ``_TEMPER``. Separate places on the paper that hold the same number are
independent and count in full.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from domain.geometry import Box
from domain.page import Crop, CropPurpose, CropRead, Page
from extract import knowledge, numbers
from extract.trellis import LENGTH

#: At 1 the posterior was over-confident (41 % right where it said 71 %), at 0.7 it was right.
_TEMPER = 0.7
#: Added to each cell of a table: what was never seen may still happen.
_SMOOTH = 0.5
#: A wrong digit in a barcode or QR code that was decoded: their own check has passed.
_CODE_ERROR = 1e-4

#: White kept around a number in its crop, as part of its height. Read whole and right on 531
#: numbers of four channels: a sixth 96 %, a third 93 %, a half 81 %, for letters of the label come
#: in and are read as digits. Where a sixth fails a half still reads one in three.
_TIGHT, _WIDE = 6, 2

CROP = "crop"
CODE = "code"


@dataclass(frozen=True, slots=True)
class Seen:
    """One string of digits as one read has it."""

    text: str  #: digits, and ``?`` for what is none
    way: str  #: ``page``, ``second``, ``crop`` or ``code``
    confidence: float  #: the engine's own, 0…1
    mapped: bool = False  #: a letter was taken for a digit


def seen(string: numbers.Digits) -> Seen:
    """Return what a page read has."""
    return Seen(string.text, string.read, string.confidence, string.mapped)


def seen_in(crop: CropRead) -> Seen:
    """Return what a crop has; look-alikes are not mapped, the engine was told."""
    return Seen(numbers.in_text(crop.text), CROP, crop.confidence)


def tight_crop(page: int, box: Box) -> Crop:
    """Return the wish to read a number once more by itself."""
    return Crop(page, box.grown(max(2, box.h // _TIGHT)), CropPurpose.DIGITS)


def wide_crop(page: int, box: Box) -> Crop:
    """Return the wish for one more read of a number that other reads did not settle."""
    return Crop(page, box.grown(max(4, box.h // _WIDE)), CropPurpose.DIGITS)


def channel(page: Page) -> str:
    """Return the name of the tables that hold for a page."""
    if page.standard_fax:
        return "fax_standard"
    return "fax_fine" if page.bilevel and page.dpi < 250 else "scan"


def band(confidence: float) -> str:
    """Return the name of the band a word's confidence falls in."""
    return next((f"from_{least}" for least in (90, 70, 40) if 100 * confidence >= least), "from_0")


@dataclass(frozen=True, slots=True)
class Place:
    """All reads of one place on the paper."""

    channel: str
    reads: tuple[Seen, ...]


def weights(places: Iterable[Place]) -> list[list[float]]:
    """Return the weight of each digit at each of the 11 places, for ``trellis.decode``.

    Reads of another length say nothing.
    """
    rows = [[1.0] * 10 for _ in range(LENGTH)]
    for place in places:
        for read in place.reads:
            if len(read.text) != LENGTH:
                continue
            power = 1.0 if read.way == CODE else _TEMPER
            for row, sign in zip(rows, read.text, strict=True):
                if sign == "?":
                    continue
                column = _column(place.channel, read.way, band(read.confidence), int(sign))
                for digit in range(10):
                    row[digit] *= column[digit] ** power
    return rows


@cache
def _column(channel: str, way: str, band: str, read: int) -> tuple[float, ...]:
    """Return for each printed digit how likely it is read as ``read``."""
    if way == CODE:
        return tuple(1 - _CODE_ERROR if d == read else _CODE_ERROR / 9 for d in range(10))
    table = knowledge.table("confusions")["counts"].get(channel, {}).get(way, {}).get(band, {})
    return tuple(_share(table.get(str(digit), [0] * 10), read) for digit in range(10))


def _share(counts: Sequence[int], read: int) -> float:
    return (counts[read] + _SMOOTH) / (sum(counts) + 10 * _SMOOTH)
