"""Units (birim): whom a petition can be sent to. Data, validated when loaded."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path

from deliver.names import key_of
from deliver.tables import (
    CentralRow,
    LocalRow,
    TopicRow,
    UnderRow,
    UnitsFile,
    packaged,
    read_table,
    stop,
)
from domain import turkish
from domain.places import Place, Places, Province, load_places

_NOT_IN_CODES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of the administration."""

    code: str  #: stable: ``bakanlik.saglik``, ``valilik.06``, ``kaymakamlik.06.cankaya``
    name: str
    kind: str
    place: Place | None = None  #: None for a unit of the whole country
    parent: str | None = None  #: code of the superior
    aliases: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()  #: folded words that name it in a letter
    intake: bool = False  #: a petition centre itself, not a competent body


@dataclass(frozen=True, slots=True)
class Units:
    """All units; built by ``load_units`` only, so that no other unit is ever proposed."""

    version: str
    by_code: Mapping[str, Unit]
    places: Places
    topics: tuple[TopicRow, ...]
    under: tuple[UnderRow, ...]  #: who is over schools, hospitals, … that no table lists
    outside: tuple[str, ...]  #: folded words of addressees that no unit here may answer for
    by_key: Mapping[str, tuple[str, ...]] = field(repr=False)  #: comparable name → codes
    keys: tuple[str, ...] = field(repr=False)  #: of ``by_key``, for scanning
    words: frozenset[str] = field(repr=False)  #: of ``keys``

    def at(self, kind_or_code: str, place: Place | None) -> Unit | None:
        """Return the unit of that code, or of that kind at the place: its district, its province.

        A kind there is for districts only is not found at a bare province.
        """
        central = self.by_code.get(kind_or_code)
        if central is not None or place is None:
            return central
        district = place.district and self.by_code.get(_code(kind_or_code, place))
        return district or self.by_code.get(_code(kind_or_code, Place(place.plate)))

    def superior(self, unit: Unit) -> Unit | None:
        """Return the unit above."""
        return self.by_code[unit.parent] if unit.parent else None


def load_units(path: Path | None = None) -> Units:
    """Return the packaged table, or an operator's own; raises ``Stop`` that names what is wrong."""
    source = path or packaged("units.toml")
    table = read_table(source, UnitsFile)
    places = load_places()
    units = [*map(_central, table.central), *_local(table.local, places)]
    by_code = {unit.code: unit for unit in units}
    by_key = _by_key(units)
    _check(source, table, units, by_key)
    return Units(
        version=table.version,
        by_code=by_code,
        places=places,
        topics=table.topic,
        under=table.under,
        outside=table.outside,
        by_key=by_key,
        keys=tuple(by_key),
        words=frozenset(word for key in by_key for word in key.split()),
    )


def _code(kind: str, place: Place) -> str:
    if place.district is None:
        return f"{kind}.{place.plate}"
    return f"{kind}.{place.plate}.{_NOT_IN_CODES.sub('-', turkish.fold(place.district))}"


def _central(row: CentralRow) -> Unit:
    keys = (key_of(name) for name in (row.name, *row.aliases))
    return Unit(
        code=row.code,
        name=row.name,
        kind=row.kind,
        parent=row.parent,
        aliases=row.aliases,
        mentions=tuple(keys),
        intake=row.intake,
    )


def _local(rows: Iterable[LocalRow], places: Places) -> Iterator[Unit]:
    rules = {row.kind: row for row in rows}
    for row in rules.values():
        for province in places.provinces.values():
            if row.only and (row.only == "metropolitan") != province.metropolitan:
                continue
            yield from _of_province(row, province, rules)


def _of_province(
    row: LocalRow, province: Province, rules: Mapping[str, LocalRow]
) -> Iterator[Unit]:
    districts = province.districts if row.level == "district" else (None,)
    for district in districts:
        place = Place(province.plate, district)
        spelled = [name.replace("{district}", district or "") for name in (row.name, *row.aliases)]
        named = [name.replace("{province}", province.name) for name in spelled]
        former = [
            name.replace("{province}", alias) for alias in province.aliases for name in spelled
        ]
        yield Unit(
            code=_code(row.kind, place),
            name=named[0],
            kind=row.kind,
            place=place,
            parent=_parent(row.parent, place, rules),
            aliases=tuple(dict.fromkeys([*named[1:], *former])),
            mentions=row.mentions,
        )


def _parent(parent: str, place: Place, rules: Mapping[str, LocalRow]) -> str:
    rule = rules.get(parent)
    if rule is None:
        return parent
    return _code(parent, place if rule.level == "district" else Place(place.plate))


def _by_key(units: Iterable[Unit]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            key = key_of(name)
            if unit.code not in found.get(key, ()):
                found[key] = (*found.get(key, ()), unit.code)
    return found


def _check(
    source: Traversable | Path,
    table: UnitsFile,
    units: Iterable[Unit],
    by_key: Mapping[str, tuple[str, ...]],
) -> None:
    known = {unit.code: unit for unit in units}
    counts = Counter(unit.code for unit in units)
    faults = [f"code {code} is given twice" for code, count in counts.items() if count > 1]
    faults += [
        f"{unit.code}: its parent {unit.parent} is not in the table"
        for unit in known.values()
        if unit.parent and unit.parent not in known
    ]
    faults += [f"the parents of {code} go in a circle" for code in _circles(known)]
    faults += [_twice(key, codes) for key, codes in by_key.items() if not _shared(codes, known)]
    kinds = {unit.kind for unit in known.values() if unit.place}
    named = [(f"topic {topic.code}", topic.to) for topic in table.topic]
    named += [(f"under {under.stems[0]}", under.to) for under in table.under]
    faults += [
        f"{row}: there is no unit or local kind {target}"
        for row, targets in named
        for target in targets
        if target not in known and target not in kinds
    ]
    if faults:
        raise stop(source, faults[:20])


def _circles(known: Mapping[str, Unit]) -> Iterator[str]:
    for code in known:
        seen, at = set[str](), code
        while (parent := known[at].parent) in known and at not in seen:
            seen.add(at)
            assert parent is not None
            at = parent
        if at in seen:
            yield code


def _shared(codes: tuple[str, ...], known: Mapping[str, Unit]) -> bool:
    """Say whether one name may mean all these units: districts of one name in several provinces."""
    if len(codes) == 1:
        return True
    units = [known[code] for code in codes]
    plates = {unit.place.plate for unit in units if unit.place and unit.place.district}
    return len(plates) == len(units) and len({unit.kind for unit in units}) == 1


def _twice(key: str, codes: tuple[str, ...]) -> str:
    return f"the name '{key}' means {' and '.join(codes)}"
