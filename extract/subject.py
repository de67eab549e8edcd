"""Konu: the subject line; without one, a sentence of the letter marked as derived."""

import re
from collections.abc import Iterator

from extract.address import join
from extract.labels import Labels
from extract.layout import Row, Segment, Zone
from extract.letter import Excerpt, Letter, folded_words

_REQUEST = re.compile(
    r"\b(?:talep|istiyor|istem|sikayet|arz|rica|verilmesi|yapilmasi|ihbar|oner|gereg|basvuruyor)"
)
#: "… onarılmasını", "… eklenmesini": what is to be done.
_WISHED = re.compile(r"\b\w{3,}(?:masini|mesini|malarini|melerini|masi icin|mesi icin)\b")
#: Words of "Gereğini saygılarımla arz ederim": a closing, not a subject.
_FORMULA = re.compile(
    r"(?:gereg|saygi|bilgi(?:niz|leriniz)|arz|talep|rica|ed[ei]|ve|ile|yapilmasini|durum|sunar"
    r"|olsun|makam|yukarida|aciklanan|neden|icin|konuda|husus|gerekli|islem|tesekkur)"
)
_ABOUT = frozenset({"hakkinda", "hk", "konu", "konusu"})  # alone they tell of no matter
_TELLING = 2  #: words beside the formula that a subject has at least
_DONE = re.compile(r"(?:\bhk|\bhakkinda|\bibarettir|\bdir)\W*$")
_TITLE = re.compile(r"\bdilekce(?:si|sidir)?$|\bformu$|\btutanagi$")
_MOST_LINES = 4
_LONGEST = 60  # words of a derived sentence


def find(letter: Letter, labels: Labels) -> Excerpt | None:
    """Return the labelled subject with its wrapped lines, else a derived sentence, else None."""
    for hit in labels.of("subject.self"):
        value = labels.value(hit)
        if value and letter.layout.rows[value.row].zone is not Zone.SIGNATURE:
            whole = _wrapped(letter, labels, value)
            if set(folded_words(whole.text)) - _ABOUT:
                return whole
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
    """Return the sentence of the body that asks for something most plainly, the later of equals."""
    best: tuple[int, Excerpt] | None = None
    start: int | None = None
    for row in _text_rows(letter):
        for segment in row.segments:
            first, end = letter.tokens(segment)
            start = first if start is None else start
            for i in range(first, end):
                if letter.doc[i].text in ".!?" and _ends(letter, i, end):
                    found = letter.excerpt(start, i, "subject.derived")
                    points = _asks(found.text) if found else 0
                    if found and points and (best is None or points >= best[0]):
                        best = (points, found)
                    start = i + 1
    return best[1] if best else None


def _text_rows(letter: Letter) -> Iterator[Row]:
    """Yield the body's rows, and the one after it that ends its last sentence: "ederim."."""
    rows = letter.layout.rows
    for row in rows:
        ends_text = row.index > 0 and rows[row.index - 1].zone is Zone.BODY
        goes_on = ends_text and len(row.segments) == 1 and row.text[:1].islower()
        if row.zone is Zone.BODY or goes_on:
            yield row


def _ends(letter: Letter, token: int, end: int) -> bool:
    """Say whether the sign ends a sentence and no abbreviation: a capital or nothing follows."""
    before = letter.doc[token - 1].text if token else ""
    after = letter.doc[token + 1].text if token + 1 < end else ""
    long = letter.doc[token].text != "." or (len(before) > 3 and before.isalpha())
    return long and (not after or after[0].isupper())


def _asks(text: str) -> int:
    """Return how plainly a sentence asks, 0: it does not, or says nothing else."""
    words = folded_words(text)
    folded = " ".join(words)
    if len(words) > _LONGEST or len([w for w in words if not _FORMULA.match(w)]) < _TELLING:
        return 0
    asked = len(set(_REQUEST.findall(folded)))
    return asked + bool(_WISHED.search(folded)) if asked else 0
