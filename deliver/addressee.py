"""Which unit a letter is addressed to (muhatap).

The line as read is compared with every name in the table. A match needs 92 of 100 points and 3
more than the next unit; an exact match needs neither. The margin matters more than the points:
districts as near as Alpu and Kulp would else be taken for each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from deliver.names import words_of
from deliver.units import Unit, Units
from domain.places import Place

_POINTS = 92.0
_MARGIN = 3.0
#: What a head word of an institution looks like, folded and without the dative.
_HEADS = ("ligi", "lugu", "rumu", "esi", "idaresi", "kurulu", "merkezi", "heyeti")


@dataclass(frozen=True, slots=True)
class Match:
    """A unit found, and the name of the table that found it."""

    unit: Unit
    key: str
    points: float


def find_addressee(text: str, units: Units, home: Place | None) -> Match | None:
    """Return the unit that ``text`` names, None when there is none or it is not certain.

    ``home`` is where the letter comes from: it completes a name without its place and tells
    districts of one name apart.
    """
    place = units.places.find(text) or home
    for query in dict.fromkeys(_spellings(words_of(text), units, home)):
        match = _match(query, units, place)
        if match is not None:
            return match
    return None


def is_outside(text: str, units: Units) -> str | None:
    """Return the table's word that puts the addressee outside the administration, or None."""
    folded = f" {' '.join(words_of(text))}"
    return next((stem for stem in units.outside if f" {stem}" in folded), None)


def _spellings(words: list[str], units: Units, home: Place | None) -> Iterator[str]:
    """Yield the name as written, with its city in front, without it, and completed by ``home``."""
    yield " ".join(words)
    last = max((i for i, word in enumerate(words) if word.endswith(_HEADS)), default=-1)
    core, city = words[: last + 1], words[last + 1 :]
    if core and city:
        yield " ".join([*city, *core])
        yield " ".join([*reversed(city), *core])
        yield " ".join(core)
    if core and home:
        province = units.places.provinces[home.plate].name
        for name in filter(None, (home.district, province)):
            yield " ".join([*words_of(name), *core])


def _match(query: str, units: Units, place: Place | None) -> Match | None:
    exact = units.by_key.get(query)
    if exact:
        return _single(query, 100.0, exact, units, place)
    near = process.extract(
        query, units.keys, scorer=fuzz.ratio, limit=12, score_cutoff=_POINTS - _MARGIN
    )
    if not near or near[0][1] < _POINTS:
        return None
    key, points, _ = near[0]
    codes = units.by_key[key]
    rivals = [rival for rival in near if not set(units.by_key[rival[0]]) & set(codes)]
    if rivals and points - rivals[0][1] < _MARGIN:
        return None
    return _single(key, points, codes, units, place)


def _single(
    key: str, points: float, codes: tuple[str, ...], units: Units, place: Place | None
) -> Match | None:
    found = [units.by_code[code] for code in codes]
    if len(found) > 1:
        found = [u for u in found if place and u.place and u.place.plate == place.plate]
    return Match(found[0], key, points) if len(found) == 1 else None
