"""Units given as rows of a CSV file, as institutions keep and exchange such lists.

A row with a code of the table changes that unit: what a cell is empty of stays. Another code adds a
unit. ``closed`` in ``state`` takes one away. Aliases are parted by ``|``. The file may be UTF-8 or
Windows-1254, its cells parted by semicolons, commas or tabs.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from deliver.tables import Code, Detsis, Name, stop
from domain import turkish
from domain.errors import Stop
from domain.places import Place, Places

_SEPARATORS = ";,\t"
_LONGEST = 5_000_000  #: bytes; the whole administration is a tenth of it


class UnitRow(BaseModel):
    """One line; None: the cell is empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[Code, StringConstraints(max_length=80)]
    name: Name | None = None
    kind: Code | None = None
    parent: Annotated[Code, StringConstraints(max_length=80)] | None = None
    aliases: tuple[Name, ...] = ()
    detsis: Detsis | None = None
    province: str | None = None
    district: str | None = None
    state: Literal["open", "closed"] = "open"


@dataclass(frozen=True, slots=True)
class Rows:
    """All lines by their number in the file, and a short name of the content."""

    source: Path
    by_line: Mapping[int, UnitRow]
    version: str


def read_rows(path: Path) -> Rows:
    """Return the file's rows; raises ``Stop`` that names each wrong line and column."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Stop("units.unreadable", f"{path}: cannot be opened") from error
    if len(content) > _LONGEST:
        raise Stop("units.unreadable", f"{path}: is too large for a list of units")
    lines = _decoded(content).splitlines()
    head = lines[0] if lines else ""
    separator = max(_SEPARATORS, key=head.count)
    names = [name.strip() for name in head.split(separator)]
    unknown = sorted(set(names) - set(UnitRow.model_fields))
    if unknown or "code" not in names or len(set(names)) < len(names):
        known = ", ".join(UnitRow.model_fields)
        raise stop(path, [f"line 1: columns are {known}; code must be there, none twice"])
    rows, faults = {}, list[str]()
    for line, cells in _cells(path, lines, separator):
        if line == 1 or not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            faults.append(f"line {line}: {len(cells)} cells under {len(names)} columns")
            continue
        try:
            rows[line] = UnitRow.model_validate(_given(dict(zip(names, cells, strict=True))))
        except ValidationError as error:
            faults += [f"line {line}, {e['loc'][0]}: {e['msg']}" for e in error.errors()]
    faults += _twice(rows)
    if faults:
        raise stop(path, faults[:20])
    return Rows(path, rows, hashlib.sha256(content).hexdigest()[:8])


def _cells(path: Path, lines: list[str], separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its last line."""
    reader = csv.reader(lines, delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:  # a quote that is never closed makes one cell of all that follows
        raise stop(path, [f"line {reader.line_num}: {error}"]) from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1254", errors="replace")


def _given(cells: Mapping[str, str]) -> dict[str, object]:
    given: dict[str, object] = {
        name: turkish.squeeze(cell) for name, cell in cells.items() if cell.strip()
    }
    if "aliases" in given:
        parts = str(given["aliases"]).split("|")
        given["aliases"] = tuple(filter(None, map(turkish.squeeze, parts)))
    return given


def _twice(rows: Mapping[int, UnitRow]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for line, row in rows.items():
        if row.code in seen:
            yield f"line {line}: code {row.code} stands in line {seen[row.code]} already"
        seen.setdefault(row.code, line)


def place_of(row: UnitRow, places: Places) -> Place | None:
    """Return where the row's unit is, None for the whole country; ValueError for no such place."""
    if row.province is None:
        if row.district is not None:
            raise ValueError("a district without its province")
        return None
    named = turkish.fold(row.province)
    for province in places.provinces.values():
        if named not in map(turkish.fold, (province.name, *province.aliases)):
            continue
        if row.district is None:
            return Place(province.plate)
        for district in province.districts:
            if turkish.fold(district) == turkish.fold(row.district):
                return Place(province.plate, district)
        raise ValueError(f"{province.name} has no such district")
    raise ValueError("there is no such province")
