"""Printed labels where they really are labels, and the values that belong to them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from domain.field import Evidence
from domain.geometry import union
from extract import blocks, handwriting
from extract.blocks import Party, is_party, party_of
from extract.language import SPANS_KEY
from extract.layout import Segment, is_prose
from extract.letter import Excerpt, Letter

_COLONS = frozenset(":;=")
_LEADERS = frozenset(".…_|-–—*•([)]·~/#")
#: The genitive, folded: whose the label is, stands before it. ``görevlinin adı soyadı``.
_GENITIVE = re.compile(r"[^\W\d_]{2,}[iu]n$")


@dataclass(frozen=True, slots=True)
class Hit:
    """One label on the paper: tokens ``start`` to ``end``."""

    key: str  #: ``field.role`` of ``labels.toml``
    start: int
    end: int
    row: int
    column: int
    party: Party

    @property
    def field(self) -> str:
        """The part of the key before the dot."""
        return self.key.partition(".")[0]

    @property
    def is_other(self) -> bool:
        """Whether the value belongs to somebody else than the writer."""
        return self.party is Party.OTHER or self.key.endswith(".other")


@dataclass(frozen=True)
class Labels:
    """All labels of a letter, and the way from a label to its value."""

    letter: Letter
    hits: tuple[Hit, ...]
    parties: Mapping[tuple[int, int], Party] = field(default_factory=dict)  #: of ``blocks.find``

    @cached_property
    def _starts(self) -> list[int]:
        return [hit.start for hit in self.hits]

    @cached_property
    def _labelled(self) -> frozenset[int]:
        return frozenset(i for hit in self.hits for i in range(hit.start, hit.end))

    def of(self, *keys: str) -> Iterator[Hit]:
        """Yield the hits with one of the keys, top to bottom."""
        return (hit for hit in self.hits if hit.key in keys)

    def in_row(self, row: int) -> Iterator[Hit]:
        """Yield the labels of one row, left to right."""
        return (hit for hit in self.hits_by_row.get(row, ()))

    @cached_property
    def hits_by_row(self) -> dict[int, list[Hit]]:
        """Row index → its labels."""
        out: dict[int, list[Hit]] = {}
        for hit in self.hits:
            out.setdefault(hit.row, []).append(hit)
        return out

    def is_label(self, token: int) -> bool:
        """Say whether a token is part of a label."""
        return token in self._labelled

    def party(self, segment: Segment) -> Party | None:
        """Return whose block the segment stands in; None in nobody's."""
        return self.parties.get((segment.row, segment.column))

    def opens(self, segment: Segment) -> bool:
        """Say whether a segment begins with a label."""
        first, end = self.letter.tokens(segment)
        return any(self.is_label(i) for i in range(first, min(end, first + 3)))

    def value(self, hit: Hit) -> Excerpt | None:
        """Return what stands right of the label, in the next columns, or below it."""
        segment = self.letter.segment_at(hit.start)
        _, end = self.letter.tokens(segment)
        start = self._past_colon(hit.end, end)
        found = self.letter.excerpt(start, self._until(hit.end, end), "label.right")
        if found or any(self._starts_in(hit.end, end)) or self.by_hand(hit):
            return found
        if self._heads_a_table(segment):
            return self._below(segment)
        return self._beside(segment) or self._below(segment)

    def _heads_a_table(self, segment: Segment) -> bool:
        """Say whether the label's row names the columns of a table: its values stand below."""
        rows = self.letter.layout.rows
        head, below = rows[segment.row], next(iter(rows[segment.row + 1 : segment.row + 2]), None)
        if below is None or not 3 <= len(head.segments) == len(below.segments):
            return False
        pairs = zip(head.segments, below.segments, strict=True)
        return not any(self.opens(s) for s in below.segments) and all(
            upper.box.columns_shared(lower.box) > 0 for upper, lower in pairs
        )

    def by_hand(self, hit: Hit) -> Evidence | None:
        """Return where a hand wrote the label's value; None when it is print or empty."""
        segment = self.letter.segment_at(hit.start)
        label = union(word.box for word in self.letter.words(hit.start, hit.end))
        return handwriting.beside(self.letter, segment.page, label, segment.line_height)

    def _past_colon(self, start: int, end: int) -> int:
        """Skip a colon that OCR read as a letter and a colon: ``o: value``."""
        return start + 2 if _is_broken_colon(self.letter, start, end) else start

    def _starts_in(self, start: int, end: int) -> Iterator[int]:
        at = bisect_left(self._starts, start)
        while at < len(self._starts) and self._starts[at] < end:
            yield self._starts[at]
            at += 1

    def _until(self, start: int, end: int) -> int:
        return next(self._starts_in(start, end), end)

    def _beside(self, segment: Segment) -> Excerpt | None:
        row = self.letter.layout.rows[segment.row]
        for other in row.segments[segment.column + 1 :]:
            if self.opens(other) or is_party(other.text):
                return None
            start, end = self.letter.tokens(other)
            start = self._past_colon(start, end)
            found = self.letter.excerpt(start, self._until(start, end), "label.cell")
            if found:
                return found
        return None

    def _below(self, segment: Segment) -> Excerpt | None:
        for other in self.letter.layout.below(segment):
            if self.opens(other) or is_prose(self.letter.layout.rows[other.row]):
                return None
            start, end = self.letter.tokens(other)
            found = self.letter.excerpt(start, self._until(start, end), "label.below")
            if found:
                return found
        return None


