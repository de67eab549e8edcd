"""Which of the people named wrote the letter: a transparent sum of named evidence.

The weights (``data/name_weights.toml``) are learnt (``training/learn_names.py``). A person's
probability is the softmax of the sums over all people of the letter and nobody at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp

from rapidfuzz import fuzz

from extract import gazetteer, knowledge
from extract.gazetteer import Known
from extract.names import Mention

_ALIKE = 86  #: rapidfuzz ratio from which two readings may be of one name
#: What says that the writer names himself; a place on the page then says nothing against him.
_OWN = frozenset({"label", "split_label", "signature_block", "ben"})
_PLACES = frozenset({"heading", "in_body"})
#: Kinds of evidence that somebody wrote the letter; signs of one kind may be wrong together.
_KINDS = {
    "label": frozenset({"label", "split_label"}),
    "block": frozenset({"signature_block", "sender_block"}),
    "said": frozenset({"ben", "with_tc_words"}),
    "email": frozenset({"email_like"}),
}
_SOMEBODY_ELSE = frozenset({"kinship", "other_label"})
_NOT_WRITERS = frozenset(
    {"other_label", "kinship", "title", "office", "office_below", "spoken_of", "unknown"}
)


@dataclass(frozen=True, slots=True)
class Person:
    """Mentions of one name, with the sum of their evidence."""

    mentions: tuple[Mention, ...]
    signs: frozenset[str]
    score: float

    @property
    def best(self) -> Mention:
        """The mention to show: whose words all are listed, then labelled or in the signature block.

        A mention that was misread is of the same person, but not the one to believe.
        """
        return max(
            self.mentions,
            key=lambda m: (gazetteer.whole(m.words) is Known.LISTED, total(m.signs)),
        )


def contested(chosen: Person, everybody: Sequence[Person]) -> bool:
    """Say whether somebody else may be the writer as well, whatever the sums are.

    Then one kind of evidence is not enough: the label of another's block may not have been
    understood, the writer's own name not read.
    """
    others = [p for p in everybody if p is not chosen and not _is_same(p, chosen)]
    if not any(_may_write(p) for p in others):
        return False
    return len(kinds(chosen)) < 2


def speaks_against(person: Person) -> bool:
    """Say whether a word beside the name gives it to somebody else and but one kind to the writer:
    ``Dilekçeyi yazan: kızı Ezgi KARACA``."""
    return bool(person.signs & _SOMEBODY_ELSE) and len(kinds(person)) < 2


def _is_same(one: Person, two: Person) -> bool:
    return any(
        a.folded == b.folded or extends(a, b) or extends(b, a)
        for a in one.mentions
        for b in two.mentions
    )


def _may_write(person: Person) -> bool:
    return bool(kinds(person) and "first_known" in person.signs) and not person.signs & _NOT_WRITERS


def kinds(person: Person) -> set[str]:
    """Return the kinds of evidence that the person wrote the letter."""
    return {kind for kind, signs in _KINDS.items() if person.signs & signs}


def evidence(person: Person, able: Sequence[Person]) -> int:
    """Return how many things say independently that the person wrote the letter.

    Its kinds, and that nobody else of those ``able`` to have written it is named, where a label
    asks for the writer's name or the one place of signing has a TC number beside it.
    """
    found = kinds(person)
    beside = "near_number" in person.signs and "repeated" not in person.signs
    asked = found == {"label"} or (found == {"block"} and beside)
    return len(found) + (asked and len(able) == 1)


def total(signs: Iterable[str]) -> float:
    """Return the sum of the signs' weights."""
    weights = knowledge.table("name_weights")["weights"]
    return float(sum(weights[s] for s in signs))


def gate(key: str) -> float:
    """Return a threshold of the name gate."""
    return float(knowledge.table("name_weights")["gate"][key])


def people(mentions: Sequence[Mention], extra: Sequence[frozenset[str]]) -> tuple[Person, ...]:
    """Group mentions of one name and sum their evidence, likeliest petitioner first.

    ``extra`` holds, for each mention, signs found by other fields (a TC number near it, an
    e-mail address like it).
    """
    groups: list[list[int]] = []
    for index, mention in enumerate(mentions):
        home = next((g for g in groups if _same(mentions[g[0]], mention)), None)
        if home is None:
            groups.append([index])
        else:
            home.append(index)
    out: list[Person] = []
    for indexes in groups:
        members = tuple(mentions[i] for i in indexes)
        signs = frozenset().union(*(members[k].signs | extra[i] for k, i in enumerate(indexes)))
        if len({m.at.row for m in members}) > 1:
            signs |= {"repeated"}
        if all(len(m.words) < 2 for m in members):
            signs |= {"one_word"}
        if signs & _OWN:
            signs -= _PLACES
        out.append(Person(members, signs, total(signs)))
    return tuple(sorted(out, key=lambda p: -p.score))


def _same(one: Mention, two: Mention) -> bool:
    """Say whether two mentions are of one name, one of them perhaps misread.

    Names that differ in a word both of whose forms are known are two people: Kara and Kaya.
    """
    if one.folded == two.folded:
        return True
    a, b = one.folded.split(), two.folded.split()
    if len(a) != len(b) or fuzz.ratio(one.folded, two.folded) < _ALIKE:
        return False
    differing = [(x, y) for x, y in zip(one.words, two.words, strict=False) if x != y]
    return all(Known.UNKNOWN in (_exactly(x), _exactly(y)) for x, y in differing)


def _exactly(word: str) -> Known:
    return gazetteer.letter_by_letter(word, last=True)


def probability(chosen: Person, everybody: Sequence[Person]) -> float:
    """Return the share of ``chosen`` among all people and nobody, by their sums.

    A person whose name holds the chosen name's words and more, or fewer, is no rival: the name's
    completeness is another question.
    """
    rivals = [
        p.score
        for p in everybody
        if p is not chosen and not extends(p.best, chosen.best) and not extends(chosen.best, p.best)
    ]
    return 1 / (1 + sum(exp(score - chosen.score) for score in (*rivals, gate("nobody"))))


def extends(longer: Mention, shorter: Mention) -> bool:
    """Say whether one name holds all words of the other, in order and more."""
    a, b = longer.folded.split(), shorter.folded.split()
    rest = iter(a)
    return len(a) > len(b) and all(word in rest for word in b)
