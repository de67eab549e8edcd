"""What makes a table of units contradict itself, told with the line where it stands."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from deliver.tables import UnitsFile
from deliver.unit import Unit

#: Says where a unit stands: "line 12, code" of its own row or of the rule that makes it.
Where = Callable[[Unit], str]


def faults_of(
    table: UnitsFile,
    units: Iterable[Unit],
    by_key: Mapping[str, tuple[str, ...]],
    where: Where,
) -> list[str]:
    """Return every contradiction; empty when the table can be used."""
    units = tuple(units)
    known = {unit.code: unit for unit in units}
    counts = Counter(unit.code for unit in units)
    faults = [f"{where(known[c])} is given twice" for c, count in counts.items() if count > 1]
    faults += [
        f"{where(unit)}: its parent {unit.parent} is not in the table"
        for unit in known.values()
        if unit.parent and unit.parent not in known
    ]
    faults += [f"the parents of {where(known[code])} go in a circle" for code in _circles(known)]
    faults += [
        f"the name '{key}' means {' and '.join(where(known[code]) for code in codes)}"
        for key, codes in by_key.items()
        if not _shared(codes, known)
    ]
    return [*faults, *_same_detsis(known, where), *_no_targets(table, known)]


def _same_detsis(known: Mapping[str, Unit], where: Where) -> Iterator[str]:
    seen: dict[str, Unit] = {}
    for unit in known.values():
        if unit.detsis is None:
            continue
        if unit.detsis in seen:
            yield f"DETSİS {unit.detsis} is of {where(seen[unit.detsis])} and {where(unit)}"
        seen.setdefault(unit.detsis, unit)


def _no_targets(table: UnitsFile, known: Mapping[str, Unit]) -> Iterator[str]:
    kinds = {unit.kind for unit in known.values() if unit.place}
    named = [(f"topic {topic.code}", topic.to) for topic in table.topic]
    named += [(f"under {under.stems[0]}", under.to) for under in table.under]
    for row, targets in named:
        for target in targets:
            if target not in known and target not in kinds:
                yield f"{row}: there is no unit or local kind {target}"


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
