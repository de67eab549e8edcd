"""Provinces and districts of Türkiye, and finding them in an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from deliver.tables import ProvincesFile, packaged, read_table, read_toml
from domain import turkish

_WORDS = re.compile(r"[a-z0-9]+")
_SUFFIX = re.compile(r"['’‘`]\w*")  # Ankara'nın, Çankaya’da
#: Words that make the name before them a street's or a neighbourhood's: "Ankara Cad. No: 5".
_STREET = re.compile(r"(mah|cad|sok|sk|bulv|blv|cd|mh|apt|apartman|site|koy|meydan|yolu)[a-z]*$")


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
        plates = [self._plates[word] for word in words if word in self._plates]
        seen = [place for word in words for place in self._districts.get(word, ())]
        if plates:
            inside = {p for p in seen if p.plate == plates[-1]}
            return inside.pop() if len(inside) == 1 else Place(plates[-1])
        alone = set(seen)
        return alone.pop() if len(alone) == 1 else None


def _place_words(address: str) -> list[str]:
    words = _WORDS.findall(turkish.fold(_SUFFIX.sub(" ", address)))
    following = zip_longest(words, words[1:], fillvalue="")
    return [word for word, after in following if not _STREET.match(after)]


@cache
def load_places() -> Places:
    """Return the table that comes with the product."""
    rows = read_table(packaged("provinces.toml"), ProvincesFile).province
    districts = read_toml(packaged("districts.toml"))
    provinces = {}
    for row in rows:
        listed = districts[row.plate]
        assert isinstance(listed, list)
        provinces[row.plate] = Province(
            plate=row.plate,
            name=row.name,
            metropolitan=row.metropolitan,
            districts=tuple(listed),
            aliases=row.aliases,
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
