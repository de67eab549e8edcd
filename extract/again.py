"""Which rows deserve a second look: those whose words decide, and no others.

A second read of a whole page costs as much as the first; of the few rows that hold the number, the
name, the subject and what else is written in digits, a fifth of it.
"""

from collections.abc import Iterable, Iterator, Sequence

from domain.geometry import Box
from domain.page import SecondLook
from extract import contact, dates, subject, tckn
from extract.assemble import Draft
from extract.letter import Excerpt, Letter

#: People beside the chosen one whose names are read again: a misread rival may be the same person.
_RIVALS = 2


def wanted(draft: Draft) -> tuple[SecondLook, ...]:
    """Return the rows to read again, page by page; a whole page where no name was found on it."""
    letter = draft.letter
    rows: dict[int, dict[Box, None]] = {}
    for page, box in _rows(draft):
        rows.setdefault(page, {})[box] = None
    whole = {p.number for p in letter.layout.pages[:1]} if draft.name.mention is None else set()
    return tuple(
        SecondLook(page.number, () if page.number in whole else tuple(rows.get(page.number, ())))
        for page in letter.layout.pages
        if page.number in whole or page.number in rows
    )


def _rows(draft: Draft) -> Iterator[tuple[int, Box]]:
    letter = draft.letter
    for number in draft.numbers:
        if number.segment is not None:
            yield number.page, number.segment.box
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
    chosen = [draft.name.mention] if draft.name.mention else []
    for mention in (*chosen, *(p.best for p in draft.people[: _RIVALS + 1])):
        yield from mention.pieces
    topic = subject.find(letter, labels)
    if topic is not None and not subject.is_derived(topic):
        yield topic
    yield from (at for _, at in _first(contact.phones(letter, labels)))
    yield from (day.at for day in dates.find(letter, labels)[:1])


def _first(found: Iterable[tuple[str, Excerpt]]) -> Sequence[tuple[str, Excerpt]]:
    return list(found)[:1]


def _segments(letter: Letter, excerpt: Excerpt) -> Iterator[tuple[int, Box]]:
    """Yield the whole segments an excerpt lies in: a cut word reads badly."""
    for index in sorted({letter.segment_of_token[i] for i in range(excerpt.start, excerpt.end)}):
        segment = letter.layout.segments[index]
        yield segment.page, segment.box
