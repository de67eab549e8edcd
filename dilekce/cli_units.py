"""``dilekce units``: look at a table of units before it is used."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from deliver.units import Units, load_units
from dilekce import settings, unit_effect, wiring
from dilekce.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Look at a table of units before it is used.")
_out = Console()
_FILE = Annotated[
    Path, typer.Argument(help="a units table (.toml), or rows laid over it (.csv)", exists=True)
]


@app.command()
def check(file: _FILE) -> None:
    """Load a table as a start would: what it holds, or each wrong line. Exit code 3 if wrong."""
    units = _loaded(file, settings.load())
    _out.print(f"version {units.version}: {len(units.by_code)} units", markup=False)
    for kind, count in sorted(Counter(unit.kind for unit in units.by_code.values()).items()):
        _out.print(f"{count:>7} {kind}")
    _out.print(f"{sum(u.detsis is not None for u in units.by_code.values()):>7} with a DETSİS code")
    for place, kind in unit_effect.without_unit(units):
        _out.print(f"missing: {kind} of {place}", markup=False)


@app.command()
def effect(file: _FILE) -> None:
    """List the open petitions that would go elsewhere under a table: ids and units, no names."""
    chosen = settings.load()
    units, house = _loaded(file, chosen), wiring.open_house(chosen)
    with house.database.begin() as connection:
        looked, moved = unit_effect.effect(connection, units)
    table = Table(box=SIMPLE)
    for title in ("petition", "now", "then", "because"):
        table.add_column(title, no_wrap=title == "petition", overflow="fold")
    for row in moved:
        table.add_row(row.petition_id, row.now or "-", row.then or "-", row.because)
    if moved:
        _out.print(table)
    _out.print(f"{len(moved)} of {looked} open petitions would go elsewhere")


@app.command()
def corrections() -> None:
    """List where people sent petitions elsewhere than proposed, the most frequent first."""
    house = wiring.open_house(settings.load())
    with house.database.begin() as connection:
        found = unit_effect.corrections(connection)
    for proposed, chosen, count in found:
        _out.print(f"{count:>6}  {proposed or '-'} → {chosen}", markup=False)
    if not found:
        _out.print("nobody has chosen another unit than the proposed one")


def _loaded(file: Path, chosen: Settings) -> Units:
    if file.suffix == ".csv":
        return load_units(chosen.deliver.units, file)
    return load_units(file, chosen.deliver.unit_rows)
