"""T.C. kimlik numarası: every place on the paper that may hold one, and what each read has there.

Whose number it is and whether it may be believed is said by ``tckn_roles`` and ``tckn_gate``.
Phone numbers, tax numbers, account numbers and other look-alikes are no candidates.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.geometry import Box, union
from domain.page import CropPurpose, CropRead, Page
from domain.tckn import is_valid
from extract import digit_reads, knowledge, numbers
from extract.digit_reads import Seen
from extract.labels import Hit, Labels
from extract.layout import Segment, is_prose
from extract.letter import Letter, folded_words

#: So many letters a colon is read as: ``o:``.
_COLON = 2
#: Labels of numbers that are no person's.
OTHER_NUMBERS = frozenset({"section.other", "phone.self", "phone.other"})
#: The state's name on a line of its own, above the addressee.
_LETTERHEAD = frozenset({"t.c.", "t.c", "tc"})


@dataclass(frozen=True, slots=True)
class Number:
    """One place on the paper with digits that may be a TC number."""

    page: int
    box: Box
    channel: str  #: whose tables of misread digits hold here
    strings: tuple[numbers.Digits, ...]  #: at most one a page read
    reads: tuple[Seen, ...]  #: what each read has, crops last
    segment: Segment | None  #: None when only the second read saw it
    label: Hit | None  #: the label it answers
    other_person: bool  #: a word or label before it names somebody else
    alone: bool  #: nothing but its label stands beside it
    of_something: bool  #: the words beside it name a file, an account, a meter

    @property
    def valids(self) -> frozenset[str]:
        """The valid numbers among the reads."""
        return frozenset(r.text for r in self.reads if is_valid(r.text))

    def votes(self, value: str) -> int:
        """Return how many ways of reading have exactly this number; crops are one way.

        Mapped letters alone are no witness.
        """
        having = [r for r in self.reads if r.text == value]
        return len({r.way for r in having}) if any(not r.mapped for r in having) else 0

    @property
    def is_settled(self) -> bool:
        """Whether two ways of reading have the same valid number."""
        return any(self.votes(value) > 1 for value in self.valids)


def find(letter: Letter, labels: Labels, crops: Sequence[CropRead]) -> tuple[Number, ...]:
    """Return every place with a string like a TC number, in reading order."""
    out: list[Number] = []
    for page in letter.layout.pages:
        for cluster in _clusters(numbers.in_page(page)):
            number = _number(letter, labels, page, cluster, crops)
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
    page: Page,
    cluster: Sequence[numbers.Digits],
    crops: Sequence[CropRead],
) -> Number | None:
    first = cluster[0]
    segment = _segment_of(letter, page, first.box)
    label = _label_of(letter, labels, segment, first.box) if segment else None
    number = Number(
        page=page.number,
        box=first.box,
        channel=digit_reads.channel(page),
        strings=tuple(cluster),
        reads=(*map(digit_reads.seen, cluster), *_crops_of(first, crops)),
        segment=segment,
        label=label,
        other_person=segment is not None and _is_others(letter, segment, first.box, label),
        alone=segment is not None and _is_alone(letter, labels, segment),
        of_something=segment is not None and _is_of_something(segment, first.box),
    )
    return number if _is_like_tckn(number) else None


def _segment_of(letter: Letter, page: Page, box: Box) -> Segment | None:
    """Return the segment a number stands in, or right of when only a later read saw it."""
    segments = letter.layout.segments_of(page.number)
    inside = max(segments, key=lambda s: s.box.overlap(box), default=None)
    if inside is not None and inside.box.overlap(box):
        return inside
    row = [s for s in segments if s.box.y <= box.middle[1] <= s.box.bottom and s.box.x < box.x]
    return max(row, key=lambda s: s.box.right, default=None)


def _crops_of(string: numbers.Digits, crops: Sequence[CropRead]) -> Iterator[Seen]:
    for crop in crops:
        wanted = crop.crop
        if wanted.purpose is CropPurpose.DIGITS and wanted.page == string.page:
            seen = digit_reads.seen_in(crop)
            if seen.text and _same_place(wanted.box, string.box):
                yield seen


def _is_like_tckn(number: Number) -> bool:
    if number.valids:
        return True
    labelled = number.label is not None and number.label.field == "tckn"
    if number.label is not None and number.label.key in OTHER_NUMBERS:
        return False
    if number.of_something:
        return False
    lengths = {len(s.text) for s in number.strings}
    if labelled:
        return True
    if any(s.is_phone_like for s in number.strings):
        return False
    return 11 in lengths


def _label_of(letter: Letter, labels: Labels, segment: Segment, box: Box) -> Hit | None:
    """Return the label before the number: in its segment, in the column to the left, or above."""
    hits = [h for h in labels.in_row(segment.row) if _x(letter, h) <= box.x]
    own = [h for h in hits if h.column == segment.column]
    if own:
        return own[-1]
    before = "".join(w.text for w in segment.words if w.box.x < box.x)
    if sum(c.isalpha() for c in before) > _COLON:
        return None
    if hits:
        return hits[-1]
    for row in letter.layout.rows[max(0, segment.row - 1) : segment.row]:
        if row.page != segment.page:
            continue
        for hit in labels.in_row(row.index):
            value = labels.value(hit)
            above = letter.segment_at(hit.start).box.columns_shared(box)
            if above and value and value.row == segment.row:
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


def _is_of_something(segment: Segment, box: Box) -> bool:
    before = folded_words(" ".join(w.text for w in segment.words if w.box.x < box.x))[-3:]
    after = folded_words(" ".join(w.text for w in segment.words if w.box.x > box.x))[:1]
    return bool(knowledge.words("number_words").intersection(before + after))


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


def unanswered(labels: Labels, found: Sequence[Number]) -> Iterator[Hit]:
    """Yield TC labels beside which no string like a TC number stands; the letterhead's is none."""
    answered = {(n.label.start, n.label.end) for n in found if n.label is not None}
    rows = {n.segment.row for n in found if n.segment is not None}
    for hit in labels.of("tckn.self", "tckn.other"):
        if labels.letter.layout.rows[hit.row].folded in _LETTERHEAD or _heads(labels.letter, hit):
            continue
        if hit.row - 1 in rows and _begins_a_line_of_prose(labels.letter, hit):
            continue  # "… 12345678901" / "T.C. kimlik numaralı …": the sentence runs on
        if (hit.start, hit.end) in answered or {hit.row, hit.row + 1} & rows:
            continue
        if not _heads_a_column(labels.letter, hit, found):
            yield hit


def _heads(letter: Letter, hit: Hit) -> bool:
    """Say whether a label is but the first word of a heading: ``KİMLİK BİLGİLERİM``."""
    following = letter.doc[hit.end].norm_ if hit.end < len(letter.doc) else ""
    return following.startswith("bilgi") or following in ("karti", "fotokopisi", "sureti")


def _begins_a_line_of_prose(letter: Letter, hit: Hit) -> bool:
    first, _ = letter.tokens(letter.segment_at(hit.start))
    return hit.start == first and is_prose(letter.layout.rows[hit.row])


def _heads_a_column(letter: Letter, hit: Hit, found: Sequence[Number]) -> bool:
    """Say whether numbers stand below a label, a row of dirt or of a cell's border between."""
    label = union(word.box for word in letter.words(hit.start, hit.end))
    page = letter.segment_at(hit.start).page
    return any(
        n.segment is not None
        and n.page == page
        and 0 < n.segment.row - hit.row <= 3
        and n.box.columns_shared(label)
        for n in found
    )
