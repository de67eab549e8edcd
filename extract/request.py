"""The sentence by which a letter asks: its subject where none is written.

Each sentence of the text scores one point for each way of asking it holds (``[request]`` of
``subject.toml``) and one for what is to be done ("… onarılmasını"); a closing formula that tells
of no matter scores nothing. The highest wins, the later of equals: the request ends a letter. Where
no sentence asks, the first one that does not introduce the writer stands for the matter.
"""

import re
from collections.abc import Iterator
from functools import cache

from extract import knowledge
from extract.layout import Row, Zone
from extract.letter import Excerpt, Letter, folded_words

#: "… onarılmasını", "… eklenmesini": what is to be done.
_WISHED = re.compile(r"\b\w{3,}(?:masini|mesini|malarini|melerini|mami|memi|masi icin|mesi icin)\b")
#: Words of "Gereğini saygılarımla arz ederim": a closing, not a subject.
_FORMULA = re.compile(
    r"(?:gereg|saygi|bilgi(?:niz|leriniz)|arz|talep|rica|ed[ei]|ve|ile|yapilmasini|durum|sunar"
    r"|olsun|makam|yukarida|aciklanan|neden|icin|konuda|husus|gerekli|islem|tesekkur)"
)
#: A number of somebody or of a telephone: what holds one is no subject to be shown in lists.
_NUMBER = re.compile(r"\d{7,}")
PLAIN = 2  #: points of a sentence that surely asks
WRITTEN = 99  #: points of a subject that has a line of its own: no sentence has as many
_TELLING = 2  #: words beside the formula that a subject has at least
_LONGEST = 60  #: words


@cache
def _stems(key: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{stem}" for stem in knowledge.table("subject")["request"][key]))


def find(letter: Letter) -> Excerpt | None:
    """Return the sentence, None where the letter has no text."""
    best: tuple[int, Excerpt] | None = None
    first: Excerpt | None = None
    for found in _sentences(letter):
        points = asks(found.text)
        if points and (best is None or points >= best[0]):
            best = (points, found)
        if first is None and _tells(found.text):
            first = found
    return best[1] if best else first


def asks(text: str) -> int:
    """Return how plainly a sentence asks, 0: it does not, or says nothing else."""
    words = folded_words(text)
    folded = " ".join(words)
    if len(words) > _LONGEST or _plain(words) < _TELLING:
        return 0
    asked = sum(len(set(_stems(key).findall(folded))) for key in ("ask", "wish"))
    points = asked + bool(_WISHED.search(folded)) if asked else 0
    return min(points, PLAIN - 1) if _NUMBER.search(text) else points


def _plain(words: list[str]) -> int:
    return sum(not _FORMULA.match(word) for word in words)


def _tells(text: str) -> bool:
    words = folded_words(text)
    folded = " ".join(words)
    return 2 * _TELLING <= _plain(words) <= _LONGEST and not _stems("introduction").search(folded)


def _sentences(letter: Letter) -> Iterator[Excerpt]:
    """Yield the body's sentences in order; a paragraph's end also ends one."""
    start: int | None = None
    before: Row | None = None
    for row in _text_rows(letter):
        if before is not None and start is not None and _apart(before, row):
            at = letter.tokens(row.segments[0])[0]
            yield from _excerpt(letter, start, at)
            start = at
        before = row
        for segment in row.segments:
            first, end = letter.tokens(segment)
            start = first if start is None else start
            for i in range(first, end):
                if letter.doc[i].text in ".!?" and _ends(letter, i, end):
                    yield from _excerpt(letter, start, i)
                    start = i + 1
    if before is not None and start is not None:
        yield from _excerpt(letter, start, letter.tokens(before.segments[-1])[1])


def _excerpt(letter: Letter, start: int, end: int) -> Iterator[Excerpt]:
    found = letter.excerpt(start, end, "subject.derived")
    if found is not None:
        yield found


def _apart(before: Row, row: Row) -> bool:
    """Say whether a row begins a paragraph: on another page, or below a gap."""
    height = before.segments[0].line_height
    return row.page != before.page or row.box.y - before.box.bottom > 1.5 * height


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
