"""Adı soyadı: people named in the letter, and which of them wrote it.

Finding is generous, choosing is a transparent sum of named evidence (``data/name_weights.toml``).
A name is never corrected: what stands on the paper, single spaces, is the value.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain import turkish
from extract import gazetteer, knowledge
from extract.gazetteer import Known
from extract.labels import Hit, Labels
from extract.layout import Segment, Zone
from extract.letter import Excerpt, Letter, folded_words

_MOST_TOKENS = 5
_ROWS_AFTER_CLOSING = 12


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named."""

    at: Excerpt
    words: tuple[str, ...]  #: as written, suffix after an apostrophe cut
    signs: frozenset[str]  #: names of weights that speak for or against
    leftover: bool  #: a capitalised word stands beside it that may belong to it
    rest: Excerpt | None = None  #: the surname's own place when Adı and Soyadı are two lines

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


@dataclass(frozen=True, slots=True)
class Person:
    """Mentions of one name, with the sum of their evidence."""

    mentions: tuple[Mention, ...]
    signs: frozenset[str]
    score: float

    @property
    def best(self) -> Mention:
        """The mention to show: labelled or in the signature block before others."""
        return max(self.mentions, key=lambda m: _total(m.signs))


def _total(signs: Iterable[str]) -> float:
    weights = knowledge.table("name_weights")["weights"]
    return float(sum(weights[s] for s in signs))


def gate(key: str) -> float:
    """Return a threshold of the name gate."""
    return float(knowledge.table("name_weights")["gate"][key])


def find(letter: Letter, labels: Labels) -> tuple[Mention, ...]:
    """Return every place where a person may be named, in reading order."""
    found = [*_labelled(letter, labels), *_split(letter, labels)]
    taken = {i for m in found for p in m.pieces for i in range(p.start, p.end)}
    for segment in letter.layout.segments:
        for start, end in _runs(letter, labels, segment):
            if not taken.intersection(range(start, end)):
                mention = _unlabelled(letter, labels, segment, start, end)
                if mention:
                    found.append(mention)
    return tuple(sorted(found, key=lambda m: (m.at.row, m.at.start)))


def is_name_word(text: str, *, any_case: bool = False) -> bool:
    """Say whether a token may be a part of a name by its looks."""
    stem = _stem(text)
    if len(stem) < 2 or not stem.isalpha() or turkish.fold(stem) in knowledge.words("not_names"):
        return False
    if any_case:
        return True
    return stem[0].isupper() and (stem[1:].islower() or stem.isupper())


def _stem(text: str) -> str:
    for sign in "'’‘":
        text = text.partition(sign)[0]
    return text


def _runs(letter: Letter, labels: Labels, segment: Segment) -> Iterator[tuple[int, int]]:
    first, end = letter.tokens(segment)
    start = None
    for i in range(first, end + 1):
        text = letter.doc[i].text if i < end else ""
        fits = i < end and not labels.is_label(i) and is_name_word(text)
        hyphen = start is not None and text == "-" and i + 1 < end
        if (fits or (hyphen and is_name_word(letter.doc[i + 1].text))) and start is None:
            start = i
        elif not fits and not hyphen and start is not None:
            if i - start >= 2:
                yield start, i
            start = None
        if fits and start is not None and text != _stem(text):
            if i + 1 - start >= 2:
                yield start, i + 1
            start = None


def _form_words(letter: Letter, start: int, end: int) -> tuple[str, ...]:
    words: list[str] = []
    for i in range(start, end):
        text = letter.doc[i].text
        if text == "-" and words and i + 1 < end:
            words[-1] += "-"
        elif words and words[-1].endswith("-"):
            words[-1] += _stem(text)
        elif text.isalpha() or _stem(text) != text:
            words.append(_stem(text))
    return tuple(words)


def _labelled(letter: Letter, labels: Labels) -> Iterator[Mention]:
    for hit in labels.of("name.self", "name.other"):
        value = labels.value(hit)
        if value:
            yield from _from_value(letter, labels, hit, value)


