"""Rows and segments: how the words of a letter stand on its pages.

A row is one printed line. A segment is a piece of a row between wide gaps: a label in one column
and its value in the next are two segments of one row. Everything downstream speaks of segments,
so that columns never run into one another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from statistics import median

from domain import turkish
from domain.geometry import Box, union
from domain.page import Page, Word
from extract import knowledge
from extract.faxline import letter_words

#: A gap wider than this many line heights ends a segment.
_GAP = 1.8


class Zone(StrEnum):
    """The part of a letter a row stands in."""

    HEADING = "heading"
    BODY = "body"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Segment:
    """Words of one row without a wide gap between them."""

    page: int  #: 1-based within the arrival
    row: int  #: index of the row within the letter
    column: int  #: index of the segment within its row
    start: int  #: index of the first word within the letter
    words: tuple[Word, ...]
    line_height: float  #: usual height of a word on this page, pixels

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(w.text for w in self.words)

    @cached_property
    def folded(self) -> str:
        """The text for comparison."""
        return turkish.fold(self.text)

    @cached_property
    def box(self) -> Box:
        """Smallest box around the words."""
        return union(w.box for w in self.words)


@dataclass(frozen=True)
class Row:
    """One printed line of a page."""

    index: int
    page: int
    segments: tuple[Segment, ...]
    zone: Zone = Zone.BODY

    @cached_property
    def box(self) -> Box:
        """Smallest box around the segments."""
        return union(s.box for s in self.segments)

    @cached_property
    def text(self) -> str:
        """The segments with single spaces."""
        return " ".join(s.text for s in self.segments)

    @cached_property
    def folded(self) -> str:
        """The text for comparison."""
        return turkish.fold(self.text)


@dataclass(frozen=True)
class Layout:
    """A letter's rows in reading order over all its pages."""

    pages: tuple[Page, ...]
    rows: tuple[Row, ...]
    closing: int  #: index of the row that ends the letter's text; ``len(rows)`` when none does

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in reading order."""
        return tuple(s for row in self.rows for s in row.segments)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words in reading order; a word's index here is its number everywhere."""
        return tuple(w for s in self.segments for w in s.words)

    def page(self, number: int) -> Page:
        """Return the page of that number."""
        return self._by_number[number]

    def segments_of(self, number: int) -> tuple[Segment, ...]:
        """Return the segments of one page."""
        return self._segments_by_page.get(number, ())

    @cached_property
    def _segments_by_page(self) -> dict[int, tuple[Segment, ...]]:
        out: dict[int, list[Segment]] = {}
        for segment in self.segments:
            out.setdefault(segment.page, []).append(segment)
        return {number: tuple(found) for number, found in out.items()}

    @cached_property
    def _by_number(self) -> dict[int, Page]:
        return {page.number: page for page in self.pages}

    @property
    def text(self) -> str:
        """Rows joined by newlines, pages by an empty line."""
        parts: list[str] = []
        for before, row in zip((None, *self.rows), self.rows, strict=False):
            if before is not None:
                parts.append("\n\n" if before.page != row.page else "\n")
            parts.append(row.text)
        return "".join(parts)

    def below(self, segment: Segment, within: float = 2.6) -> Iterator[Segment]:
        """Yield segments of the next rows under ``segment``, at most ``within`` heights apart."""
        bottom = segment.box.bottom
        for row in self.rows[segment.row + 1 : segment.row + 4]:
            if row.page != segment.page or row.box.y - bottom > within * segment.line_height:
                return
            for other in row.segments:
                if other.box.columns_shared(segment.box) > 0:
                    yield other


def usual_height(page: Page) -> float:
    """Return the median height of the page's words in pixels, at least 1."""
    heights = [w.box.h for line in page.first.lines for w in line.words if len(w.text) > 1]
    return float(max(1.0, median(heights))) if heights else max(1.0, page.dpi / 9)


def lay_out(pages: Sequence[Page]) -> Layout:
    """Return the letter's rows, from each page's first read, without fax header lines."""
    rows: list[Row] = []
    start = 0
    for page in pages:
        height = usual_height(page)
        for line in page.first.lines:
            words = letter_words(line, page)
            if words:
                rows.append(_row(words, page.number, len(rows), start, height))
                start += len(words)
    closing = _closing(rows)
    return Layout(tuple(pages), tuple(_zoned(rows, closing)), closing)


def _row(words: Sequence[Word], page: int, index: int, start: int, height: float) -> Row:
    pieces: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.x):
        if pieces and word.box.x - pieces[-1][-1].box.right <= _GAP * height:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    segments: list[Segment] = []
    for column, piece in enumerate(pieces):
        segments.append(Segment(page, index, column, start, tuple(piece), height))
        start += len(piece)
    return Row(index, page, tuple(segments))


def _closing(rows: Sequence[Row]) -> int:
    closings = [r.index for r in rows if has_phrase(r.folded, "phrases")]
    if not closings:
        # Nobody lists every way to say goodbye: else the letter's last running text ends it.
        closings = [r.index for r in rows if is_prose(r)]
    return closings[-1] if closings else len(rows)


def has_phrase(folded: str, key: str) -> bool:
    """Say whether folded text holds a phrase of ``roles.toml``'s ``[closing]``."""
    return any(phrase in folded for phrase in knowledge.phrases(key))


def is_prose(row: Row) -> bool:
    """Say whether a row reads like running text: many words, most in small letters."""
    words = [w.text for s in row.segments for w in s.words if any(c.isalpha() for c in w.text)]
    small = [w for w in words if w[0].islower()]
    return len(words) >= 6 and 2 * len(small) >= len(words)


def _first_prose(rows: Sequence[Row]) -> int:
    """Return where running text begins: also rows full of names that lead into it."""
    first = next((r.index for r in rows if is_prose(r)), None)
    if first is None:  # typed in capitals throughout
        first = next((r.index for r in rows if len(r.folded.split()) >= 8), len(rows))
    while first and first < len(rows) and _leads_in(rows[first - 1]):
        first -= 1
    return first


def _leads_in(row: Row) -> bool:
    words = [w.text for s in row.segments for w in s.words]
    small = sum(w[:1].islower() for w in words)
    return len(row.segments) == 1 and len(words) >= 6 and small >= 2 and ":" not in row.text[:20]


def _zoned(rows: Sequence[Row], closing: int) -> Iterator[Row]:
    first_prose = min(_first_prose(rows), closing)
    for row in rows:
        if row.index < first_prose:
            zone = Zone.HEADING
        else:
            zone = Zone.SIGNATURE if row.index > closing else Zone.BODY
        yield Row(row.index, row.page, row.segments, zone)
