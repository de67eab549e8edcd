"""Provinces (il) and districts (ilçe) of Türkiye, and finding them in an address.

The table was written down from general knowledge: 81 provinces by plate number, 922 districts.
24 district names exist in two provinces or more, and many differ by one letter (Araklı, Taraklı).
So a misread name is taken for the one name it is nearest to only when it is a single letter off
and no other name is; a district counts only inside its province.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import zip_longest

from domain import turkish

_WORDS = re.compile(r"[a-z0-9]+")
_SUFFIX = re.compile(r"['’‘`]\w*")
#: Words that make the name before them a street's or a neighbourhood's: "Ankara Cad. No: 5".
_STREET = re.compile(r"(mah|cad|sok|sk|bulv|blv|cd|mh|apt|apartman|site|koy|meydan|yolu)[a-z]*$")
_LONG = 5  #: letters of a name that one misread letter does not turn into another name


@dataclass(frozen=True, slots=True)
class Place:
    """A province by plate number, perhaps with a district."""

    plate: str
    district: str | None = None  #: as written in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province (il) and its districts (ilçe); Merkez is not among them."""

    plate: str
    name: str
    metropolitan: bool  #: has a metropolitan municipality (büyükşehir)
    districts: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """All provinces by plate number, with the two ways back from a folded name."""

    provinces: Mapping[str, Province]
    _plates: Mapping[str, str]
    _districts: Mapping[str, tuple[Place, ...]]

    def find(self, address: str) -> Place | None:
        """Return the place an address names, None when it names none or several.

        The last province counts, and a district only when it lies in that province; without a
        province, a district that exists once in the country is enough.
        """
        words = _place_words(address)
        at = self._last_province(words)
        if at is None:
            alone = {place for word in words for place in self._districts.get(word, ())}
            return alone.pop() if len(alone) == 1 else None
        where, plate = at
        seen = (place for word in words for place in self._districts.get(word, ()))
        inside = {place for place in seen if place.plate == plate}
        if not inside:
            near = (self._misread(word, plate) for word in words[max(0, where - 1) : where + 1])
            inside = {place for place in near if place}
        return inside.pop() if len(inside) == 1 else Place(plate)

    def contradict(self, address: str) -> bool:
        """Say whether the district written right before the province lies in another one."""
        words = _place_words(address)
        at = self._last_province(words)
        if at is None or not at[0]:
            return False
        before = self._districts.get(words[at[0] - 1], ())
        return bool(before) and all(place.plate != at[1] for place in before)

    def is_province(self, word: str) -> bool:
        """Say whether a folded word is a province's name, exactly."""
        return word in self._plates

    def is_place(self, word: str) -> bool:
        """Say whether a folded word is a province's or a district's name, exactly."""
        return word in self._plates or word in self._districts

    def _last_province(self, words: list[str]) -> tuple[int, str] | None:
        """Return where the last province stands and its plate; a misread one only at the end."""
        exact = [i for i, word in enumerate(words) if word in self._plates]
        if exact:
            return exact[-1], self._plates[words[exact[-1]]]
        if not words:
            return None
        near = {plate for name, plate in self._plates.items() if _is_near(words[-1], name)}
        near |= {plate for plate in self.provinces if self._glued(words[-1], plate)}
        return (len(words) - 1, near.pop()) if len(near) == 1 else None

    def _misread(self, word: str, plate: str) -> Place | None:
        """Return the district of a province that a word is a letter off, or glued before it."""
        glued = self._glued(word, plate)
        near = [d for d in self.provinces[plate].districts if _is_near(word, turkish.fold(d))]
        if glued:
            return Place(plate, glued)
        return Place(plate, near[0]) if len(near) == 1 else None

    def _glued(self, word: str, plate: str) -> str | None:
        """Return the district of "CEYHANADANA" or "CEYHANJADANA": a lost or misread slash."""
        province = turkish.fold(self.provinces[plate].name)
        if not word.endswith(province):
            return None
        rest = word.removesuffix(province)
        for district in self.provinces[plate].districts:
            if turkish.fold(district) in (rest, rest[:-1]):
                return district
        return None


def _is_near(word: str, name: str) -> bool:
    """Say whether a long word is one letter off a name: another, one more or one less."""
    if abs(len(word) - len(name)) > 1 or min(len(word), len(name)) < _LONG or word == name:
        return False
    same = 0
    while same < min(len(word), len(name)) and word[same] == name[same]:
        same += 1
    rest, other = word[same:], name[same:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _place_words(address: str) -> list[str]:
    words = _WORDS.findall(turkish.fold(_SUFFIX.sub(" ", address)))
    following = zip_longest(words, words[1:], fillvalue="")
    return [word for word, after in following if not _STREET.match(after)]


@cache
def load_places() -> Places:
    """Return the table that comes with the product."""
    folder = files("domain") / "data"
    rows = tomllib.loads((folder / "provinces.toml").read_text("utf-8"))["province"]
    districts = tomllib.loads((folder / "districts.toml").read_text("utf-8"))
    provinces = {}
    for row in rows:
        provinces[row["plate"]] = Province(
            plate=row["plate"],
            name=row["name"],
            metropolitan=row["metropolitan"],
            districts=tuple(districts[row["plate"]]),
            aliases=tuple(row.get("aliases", ())),
        )
    return _indexed(provinces)


def _indexed(provinces: Mapping[str, Province]) -> Places:
    plates: dict[str, str] = {}
    districts: dict[str, tuple[Place, ...]] = {}
    for plate, province in provinces.items():
        for name in (province.name, *province.aliases):
            plates[turkish.fold(name)] = plate
        for district in province.districts:
            key = turkish.fold(district)
            districts[key] = (*districts.get(key, ()), Place(plate, district))
    return Places(provinces, plates, districts)
