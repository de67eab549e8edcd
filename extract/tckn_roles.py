"""Whose number is it: named signs of where and how a number stands, weighed linearly.

``data/tckn_weights.toml`` holds the weights, learnt offline by ``training.tckn_roles``; ``p_role``
is the logistic of their sum. A sign is a fact of the paper, never of the number's value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp

from rapidfuzz import fuzz

from domain import turkish
from extract import knowledge, people
from extract.claims import Claim
from extract.labels import Labels
from extract.layout import Row, Zone, is_prose
from extract.letter import Letter, folded_words
from extract.names import Mention
from extract.tckn import OTHER_NUMBERS, Number

_IS_PERSON = frozenset(
    {"first_known", "label", "split_label", "other_label", "ben", "signature_block", "kinship"}
)
_NAMED = frozenset({"first_known", "last_known", "kinship", "title", "other_label", "spoken_of"})
_OTHERS = frozenset({"kinship", "title", "other_label", "spoken_of", "office_below"})
_WRITES = frozenset({"label", "split_label", "ben", "signature_block"})
_FIRST_PERSON = frozenset({"ben", "numaram", "nom", "adim", "kimligim"})
_PHRASES = ("tcno", "tckn", "tckimlikno", "kimlikno", "tckimliknumarasi")
_ALIKE = 75  #: percent, for a label with a letter or two misread
_TOGETHER = ("label", "in_list", "inline", "alone", "named", "first_in_list", "brackets")
_SURE = 0.8  #: of the petitioner, below which a name beside the number says less
_NUMBERED = frozenset({"numarali", "nolu", "kimlikli"})
_NEXT, _BEFORE = 24, 12  #: tokens to the name after "… numaralı", from the name to a bracket
_FAR = 4  #: rows
_LIST_STEP = 3.2  #: rows of a list stand this many letter heights apart at most
_AFTER = 12  #: words that tell whose number they follow
#: What says of a number that it is another's.
_EXPLAINED = frozenset(
    {"other_person", "block_of_other", "other_after", "near_named_other", "label_of_other_number"}
)
#: Labels of a block that says how to reach the writer.
_REACH = frozenset({"phone.self", "address.self", "email.self"})


@dataclass(frozen=True)
class Scene:
    """What a number stands among."""

    letter: Letter
    labels: Labels
    petitioner: Mention | None  #: whom the name gate chose
    sure: float  #: how sure it is that this is the petitioner, 0…1
    mentions: Sequence[Mention]

    @cached_property
    def nobody_else(self) -> bool:
        """Whether no other person is named in the letter."""
        return not any(_is_someone_else(self, m) for m in self.mentions)


def p_role(signs: frozenset[str]) -> float:
    """Return how likely a number with these signs is the petitioner's, 0…1."""
    table = knowledge.table("tckn_weights")
    total = float(table["bias"]) + sum(float(table["weights"].get(s, 0.0)) for s in signs)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def signs(scene: Scene, claims: Sequence[Claim]) -> dict[str, frozenset[str]]:
    """Return the signs of each number: of its places, and of the numbers beside it."""
    out = {claim.value: _signs(scene, claim, claims) for claim in claims}
    left = [value for value, held in out.items() if not held & _EXPLAINED]
    if len(left) == 1 < len(out):
        out[left[0]] |= {"others_explained"}
    return out


def _signs(scene: Scene, claim: Claim, claims: Sequence[Claim]) -> frozenset[str]:
    found: set[str] = set()
    for number in claim.places:
        here = {*_of_place(scene, number), *_in_list(number, claims)}
        if here & {"near_petitioner", "beside_petitioner"}:
            # Together they say more than the sum of both.
            here |= {f"{sign}_his" for sign in _TOGETHER if sign in here}
        if here >= {"alone", "label"}:
            here.add("form")
            here |= {"form_of_nobody_else"} & {f"form_of_{sign}" for sign in here}
        if here >= {"in_list_his", "writes_elsewhere"}:
            here.add("signatory")
        found |= here
    if len(claim.places) > 1:
        found.add("repeated")
    if len(claims) > 1:
        found.add("several")
    elif "nobody_else" in found:
        found |= {"sole_form"} & {f"sole_{sign}" for sign in found}
        found |= {"sole_his"} if found & {"near_petitioner", "beside_petitioner"} else set()
    return frozenset(found)


