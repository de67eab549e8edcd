"""One letter under study: its layout, its ``Doc`` and the second reads beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.language import Language
from spacy.tokens import Doc

from domain import turkish
from domain.field import Evidence
from domain.geometry import Box, union
from domain.page import Page, Word
from extract import language
from extract.layout import Layout, Segment, lay_out

_SIGNS = " \t\n:;.,|_-–—=*•·…~'\"<>[]{}"
_READ_COLON = re.compile(r"^[oO0] ?: ?")  # a label's colon beside a cell border
_LETTERS = re.compile(r"[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of the letter: tokens ``start`` to ``end`` of the ``Doc``, with their place."""

    text: str
    page: int
    box: Box
    confidence: float  #: the least sure word, 0…1
    rule: str
    start: int
    end: int
    row: int

    @property
    def evidence(self) -> Evidence:
        """Where it stands and by which rule it was found."""
        return Evidence(page=self.page, box=self.box, rule=self.rule)


@dataclass(frozen=True)
class Letter:
    """What every finder is given."""

    layout: Layout
    doc: Doc

    @cached_property
    def owners(self) -> list[int]:
        """For each token the index of its word in ``layout.words``; −1 for a break."""
        owners: list[int] = self.doc.user_data["words"]
        return owners

    @cached_property
    def ranges(self) -> dict[tuple[int, int], tuple[int, int]]:
        """(row, column) of a segment → its first token and the one after its last."""
        out: dict[tuple[int, int], tuple[int, int]] = {}
        start = 0
        segments = iter(self.layout.segments)
        for index, owner in enumerate(self.owners):
            if owner < 0:
                segment = next(segments)
                out[segment.row, segment.column] = (start, index)
                start = index + 1
        return out

    @cached_property
    def segment_of_token(self) -> list[int]:
        """For each token the index of its segment in ``layout.segments``."""
        out: list[int] = []
        at = 0
        for owner in self.owners:
            out.append(at)
            at += owner < 0
        return out

    def segment_at(self, token: int) -> Segment:
        """Return the segment a token stands in."""
        return self.layout.segments[self.segment_of_token[token]]

    def tokens(self, segment: Segment) -> tuple[int, int]:
        """Return the segment's first token and the one after its last."""
        return self.ranges[segment.row, segment.column]

    def words(self, start: int, end: int) -> list[Word]:
        """Return the words that tokens ``start`` to ``end`` were cut from."""
        return [self.layout.words[i] for i in sorted({o for o in self.owners[start:end] if o >= 0})]

    def excerpt(self, start: int, end: int, rule: str) -> Excerpt | None:
        """Return the piece without signs at its ends; None when no letter or digit is left."""
        while start < end and not _has_content(self.doc[start].text):
            start += 1
        while end > start and not _has_content(self.doc[end - 1].text):
            end -= 1
        if start >= end:
            return None
        words = self.words(start, end)
        segment = self.segment_at(start)
        return Excerpt(
            text=turkish.squeeze(self.doc[start:end].text),
            page=segment.page,
            box=union(w.box for w in words),
            confidence=min(w.confidence for w in words),
            rule=rule,
            start=start,
            end=end,
            row=segment.row,
        )

    def second(self, page: int, box: Box, read: int = 1) -> str:
        """Return what another read of the page has inside ``box``, in its reading order."""
        return words_inside(self.layout.page(page), box, read)


def _has_content(text: str) -> bool:
    return any(c.isalnum() for c in text)


def words_inside(page: Page, box: Box, read: int) -> str:
    """Return the words of read number ``read`` whose middle lies in ``box`` (a little grown)."""
    if read >= len(page.reads):
        return ""
    around = box.grown(max(2, box.h // 4))
    inside = [w.text for w in page.reads[read].words if _holds(around, w.box)]
    return " ".join(inside)


def _holds(box: Box, other: Box) -> bool:
    x, y = other.middle
    return box.x <= x <= box.right and box.y <= y <= box.bottom


def letters(text: str) -> tuple[str, ...]:
    """Return the runs of letters in a text, as written."""
    return tuple(_LETTERS.findall(turkish.compose(text)))


def folded_words(text: str) -> list[str]:
    """Return the runs of letters in a text, folded."""
    return [turkish.fold(word) for word in letters(text)]


def strip_signs(text: str) -> str:
    """Return a value without the leaders, colons and cell borders around it."""
    return turkish.squeeze(_READ_COLON.sub("", turkish.squeeze(text)).strip(_SIGNS))


def study(pages: Sequence[Page], nlp: Language) -> Letter:
    """Lay the pages out and parse them."""
    layout = lay_out(pages)
    return Letter(layout, language.parse(nlp, layout))