def _from_value(letter: Letter, labels: Labels, hit: Hit, value: Excerpt) -> Iterator[Mention]:
    start = value.start
    signs = {"other_label" if hit.is_other else "label"}
    while start < value.end and _is_title(letter, start):
        signs.add("title")
        start += 2 if start + 1 < value.end and letter.doc[start + 1].text == "." else 1
    end = start
    while end < value.end and (
        is_name_word(letter.doc[end].text, any_case=True) or letter.doc[end].text == "-"
    ):
        end += 1
    at = letter.excerpt(start, end, value.rule)
    words = _form_words(letter, start, end)
    if at is None or not words or len(words) > 2 * _MOST_TOKENS:
        return
    rest = [letter.doc[i].text for i in range(end, value.end)]
    leftover = any(_could_belong(word) for word in rest[:2]) or _goes_on_below(letter, labels, at)
    yield Mention(at, words, frozenset(signs | _around(letter, labels, at)), leftover)


def _split(letter: Letter, labels: Labels) -> Iterator[Mention]:
    given = list(labels.of("name.given"))
    family = list(labels.of("name.surname"))
    for hit in given:
        partner = next((s for s in family if abs(s.row - hit.row) <= 2), None)
        one, two = labels.value(hit), labels.value(partner) if partner else None
        if one is None or (partner and two is None):
            continue
        role = "other_label" if hit.is_other else "split_label"
        words = _form_words(letter, one.start, one.end)
        if two:
            words += _form_words(letter, two.start, two.end)
        if not words or len(words) > _MOST_TOKENS:
            continue
        if not all(is_name_word(w.replace("-", ""), any_case=True) for w in words):
            continue
        signs = frozenset({role} | _around(letter, labels, one) | known_signs(words))
        yield Mention(one, words, signs, leftover=False, rest=two)


def _unlabelled(
    letter: Letter, labels: Labels, segment: Segment, start: int, end: int
) -> Mention | None:
    words = _form_words(letter, start, end)
    at = letter.excerpt(start, end, "run")
    if at is None or len(words) < 2 or _is_place(letter, end):
        return None
    signs = set(_around(letter, labels, at))
    before = [t.norm_ for t in letter.doc[max(0, start - 6) : start] if t.is_alpha]
    signs |= _spoken(letter, start, end, before)
    alone = letter.tokens(segment)[0] >= start - 1 - _title_tokens(letter, start)
    alone = alone and not _more_words(letter, end, letter.tokens(segment)[1])
    row = letter.layout.rows[segment.row]
    after = segment.row - letter.layout.closing
    if row.zone is Zone.SIGNATURE and alone and 0 < after <= _ROWS_AFTER_CLOSING:
        signs.add("signature_block")
        at = letter.excerpt(start, end, "signature.block") or at
    elif row.zone is Zone.HEADING:
        signs.add("heading")
    elif row.zone is Zone.BODY:
        signs.add("in_body")
    if set(folded_words(" ".join(words))) & knowledge.words("offices"):
        signs.add("office")
    if not any(_is_listed(w) for w in words):
        signs.add("unknown")
        if not signs & {"signature_block", "ben", "with_tc_words"}:
            return None
    leftover = len(words) > _MOST_TOKENS or _goes_on_below(letter, labels, at)
    return Mention(at, words, frozenset(signs), leftover)


def _is_listed(word: str) -> bool:
    return gazetteer.either(word) is Known.LISTED


def _is_place(letter: Letter, end: int) -> bool:
    """Say whether the word after a run makes it a street or a district."""
    after = next((t.norm_ for t in letter.doc[end : end + 2] if t.is_alpha), "")
    return knowledge.begins_with_any(after, knowledge.words("place_stems"))


def _more_words(letter: Letter, start: int, end: int) -> bool:
    return any(
        t.is_alpha and len(t.text) > 1 and t.norm_ not in ("imza", "imzasi", "tc")
        for t in letter.doc[start:end]
    )


def _title_tokens(letter: Letter, start: int) -> int:
    return 2 if start >= 2 and letter.doc[start - 1].text == "." else 0


def _spoken(letter: Letter, start: int, end: int, before: Sequence[str]) -> set[str]:
    """Return the signs that the words around a run give: "ben", kinship, title, "tarafından"."""
    signs: set[str] = set()
    near = before[-2:]
    if "ben" in near or "adim" in near or "ismim" in near:
        signs.add("ben")
    if {"kimlik", "tc", "tckn"} & set(before) and {"numarali", "nolu", "no"} & set(before):
        signs.add("with_tc_words")
    if any(word in knowledge.words("kinship") for word in before[-3:]):
        signs.add("kinship")
    if any(knowledge.begins_with_any(w, knowledge.words("other_stems")) for w in before[-2:]):
        signs.add("kinship")
    if start and _is_title(letter, start - 1 - (letter.doc[start - 1].text == ".")):
        signs.add("title")
    if letter.doc[start - 1].text == "(" and start:
        signs.add("bracket")
    after = [t.norm_ for t in letter.doc[end : end + 3] if t.is_alpha][:1]
    suffixed = any(sign in letter.doc[end - 1].text for sign in "'’‘")
    if suffixed or any(word in knowledge.words("after_other") for word in after):
        signs.add("spoken_of")
    return signs


