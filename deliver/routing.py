"""Which units a petition may go to, ranked, and whether the first is proposed.

Proposed, never decided: doubt leaves it to a person (ön değerlendirme), with the candidates.

1. The addressee, when the table knows it and it is a competent body and not a petition centre; the
   city on the line below, else the petitioner's address, tells districts of one name apart. An
   addressee that the table does not know goes to the unit over it, if that is certain.
2. The subject's words, at the place of the addressee or of the petitioner's address.
3. A complaint (şikâyet) or tip-off (ihbar) never goes to a unit that the letter speaks of but to
   its superior (CİMER regulation, RG 4.6.2022).
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from deliver.addressee import Match, find_addressee, find_over, is_outside
from deliver.topics import rank_topics, stands_out
from deliver.unit import Unit
from deliver.units import Units
from domain import turkish
from domain.field import FieldName
from domain.petition import Candidate, Kind, Petition, Route
from domain.places import Place, Places

#: ``because`` of a unit that a person chose.
BY_REVIEWER = "reviewer"
_ACCUSING = frozenset({Kind.SIKAYET, Kind.IHBAR})
_WORDS = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[a-z]+")
_LONG_LINE = 5  #: letters of a line that is surely the addressee's
_CITY_WORDS = 3
_MOST = 3  #: candidates told
#: "Belediyenizce", "Müdürlüğünüzden": asks the reader to act, accuses nobody.
_ASKING = re.compile(r"n[iu]z(ce|ca|den|dan|e|a)$")


@dataclass(frozen=True, slots=True)
class _Idea:
    """What one source says. ``sure``: enough to propose it, if no surer source says another."""

    unit: Unit | None  #: None: the source knows what it is about, and no unit
    because: str
    sure: bool


def propose(petition: Petition, units: Units) -> Route:
    """Return the unit and why, in words of the table only; ``unit`` is None when unsure."""
    outside = is_outside(_text(petition, FieldName.ADDRESSEE), units)
    if outside:
        return Route(None, None, f"addressee: outside the administration ({outside})")
    ideas = [_past_accused(idea, petition, units) for idea in _ideas(petition, units)]
    candidates = _candidates(ideas)
    first = ideas[0] if ideas and ideas[0].sure else None
    if first is None:
        return Route(None, None, "addressee and subject: nothing certain", candidates)
    if first.unit is None:
        return Route(None, None, first.because, candidates)
    return Route(first.unit.code, first.unit.name, first.because, candidates)


def _candidates(ideas: Iterable[_Idea]) -> tuple[Candidate, ...]:
    found: dict[str, Candidate] = {}
    for idea in ideas:
        if idea.unit is not None:
            one = Candidate(idea.unit.code, idea.unit.name, idea.because)
            found.setdefault(idea.unit.code, one)
    return tuple(found.values())[:_MOST]


def _ideas(petition: Petition, units: Units) -> Iterator[_Idea]:
    """Yield what addressee and subject say, the surest first."""
    match = _matched(find_addressee, petition, units)
    if match and not match.unit.intake:
        yield _Idea(match.unit, f"addressee: {match.key} ({match.points:.0f})", sure=True)
    over = None if match else _matched(find_over, petition, units)
    if over and not over.unit.intake:
        yield _Idea(over.unit, f"addressee: below {over.key} ({over.points:.0f})", sure=True)
    yield from _by_subject(petition, units)


def addressed_to(petition: Petition, units: Units) -> Unit | None:
    """Return the unit whose name the addressee is, competent or not; None when not certain."""
    if is_outside(_text(petition, FieldName.ADDRESSEE), units):
        return None
    match = _matched(find_addressee, petition, units)
    return match.unit if match else None


def _matched(
    find: Callable[[str, Units, Place | None], Match | None], petition: Petition, units: Units
) -> Match | None:
    addressee = _text(petition, FieldName.ADDRESSEE)
    home = units.places.find(_text(petition, FieldName.ADDRESS))
    place = _city_below(petition, units.places) or home
    return find(addressee, units, place) if addressee else None


def _city_below(petition: Petition, places: Places) -> Place | None:
    """Return the place that stands alone on the line below the addressee: "ANKARA"."""
    addressee = _plain(_text(petition, FieldName.ADDRESSEE))
    lines = [_plain(line) for line in petition.text.splitlines()]
    for line, below in itertools.pairwise(lines):
        words = _LETTERS.findall(below)
        if len(line) >= _LONG_LINE and addressee.endswith(line):
            alone = 0 < len(words) <= _CITY_WORDS and all(map(places.is_place, words))
            return places.find(below) if alone else None
    return None


def _plain(text: str) -> str:
    return turkish.squeeze(turkish.fold(text)).strip(" .,:;-")


def _by_subject(petition: Petition, units: Units) -> Iterator[_Idea]:
    subject = _text(petition, FieldName.SUBJECT)
    addressed = units.places.find(_text(petition, FieldName.ADDRESSEE))
    place = addressed or units.places.find(_text(petition, FieldName.ADDRESS))
    ranked = rank_topics(subject, _letter(petition), units.topics)
    clear = stands_out(ranked)
    for number, found in enumerate(ranked[:_MOST]):
        because = f"subject: {found.topic.code} ({', '.join(found.stems)})"
        unit = next(filter(None, (units.at(to, place) for to in found.topic.to)), None)
        told = because if unit else f"{because}; the place is unknown"
        yield _Idea(unit, told, sure=clear and number == 0)


def _past_accused(idea: _Idea, petition: Petition, units: Units) -> _Idea:
    """Return the idea; of a complaint, with the first superior that the letter does not speak of.

    Above the last there is the centre itself: then a person decides.
    """
    if idea.unit is None or petition.kind not in _ACCUSING:
        return idea
    letter, spoken_of = _spoken(petition), idea.unit
    while _speaks_of(letter, spoken_of):
        superior = units.superior(spoken_of)
        if superior is None or superior.intake:
            because = f"{idea.because}; complaint: no superior but the centre itself"
            return replace(idea, unit=None, because=because)
        spoken_of = superior
    if spoken_of is idea.unit:
        return idea
    because = f"{idea.because}; complaint: superior of {idea.unit.name}"
    return replace(idea, unit=spoken_of, because=because)


def _speaks_of(letter: str, unit: Unit) -> bool:
    return any(f" {stem}" in letter for stem in unit.mentions)


def _spoken(petition: Petition) -> str:
    words = _WORDS.findall(turkish.fold(_letter(petition)))
    return " " + " ".join(word for word in words if not _ASKING.search(word))


def _letter(petition: Petition) -> str:
    """Return the letter without addressee and address: being written to is not being spoken of.

    Nor does somebody's street (Cami Sokak) say what the letter is about.
    """
    named = [turkish.fold(_text(petition, n)) for n in (FieldName.ADDRESSEE, FieldName.ADDRESS)]
    lines = petition.text.splitlines()
    told = (line for line in lines if not any(_repeats(turkish.fold(line), n) for n in named))
    return "\n".join(told)


def _repeats(line: str, addressee: str) -> bool:
    short = line.strip()
    if not short or len(short) > len(addressee) + 6:
        return False
    return fuzz.partial_ratio(short, addressee) >= 85


def _text(petition: Petition, name: FieldName) -> str:
    value = petition.field(name).value
    return value if isinstance(value, str) else ""
