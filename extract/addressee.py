"""Muhatap: whom the citizen wrote to, as on paper. Which institution that is, routing decides."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from domain import turkish
from extract.address import join
from extract.labels import Labels
from extract.layout import Row, Segment, Zone, is_prose
from extract.letter import Excerpt, Letter, folded_words

_DATIVE = re.compile(
    r"(?:baskanlig|mudurlug|bakanlig|valilig|kaymakamlig|savcilig|hakimlig|rektorlug|dekanlig"
    r"|muhtarlig|komutanlig|musavirlig|sekreterlig|amirlig|sefli[gk]|temsilcilig|defterdarlig"
    r"|mufettislig|noterlig|elcilig|konsoloslug|muftulug|denetciligi|merkez|kurum|kurul|komisyon"
    r"|makam|hekimlig|mahkeme|daire|sube|birim|belediye|meclis|bankas|hastane|universite|okul|lise|idare"
    r"|dernek|derneg|sirket|vakf|ofis|odas|birlig|teskilat|heyet|yonetim|koordinatorlug)"
    r"\w{0,6}?(?:na|ne|ya|ye|ina|ine|una|une|a|e)$"
)
#: "MÜD.NE", "BŞK.LIĞINA", "MEB'E", "SGK İL MD.NE": offices and institutions cut short.
_CUT_SHORT = re.compile(
    r"(?:\b(?:mud|md|mdl|bsk|bask|bld|bel|bak|mem|kaym|val|sav|gn|kom)\b[. ]{0,2}['’`]?"
    r"(?:l[iu]g[iu])?(?:na|ne|ye|ya)"
    r"|\b[a-z]{2,6}['’`](?:n?[ae]|y[ae]))\W*$"
)
_GENERIC = re.compile(r"(?:ina|ine|una|une|igina|igine|sina|sine|suna|sune)$")
_USUAL = (
    "mudurlugune", "baskanligina", "bakanligina", "valiligine", "kaymakamligina", "savciligina",
    "bassavciligina", "defterdarligina", "rektorlugune", "komutanligina", "merkezine", "kurumuna",
)  # fmt: skip
#: What a line in capitals above the addressee names that is no institution: ``BAŞVURU FORMU``.
_DOCUMENT = re.compile(r"(?:form|dilekce|basvuru|beyan|tutanak|tutanag|fis|ornek|orneg)[a-z]{0,3}$")
_ALIKE = 88  #: of 100: one letter of nine or more
_MOST_LINES = 4
_MOST_WORDS = 14
_MOST_SMALL = 8  #: of a line without capitals: a longer one is a sentence


def find(letter: Letter, labels: Labels) -> Excerpt | None:
    """Return the heading line(s) in capitals that end in the dative, joined; else None.

    Where none does, the line at the letter's foot that does: an old custom.
    """
    rows = list(_heading(letter, labels))
    for row in rows:
        for segment in row.segments:
            small = len(row.segments) == 1 and _is_small(segment)
            if not _is_labelled(labels, segment) and (ends_addressee(segment) or small):
                return _whole(letter, labels, _last(letter, labels, segment), "addressee.heading")
    return _at_foot(letter, labels)


def _is_labelled(labels: Labels, segment: Segment) -> bool:
    """Say whether a line begins with a label; ``VERGİ DAİRESİ MÜDÜRLÜĞÜNE`` only looks so."""
    office = is_dative(segment) and ":" not in segment.text
    return labels.opens(segment) and not office


def _last(letter: Letter, labels: Labels, segment: Segment) -> Segment:
    """Return the line below where the name goes on: a misread ending was none."""
    if is_dative(segment):
        return segment
    for other in letter.layout.below(segment, within=1.2):
        if is_dative(other) and not labels.opens(other):
            return other
    return segment


def _at_foot(letter: Letter, labels: Labels) -> Excerpt | None:
    for row in letter.layout.rows:
        if row.zone is Zone.SIGNATURE and len(row.segments) == 1:
            segment = row.segments[0]
            if not labels.opens(segment) and is_dative(segment):
                return _whole(letter, labels, segment, "addressee.foot")
    return None


def _heading(letter: Letter, labels: Labels) -> Iterator[Row]:
    """Yield the rows before the first running text of the letter's first written page.

    A long subject reads like running text but stands beside its label, or above the addressee.
    """
    rows = letter.layout.rows
    for row in rows:
        text = is_prose(row) and not labels.opens(row.segments[0])
        if row.page != rows[0].page or (text and not _stands_above(letter, row)):
            return
        yield row


def _stands_above(letter: Letter, row: Row) -> bool:
    """Say whether the line after a paragraph of a few lines is an addressee."""
    for after in letter.layout.rows[row.index + 1 : row.index + _MOST_LINES]:
        if not after.text[:1].islower():
            return is_dative(after.segments[0])
    return False


def ends_addressee(segment: Segment) -> bool:
    """Say whether a line ends as an addressee does: ``… MÜDÜRLÜĞÜNE``, ``… BAŞKANLIĞI'NA``.

    Or nearly so, in capitals: a letter or two may be misread.
    """
    return is_dative(segment) or (is_capitals(segment) and _is_misread(_words(segment)))


def is_dative(segment: Segment) -> bool:
    """Say whether a line ends in an office in the dative, whole or cut short: ``SAĞ. MÜD.NE``."""
    words = _words(segment)
    if not words or len(words) > _MOST_WORDS:
        return False
    if _DATIVE.search(words[-1]):
        return not _is_sentence(segment)
    if not is_capitals(segment):
        return False
    if _CUT_SHORT.search(segment.folded):
        return True
    return bool(_GENERIC.search(words[-1])) and len(words[-1]) > 5


def _is_small(segment: Segment) -> bool:
    """Say whether a line typed without capitals is an office in the dative, and no more."""
    words = _words(segment)
    capitals = any(c.isupper() for c in segment.text)
    return not capitals and 2 <= len(words) <= _MOST_SMALL and bool(_DATIVE.search(words[-1]))


def _words(segment: Segment) -> list[str]:
    return folded_words(re.sub(r"['’‘`´]", "", segment.text))  # noqa: RUF001 - as printed


def _is_misread(words: list[str]) -> bool:
    """Say whether the last word, perhaps broken in two, is a letter or so off a usual ending.

    An office that speaks is two letters shorter than one addressed: ``KAYMAKAMLIĞI``.
    """
    if not 1 <= len(words) <= _MOST_WORDS:
        return False
    ends = (words[-1], "".join(words[-2:]))
    return any(
        len(end) + 1 >= len(usual) and fuzz.ratio(end, usual) >= _ALIKE
        for end in ends
        for usual in _USUAL
    )


def _is_sentence(segment: Segment) -> bool:
    small = [w.text for w in segment.words if w.text[:1].islower() and w.text not in ("ve", "ile")]
    return bool(small)


def is_capitals(segment: Segment) -> bool:
    """Say whether most letters of a line are capitals."""
    letters = [c for c in segment.text if c.isalpha()]
    return bool(letters) and 10 * sum(c.isupper() for c in letters) >= 8 * len(letters)


def _whole(letter: Letter, labels: Labels, last: Segment, rule: str) -> Excerpt:
    """Join the lines above that the name of the institution was wrapped over."""
    parts = [last]
    capitals = is_capitals(last)
    while len(parts) < _MOST_LINES and parts[0].row:
        above = letter.layout.rows[parts[0].row - 1]
        near = [s for s in above.segments if s.box.columns_shared(parts[0].box)]
        if above.page != last.page or len(near) != 1:
            break
        piece = near[0]
        apart = parts[0].box.y - piece.box.bottom > 1.2 * last.line_height
        if apart or labels.opens(piece) or not _goes_on(piece, capitals=capitals):
            break
        parts.insert(0, piece)
    found = [letter.excerpt(*letter.tokens(p), rule) for p in parts]
    return join(letter, [f for f in found if f])


def _goes_on(segment: Segment, *, capitals: bool) -> bool:
    words = folded_words(segment.text)
    letterhead = all(len(word) <= 2 for word in words)  # T.C., also as TG or T.G
    if letterhead or any(c.isdigit() for c in segment.text):
        return False
    if is_dative(segment) or words[0] == "sayin" or _DOCUMENT.match(words[-1]):
        return False
    return is_capitals(segment) if capitals else segment.text.lstrip(".,:;'-|")[:1].isupper()


def value(found: Excerpt) -> str:
    """Return the text as on paper, single spaces, without trailing signs."""
    return turkish.squeeze(found.text.strip(" .,:;-"))
