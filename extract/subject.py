"""Konu: the subject line; without one, a sentence of the letter marked as derived."""

import re

from extract.address import join
from extract.labels import Labels
from extract.layout import Segment, Zone, has_phrase
from extract.letter import Excerpt, Letter, folded_words

_REQUEST = re.compile(
    r"\b(?:talep|istiyor|istem|sikayet|arz|rica|verilmesi|yapilmasi|ihbar|oneri|gereg|basvur)"
)
_DONE = re.compile(r"(?:\bhk|\bhakkinda|\bibarettir|\bdir)\W*$")
_TITLE = re.compile(r"\bdilekce(?:si|sidir)?$|\bformu$|\btutanagi$")
_MOST_LINES = 4
_LONGEST = 60  # words of a derived sentence


def find(letter: Letter, labels: Labels) -> Excerpt | None:
    """Return the labelled subject with its wrapped lines, else a derived sentence, else None."""
    for hit in labels.of("subject.self"):
        value = labels.value(hit)
        if value and letter.layout.rows[value.row].zone is not Zone.SIGNATURE:
            return _wrapped(letter, labels, value)
    return _derived(letter)


def is_derived(subject: Excerpt) -> bool:
    """Say whether the subject was taken from the running text."""
    return subject.rule == "subject.derived"


def _wrapped(letter: Letter, labels: Labels, value: Excerpt) -> Excerpt:
    parts = [value]
    segment = letter.segment_at(value.start)
    edge = max(s.box.right for s in letter.layout.segments_of(value.page))
    while len(parts) < _MOST_LINES and not _DONE.search(" ".join(folded_words(parts[-1].text))):
        following = _next_line(letter, labels, segment, value.box.x, edge)
        piece = letter.excerpt(*letter.tokens(following), value.rule) if following else None
        if following is None or piece is None:
            break
        parts.append(piece)
        segment = following
    return join(letter, parts)


def _next_line(
    letter: Letter, labels: Labels, segment: Segment, left: int, edge: int
) -> Segment | None:
    for other in letter.layout.below(segment, within=1.1):
        hangs = abs(other.box.x - left) <= 1.2 * segment.line_height
        filled = edge - segment.box.right <= 8 * segment.line_height
        if labels.opens(other) or other.folded.startswith("sayin"):
            return None
        if hangs or (filled and other.column == 0 and not _opens_paragraph(other, segment)):
            return other
        return None
    return None


def _opens_paragraph(segment: Segment, before: Segment) -> bool:
    """Say whether a line is set in or apart: a new paragraph, not the subject's second line."""
    apart = segment.box.y - before.box.bottom > 0.9 * segment.line_height
    return apart or segment.words[0].text[:1].isupper()


def _derived(letter: Letter) -> Excerpt | None:
    """Return the last sentence of the body that asks for something."""
    body = [r for r in letter.layout.rows if r.zone is Zone.BODY]
    if not body:
        return None
    best: Excerpt | None = None
    start: int | None = None
    for row in body:
        for segment in row.segments:
            first, end = letter.tokens(segment)
            start = first if start is None else start
            for i in range(first, end):
                if letter.doc[i].text in ".!?" and _ends(letter, i, end):
                    best = _better(letter, best, start, i)
                    start = i + 1
    return best


def _ends(letter: Letter, token: int, end: int) -> bool:
    """Say whether the dot ends a sentence: a longer word before it, a capital or nothing after."""
    before = letter.doc[token - 1].text if token else ""
    after = letter.doc[token + 1].text if token + 1 < end else ""
    return len(before) > 3 and before.isalpha() and (not after or after[0].isupper())


def _better(letter: Letter, best: Excerpt | None, start: int, end: int) -> Excerpt | None:
    found = letter.excerpt(start, end, "subject.derived")
    if found is None:
        return best
    words = folded_words(found.text)
    formula = len(words) <= 5 and has_phrase(" ".join(words), "phrases")
    if formula or len(words) > _LONGEST or not _REQUEST.search(" ".join(words)):
        return best
    return found