def _is_title(letter: Letter, token: int) -> bool:
    return token >= 0 and letter.doc[token].norm_ in knowledge.words("titles")


def _around(letter: Letter, labels: Labels, at: Excerpt) -> set[str]:
    """Return the signs that the rows around a mention give: İmza, an office below, ink."""
    signs: set[str] = set()
    segment = letter.segment_at(at.start)
    below = next(iter(letter.layout.below(segment)), None)
    if below and set(folded_words(below.text)) & knowledge.words("offices"):
        signs.add("office_below")
    rows = letter.layout.rows[max(0, at.row - 3) : at.row + 4]
    if any(h.field == "signature" for r in rows for h in labels.in_row(r.index)):
        signs.add("near_imza")
    reach = int(4 * segment.line_height)
    if any(ink.box.overlap(at.box.grown(reach)) for ink in letter.layout.page(at.page).ink):
        signs.add("near_ink")
    return signs | known_signs(at.text.split())


def known_signs(words: Sequence[str]) -> set[str]:
    """Return what the gazetteers say of a name's first and last word."""
    signs: set[str] = set()
    first = gazetteer.given(_stem(words[0]))
    last = gazetteer.family(_stem(words[-1])) if len(words) > 1 else Known.UNKNOWN
    if first:
        signs.add("first_known" if first is Known.LISTED else "first_formed")
    if last:
        signs.add("last_known" if last is Known.LISTED else "last_formed")
    return signs


def _could_belong(word: str) -> bool:
    return is_name_word(word)


def _goes_on_below(letter: Letter, labels: Labels, at: Excerpt) -> bool:
    """Say whether a lone capitalised word follows on the next line or in the next column."""
    segment = letter.segment_at(at.start)
    columns = letter.layout.rows[segment.row].segments
    if segment.column + 1 < len(columns):
        beside = columns[segment.column + 1]
        first = beside.words[0].text
        if not labels.opens(beside) and is_name_word(first) and _is_listed(first):
            return True
    below = next(iter(letter.layout.below(segment, within=1.2)), None)
    if below is None or labels.opens(below):
        return False
    words = [w.text for w in below.words if any(c.isalpha() for c in w.text)]
    return len(words) == 1 and is_name_word(words[0].strip(".,:;()")) and _is_listed(words[0])


def people(mentions: Sequence[Mention], extra: Sequence[frozenset[str]]) -> tuple[Person, ...]:
    """Group mentions of one name and sum their evidence, likeliest petitioner first.

    ``extra`` holds, for each mention, signs found by other fields (a TC number near it, an
    e-mail address like it).
    """
    groups: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        groups.setdefault(mention.folded, []).append(index)
    out: list[Person] = []
    for indexes in groups.values():
        members = tuple(mentions[i] for i in indexes)
        signs = frozenset().union(*(members[k].signs | extra[i] for k, i in enumerate(indexes)))
        if len({m.at.row for m in members}) > 1:
            signs |= {"repeated"}
        if len(members[0].words) < 2:
            signs |= {"one_word"}
        if signs & {"label", "split_label", "signature_block", "ben"}:
            signs -= {"heading", "in_body"}
        out.append(Person(members, signs, _total(signs)))
    return tuple(sorted(out, key=lambda p: -p.score))


def extends(longer: Mention, shorter: Mention) -> bool:
    """Say whether one name holds all words of the other, in order and more."""
    a, b = longer.folded.split(), shorter.folded.split()
    rest = iter(a)
    return len(a) > len(b) and all(word in rest for word in b)


def has_hyphen_break(words: Sequence[str]) -> bool:
    """Say whether a word was broken at a line end, so that the name is not whole."""
    return any(word.endswith("-") for word in words) or any(
        one.endswith("-") for one, _ in pairwise(words)
    )
