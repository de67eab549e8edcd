"""Which unit a petition is proposed to. Proposed, never decided: doubt leaves it to a person.

1. The addressee, when the table knows it and it is a competent body and not a petition centre; the
   city on the line below, else the petitioner's address, tells districts of one name apart. An
   addressee that the table does not know goes to the unit over it, if that is certain.
2. The subject's words, at the place of the addressee or of the petitioner's address.
3. A complaint (şikâyet) or tip-off (ihbar) never goes to a unit that the letter speaks of but to
   its superior (CİMER regulation, RG 4.6.2022).
"""

import itertools
import re
from collections.abc import Callable

from rapidfuzz import fuzz

from deliver.addressee import Match, find_addressee, find_over, is_outside
from deliver.topics import find_topic
from deliver.unit import Unit
from deliver.units import Units
from domain import turkish
from domain.field import FieldName
from domain.petition import Kind, Petition, Route
from domain.places import Place, Places

#: ``because`` of a unit that a person chose.
BY_REVIEWER = "reviewer"
_ACCUSING = frozenset({Kind.SIKAYET, Kind.IHBAR})
_WORDS = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[a-z]+")
_LONG_LINE = 5  #: letters of a line that is surely the addressee's
_CITY_WORDS = 3
#: "Belediyenizce", "Müdürlüğünüzden": asks the reader to act, accuses nobody.
_ASKING = re.compile(r"n[iu]z(ce|ca|den|dan|e|a)$")


def propose(petition: Petition, units: Units) -> Route:
    """Return the unit and why, in words of the table only; ``unit`` is None when unsure."""
    outside = is_outside(_text(petition, FieldName.ADDRESSEE), units)
    if outside:
        return _nobody(f"addressee: outside the administration ({outside})")
    match = _matched(find_addressee, petition, units)
    if match and not match.unit.intake:
        because = f"addressee: {match.key} ({match.points:.0f})"
        return _answerable(match.unit, because, petition, units)
    over = None if match else _matched(find_over, petition, units)
    if over and not over.unit.intake:
        because = f"addressee: below {over.key} ({over.points:.0f})"
        return _answerable(over.unit, because, petition, units)
    return _by_subject(petition, units)


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


def _by_subject(petition: Petition, units: Units) -> Route:
    subject = _text(petition, FieldName.SUBJECT)
    addressed = units.places.find(_text(petition, FieldName.ADDRESSEE))
    place = addressed or units.places.find(_text(petition, FieldName.ADDRESS))
    found = find_topic(subject, _letter(petition), units.topics)
    if found is None:
        return _nobody("addressee and subject: nothing certain")
    words = f"subject: {found.topic.code} ({', '.join(found.stems)})"
    for target in found.topic.to:
        unit = units.at(target, place)
        if unit is not None:
            return _answerable(unit, words, petition, units)
    return _nobody(f"{words}; the place is unknown")


def _answerable(unit: Unit, because: str, petition: Petition, units: Units) -> Route:
    if petition.kind not in _ACCUSING:
        return Route(unit.code, unit.name, because)
    letter, spoken_of = _spoken(petition), unit
    while _speaks_of(letter, spoken_of):
        superior = units.superior(spoken_of)
        if superior is None or superior.intake:
            return _nobody(f"{because}; complaint: no superior but the centre itself")
        spoken_of = superior
    if spoken_of is not unit:
        because = f"{because}; complaint: superior of {unit.name}"
    return Route(spoken_of.code, spoken_of.name, because)


def _speaks_of(letter: str, unit: Unit) -> bool:
    return any(f" {stem}" in letter for stem in unit.mentions)


def _spoken(petition: Petition) -> str:
    words = _WORDS.findall(turkish.fold(_letter(petition)))
    return " " + " ".join(word for word in words if not _ASKING.search(word))


def _letter(petition: Petition) -> str:
    """Return the letter without its addressee: being written to is not being spoken of."""
    addressee = turkish.fold(_text(petition, FieldName.ADDRESSEE))
    lines = petition.text.splitlines()
    return "\n".join(line for line in lines if not _repeats(turkish.fold(line), addressee))


def _repeats(line: str, addressee: str) -> bool:
    short = line.strip()
    if not short or len(short) > len(addressee) + 6:
        return False
    return fuzz.partial_ratio(short, addressee) >= 85


def _text(petition: Petition, name: FieldName) -> str:
    value = petition.field(name).value
    return value if isinstance(value, str) else ""


def _nobody(because: str) -> Route:
    return Route(None, None, because)