def find(letter: Letter) -> Labels:
    """Return the spans of ``doc.spans["labels"]`` that stand where labels stand."""
    raw = [
        (span.label_, span.start, span.end)
        for span in letter.doc.spans.get(SPANS_KEY, [])
        if _is_label(letter, span.start, span.end)
    ]
    by_row: dict[int, list[tuple[str, int, int]]] = {}
    for key, start, end in raw:
        by_row.setdefault(letter.segment_at(start).row, []).append((key, start, end))
    hits: list[Hit] = []
    parties = blocks.find(letter.layout)
    for row in letter.layout.rows:
        for key, start, end in by_row.get(row.index, ()):
            if hits and _explains(letter, hits[-1], key, start):
                hits[-1] = replace(hits[-1], end=end)
                continue
            segment = letter.segment_at(start)
            block = parties.get((row.index, segment.column), Party.SELF)
            owner = _owner_before(letter, start) or block
            hits.append(Hit(key, start, end, row.index, segment.column, owner))
    return Labels(letter, tuple(hits), parties)


def _explains(letter: Letter, label: Hit, key: str, start: int) -> bool:
    """Say whether a label in brackets only says the one before it in other words."""
    between = [t.text for t in letter.doc[label.end : start]]
    return label.field == key.partition(".")[0] and between == ["("]


def _is_broken_colon(letter: Letter, start: int, end: int) -> bool:
    """Say whether a colon follows that OCR read as a letter, or two, and a colon: ``oo:``."""
    doc = letter.doc
    if start + 1 >= end or doc[start + 1].text not in _COLONS:
        return False
    return len(doc[start].text) == 1 or doc[start].norm_ == "oo"


def _is_label(letter: Letter, start: int, end: int) -> bool:
    doc = letter.doc
    first, last = letter.tokens(letter.segment_at(start))
    following = doc[end].text if end < last else ""
    if following in _COLONS or _is_broken_colon(letter, end, last):
        return start == first or _stands_free(letter, first, start)
    if not _stands_free(letter, first, start):
        return False
    if not following:
        return True
    after = next((doc[i].text for i in range(end, last) if doc[i].text not in _LEADERS), "")
    return not after or not after[0].islower()


def _stands_free(letter: Letter, first: int, start: int) -> bool:
    """Say whether only bullets, numbering, a role word or an earlier value stand before."""
    doc = letter.doc
    words = [doc[i] for i in range(first, start) if doc[i].is_alpha]
    if not words:
        return True
    if len(words) <= 3 and _owner_before(letter, start) is not None:
        return True
    colon_after = any(doc[i].text in _COLONS for i in range(start, min(start + 8, len(doc))))
    colon_before = any(doc[i].text in _COLONS for i in range(first, start))
    bracket = start > 0 and doc[start - 1].text in "([|"
    return (colon_before and colon_after) or bracket


def _owner_before(letter: Letter, start: int) -> Party | None:
    """Return whose label it is by the words before it; a genitive nobody knows is another's."""
    first, _ = letter.tokens(letter.segment_at(start))
    words = [letter.doc[i].norm_ for i in range(max(first, start - 4), start)]
    words = [word for word in words if word.isalpha()]
    if not words:
        return None
    tails = (" ".join(words[i:]) for i in range(len(words)))
    known = next((party for party in map(party_of, tails) if party is not None), None)
    if known is None and _GENITIVE.fullmatch(words[-1]):
        return Party.OTHER
    return known
