"""Adı soyadı: every place where the letter names a person, and the signs that stand around it.

Finding is generous; ``people`` weighs the signs. A name is never corrected: what stands on the
paper, single spaces, is the value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain import turkish
from domain.places import load_places
from extract import gazetteer, knowledge
from extract.blocks import Party, is_party
from extract.gazetteer import Known
from extract.labels import Hit, Labels
from extract.layout import Row, Segment, Zone, is_prose
from extract.letter import Excerpt, Letter, folded_words
from extract.name_words import (
    block,
    goes_on,
    has_suffix,
    is_first_of_list,
    is_hyphen,
    is_name_word,
    is_title,
    joined,
    leftover,
    stem,
)

_MOST_TOKENS = 5
_ROWS_AFTER_CLOSING = 12
_NUMBER = 11  #: digits
_NUMBER_LABELS = frozenset(
    {"no", "kimlik", "numarasi", "tckn", "tel", "telefon", "telefonu", "gsm", "cep"}
)
_STREETS = ("mah", "mh", "cad", "cd", "sok", "sk", "bulv", "apt")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named."""

    at: Excerpt
    words: tuple[str, ...]  #: as written, suffix after an apostrophe cut
    signs: frozenset[str]  #: names of weights that speak for or against
    leftover: bool  #: a capitalised word stands beside it that may belong to it
    rest: Excerpt | None = None  #: the surname's own place when it stands apart

    @property
    def pieces(self) -> tuple[Excerpt, ...]:
        """The places that make up the name."""
        return (self.at, self.rest) if self.rest else (self.at,)

    @property
    def value(self) -> str:
        """The name with single spaces."""
        return " ".join(self.words)

    @property
    def folded(self) -> str:
        """The name for comparison of persons, not of letters."""
        return turkish.fold(self.value)


def find(letter: Letter, labels: Labels) -> tuple[Mention, ...]:
    """Return every place where a person may be named, in reading order."""
    found = [*_labelled(letter, labels), *_split(letter, labels)]
    taken = {i for m in found for p in m.pieces for i in range(p.start, p.end)}
    for segment in letter.layout.segments:
        for start, end in _places(letter, labels, segment):
            if not taken.intersection(range(start, end)):
                mention = _unlabelled(letter, labels, segment, start, end)
                if mention:
                    found.append(mention)
                    taken |= {i for p in mention.pieces for i in range(p.start, p.end)}
    return tuple(sorted(found, key=lambda m: (m.at.row, m.at.start)))


def _places(letter: Letter, labels: Labels, segment: Segment) -> list[tuple[int, int]]:
    """Return the runs of name words; below the closing a whole segment that is but a name."""
    if letter.layout.rows[segment.row].zone is Zone.SIGNATURE:
        whole = block(letter, labels, segment)
        if whole is not None:
            return [whole]
    runs = (_without_titles(letter, *run) for run in _runs(letter, labels, segment))
    return [_without_prose(letter, start, end) for start, end in runs if end - start >= 2]


def _without_titles(letter: Letter, start: int, end: int) -> tuple[int, int]:
    """Return a run without the callings before it: ``Emekli Öğretmen Ali KAYA``."""
    while end - start > 2 and is_title(letter, start):
        if gazetteer.given(letter.doc[start].text) is Known.LISTED:
            break
        start += 1
    return start, end


def _without_prose(letter: Letter, start: int, end: int) -> tuple[int, int]:
    """Return the name a long run begins with: a letter typed in capitals is all name words."""
    if end - start <= _MOST_TOKENS:
        return start, end
    known = [gazetteer.either(letter.doc[i].text) is Known.LISTED for i in range(start, end)]
    for size in (4, 3, 2):
        last = letter.doc[start + size - 1].text
        if all(known[:size]) and gazetteer.family(last) is Known.LISTED:
            return start, start + size
    return start, end


