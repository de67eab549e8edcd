"""Adres: where the petitioner lives or works (3071 m.4)."""

import re
from collections.abc import Iterator

from domain.geometry import Box, union
from domain.places import load_places
from extract import spanned
from extract.labels import Labels
from extract.layout import Segment, Zone, has_phrase, is_prose
from extract.letter import Excerpt, Letter, folded_words, strip_signs

_CUE = re.compile(
    r"\b(?:mah|mahallesi|mh|cad|caddesi|cd|sok|sokak|sokagi|sk|bulvari|blv|apt|apartmani|sitesi"
    r"|blok|daire|kat|koyu|no|mevkii|d|k)\b"
)
_STREET = re.compile(
    r"\b(?:mah|mahallesi|mh|cad|caddesi|cd|sok|sokak|sokagi|sk|bulvari|blv|koyu)\b"
)
_LIVES = re.compile(r"\badresinde(?:yim|ki)?\b")
#: Who lives there is the writer: "… adresinde ikamet etmekteyim", "… Ankara'da oturuyorum".
_HOME = re.compile(
    r"\badresinde(?:yim)?\b(?=\W+(?:ikamet|otur|yasa|mukim|kalma|bulunmaktayim|$))"
    r"|\b(?:ikamet et?\w*yim|ikamet ediyor|otur\w*[uy]orum|otur\w*tayim|yas\w*[uy]orum|yas\w*tayim)"
)
_SUFFIX = re.compile(r"['’`](?:da|de|ta|te)$")
_WRITER = frozenset({"ben", "biz", "bizler", "halen"})
_READ_DAIRE = re.compile(r"\bDâire\b")
_MOST_LINES = 4


def find(letter: Letter, labels: Labels) -> Excerpt | None:
    """Return the address: labelled, else a block of lines in the signature part, else in prose."""
    labelled = _labelled(letter, labels)
    if labelled is not None:
        return labelled
    unlabelled = _in_prose(letter, _HOME) or _block(letter, labels) or _in_prose(letter, _LIVES)
    return spanned.bounded(letter, "ADDR", unlabelled) if unlabelled else None


def value(found: Excerpt) -> str:
    """Return the address as on paper; â is never printed in Daire, only read."""
    return _READ_DAIRE.sub("Daire", _SUFFIX.sub("", strip_signs(found.text)))


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
        if any(map(labels.is_label, range(*letter.tokens(other)))) or not (near or flush):
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


def _in_prose(letter: Letter, says: re.Pattern[str]) -> Excerpt | None:
    """Return "… Mah. … Sok. No: 5 Çankaya/Ankara" before the word that says who lives there."""
    for row in letter.layout.rows:
        for segment in row.segments:
            first, end = letter.tokens(segment)
            norms = [letter.doc[i].norm_ for i in range(first, end)]
            # the sentence may go on in the next row: what follows the last word is not known
            found = says.search(" ".join(norms))
            if found is None:
                continue
            stop = first + " ".join(norms)[: found.start()].count(" ")
            start = _address_start(letter, row.index, stop)
            if start is not None:
                pieces = [_piece(letter, s, start, stop) for s in _segments(letter, start, stop)]
                return join(letter, [p for p in pieces if p])
    return None


def _segments(letter: Letter, start: int, stop: int) -> list[Segment]:
    return list(dict.fromkeys(letter.segment_at(i) for i in range(start, stop)))


def _piece(letter: Letter, segment: Segment, start: int, stop: int) -> Excerpt | None:
    first, end = letter.tokens(segment)
    return letter.excerpt(max(first, start), min(end, stop), "address.prose")


def _address_start(letter: Letter, row: int, stop: int) -> int | None:
    """Return the first token of the name before the earliest street word of this address.

    An address goes back over capitals, digits and its own words; in front of the first street
    word a comma ends it, and so does "Ben".
    """
    street: int | None = None
    start: int | None = None
    for i in _back(letter, row, stop):
        token = letter.doc[i]
        own = _CUE.fullmatch(token.norm_) is not None
        if token.is_alpha and not own and (token.text[0].islower() or token.norm_ in _WRITER):
            break
        if own and _STREET.fullmatch(token.norm_):
            street = i
        elif street is not None and token.text == ",":
            break
        if street is not None and (token.is_alpha or token.text[0].isdigit()):
            start = i
    return start


def _back(letter: Letter, row: int, stop: int) -> Iterator[int]:
    above = letter.layout.rows[max(0, row - 2)]
    first, _ = letter.tokens(above.segments[0])
    yield from range(stop - 1, first - 1, -1)
