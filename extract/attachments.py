"""Ekler: what the letter says it encloses, as listed: "EK: Fotokopi (1 sayfa)", "EKLER: 1- …"."""

import re
from collections.abc import Iterator

from domain import turkish
from domain.petition import Attachment
from extract.labels import Labels
from extract.layout import Row, is_prose
from extract.letter import Letter, strip_signs

_LABEL = re.compile(r"\W{0,3}(?:ekler|eklerim|eki|ek) ?(?:[:;]|$)")
#: "1-", "2)", "Ek-3:", "*": what opens an item.
_ITEM = re.compile(
    r"(?:^|(?<=[ ,;:]))(?:ek ?[-–]? ?)?\d{1,2} ?[-–.):] ?(?=[^\W\d])|^[*•+-] ?(?=\w)"
)
_PAGES = re.compile(r"[(,]? ?(\d{1,3}) ?(?:sayfa|sahife|syf|yaprak)\b ?\)?")
_MOST, _LONGEST = 20, 15  #: items of a list, words of one


def find(letter: Letter, labels: Labels) -> tuple[Attachment, ...]:
    """Return the enclosures listed beside and below the label, in order; none without a label."""
    for row in letter.layout.rows:
        for at, segment in enumerate(row.segments):
            label = _LABEL.match(segment.folded)
            if label is None:
                continue
            beside = [segment.text[label.end() :], *(s.text for s in row.segments[at + 1 :])]
            lines = [" ".join(beside).strip(), *_below(letter, labels, row)]
            found = tuple(item for line in lines for item in _items(line))
            if found:
                return found[:_MOST]
    return ()


def _below(letter: Letter, labels: Labels, row: Row) -> Iterator[str]:
    """Yield the numbered lines right below the label."""
    for other in letter.layout.rows[row.index + 1 :]:
        numbered = _ITEM.match(other.folded) is not None
        far = other.page != row.page or labels.opens(other.segments[0]) or is_prose(other)
        if far or not numbered:
            return
        yield other.text


def _items(line: str) -> Iterator[Attachment]:
    starts = [m.start() for m in _ITEM.finditer(turkish.fold(line))] or [0]
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        piece = line[start:end]
        opened = _ITEM.match(turkish.fold(piece))
        piece = piece[opened.end() :] if opened else piece
        pages = _PAGES.search(turkish.fold(piece))
        text = piece[: pages.start()] + piece[pages.end() :] if pages else piece
        shown = strip_signs(text).strip("()")
        if any(c.isalpha() for c in shown) and len(shown.split()) <= _LONGEST:
            yield Attachment(shown, int(pages[1]) if pages else None)
