"""Which rows deserve a second look: those whose words decide, and no others.

A second read of a whole page costs as much as the first; of the few rows that hold the number, the
name, the subject and what else is written in digits, a fifth of it.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from domain.geometry import Box, union
from domain.page import SecondLook
from extract import contact, dates, subject, tckn
from extract.assemble import Draft
from extract.layout import Segment
from extract.letter import Excerpt, Letter


def wanted(draft: Draft) -> tuple[SecondLook, ...]:
    """Return the rows to read again, page by page."""
    rows: dict[int, dict[Box, None]] = {}
    for page, box in _rows(draft):
        rows.setdefault(page, {})[box] = None
    return tuple(SecondLook(page, tuple(boxes)) for page, boxes in sorted(rows.items()))


def _rows(draft: Draft) -> Iterator[tuple[int, Box]]:
    letter = draft.letter
    for number in draft.numbers:
        if number.segment is not None:
            yield number.page, _with_neighbours(number.segment, [number.box])
    for hit in tckn.unanswered(draft.labels, draft.numbers):
        # What the first read missed stands beside its label or below it.
        for row in letter.layout.rows[hit.row : hit.row + 2]:
            if row.page == letter.segment_at(hit.start).page:
                yield row.page, _to_the_margins(letter, row.page, row.box)
    for excerpt in _excerpts(draft):
        yield from _segments(letter, excerpt)


def _to_the_margins(letter: Letter, page: int, box: Box) -> Box:
    return Box(0, box.y, letter.layout.page(page).width, box.h)


def _excerpts(draft: Draft) -> Iterator[Excerpt]:
    letter, labels = draft.letter, draft.labels
    if draft.name.mention is not None:
        yield from draft.name.mention.pieces
    topic = subject.find(letter, labels)
    if topic is not None and not subject.is_derived(topic):
        yield topic
    yield from (at for _, at in islice(contact.phones(letter, labels), 1))
    yield from (day.at for day in dates.find(letter, labels)[:1])


def _segments(letter: Letter, excerpt: Excerpt) -> Iterator[tuple[int, Box]]:
    """Yield where an excerpt lies, line by line."""
    boxes = [word.box for word in letter.words(excerpt.start, excerpt.end)]
    for index in sorted({letter.segment_of_token[i] for i in range(excerpt.start, excerpt.end)}):
        segment = letter.layout.segments[index]
        yield segment.page, _with_neighbours(segment, boxes)


def _with_neighbours(segment: Segment, boxes: Sequence[Box]) -> Box:
    """Return the words of a segment that stand in ``boxes``, and one more to either side.

    A neighbour shows where the first word begins; reading all of a long line again costs more.
    """
    inside = [
        index
        for index, word in enumerate(segment.words)
        if any(box.overlap(word.box) for box in boxes)
    ]
    if not inside:
        return segment.box
    return union(word.box for word in segment.words[max(0, inside[0] - 1) : inside[-1] + 2])