def _of_place(scene: Scene, number: Number) -> Iterator[str]:
    if number.other_person:
        yield "other_person"
    if number.of_something:
        yield "label_of_other_number"
    if number.alone:
        yield "alone"
    if scene.nobody_else:
        yield "nobody_else"
    yield from _of_label(number)
    if number.segment is None:
        return
    row = scene.letter.layout.rows[number.segment.row]
    yield {Zone.HEADING: "heading", Zone.BODY: "body", Zone.SIGNATURE: "signature"}[row.zone]
    if is_prose(row):
        yield "inline"
    if _in_brackets(number):
        yield "brackets"
    yield from _of_block(scene, number)
    if _in_contact_block(scene, number):
        yield "contact_block"
    yield from _said(scene.letter, number, row)
    yield from _of_names(scene, number)


def _of_label(number: Number) -> Iterator[str]:
    if number.label is None:
        if _is_like_a_label(number):
            yield "label"
    elif number.label.field == "tckn":
        yield "label"
    elif number.label.key in OTHER_NUMBERS:
        yield "label_of_other_number"


def _is_like_a_label(number: Number) -> bool:
    """Say whether a misread label stands before the number: ``1.C. No:``."""
    if number.segment is None or number.of_something:
        return False
    before = [w.text for w in number.segment.words if w.box.x < number.box.x]
    letters = "".join(c for c in turkish.fold("".join(before)) if c.isalnum())
    last = "".join(c for w in before[-1:] for c in turkish.fold(w) if c.isalnum())
    return last == "tc" or any(fuzz.ratio(letters, phrase) >= _ALIKE for phrase in _PHRASES)


def _in_brackets(number: Number) -> bool:
    assert number.segment is not None
    before = [w.text for w in number.segment.words if w.box.x <= number.box.x]
    text = " ".join(before)
    return text.rfind("(") > text.rfind(")")


def _of_block(scene: Scene, number: Number) -> Iterator[str]:
    assert number.segment is not None
    party = scene.labels.party(number.segment)
    if party is not None:
        yield f"block_of_{party}"


def _in_contact_block(scene: Scene, number: Number) -> bool:
    """Say whether the lines around say how to reach somebody, and name nobody but the writer."""
    assert number.segment is not None
    rows, at = scene.letter.layout.rows, number.segment.row
    around = {at}
    for step in (-1, 1):
        index = at + step
        while 0 <= index < len(rows) and abs(index - at) <= _FAR and _goes_on(rows, index, step):
            around.add(index)
            index += step
    labels = {hit.key for row in around for hit in scene.labels.in_row(row) if not hit.is_other}
    return bool(labels & _REACH) and not any(
        m.at.row in around and _is_someone_else(scene, m) for m in scene.mentions
    )


def _goes_on(rows: Sequence[Row], index: int, step: int) -> bool:
    """Say whether a row belongs to the block of the one before it: near, and no running text."""
    row, before = rows[index], rows[index - step]
    upper, lower = (row, before) if step < 0 else (before, row)
    near = lower.box.y - upper.box.bottom <= 2 * row.segments[0].line_height
    return row.page == before.page and near and not is_prose(row)


def _said(letter: Letter, number: Number, row: Row) -> Iterator[str]:
    """Yield what the sentence around the number says of its owner."""
    assert number.segment is not None
    before = _sentence([w.text for w in number.segment.words if w.box.x < number.box.x])
    if _FIRST_PERSON.intersection(before[-6:]):
        yield "first_person"
    after = [w.text for w in number.segment.words if w.box.x > number.box.x]
    if is_prose(row):
        following = letter.layout.rows[row.index + 1 : row.index + 2]
        after += [r.text for r in following if r.page == row.page]
    words = _until_stop(after)[:_AFTER]
    if any(knowledge.begins_with_any(w, knowledge.words("other_stems")) for w in words):
        yield "other_after"
    if _FIRST_PERSON.intersection(words):
        yield "first_person"


