"""Units (birim): whom a petition can be sent to. Data, validated when loaded."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from deliver.names import key_of
from deliver.tables import (
    CentralRow,
    LocalRow,
    TopicRow,
    UnderRow,
    UnitsFile,
    line_of,
    packaged,
    read_table,
    read_text,
    stop,
)
from deliver.unit import Unit
from deliver.unit_checks import faults_of
from deliver.unit_rows import Rows, UnitRow, place_of, read_rows
from domain import turkish
from domain.places import Place, Places, Province, load_places

_NOT_IN_CODES = re.compile(r"[^a-z0-9]+")


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


def load_units(path: Path | None = None, rows: Path | None = None) -> Units:
    """Return the packaged table, or an operator's own, with ``rows`` of a CSV laid over it.

    Raises ``Stop`` that names what is wrong and where.
    """
    source = path or packaged("units.toml")
    text = read_text(source)
    table = read_table(source, UnitsFile)
    places = load_places()
    units = [*map(_central, table.central), *_local(table.local, places)]
    version, lines = table.version, _lines(text, table)
    if rows is not None:
        given = read_rows(rows)
        units, faults = _laid_over(units, given, places)
        if faults:
            raise stop(rows, faults[:20])
        version = f"{version}+{given.version}"
        lines |= {row.code: f"line {line} of {rows.name}" for line, row in given.by_line.items()}
    by_key = _by_key(units)
    faults = faults_of(table, units, by_key, lambda unit: _where(unit, lines))
    if faults:
        raise stop(rows or source, faults[:20])
    return Units(
        version=version,
        by_code={unit.code: unit for unit in units},
        places=places,
        topics=table.topic,
        under=table.under,
        outside=table.outside,
        by_key=by_key,
        keys=tuple(by_key),
        words=frozenset(word for key in by_key for word in key.split()),
    )


def _lines(text: str, table: UnitsFile) -> dict[str, str]:
    """Return where the TOML file has each central unit and each local rule, by code or kind."""
    named = [("central", row.code, n) for n, row in enumerate(table.central)]
    named += [("local", row.kind, n) for n, row in enumerate(table.local)]
    return {code: f"line {line_of(text, kind, n)}" for kind, code, n in named}


def _where(unit: Unit, lines: Mapping[str, str]) -> str:
    line = lines.get(unit.code) or lines.get(unit.kind)
    return f"{unit.code} ({line})" if line else unit.code


def _laid_over(units: list[Unit], rows: Rows, places: Places) -> tuple[list[Unit], list[str]]:
    """Return the units with the rows' changes, and what is wrong with those."""
    by_code, faults = {unit.code: unit for unit in units}, list[str]()
    doubled = [unit for unit in units if by_code[unit.code] is not unit]
    mentions = {unit.kind: unit.mentions for unit in units if unit.place}
    for line, row in rows.by_line.items():
        there = by_code.get(row.code)
        try:
            place = place_of(row, places)
            if row.state == "closed":
                if there is None:
                    raise ValueError("it closes a unit that is not in the table")
                del by_code[row.code]
            else:
                by_code[row.code] = _changed(there, row, place, mentions)
        except ValueError as error:
            faults.append(f"line {line}, {row.code}: {error}")
    return [*by_code.values(), *doubled], faults


def _changed(
    there: Unit | None, row: UnitRow, place: Place | None, mentions: Mapping[str, tuple[str, ...]]
) -> Unit:
    """Return the unit of a row; ValueError when it is new and lacks what a unit must have.

    ``mentions`` are the words for each kind of local unit: one more municipality is spoken of as
    the others are.
    """
    if there is None:
        if not (row.name and row.kind and row.parent):
            raise ValueError("a new unit needs name, kind and parent")
        there = Unit(code=row.code, name=row.name, kind=row.kind)
    name, aliases = row.name or there.name, (*there.aliases, *row.aliases)
    place, kind = place or there.place, row.kind or there.kind
    return replace(
        there,
        name=name,
        kind=kind,
        parent=row.parent or there.parent,
        aliases=tuple(dict.fromkeys(aliases)),
        detsis=row.detsis or there.detsis,
        place=place,
        mentions=mentions.get(kind, ()) if place else tuple(map(key_of, (name, *aliases))),
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
        detsis=row.detsis,
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
