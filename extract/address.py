"""Adres: where the petitioner lives or works (3071 m.4)."""

import re
from collections.abc import Iterator

from domain.geometry import Box, union
from domain.places import load_places
from extract.labels import Labels
from extract.layout import Segment, Zone, has_phrase, is_prose
from extract.letter import Excerpt, Letter, folded_words

_CUE = re.compile(
    r"\b(?:mah|mahallesi|mh|cad|caddesi|cd|sok|sokak|sokagi|sk|bulvari|blv|apt|apartmani|sitesi"
    r"|blok|daire|kat|koyu|no|mevkii|d|k)\b"
)
_STREET = re.compile(
    r"\b(?:mah|mahallesi|mh|cad|caddesi|cd|sok|sokak|sokagi|sk|bulvari|blv|koyu)\b"
)
_LIVES = re.compile(r"\badresinde(?:yim|ki)?\b")
_MOST_LINES = 4


def find(letter: Letter, labels: Labels) -> Excerpt | None:
    """Return the address: labelled, else a block of lines in the signature part, else in prose."""
    return _labelled(letter, labels) or _block(letter, labels) or _in_prose(letter)


def _labelled(letter: Letter, labels: Labels) -> Excerpt | None:
    for hit in labels.of("address.self"):
        value = labels.value(hit)
        if value is None or hit.is_other:
            continue
        whole = _continued(letter, labels, value)
        if len(folded_words(whole.text)) >= 2:
            return whole
    return None


def _continued(letter: Letter, labels: Labels, value: Excerpt) -> Excerpt:
    """Join the following lines that still belong to the address."""
    parts = [value]
    segment = letter.segment_at(value.start)
    while len(parts) < _MOST_LINES:
        following = _next_line(letter, labels, segment, parts[0].box.x)
        if following is None:
            break
        piece = letter.excerpt(*letter.tokens(following), value.rule)
        if piece is None:
            break
        parts.append(piece)
        segment = following
    return join(letter, parts)


def _next_line(letter: Letter, labels: Labels, segment: Segment, left: int) -> Segment | None:
    for other in letter.layout.below(segment, within=1.3):
        near = abs(other.box.x - left) <= 2.5 * segment.line_height
        flush = other.box.x <= segment.box.x and other.column == 0
        if labels.opens(other) or not (near or flush):
            return None
        row = letter.layout.rows[other.row]
        if is_prose(row) or has_phrase(row.folded, "phrases") or not looks_like_address(other.text):
            return None
        return other
    return None


def looks_like_address(text: str) -> bool:
    """Say whether a line has street words or a province's name."""
    words = folded_words(text)
    return bool(_CUE.search(" ".join(words))) or any(map(load_places().is_place, words))


def join(letter: Letter, parts: list[Excerpt]) -> Excerpt:
    """Return consecutive lines as one excerpt with a box around all of them."""
    if len(parts) == 1:
        return parts[0]
    texts = " ".join(p.text + _dash_after(letter, p) for p in parts[:-1]) + f" {parts[-1].text}"
    words = [w for p in parts for w in letter.words(p.start, p.end)]
    return Excerpt(
        text=texts,
        page=parts[0].page,
        box=_around(parts),
        confidence=min(w.confidence for w in words),
        rule=parts[0].rule,
        start=parts[0].start,
        end=parts[-1].end,
        row=parts[0].row,
    )


def _dash_after(letter: Letter, part: Excerpt) -> str:
    """Return the dash or slash at a line's end that joins it to the next line."""
    sign = letter.doc[part.end].text if part.end < len(letter.doc) else ""
    return f" {sign}" if sign in ("-", "/") else ""


def _around(parts: list[Excerpt]) -> Box:
    return union(p.box for p in parts if p.page == parts[0].page)


def _block(letter: Letter, labels: Labels) -> Excerpt | None:
    for segment in letter.layout.segments:
        row = letter.layout.rows[segment.row]
        if row.zone is Zone.BODY or is_prose(row) or labels.opens(segment):
            continue
        words = " ".join(folded_words(segment.text))
        if _STREET.search(words) and len(set(_CUE.findall(words))) >= 2:
            at = letter.excerpt(*letter.tokens(segment), "address.block")
            if at:
                return _continued(letter, labels, at)
    return None


def _in_prose(letter: Letter) -> Excerpt | None:
    """Return "… Mah. … Sok. No: 5 Çankaya/Ankara" before the word adresinde."""
    for row in letter.layout.rows:
        if not _LIVES.search(row.folded):
            continue
        for segment in row.segments:
            first, end = letter.tokens(segment)
            stop = next((i for i in range(first, end) if _LIVES.match(letter.doc[i].norm_)), None)
            if stop is not None:
                start = _address_start(letter, row.index, stop)
                found = letter.excerpt(start, stop, "address.prose") if start is not None else None
                if found:
                    return found
    return None


def _address_start(letter: Letter, row: int, stop: int) -> int | None:
    """Return the first token of the name before the earliest street word of this sentence."""
    tokens = list(_back(letter, row, stop))
    street = next((i for i in tokens if _STREET.fullmatch(letter.doc[i].norm_)), None)
    if street is None:
        return None
    start = street
    for i in reversed([i for i in tokens if i < street]):
        text = letter.doc[i].text
        if not (text[0].isupper() or text.isdigit() or text in ".\n\t-"):
            break
        start = i
    return start


def _back(letter: Letter, row: int, stop: int) -> Iterator[int]:
    above = letter.layout.rows[max(0, row - 2)]
    first, _ = letter.tokens(above.segments[0])
    yield from range(first, stop)