def _runs(letter: Letter, labels: Labels, segment: Segment) -> Iterator[tuple[int, int]]:
    first, end = letter.tokens(segment)
    start = None
    for i in range(first, end + 1):
        text = letter.doc[i].text if i < end else ""
        fits = i < end and not labels.is_label(i) and is_name_word(text)
        hyphen = start is not None and i + 1 < end and is_hyphen(letter, i)
        if (fits or (hyphen and is_name_word(letter.doc[i + 1].text))) and start is None:
            start = i
        elif not fits and not hyphen and start is not None:
            if i - start >= 2:
                yield start, i
            start = None
        if fits and start is not None and has_suffix(text):
            if i + 1 - start >= 2:
                yield start, i + 1
            start = None


def _labelled(letter: Letter, labels: Labels) -> Iterator[Mention]:
    for hit in labels.of("name.self", "name.other"):
        value = labels.value(hit)
        if value and not _is_half(labels, hit, value):
            yield from _from_value(letter, labels, hit, value)


def _from_value(letter: Letter, labels: Labels, hit: Hit, value: Excerpt) -> Iterator[Mention]:
    start = value.start
    signs = {_role(letter, labels, hit, value)}
    while start < value.end and (is_title(letter, start) or _is_kin(letter.doc[start].text)):
        signs.add("kinship" if _is_kin(letter.doc[start].text) else "title")
        start += 2 if start + 1 < value.end and letter.doc[start + 1].text == "." else 1
    end = start
    while end < value.end and (
        is_name_word(letter.doc[end].text, any_case=True) or is_hyphen(letter, end)
    ):
        end += 1
    at = letter.excerpt(start, end, value.rule)
    words = joined(letter, start, end)
    if at is None or not words or len(words) > 2 * _MOST_TOKENS:
        return
    after = [letter.doc[i].text for i in range(end, value.end)]
    more = any(map(is_name_word, after[:2]))
    rest = None if more else goes_on(letter, labels, at, words)
    if rest:
        words += joined(letter, rest.start, rest.end)
    else:
        more = more or leftover(letter, labels, at)
    yield Mention(at, words, frozenset(signs | _around(letter, labels, at, words)), more, rest)


def _role(letter: Letter, labels: Labels, hit: Hit, value: Excerpt) -> str:
    """Return the sign that a label gives the name it is about."""
    if hit.is_other or labels.party(letter.segment_at(value.start)) is Party.OTHER:
        return "other_label"
    return "listed" if is_first_of_list(letter, labels, value) else "label"


def _is_kin(text: str) -> bool:
    """Say whether a word in small letters tells whose relative follows: ``oğlu Ali KAYA``."""
    return text[:1].islower() and turkish.fold(text) in knowledge.words("kin_of")


def _is_half(labels: Labels, hit: Hit, value: Excerpt) -> bool:
    """Say whether a label of a whole name holds given names, for the surname has its own label.

    ``İsim: Ayşe Nur`` over ``Soyisim: YILMAZ``.
    """
    partner = _surname_label(labels, hit)
    family = labels.value(partner) if partner else None
    if hit.is_other or family is None:
        return False
    words = folded_words(value.text)
    return 0 < len(words) <= 3 and words[-1] not in folded_words(family.text)


def _surname_label(labels: Labels, hit: Hit) -> Hit | None:
    family = labels.of("name.surname")
    return next((s for s in family if abs(s.row - hit.row) <= 2), None)


def _split(letter: Letter, labels: Labels) -> Iterator[Mention]:
    for hit in labels.of("name.given", "name.self"):
        partner = _surname_label(labels, hit)
        one, two = labels.value(hit), labels.value(partner) if partner else None
        if one is None:
            continue
        if hit.key == "name.self" and not _is_half(labels, hit, one):
            continue
        role = "other_label" if hit.is_other else "split_label"
        words = joined(letter, one.start, one.end)
        if two:
            words += joined(letter, two.start, two.end)
        if not words or len(words) > _MOST_TOKENS:
            continue
        if not all(is_name_word(w.replace("-", ""), any_case=True) for w in words):
            continue
        signs = frozenset({role} | _around(letter, labels, one, words))
        # Two given names alone look like a whole name: without its surname it is none.
        yield Mention(one, words, signs, leftover=two is None, rest=two)


