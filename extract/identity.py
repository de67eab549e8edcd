"""Who wrote the letter: name and number settle each other, then each passes its own gate."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.page import CropPurpose, CropRead
from extract import names, tckn
from extract.labels import Labels
from extract.letter import Letter, agreed
from extract.names import Mention, Person
from extract.tckn import Number, Verdict

_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Identity:
    """The petitioner as far as the paper tells."""

    people: tuple[Person, ...]  #: likeliest petitioner first
    numbers: tuple[Number, ...]
    tckn: Verdict
    name_witnesses: int  #: other readings that have the chosen name letter by letter
    name_against: tuple[str, ...]  #: codes; empty exactly when the name gate accepts

    @property
    def name(self) -> Mention | None:
        """The chosen mention, when anybody is named."""
        return self.people[0].best if self.people else None


def find(letter: Letter, labels: Labels, crops: Sequence[CropRead]) -> Identity:
    """Find people and numbers and choose the petitioner's."""
    mentions = names.find(letter, labels)
    numbers = tckn.find(letter, labels, crops)
    people = names.people(mentions, [_near_number(m, numbers) for m in mentions])
    chosen = people[0].best if people else None
    verdict = tckn.judge(letter, labels, numbers, chosen, mentions)
    witnesses = _witnesses(letter, people[0], crops) if people else 0
    against = _against_name(people, witnesses)
    return Identity(people, numbers, verdict, witnesses, against)


def _near_number(mention: Mention, numbers: Sequence[Number]) -> frozenset[str]:
    """Say with a sign that a number nobody else owns stands within two rows of the mention."""
    near = any(
        n.segment is not None
        and n.page == mention.at.page
        and abs(n.segment.row - mention.at.row) <= 2
        and not n.other_person
        for n in numbers
    )
    return frozenset({"near_number"} if near else ())


def _witnesses(letter: Letter, person: Person, crops: Sequence[CropRead]) -> int:
    """Count the independent readings that have the name exactly, diacritics included."""
    best = person.best
    again = [
        c.text
        for c in crops
        if c.crop.purpose is CropPurpose.NAME
        and c.crop.page == best.at.page
        and c.crop.box.overlap(best.at.box)
    ]
    seconds = [letter.second(m.at.page, m.at.box) for m in person.mentions]
    elsewhere = [m.value for m in person.mentions if m.at.row != best.at.row]
    return agreed(best.value, (*again, *seconds, *elsewhere))


def _against_name(people: Sequence[Person], witnesses: int) -> tuple[str, ...]:
    if not people:
        return ("name.missing",)
    first, best = people[0], people[0].best
    against: list[str] = []
    rival = people[1].score if len(people) > 1 else float("-inf")
    if first.score < names.gate("score") or first.score - rival < names.gate("margin"):
        against.append("name.two_people" if len(people) > 1 else "name.doubtful")
    if not 2 <= len(best.words) <= _MOST_WORDS or best.leftover or _is_cut(best, people):
        against.append("name.incomplete")
    if witnesses < 1:
        against.append("name.reads_differ")
    known = [names.is_known(w, last=w is best.words[-1]) for w in best.words]
    if not all(known) and witnesses < 2:
        against.append("name.doubtful")
    if best.at.confidence < 0.5:
        against.append("name.doubtful")
    return tuple(dict.fromkeys(against))


def _is_cut(best: Mention, people: Sequence[Person]) -> bool:
    """Say whether the name may be a part of a longer one on the paper, or was broken by a line."""
    longer = any(names.extends(m, best) for p in people[1:] for m in p.mentions)
    return longer or names.has_hyphen_break(best.words)
