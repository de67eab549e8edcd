"""What a page is for, from its words, codes and ink alone; ``batch`` adds its place in the file.

A page's evidence is a set of named reasons; each role's score is the sum of their weights in
``data/pages.toml``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz

from domain.geometry import Box
from domain.page import SEPARATOR_CODE, FaxHeader, Page, PageRole, Word
from domain.tckn import is_valid
from extract import faxline, knowledge, numbers
from extract.address import looks_like_address
from extract.addressee import ends_addressee, is_capitals
from extract.layout import Layout, Row, Segment, has_phrase, is_prose, lay_out
from extract.letter import folded_words
from extract.standing import looks_handwritten

_DATE = re.compile(r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)?\d{2}\b")
_POSTAL = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")  # UPU S10
_NUMBERED = re.compile(r"^\W*(?:sayfa|syf|s)?\W*(\d{1,2})(?:\s?[/-]\s?(\d{1,2}))?\W*$")
_ANNEX = re.compile(r"^\W*ek\W{0,3}\d{1,2}\W*$")
_SIGN = re.compile(r"(?<=\w)[^\w\s](?=\w)")  # a scratched letter
_COUNT = re.compile(r"sayfa(?: sayisi| adedi)?\W+(\d{1,3})(.*)|pages?\W+(\d{1,3})(.*)")
#: Below this a word is what OCR makes of dirt.
_SURE = 0.5


def _table() -> Any:
    return knowledge.table("pages")


def gate(key: str) -> float:
    """Return a threshold of ``pages.toml``."""
    return float(_table()["gate"][key])


def _phrases(key: str) -> frozenset[str]:
    return frozenset(_table()["phrases"][key])


@dataclass(frozen=True)
class Look:
    """What one page shows of its purpose."""

    page: Page
    layout: Layout
    header: FaxHeader | None

    @property
    def number(self) -> int:
        """The page's number within the arrival."""
        return self.page.number

    def top(self, share: float) -> Iterator[Row]:
        """Yield the rows that begin within this share of the page's height."""
        return (r for r in self.layout.rows if r.box.y <= share * self.page.height)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words of three letters and more that were surely read."""
        return tuple(
            w
            for w in self.layout.words
            if w.confidence >= _SURE and sum(c.isalpha() for c in w.text) >= 3
        )

    @cached_property
    def tckns(self) -> frozenset[str]:
        """The valid T.C. numbers that some read has."""
        return frozenset(d.text for d in numbers.in_page(self.page) if is_valid(d.text))

    @cached_property
    def is_empty(self) -> bool:
        """Whether nothing is on the page but what a fax machine printed; a damaged one is not."""
        if self.page.blank or self.header is None or self.page.damaged:
            return self.page.blank
        line = self.header.box.grown(self.header.box.h // 2)
        beside = any(2 * ink.box.overlap(line) < ink.box.area for ink in self.page.ink)
        return not (self.layout.words or self.page.codes or beside)

    @cached_property
    def separates(self) -> bool:
        """Whether the page is a separator sheet: by its large word, its small print, or its code.

        A code alone counts only where nothing else is: a label is stuck on letters too, and of a
        letter by hand OCR reads hardly a word.
        """
        if self.is_empty or len(self.words) > gate("separator_words"):
            return False
        if any(map(_is_separator_word, self._large)):
            return True
        if any(_is_separator_text(row.folded) for row in self.layout.rows):
            return True
        if self.has_separator_code:
            return not self._has_hand or not self._is_label_sized
        return self.is_bare_code

    @property
    def is_bare_code(self) -> bool:
        """Whether nothing but a code is on the page, though none of a separator we know."""
        unknown = bool(self.page.codes) and not self.has_separator_code
        bare = len(self.words) <= 3 and len(self.layout.words) <= 6 and not self._has_hand
        return unknown and bare and not self.has_postal_code

    @cached_property
    def _has_hand(self) -> bool:
        """Whether there is ink of a hand's size beside the codes."""
        page, least = self.page, gate("hand") * self.page.dpi
        boxes = [code.box.grown(code.box.h // 4) for code in page.codes]
        beside = (
            i.box for i in page.ink if not any(2 * i.box.overlap(b) > i.box.area for b in boxes)
        )
        return bool(page.handwriting) or any(max(box.w, box.h) >= least for box in beside)

    @property
    def is_text(self) -> bool:
        """Whether the page may be a letter that shows no sign of one: much text, or by hand."""
        return not self.encloses and (len(self.words) >= gate("text_words") or self._by_hand)

    @property
    def _by_hand(self) -> bool:
        return bool(self.page.handwriting) or looks_handwritten(self.page)

    @cached_property
    def _separator_codes(self) -> tuple[Box, ...]:
        known = _phrases("separator_codes")
        told = ((code.text.strip(), code.box) for code in self.page.codes)
        return tuple(box for text, box in told if text.startswith(SEPARATOR_CODE) or text in known)

    @property
    def has_separator_code(self) -> bool:
        """Whether a code of a separator is on the page."""
        return bool(self._separator_codes)

    @property
    def _is_label_sized(self) -> bool:
        """Whether the codes may be those of a stuck label: one, no larger than such labels are."""
        inches = [(box.w / self.page.dpi, box.h / self.page.dpi) for box in self._separator_codes]
        return (
            len(inches) == 1
            and max(inches[0]) < gate("label_long")
            and (min(inches[0]) < gate("label_high"))
        )

    @property
    def has_label(self) -> bool:
        """Whether a separator's code is on a page that is no separator: the page opens a letter."""
        return self.has_separator_code and not self.separates

    @property
    def has_postal_code(self) -> bool:
        """Whether a code is the number of a registered letter."""
        return any(_POSTAL.fullmatch(code.text.strip()) for code in self.page.codes)

    @cached_property
    def _large(self) -> tuple[str, ...]:
        """Words of rows that are at least 6 mm high, folded; a sign within one is a letter."""
        least = gate("large") * self.page.height
        return tuple(
            " ".join(folded_words(" ".join(_SIGN.sub("x", w.text) for w in row.words)))
            for row in self.page.first.lines
            if any(w.box.h >= least and len(w.text) > 2 for w in row.words)
        )

    @cached_property
    def covers(self) -> bool:
        """Whether the page is a fax cover sheet: to, from, pages, and no letter below."""
        rows = self.layout.segments
        firsts = {w for s in rows for w in folded_words(s.text)[:2]}
        directed = firsts & _phrases("cover_to") and firsts & _phrases("cover_from")
        if not directed or len(firsts & _phrases("cover")) < gate("cover_cues") or self.tckns:
            return False
        return self.prose <= gate("cover_prose")

    @cached_property
    def prose(self) -> int:
        """The number of words in rows of running text."""
        rows = (row for row in self.layout.rows if is_prose(row))
        return sum(len(s.words) for row in rows for s in row.segments)

    @cached_property
    def expected(self) -> tuple[int, bool | None] | None:
        """How many pages a cover sheet announces, and whether it counts itself (None: unsaid)."""
        for row in self.layout.rows:
            found = _COUNT.search(row.folded)
            if found is not None:
                rest = found.group(2) or found.group(4) or ""
                own = True if "dahil" in rest else False if "haric" in rest else None
                return int(found.group(1) or found.group(3)), own
        return None

    @cached_property
    def is_envelope(self) -> bool:
        """Whether the page is an envelope: few words, an address, something postal, no text.

        Never one written by hand: a letter by hand reads as a few words too.
        """
        few = 0 < len(self.words) <= gate("envelope_words")
        if not few or self.prose or self.closes or self._by_hand:
            return False
        return self._score("envelope") >= gate("envelope")

    @cached_property
    def encloses(self) -> bool:
        """Whether the page calls itself an attachment."""
        return self._score("attachment") >= gate("attachment")

    @cached_property
    def opens(self) -> float:
        """How strongly the page begins a letter."""
        return self._score("opens")

    @cached_property
    def closes(self) -> bool:
        """Whether a letter ends on the page: a closing phrase, and a signature's place below it."""
        rows = self.layout.rows
        last = max((r.index for r in rows if has_phrase(r.folded, "phrases")), default=None)
        if last is None:
            return False
        after = rows[last + 1 :]
        if sum(is_prose(row) for row in after) > 2:
            return False
        foot = rows[last].box.bottom
        return len(after) >= 2 or any(ink.box.y > foot for ink in self.page.ink)

    def _score(self, role: str) -> float:
        weights = _table()[role]
        return float(sum(weights[r] for r in self.reasons if r in weights))

    @cached_property
    def reasons(self) -> frozenset[str]:
        """The names of all that was seen, as ``pages.toml`` weighs them."""
        return frozenset(_reasons(self))


def look(page: Page) -> Look:
    """Return what the page shows; cheap, and what is asked twice is found once."""
    return Look(page, lay_out([page]), faxline.find(page))


def alone(seen: Look) -> PageRole | None:
    """Return the role that the page has wherever it lies; None for the pages of a letter."""
    if seen.is_empty:
        return PageRole.BLANK
    if seen.separates:
        return PageRole.SEPARATOR
    if seen.covers:
        return PageRole.COVER
    return PageRole.ENVELOPE if seen.is_envelope else None


def _is_separator_word(folded: str) -> bool:
    words = [folded, *folded.split()]
    least = gate("separator_likeness")
    return any(
        fuzz.ratio(word, known) >= least
        for word in words
        if len(word) >= 5
        for known in _phrases("separator")
    )


def _is_separator_text(folded: str) -> bool:
    least = gate("separator_likeness")
    known = _phrases("separator_text")
    return len(folded) >= 15 and any(fuzz.partial_ratio(folded, k) >= least for k in known)


def _reasons(seen: Look) -> Iterator[str]:
    yield from _of_heading(seen)
    yield from _of_place(seen)
    yield from _of_enclosure(seen)
    yield from _of_envelope(seen)
    if seen.has_label:
        yield "label"


def _of_heading(seen: Look) -> Iterator[str]:
    for segment in (s for row in seen.top(0.45) for s in row.segments):
        if ends_addressee(segment):
            yield "addressee" if is_capitals(segment) else "addressee_small"
    prose = next((r.index for r in seen.layout.rows if is_prose(r)), len(seen.layout.rows))
    for row in seen.top(0.6):
        for segment in row.segments:
            yield from _of_label(segment, before_text=row.index < prose)
    for row in seen.top(0.25):
        words = folded_words(row.text)
        if 0 < len(words) <= 6 and _ends(" ".join(words), _phrases("title")):
            yield "title"
        if len(words) <= 3 and _DATE.search(row.text):
            yield "date_on_top"


def _of_label(segment: Segment, *, before_text: bool) -> Iterator[str]:
    words = folded_words(segment.text)
    phrase, colon = " ".join(words[:2]), ":" in segment.text[:24]
    if colon and _starts(phrase, _phrases("subject")):
        yield "subject"
    party = before_text and _starts(phrase, _phrases("party"))
    if party and (colon or len(words) <= 3):
        yield "party"
    if words[:1] == ["sayin"] and len(words) <= 8:
        yield "sayin"


def _starts(text: str, phrases: Iterable[str]) -> bool:
    return any(text == p or text.startswith(f"{p} ") for p in phrases)


def _ends(text: str, phrases: Iterable[str]) -> bool:
    return any(text == p or text.endswith(f" {p}") for p in phrases)


def _of_place(seen: Look) -> Iterator[str]:
    first = next((r for r in seen.layout.rows if is_prose(r)), None)
    if first is not None and first.index <= 1 and first.text[:1].islower():
        yield "mid_sentence"
    edges = [*seen.layout.rows[:2], *seen.layout.rows[-2:]]
    for row in edges:
        found = _NUMBERED.match(row.folded)
        if found is not None and not _DATE.search(row.text):
            yield "first_number" if int(found.group(1)) == 1 else "later_number"


def _of_enclosure(seen: Look) -> Iterator[str]:
    letterhead = any(_is_letterhead(folded_words(r.text)) for r in seen.top(0.2))
    numbered = any(folded_words(r.text)[:1] == ["sayi"] for r in seen.top(0.4))
    if letterhead and numbered:
        yield "official"
    for segment in (s for row in seen.top(0.5) for s in row.segments):
        words = folded_words(segment.text)
        shown = is_capitals(segment) and 0 < len(words) <= 7 and ":" not in segment.text
        if shown and _ends(" ".join(words), _phrases("attachment_title")):
            yield from ("attachment_title", "attachment")
        if _ANNEX.match(segment.folded):
            yield "attachment_mark"
    text = " ".join(folded_words(seen.layout.text))
    if any(phrase in text for phrase in _phrases("certified")):
        yield "certified"


def _is_letterhead(words: Sequence[str]) -> bool:
    """Say whether a line is T.C. or the name of an office that speaks, not one addressed."""
    return words in (["t", "c"], ["tc"]) or (
        0 < len(words) <= 6 and words[-1] in _phrases("office_names")
    )


def _of_envelope(seen: Look) -> Iterator[str]:
    words = set(folded_words(seen.layout.text))
    firsts = {w for s in seen.layout.segments for w in folded_words(s.text)[:1]}
    if firsts & {"gonderen", "gonderici", "gond"}:
        yield "sender"
    if firsts & {"alici", "kime"}:
        yield "receiver"
    if words & _phrases("postal"):
        yield "postal"
    if seen.has_postal_code:
        yield "postal_code"
    if any(looks_like_address(s.text) for s in seen.layout.segments):
        yield "address"
    offices = [s for s in seen.layout.segments if ends_addressee(s)]
    if offices:
        yield "addressee_any"
    if any(_is_low(seen, s.box.middle) for s in offices):
        yield "addressee_low"


def _is_low(seen: Look, middle: tuple[float, float]) -> bool:
    x, y = middle
    return y > 0.25 * seen.page.height or x > 0.6 * seen.page.width