def _unlabelled(
    letter: Letter, labels: Labels, segment: Segment, start: int, end: int
) -> Mention | None:
    words = joined(letter, start, end)
    at = letter.excerpt(start, end, "run")
    if at is None or _is_place(letter, end):
        return None
    signs = _where(letter, segment, start, end)
    if "signature_block" in signs:
        at = letter.excerpt(start, end, "signature.block") or at
    rest = goes_on(letter, labels, at, words) if "signature_block" in signs else None
    if rest:
        words += joined(letter, rest.start, rest.end)
    if len(words) < 2 or _is_place_name(words) or is_party(letter.doc[start:end].text):
        return None
    signs |= _around(letter, labels, at, words)
    before = [t.norm_ for t in letter.doc[max(0, start - 6) : start] if t.is_alpha]
    signs |= _spoken(letter, start, end, before)
    if _is_office(words):
        signs.add("office")
    if labels.party(segment) is Party.OTHER:
        signs.add("other_label")
    level = max(map(gazetteer.either, words))
    if level is Known.UNKNOWN:
        signs.add("unknown")
    if level is not Known.LISTED and not signs & {"signature_block", "ben", "with_tc_words"}:
        return None
    more = len(words) > _MOST_TOKENS or leftover(letter, labels, at, rest)
    more = more or (
        signs.isdisjoint({"signature_block", "sender_block"}) and _ends_line(letter, at)
    )
    return Mention(at, words, frozenset(signs), more, rest)


def _ends_line(letter: Letter, at: Excerpt) -> bool:
    """Say whether a name in running text may go on in the next line, or that line was lost."""
    rows, segment = letter.layout.rows, letter.segment_at(at.start)
    around = rows[segment.row : segment.row + 2]
    if at.end != letter.tokens(segment)[1] or not any(map(is_prose, around)):
        return False
    below = next(iter(rows[segment.row + 1 : segment.row + 2]), None)
    if below is None or below.box.y - segment.box.bottom > 1.5 * segment.line_height:
        return True
    return is_name_word(below.segments[0].words[0].text.strip(".,;:()"))


def _is_place_name(words: Sequence[str]) -> bool:
    """Say whether a run names a place: ``ÇANKAYA ANKARA`` ends with a province, ``Ali AYDIN`` too.

    Only what begins with a given name is a person's.
    """
    ends = load_places().is_province(turkish.fold(words[-1]))
    return ends and gazetteer.given(words[0]) is Known.UNKNOWN


def _is_office(words: Sequence[str]) -> bool:
    """Say whether a run names an office or a calling: ``Şirket Müdürü``, ``Emekli Öğretmen``."""
    folded = set(folded_words(" ".join(words)))
    calling = folded & knowledge.words("titles") and not gazetteer.given(words[0])
    return bool(calling or folded & knowledge.words("offices"))


def _where(letter: Letter, segment: Segment, start: int, end: int) -> set[str]:
    """Return the sign of the part of the letter that a run stands in."""
    first, last = letter.tokens(segment)
    titled = 2 if start >= 2 and letter.doc[start - 1].text == "." else 0
    alone = first >= start - 1 - titled and not _more_words(letter, end, last)
    row = letter.layout.rows[segment.row]
    after = segment.row - letter.layout.closing
    if after == 0 and end == last and letter.doc[max(0, start - 2)].norm_.startswith("saygi"):
        return {"signature_block"}
    if row.zone is Zone.SIGNATURE and alone and 0 < after <= _ROWS_AFTER_CLOSING:
        return {"listed"} if _is_listed(row, segment) else {"signature_block"}
    if row.zone is Zone.HEADING and alone and _address_below(letter, segment):
        return {"heading", "sender_block"}
    return {Zone.HEADING: {"heading"}, Zone.BODY: {"in_body"}}.get(row.zone, set())


def _is_listed(row: Row, segment: Segment) -> bool:
    """Say whether a name stands in a list of people, a bare T.C. number in its row: who signs has
    his beside a label."""
    cells = zip((None, *row.segments), row.segments, strict=False)
    return any(
        len(cell.text.replace(" ", "")) >= _NUMBER
        and not any(map(str.isalpha, cell.text))
        and (before is None or _NUMBER_LABELS.isdisjoint(folded_words(before.text)))
        for before, cell in cells
        if cell is not segment
    )


