"""May the number be believed: read right, and the petitioner's own (EXTRACTION 3.5).

Accepted is a number only when all of this holds: the reads are sure of it among all valid numbers,
two reads have it, no two of its digits are in question with a rival five off unless a third read
agrees, its signs say that it is the petitioner's, no other number may be, and no string or label
of a T.C. number is left unresolved. Nothing is repaired: a number no read has is never the value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.tckn import Tckn
from extract import claims, knowledge, name_gate, tckn_roles
from extract.claims import Claim
from extract.labels import Labels
from extract.letter import Letter
from extract.names import Mention
from extract.tckn import Number, unanswered
from extract.tckn_roles import Scene

#: What gives a number to somebody else, whatever speaks for the petitioner.
SOMEBODY_ELSES = frozenset({"other_person", "block_of_other", "label_of_other_number"})


_SIGNS_FOR_HIS_ROW = frozenset({"writes_elsewhere", "block_of_self"})


@dataclass(frozen=True, slots=True)
class Other:
    """A number that is not the value: another person's, or what the value may also be."""

    value: str
    number: Number
    confidence: float  #: that it is the petitioner's number, 0…1
    why_not: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says; ``against`` is empty exactly when it accepts."""

    against: tuple[str, ...]
    claim: Claim | None = None  #: the number to propose
    p_select: float = 0.0  #: that it is the petitioner's
    others: tuple[Other, ...] = ()
    unread: tuple[Number, ...] = ()  #: places that could not be resolved

    @property
    def value(self) -> str | None:
        """The number to propose, accepted or not."""
        return self.claim.value if self.claim else None

    @property
    def p_read(self) -> float:
        """That every digit is right."""
        return self.claim.posterior if self.claim else 0.0

    @property
    def confidence(self) -> float:
        """Probability that the value is right: the right number, rightly read."""
        return self.p_select * self.p_read

    @property
    def measures(self) -> Mapping[str, float]:
        """What gates ask for."""
        return {"votes": self.claim.votes if self.claim else 0, "posterior": self.p_read}

    @property
    def doubtful(self) -> tuple[int, ...]:
        """Places (0…10) of the digits that are not sure."""
        return self.claim.decoded.doubtful(gate("digit")) if self.claim else ()


def gate(key: str) -> float:
    """Return a threshold of the gate."""
    return float(knowledge.table("tckn_weights")["gate"][key])


def judge(
    letter: Letter,
    labels: Labels,
    found: Sequence[Number],
    name: name_gate.Verdict,
    mentions: Sequence[Mention],
) -> Verdict:
    """Choose the likeliest petitioner's number and pass it through the gate."""
    numbers = claims.sort(found, letter.layout.pages)
    is_open = bool(numbers.open) or any(True for _ in unanswered(labels, found))
    scene = Scene(letter, labels, name.mention, name.p_select, mentions)
    signs = tckn_roles.signs(scene, numbers.claims)
    p_role = {value: tckn_roles.p_role(held) for value, held in signs.items()}
    ranked = sorted(numbers.claims, key=lambda c: (-p_role[c.value], -c.votes))
    if not ranked:
        return Verdict(
            _why_none(numbers.open, is_open=is_open),
            others=tuple(_inferred(numbers.open)),
            unread=numbers.open,
        )
    chosen, rivals = ranked[0], ranked[1:]
    against = list(_reading_doubts(chosen))
    namesakes = {v for v, held in signs.items() if "beside_petitioner" in held}
    if any(p_role[c.value] > gate("rival") for c in rivals) or len(namesakes) > 1:
        against.append("tckn.two_numbers")
    if is_open:
        against.append("tckn.unresolved")
    if signs[chosen.value] & SOMEBODY_ELSES:
        against.append("tckn.other_person")
    elif p_role[chosen.value] < gate("role") or _is_unsure_whose(signs[chosen.value]):
        against.append("tckn.far_from_name")
    if Tckn(chosen.value).is_placeholder:
        against.append("tckn.placeholder")
    p_select = p_role[chosen.value] * (1 - max((p_role[c.value] for c in rivals), default=0.0))
    return Verdict(
        tuple(against),
        claim=chosen,
        p_select=p_select,
        others=(*_also(chosen, p_select), *_others(rivals, signs, p_role)),
        unread=numbers.open,
    )


def _is_unsure_whose(signs: frozenset[str]) -> bool:
    """Say whether people of the paper may be mixed up, whatever the weights say.

    The name may not be the petitioner's where others have numbers; of a list only the row of who
    signs elsewhere, or is called the writer, is the petitioner's.
    """
    doubtful = {"doubtful_name", "several"} <= signs
    return doubtful or ("in_list" in signs and signs.isdisjoint(_SIGNS_FOR_HIS_ROW))


def _why_none(unread: Sequence[Number], *, is_open: bool) -> tuple[str, ...]:
    if any(len(r.text) == 11 and "?" not in r.text for n in unread for r in n.reads):
        return ("tckn.invalid",)
    return ("tckn.unresolved",) if is_open else ("tckn.missing",)


def _reading_doubts(claim: Claim) -> Iterator[str]:
    if claim.votes < 2:
        yield "tckn.single_read"
    if claim.reads_differ or (claim.blind >= 2 and claim.votes == 2):
        yield "tckn.reads_differ"
    if claim.posterior < gate("posterior"):
        yield "tckn.doubtful"


def _also(claim: Claim, p_select: float) -> Iterator[Other]:
    """Yield the likeliest numbers beside the value, when they may be meant at all."""
    told = claim.decoded
    for value, share in ((told.best, told.posterior), (told.rival, told.rival_posterior)):
        if value != claim.value and share >= gate("tell"):
            yield Other(value, claim.places[0], share * p_select, _why_not(value, claim.places))


def _why_not(value: str, places: Sequence[Number]) -> str:
    is_read = any(value in place.valids for place in places)
    return "tckn.reads_differ" if is_read else "tckn.inferred"


def _others(
    rivals: Sequence[Claim], signs: dict[str, frozenset[str]], p_role: dict[str, float]
) -> Iterator[Other]:
    for claim in rivals:
        theirs = signs[claim.value] & (SOMEBODY_ELSES | {"near_named_other", "beside_other"})
        yield Other(
            claim.value,
            claim.places[0],
            p_role[claim.value],
            "tckn.other_person" if theirs else "tckn.two_numbers",
        )


def _inferred(unread: Sequence[Number]) -> Iterator[Other]:
    """Yield what unresolved places most likely hold: arithmetic, for a person to compare."""
    for number in unread:
        told = claims.inferred(number)
        if told.posterior >= gate("propose") and not number.other_person:
            yield Other(told.best, number, told.posterior, "tckn.inferred")
