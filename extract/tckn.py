"""T.C. kimlik numarası: which number was read, by how many reads, and whose it is.

Gate T2 (EXTRACTION 3.4): a valid checksum is not acceptance. Two independent reads must agree, no
string like a TC number may stay unresolved, no TC label unanswered, no word before it may give it
to somebody else, and it stands alone on its line or beside the chosen petitioner's name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.geometry import Box
from domain.page import CropPurpose, CropRead
from domain.tckn import Tckn, is_valid
from extract import knowledge, numbers
from extract.labels import Hit, Labels
from extract.layout import Segment
from extract.letter import Letter, folded_words
from extract.names import Mention as NameMention

_IS_PERSON = frozenset(
    {"first_known", "label", "split_label", "other_label", "ben", "signature_block", "kinship"}
)
_OTHER_NUMBERS = frozenset({"section.other", "phone.self", "phone.other"})


#: The state's name on a line of its own, above the addressee.
_LETTERHEAD = frozenset({"t.c.", "t.c", "tc"})
_NAMED = frozenset({"first_known", "last_known", "kinship", "title", "other_label", "spoken_of"})


@dataclass(frozen=True, slots=True)
class Number:
    """One place on the paper with digits that may be a TC number."""

    page: int
    box: Box
    readings: tuple[numbers.Digits, ...]  #: at most one a page read
    crops: tuple[str, ...]  #: digits of the crops of this place
    segment: Segment | None  #: None when only the second read saw it
    label: Hit | None  #: the label it answers
    other_person: bool  #: a word or label before it names somebody else
    alone: bool  #: nothing but its label stands beside it

    @property
    def texts(self) -> tuple[str, ...]:
        """What each read has, crops last."""
        return (*(r.text for r in self.readings), *self.crops)

    @property
    def valids(self) -> frozenset[str]:
        """The valid numbers among the reads."""
        return frozenset(t for t in self.texts if is_valid(t))

    def votes(self, value: str) -> int:
        """Return how many reads have exactly this number; mapped letters alone are no witness."""
        count = sum(t == value for t in self.texts)
        plain = value in self.crops or any(r.text == value and not r.mapped for r in self.readings)
        return count if plain else 0

    @property
    def best(self) -> str | None:
        """The valid number most reads agree on."""
        ranked = sorted(self.valids, key=lambda v: (-self.votes(v), v))
        return ranked[0] if ranked else None


def find(letter: Letter, labels: Labels, crops: Sequence[CropRead]) -> tuple[Number, ...]:
    """Return every place with a string like a TC number, in reading order."""
    out: list[Number] = []
    for page in letter.layout.pages:
        segments = letter.layout.segments_of(page.number)
        for cluster in _clusters(numbers.in_page(page)):
            number = _number(letter, labels, cluster, segments, crops)
            if number is not None:
                out.append(number)
    return tuple(out)


def _clusters(strings: Iterable[numbers.Digits]) -> list[list[numbers.Digits]]:
    clusters: list[list[numbers.Digits]] = []
    for string in strings:
        home = next((c for c in clusters if _same_place(c[0].box, string.box)), None)
        if home is None:
            clusters.append([string])
        elif all(s.read != string.read for s in home):
            home.append(string)
    return clusters


def _same_place(one: Box, two: Box) -> bool:
    return 2 * one.overlap(two) >= max(1, min(one.area, two.area))


def _number(
    letter: Letter,
    labels: Labels,
    cluster: Sequence[numbers.Digits],
    segments: Sequence[Segment],
    crops: Sequence[CropRead],
) -> Number | None:
    first = cluster[0]
    segment = max(segments, key=lambda s: s.box.overlap(first.box), default=None)
    if segment is not None and not segment.box.overlap(first.box):
        segment = None
    label = _label_of(letter, labels, segment, first.box) if segment else None
    read_again = tuple(
        numbers.in_text(c.text)
        for c in crops
        if c.crop.purpose is CropPurpose.DIGITS
        and c.crop.page == first.page
        and _same_place(c.crop.box, first.box)
    )
    number = Number(
        page=first.page,
        box=first.box,
        readings=tuple(cluster),
        crops=tuple(text for text in read_again if text),
        segment=segment,
        label=label,
        other_person=segment is not None and _is_others(letter, segment, first.box, label),
        alone=segment is not None and _is_alone(letter, labels, segment),
    )
    return number if _is_like_tckn(number) else None


def _is_like_tckn(number: Number) -> bool:
    if number.valids:
        return True
    labelled = number.label is not None and number.label.field == "tckn"
    if number.label is not None and number.label.key in _OTHER_NUMBERS:
        return False
    lengths = {len(r.text) for r in number.readings}
    if labelled:
        return bool(lengths & {10, 11, 12})
    if any(r.is_phone_like for r in number.readings):
        return False
    return 11 in lengths


def _label_of(letter: Letter, labels: Labels, segment: Segment, box: Box) -> Hit | None:
    """Return the label before the number: in its segment, in the column to the left, or above."""
    hits = [h for h in labels.in_row(segment.row) if _x(letter, h) <= box.x]
    if hits:
        return hits[-1]
    for row in letter.layout.rows[max(0, segment.row - 1) : segment.row]:
        if row.page != segment.page:
            continue
        for hit in labels.in_row(row.index):
            if letter.segment_at(hit.start).box.columns_shared(box) and labels.value(hit):
                return hit
    return None


def _x(letter: Letter, hit: Hit) -> int:
    return min(w.box.x for w in letter.words(hit.start, hit.end))


def _words_before(letter: Letter, segment: Segment, box: Box) -> list[str]:
    own = [w.text for w in segment.words if w.box.x < box.x]
    words = folded_words(" ".join(own))
    if len(words) < 4 and segment.row:
        above = letter.layout.rows[segment.row - 1]
        if above.page == segment.page and segment.column == 0 and not _ends_sentence(above.text):
            words = folded_words(above.text)[-4:] + words
    return words[-7:]


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", ":", "!", "?"))


def _is_others(letter: Letter, segment: Segment, box: Box, label: Hit | None) -> bool:
    if label is not None and (label.is_other or label.key == "tckn.other"):
        return True
    stems = knowledge.words("other_stems")
    return any(knowledge.begins_with_any(w, stems) for w in _words_before(letter, segment, box))


def _is_alone(letter: Letter, labels: Labels, segment: Segment) -> bool:
    first, end = letter.tokens(segment)
    rest = [
        letter.doc[i].norm_
        for i in range(first, end)
        if letter.doc[i].is_alpha and not labels.is_label(i) and len(letter.doc[i].text) > 1
    ]
    return all(word in knowledge.words("not_names") for word in rest)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says: the number to propose, and the codes of what stands against it."""

    value: str | None
    number: Number | None
    votes: int
    against: tuple[str, ...]


