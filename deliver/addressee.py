"""Which unit a letter is addressed to (muhatap).

The line as read is compared with every name in the table. A match needs 92 of 100 points and 3
more than the next unit; an exact match needs neither. The margin matters more than the points:
districts as near as Alpu and Kulp would else be taken for each other. Where the place is known,
its units alone are compared once more: fewer rivals, so fewer points will do.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from deliver.names import words_of
from deliver.unit import Unit
from deliver.units import Units
from domain.places import Place

_POINTS = 92.0
_MARGIN = 3.0
_POINTS_THERE, _MARGIN_THERE = 86.0, 6.0
_LEVELS = frozenset({"il", "ilce", "genel", "bolge"})
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
    spellings = tuple(dict.fromkeys(_spellings(_whole_words(text, units), units, home)))
    for query in spellings:
        match = _match(query, units, place)
        if match is not None:
            return match
    return _there(spellings, units, place) if place else None


def find_over(text: str, units: Units, home: Place | None) -> Match | None:
    """Return the unit over the one that ``text`` names, which the table does not know.

    Either it is named first ("… BELEDİYE BAŞKANLIĞI FEN İŞLERİ MÜDÜRLÜĞÜ"), or the table tells who
    is over such institutions.
    """
    place = units.places.find(text) or home
    words = _whole_words(text, units)
    for end in range(len(words) - 1, 1, -1):
        if words[end - 1].endswith(_HEADS):
            match = _match(" ".join(words[:end]), units, place)
            if match is not None:
                return match
    name = " " + " ".join(word for word in words if not word.isdigit())  # "4. Bölge"
    for row in units.under:
        stem = next((stem for stem in row.stems if f" {stem}" in name), None)
        unit = next(filter(None, (units.at(to, place) for to in row.to)), None) if stem else None
        if stem and unit:
            return Match(unit, stem, 100.0)
    return None


def _whole_words(text: str, units: Units) -> list[str]:
    """Return the words of a name; two that only together are a word of the table are one."""
    words: list[str] = []
    for word in words_of(text):
        if words and words[-1] not in units.words and words[-1] + word in units.words:
            words[-1] += word
        else:
            words.append(word)
    return words


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
    near = [found for found in near if _same_level(query, found[0])]
    if not near or near[0][1] < _POINTS:
        return None
    key, points, _ = near[0]
    codes = units.by_key[key]
    rivals = [rival for rival in near if not set(units.by_key[rival[0]]) & set(codes)]
    if rivals and points - rivals[0][1] < _MARGIN:
        return None
    return _single(key, points, codes, units, place)


def _same_level(query: str, key: str) -> bool:
    """Say whether a name that asks for a level is the name of one there: "İlçe" is not "Genel"."""
    return not (set(query.split()) & _LEVELS) - set(key.split())


def _there(spellings: Iterable[str], units: Units, place: Place) -> Match | None:
    """Return the unit of the place, or of the whole country, that a name is nearest to."""
    keys = [
        key
        for key, codes in units.by_key.items()
        if any(_is_there(units.by_code[code], place) for code in codes)
    ]
    for query in spellings:
        near = process.extract(query, keys, scorer=fuzz.ratio, limit=12)
        near = [found for found in near if _same_level(query, found[0])]
        if not near:
            continue
        key, points, _ = near[0]
        rivals = [other for other in near if units.by_key[other[0]] != units.by_key[key]]
        if points < _POINTS_THERE or (rivals and points - rivals[0][1] < _MARGIN_THERE):
            continue
        match = _single(key, points, units.by_key[key], units, place)
        if match is not None:
            return match
    return None


def _is_there(unit: Unit, place: Place) -> bool:
    return unit.place is None or unit.place.plate == place.plate


def _single(
    key: str, points: float, codes: tuple[str, ...], units: Units, place: Place | None
) -> Match | None:
    found = [units.by_code[code] for code in codes]
    if len(found) > 1:
        found = [u for u in found if place and u.place and u.place.plate == place.plate]
    return Match(found[0], key, points) if len(found) == 1 else None