def _sentence(words: Sequence[str]) -> list[str]:
    """Return the folded words since the last sentence ended."""
    ends = [i for i, w in enumerate(words) if w.endswith((".", "!", "?")) and "." not in w[:-1]]
    starts = [i + 1 for i in ends if len(words[i]) > 4]
    return folded_words(" ".join(words[starts[-1] if starts else 0 :]))


def _until_stop(words: Sequence[str]) -> list[str]:
    """Return the folded words up to the end of the sentence."""
    ends = (i for i, w in enumerate(words) if w.endswith((".", "!", "?")) and len(w) > 4)
    return folded_words(" ".join(words[: next(ends, len(words)) + 1]))


def _of_names(scene: Scene, number: Number) -> Iterator[str]:
    if scene.petitioner is None:
        yield "nobody"
        return
    near = nearest(scene, number)
    if near is None:
        yield "far"
        return
    if _is_followed_by_its_owner(scene.letter, number) and not _in_brackets(number):
        yield "named"
    assert number.segment is not None
    same_row = near.at.row == number.segment.row
    if not _same_person(near, scene.petitioner):
        yield from _of_another(near, same_row=same_row)
    elif _is_between(scene, number, near):
        yield "between"
    else:
        where = "beside" if same_row else "near"
        # Where nobody else is named there is no doubt who it is, only whether he signs.
        sure = scene.sure >= _SURE or scene.nobody_else
        if "ben" in near.signs:
            yield "ben_his"
        yield f"{where}_petitioner" if sure else f"{where}_doubtful"
        if not sure:
            yield "doubtful_name"
        if _writes_elsewhere(scene, near):
            yield "writes_elsewhere"


def _of_another(near: Mention, *, same_row: bool) -> Iterator[str]:
    yield "near_other"
    if same_row:
        yield "beside_other"
    if near.signs & _OTHERS:
        yield "near_named_other"
    elif near.signs & _WRITES:
        yield "near_writer"


def _is_followed_by_its_owner(letter: Letter, number: Number) -> bool:
    """Say whether the words run on: "… T.C. kimlik numaralı …", which a name follows."""
    _, end = _tokens(letter, number)
    words = [t.norm_ for t in letter.doc[end : end + 8] if t.is_alpha][:4]
    return bool(_NUMBERED.intersection(words))


def _tokens(letter: Letter, number: Number) -> tuple[int, int]:
    """Return the number's first token and the one after its last."""
    assert number.segment is not None
    first, end = letter.tokens(number.segment)
    words, owners = letter.layout.words, letter.owners
    inside = [i for i in range(first, end) if words[owners[i]].box.overlap(number.box)]
    return (inside[0], inside[-1] + 1) if inside else (first, end)


def _same_person(one: Mention, two: Mention) -> bool:
    """Say whether one name is the other's, perhaps in part: half of it may be lost at an edge.

    A name read otherwise by another read is still that of its place.
    """
    return (
        one.at.start == two.at.start
        or one.folded == two.folded
        or people.extends(one, two)
        or people.extends(two, one)
    )


def _writes_elsewhere(scene: Scene, near: Mention) -> bool:
    """Say whether the same name signs, or is labelled the writer's, at another place."""
    return any(
        m.folded == near.folded and m.at.row != near.at.row and m.signs & _WRITES
        for m in scene.mentions
    )


def _is_somebody(scene: Scene, mention: Mention) -> bool:
    """Say whether a mention is of somebody who may own a number: no office, street or parent."""
    if not mention.signs & _IS_PERSON or mention.signs & {"office", "unknown"}:
        return False
    parent = len(mention.words) < 2 and "other_label" in mention.signs
    return not parent and not _in_address(scene, mention)