def _address_below(letter: Letter, segment: Segment) -> bool:
    """Say whether a street or a neighbourhood stands in the lines right below."""
    words = [w for s in letter.layout.below(segment) for w in folded_words(s.text)]
    return any(knowledge.begins_with_any(w, _STREETS) for w in words)


def _is_place(letter: Letter, end: int) -> bool:
    """Say whether the word after a run makes it a street or a district."""
    after = letter.doc[end].norm_ if end < len(letter.doc) else ""
    return knowledge.begins_with_any(after, knowledge.words("place_stems"))


def _more_words(letter: Letter, start: int, end: int) -> bool:
    return any(
        t.is_alpha and len(t.text) > 1 and t.norm_ not in ("imza", "imzasi", "tc")
        for t in letter.doc[start:end]
    )


def _spoken(letter: Letter, start: int, end: int, before: Sequence[str]) -> set[str]:
    """Return the signs that the words around a run give: "ben", kinship, title, "tarafından"."""
    signs: set[str] = set()
    near = before[-2:]
    if "ben" in near or "adim" in near or "ismim" in near or _ben_registered(letter, start):
        signs.add("ben")
    if {"kimlik", "tc", "tckn"} & set(before) and {"numarali", "nolu", "no"} & set(before):
        signs.add("with_tc_words")
    if any(word in knowledge.words("kinship") for word in before[-3:]):
        signs.add("kinship")
    if any(knowledge.begins_with_any(w, knowledge.words("other_stems")) for w in before[-2:]):
        signs.add("kinship")
    if start and is_title(letter, start - 1 - (letter.doc[start - 1].text == ".")):
        signs.add("title")
    if letter.doc[start - 1].text == "(" and start:
        signs.add("bracket")
    after = [t.norm_ for t in letter.doc[end : end + 3] if t.is_alpha][:1]
    if has_suffix(letter.doc[end - 1].text) or set(after) & knowledge.words("after_other"):
        signs.add("spoken_of")
    return signs


def _ben_registered(letter: Letter, start: int) -> bool:
    """Say whether a name ends what a register says of its bearer: ``Ben … oğlu 1952 doğumlu …``."""
    before = [t.norm_ for t in letter.doc[max(0, start - 14) : start] if t.is_alpha]
    if "ben" not in before:
        return False
    said = before[len(before) - before[::-1].index("ben") :]
    return bool(knowledge.words("registered").intersection(said[-2:]))


def _around(letter: Letter, labels: Labels, at: Excerpt, words: Sequence[str]) -> set[str]:
    """Return the signs around a mention and of its words: İmza, an office below, ink, lists."""
    signs = known_signs(words)
    segment = letter.segment_at(at.start)
    below = next(iter(letter.layout.below(segment)), None)
    under = set(folded_words(below.text)) if below else set()
    if under & knowledge.words("offices"):
        private = under & knowledge.words("private_offices")
        signs.add("private_office_below" if private else "office_below")
    rows = letter.layout.rows[max(0, at.row - 3) : at.row + 4]
    if any(h.field == "signature" for r in rows for h in labels.in_row(r.index)):
        signs.add("near_imza")
    reach = int(4 * segment.line_height)
    if any(ink.box.overlap(at.box.grown(reach)) for ink in letter.layout.page(at.page).ink):
        signs.add("near_ink")
    return signs


def known_signs(words: Sequence[str]) -> set[str]:
    """Return what the gazetteers say of a name's first and last word."""
    signs: set[str] = set()
    first = gazetteer.given(stem(words[0]))
    family = stem(words[-1]).split("-")[-1]
    last = gazetteer.family(family) if len(words) > 1 else Known.UNKNOWN
    if first:
        signs.add("first_known" if first is Known.LISTED else "first_formed")
    if last:
        signs.add("last_known" if last is Known.LISTED else "last_formed")
    if load_places().is_province(turkish.fold(family)):
        signs.add("province")
    return signs
