"""Whose block a piece of a letter stands in: a line that names a party opens it.

``ŞİKÂYET EDİLEN : …``, ``Velinin;`` and titles like ``B) ÖĞRENCİYE AİT BİLGİLER`` open a block,
running text, a subject or the next numbered title ends it. Of two titles side by side each governs
its own columns.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain import turkish
from extract import gazetteer, knowledge
from extract.gazetteer import Known
from extract.layout import Layout, Row, Segment, Zone, is_prose
from extract.letter import folded_words

_ENDS = ("konu", "ozu", "ozet", "aciklama", "talep konusu", "dilekce konusu")
_NUMBERED = re.compile(r"^\W*(?:(?:\d{1,2}|[ivx]{1,4})\s?[).\-–]|[a-z]\s?[)\-–])\s*(?=\w)")
#: Words of labels: what stands under one is its value, not a new part of the form.
_LABELS = frozenset({"adi", "soyadi", "ad", "soyad", "isim", "tc", "kimlik", "adres", "telefon"})
_TITLE_WORDS = 7
_CELL = " |:;-–"


class Party(StrEnum):
    """Whose block of a form a label stands in."""

    SELF = "self"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A block that is open: its columns, from a place on the page to the next one's."""

    party: Party | None  #: None: a title that names nobody
    left: int
    right: int

    def holds(self, segment: Segment) -> bool:
        return self.left <= segment.box.middle[0] < self.right


def find(layout: Layout) -> Mapping[tuple[int, int], Party]:
    """Return the party of each segment, by row and column, where some block is open."""
    out: dict[tuple[int, int], Party] = {}
    open_: list[_Opened] = []
    before: Row | None = None
    for row in layout.rows:
        turned = before is not None and before.page != row.page
        closed = row.zone is Zone.SIGNATURE and before is not None and before.zone is not row.zone
        if turned or closed or is_prose(row) or _ends(row):
            open_ = []
        opened = list(_opened(row))
        if opened:
            open_ = opened
        kin = _of_relation(row)
        for segment in row.segments:
            party = kin or next((o.party for o in open_ if o.holds(segment)), None)
            if party is not None:
                out[row.index, segment.column] = party
        before = row
    return out


def party_of(folded: str) -> Party | None:
    """Return whom folded words name, by the longest phrase they begin with."""
    party = knowledge.table("roles")["party"]
    found = [
        (len(stem), who)
        for who, stems in ((Party.SELF, party["self"]), (Party.OTHER, party["other"]))
        for stem in stems
        if folded.startswith(stem)
    ]
    return max(found)[1] if found else None


def is_party(text: str) -> bool:
    """Say whether text names a party and no person: ``Teslim Eden``, but not ``Veli KAYA``."""
    first = next(iter(text.split()), "")
    return party_of(turkish.fold(text)) is not None and gazetteer.given(first) is not Known.LISTED


def _of_relation(row: Row) -> Party | None:
    """Return whom a table's row is about when one of its cells says how they are related."""
    cells = (
        {s.folded.strip(_CELL + ".,()") for s in row.segments} if len(row.segments) > 1 else set()
    )
    if cells & (knowledge.words("kin_of") | knowledge.words("relatives")):
        return Party.OTHER
    return Party.SELF if cells & knowledge.words("writers") else None


def _ends(row: Row) -> bool:
    return _plain(row.text).startswith(_ENDS)


def _opened(row: Row) -> Iterator[_Opened]:
    """Yield the blocks that a row opens: one a title, side by side, over all the page's width."""
    if is_prose(row):
        return
    parties = [(s, _opening(s, row.segments)) for s in row.segments]
    titles = [(s, party) for s, (party, opens) in parties if opens]
    for number, (segment, party) in enumerate(titles):
        left = segment.box.x - int(2 * segment.line_height) if number else 0
        after = titles[number + 1][0] if number + 1 < len(titles) else None
        right = after.box.x - int(2 * after.line_height) if after else 10**6
        yield _Opened(party, left, right)


def _opening(segment: Segment, row: Sequence[Segment]) -> tuple[Party | None, bool]:
    """Return whom a segment opens a block about, and whether it opens one."""
    text = _plain(segment.text)
    party = party_of(text)
    heads = segment.column == 0 or all(party_of(_plain(s.text)) for s in row)
    if party is not None and (heads or _is_title(segment)):
        return party, True
    if len(row) > 1 or not _is_title(segment):
        return None, False
    named = _named_in(text)
    ends = _NUMBERED.match(segment.folded) and not _LABELS.intersection(folded_words(text))
    return named, named is not None or bool(ends)


def _plain(text: str) -> str:
    """Return folded text without a title's number and a cell's border."""
    folded = turkish.fold(text).replace(".", " ").lstrip(_CELL)
    return " ".join(_NUMBERED.sub("", folded).split()).lstrip(_CELL + "0123456789)")


def _is_title(segment: Segment) -> bool:
    """Say whether a segment may be a title: few words, no value, capitals or a colon at its end."""
    text = segment.text.rstrip()
    words = [w for w in text.split() if any(c.isalpha() for c in w)]
    body = _NUMBERED.sub("", segment.folded)
    if not 0 < len(words) <= _TITLE_WORDS or any(c.isdigit() for c in body):
        return False
    colon = text.find(":")
    if 0 <= colon < len(text) - 1:
        return False
    capitals = all(w.isupper() for w in words if len(w) > 2)
    return capitals or text.endswith((":", ";")) or bool(_NUMBERED.match(segment.folded))


def _named_in(text: str) -> Party | None:
    """Return whom a title speaks of anywhere; both or nobody: None."""
    words = folded_words(text)
    tails = [" ".join(words[i:]) for i in range(len(words))]
    found = {party_of(tail) for tail in tails} - {None}
    if any(knowledge.begins_with_any(w, knowledge.words("other_stems")) for w in words):
        found.add(Party.OTHER)
    return next(iter(found)) if len(found) == 1 else None