def _is_someone_else(scene: Scene, mention: Mention) -> bool:
    if not _is_somebody(scene, mention):
        return False
    return scene.petitioner is None or not _same_person(mention, scene.petitioner)


def _is_between(scene: Scene, number: Number, near: Mention) -> bool:
    """Say whether somebody else is named as near to the number: blocks that touch mislead."""
    assert number.segment is not None
    row, band = number.segment.row, _band(scene, number)
    return any(
        m.at.page == number.page
        and band[0] <= m.at.box.middle[0] < band[1]
        and not _in_other_block(scene, number, m)
        and not _same_person(m, near)
        and abs(m.at.row - row) <= abs(near.at.row - row)
        and m.signs & _NAMED
        and _is_somebody(scene, m)
        for m in scene.mentions
    )


def _in_address(scene: Scene, mention: Mention) -> bool:
    """Say whether a street that bears a name is what looks like a person."""
    return any(hit.field == "address" for hit in scene.labels.in_row(mention.at.row))


def nearest(scene: Scene, number: Number) -> Mention | None:
    """Return the name that the number goes with; None when none is near.

    Before a bracket its owner stands, after "… numaralı" he follows; else it is the nearest name
    in reading order, at most four rows away and, in a form of two columns, in the same one.
    """
    if number.segment is None:
        return None
    row, (start, end) = number.segment.row, _tokens(scene.letter, number)
    band = _band(scene, number)
    here = [
        m
        for m in scene.mentions
        if m.at.page == number.page
        and abs(m.at.row - row) <= _FAR
        and _is_somebody(scene, m)
        and band[0] <= m.at.box.middle[0] < band[1]
        and not _in_other_block(scene, number, m)
    ]
    if _in_brackets(number):
        before = [m for m in here if 0 <= start - m.at.end <= _BEFORE]
        return max(before, key=lambda m: m.at.end, default=None)
    if _is_followed_by_its_owner(scene.letter, number):
        after = [m for m in here if 0 <= m.at.start - end <= _NEXT]
        return min(after, key=lambda m: m.at.start, default=None)
    return min(
        here,
        key=lambda m: (abs(m.at.row - row), max(m.at.start - end, start - m.at.end)),
        default=None,
    )


def _band(scene: Scene, number: Number) -> tuple[int, int]:
    """Return from where to where a number's own column reaches: all the page, or one of two.

    Two, where its row holds two labels with their values side by side.
    """
    assert number.segment is not None
    row = scene.letter.layout.rows[number.segment.row]
    starts = [s.box.x for s in row.segments if s.words and scene.labels.opens(s)]
    left = max((x for x in starts if x <= number.box.x), default=0)
    right = min((x for x in starts if x > number.box.x), default=None)
    if len(starts) < 2 or number.label is None:
        return 0, 10**6
    edge = int(number.segment.line_height)
    return (left - edge if left > min(starts) else 0), (right - edge if right else 10**6)


def _in_other_block(scene: Scene, number: Number, mention: Mention) -> bool:
    """Say whether titles put the name into one party's block and the number into the other's."""
    assert number.segment is not None
    parties = {
        scene.labels.party(number.segment),
        scene.labels.party(scene.letter.segment_at(mention.at.start)),
    }
    return len(parties - {None}) > 1


def _in_list(number: Number, claims: Sequence[Claim]) -> Iterator[str]:
    """Yield what it means that other numbers stand above or below in the same column."""
    near = [
        n
        for claim in claims
        for n in claim.places
        if n is not number
        and n.page == number.page
        and abs(n.box.x - number.box.x) < number.box.h
        and 0 < abs(n.box.y - number.box.y) < _LIST_STEP * number.box.h
    ]
    if near:
        yield "in_list"
        if all(n.box.y > number.box.y for n in near):
            yield "first_in_list"