def judge(
    letter: Letter,
    labels: Labels,
    found: Sequence[Number],
    petitioner: NameMention | None,
    mentions: Sequence[NameMention],
) -> Verdict:
    """Pass the numbers through gate T2; ``against`` is empty exactly when it accepts."""
    answered = [n for n in found if n.valids]
    ranked = sorted(answered, key=lambda n: -_preference(letter, n, petitioner, mentions))
    chosen = ranked[0] if ranked else None
    open_strings = [n for n in found if not n.valids]
    open_labels = list(unanswered(labels, found))
    if chosen is None or chosen.best is None:
        return Verdict(None, None, 0, _why_none(open_strings, open_labels))
    value = chosen.best
    places = [n for n in answered if value in n.valids]
    votes = sum(n.votes(value) for n in places)
    against = list(_reading_doubts(places, value, votes))
    if any(v != value for n in answered if n not in places for v in n.valids):
        against.append("tckn.two_numbers")
    if open_strings or open_labels:
        against.append("tckn.unresolved")
    if any(n.other_person for n in places):
        against.append("tckn.other_person")
    if Tckn(value).is_placeholder:
        against.append("tckn.placeholder")
    if not any(_is_petitioners(letter, n, petitioner, mentions) for n in places):
        against.append("tckn.far_from_name")
    return Verdict(value, chosen, votes, tuple(dict.fromkeys(against)))


