"""Konu: the subject line; without one, a sentence of the letter marked as derived.

A labelled line comes first, then a line that stands as a heading, then the sentence that asks.
"""

import re
from collections.abc import Iterator

from extract import request, subject_heading
from extract.address import join
from extract.addressee import ends_addressee, is_capitals
from extract.labels import Hit, Labels
from extract.layout import Segment, Zone
from extract.letter import Excerpt, Letter, folded_words

_ABOUT = frozenset({"hakkinda", "hk", "konu", "konusu"})  # alone they tell of no matter
_DONE = re.compile(r"(?:\bhk|\bhakkinda|\bhakkindadir|\bibarettir|\bdir)\W*$")
_MOST_LINES = 4
_CLOSE = 1.3  #: gap between lines of one paragraph, in heights of a word


def find(letter: Letter, labels: Labels) -> Excerpt | None:
    """Return the subject with its wrapped lines, else a derived sentence, else None."""
    for hit in labels.of("subject.self"):
        value = labels.value(hit) or _paragraph_below(letter, labels, hit)
        if value and letter.layout.rows[value.row].zone is not Zone.SIGNATURE:
            whole = _wrapped(letter, labels, value)
            if set(folded_words(whole.text)) - _ABOUT:
                return whole
    return subject_heading.find(letter, labels) or request.find(letter)


def is_derived(subject: Excerpt) -> bool:
    """Say whether the subject was taken from the running text."""
    return subject.rule == "subject.derived"


def _paragraph_below(letter: Letter, labels: Labels, hit: Hit) -> Excerpt | None:
    """Return the first line of a subject that reads like running text below its lonely label.

    It ends before a gap and has lines below: else it is the letter's text itself.
    """
    label = letter.segment_at(hit.start)
    if len(letter.layout.rows[label.row].segments) > 1 or labels.by_hand(hit):
        return None
    lines = list(_close_below(letter, labels, label))
    if not 1 <= len(lines) <= _MOST_LINES or lines[-1].row + 1 >= len(letter.layout.rows):
        return None
    return letter.excerpt(*letter.tokens(lines[0]), "label.below")


def _close_below(letter: Letter, labels: Labels, segment: Segment) -> Iterator[Segment]:
    """Yield the lines below that follow without a gap."""
    while True:
        below = next(letter.layout.below(segment, within=1.1), None)
        if below is None or labels.opens(below) or ends_addressee(below):
            return
        yield below
        segment = below


def _wrapped(letter: Letter, labels: Labels, value: Excerpt) -> Excerpt:
    parts = [value]
    segment = letter.segment_at(value.start)
    label = letter.layout.rows[segment.row].segments[0]
    edge = max(s.box.right for s in letter.layout.segments_of(value.page))
    while len(parts) < _MOST_LINES and not _DONE.search(" ".join(folded_words(parts[-1].text))):
        following = _next_line(letter, labels, segment, (value.box.x, label.box.x), edge)
        piece = letter.excerpt(*letter.tokens(following), value.rule) if following else None
        if following is None or piece is None:
            break
        parts.append(piece)
        segment = following
    return join(letter, parts)


def _next_line(
    letter: Letter, labels: Labels, segment: Segment, starts: tuple[int, int], edge: int
) -> Segment | None:
    """Return the line that goes on with the subject; ``starts``: left ends of value and label."""
    other = next(letter.layout.below(segment, within=_CLOSE), None)
    if other is None or ends_addressee(other) or other.folded.startswith("sayin"):
        return None
    if any(map(labels.opens, letter.layout.rows[other.row].segments[: other.column + 1])):
        return None
    height = segment.line_height
    hangs = abs(other.box.x - starts[0]) <= 1.2 * height
    flush = abs(other.box.x - starts[1]) <= 1.2 * height
    centred = abs(other.box.middle[0] - segment.box.middle[0]) <= 1.2 * height
    if not (hangs or flush or centred):
        return None
    if not other.words[0].text[:1].isupper():
        return other
    apart = starts[0] - starts[1] > 2 * height  # the value hangs well right of its label
    near = other.box.y - segment.box.bottom <= 0.9 * height
    capitals = near and is_capitals(segment) and is_capitals(other)
    return other if _is_full(segment, other, edge) and ((hangs and apart) or capitals) else None


def _is_full(segment: Segment, following: Segment, edge: int) -> bool:
    """Say whether a line ends where it had to: the next word had no room, or nearly none."""
    height = segment.line_height
    return edge - segment.box.right <= max(8 * height, following.words[0].box.w + height)
