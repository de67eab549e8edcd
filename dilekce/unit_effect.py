"""What another table of units would change: open petitions that would go elsewhere."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from deliver import routing
from deliver.units import Units
from dilekce.store.petitions import accepted_routes, undecided
from domain.places import Place
from domain.record import Record, petition_from_json

#: What every province and every district has one of.
_EVERYWHERE = (("valilik", False), ("kaymakamlik", True))


@dataclass(frozen=True, slots=True)
class Moved:
    """One petition and its units by code; None: pre-assessment by a person."""

    petition_id: str
    now: str | None
    then: str | None
    because: str  #: words of the table, none of the letter


def effect(connection: sa.Connection, units: Units) -> tuple[int, list[Moved]]:
    """Return how many open petitions there are, and which of them the table sends elsewhere."""
    looked, moved = 0, []
    for identity, record in undecided(connection):
        looked += 1
        now = (record["route"] or {}).get("unit")
        then, because = _then(record, units)
        if then != now:
            moved.append(Moved(identity, now, then, because))
    return looked, moved


def _then(record: Record, units: Units) -> tuple[str | None, str]:
    route = record["route"] or {}
    if route.get("because") == routing.BY_REVIEWER:
        if route["unit"] in units.by_code:
            return route["unit"], route["because"]
        return None, "chosen by a reviewer; the table has no such unit"
    found = routing.propose(petition_from_json(record, pages=()), units)
    return found.unit, found.because


def corrections(connection: sa.Connection) -> list[tuple[str | None, str, int]]:
    """Return (proposed, chosen, how often) of accepted records whose unit a person chose."""
    counted = Counter(
        (route.get("proposed"), route["unit"])
        for route in accepted_routes(connection)
        if route.get("because") == routing.BY_REVIEWER and route.get("proposed") != route["unit"]
    )
    return [(proposed, chosen, count) for (proposed, chosen), count in counted.most_common()]


def without_unit(units: Units) -> Iterator[tuple[str, str]]:
    """Yield the provinces and districts without the unit that each has, with its kind."""
    for province in units.places.provinces.values():
        for kind, in_districts in _EVERYWHERE:
            for district in province.districts if in_districts else (None,):
                unit = units.at(kind, Place(province.plate, district))
                if unit is None:
                    yield f"{district}/{province.name}" if district else province.name, kind