def _why_none(open_strings: Sequence[Number], open_labels: Sequence[Hit]) -> tuple[str, ...]:
    if any(len(t) == 11 and "?" not in t for n in open_strings for t in n.texts):
        return ("tckn.invalid",)
    return ("tckn.unresolved",) if open_strings or open_labels else ("tckn.missing",)


def _reading_doubts(places: Sequence[Number], value: str, votes: int) -> Iterator[str]:
    if votes < 2:
        yield "tckn.single_read"
    differ = any(n.valids != {value} for n in places)
    blind = votes == 2 and any(_blind_spot(value, t) for n in places for t in n.texts)
    if differ or blind:
        yield "tckn.reads_differ"


def _blind_spot(value: str, other: str) -> bool:
    """Say whether a read differs by 5 in some digit: such pairs pass the checksum unseen."""
    if len(other) != len(value):
        return False
    pairs = [(a, b) for a, b in zip(value, other, strict=True) if a != b]
    return any(b.isdigit() and abs(int(a) - int(b)) == 5 for a, b in pairs)


def _preference(
    letter: Letter,
    number: Number,
    petitioner: NameMention | None,
    mentions: Sequence[NameMention],
) -> float:
    labelled = number.label is not None and number.label.field == "tckn"
    return (
        0.6 * labelled
        + 0.7 * number.alone
        - 2.1 * number.other_person
        + 1.0 * _is_petitioners(letter, number, petitioner, mentions)
        + 0.1 * (number.votes(number.best or "") >= 2)
    )


def _is_petitioners(
    letter: Letter,
    number: Number,
    petitioner: NameMention | None,
    mentions: Sequence[NameMention],
) -> bool:
    """Say whether the name nearest to the number is the petitioner's, or none is near it."""
    if number.segment is None or petitioner is None:
        return False
    near = nearest(letter, number, mentions)
    if near is None:
        return number.alone
    return near.folded == petitioner.folded and not _is_between(number, near, mentions)


def _is_between(number: Number, near: NameMention, mentions: Sequence[NameMention]) -> bool:
    """Say whether somebody else is named as near to the number: blocks that touch mislead."""
    assert number.segment is not None
    row = number.segment.row
    return any(
        m.at.page == number.page
        and m.folded != near.folded
        and abs(m.at.row - row) <= abs(near.at.row - row)
        and m.signs & _NAMED
        for m in mentions
    )


def nearest(letter: Letter, number: Number, mentions: Sequence[NameMention]) -> NameMention | None:
    """Return the name nearest to the number in reading order, at most four rows away."""
    if number.segment is None:
        return None
    row = number.segment.row
    here = [
        m
        for m in mentions
        if m.at.page == number.page and abs(m.at.row - row) <= 4 and m.signs & _IS_PERSON
    ]
    first, end = letter.tokens(number.segment)
    middle = (first + end) // 2
    return min(here, key=lambda m: (abs(m.at.row - row), _gap(m, middle)), default=None)


def _gap(mention: NameMention, token: int) -> int:
    return min(abs(mention.at.start - token), abs(mention.at.end - token))


def unanswered(labels: Labels, found: Sequence[Number]) -> Iterator[Hit]:
    """Yield TC labels beside which no string like a TC number stands; the letterhead's is none."""
    answered = {(n.label.start, n.label.end) for n in found if n.label is not None}
    rows = {n.segment.row for n in found if n.segment is not None}
    for hit in labels.of("tckn.self", "tckn.other"):
        if labels.letter.layout.rows[hit.row].folded in _LETTERHEAD:
            continue
        if (hit.start, hit.end) not in answered and not {hit.row, hit.row + 1} & rows:
            yield hit
