"""Commands about what is kept: backup and restore, and what is taken away."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dilekce import clock, keep, reports, settings, wiring
from dilekce.backup import back_up
from dilekce.restore import restore as bring_back
from dilekce.store import ledger
from dilekce.store.audit import Deed

app = typer.Typer()
_ADMINISTRATOR = "user:cli"
#: A pipe has no width of its own; 80 columns would cut ids.
_out = Console(width=None if sys.stdout.isatty() else 160)


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="where to; made if it is not there")],
) -> None:
    """Copy the house while it works. Exit code 1 when a blob is lost or damaged."""
    chosen = settings.load()
    house = wiring.open_house(chosen)
    made = back_up(house.database, house.blobs, chosen.models, folder, clock.now())
    _out.print(f"{folder}: the database and {made.blobs} blobs, {made.copied} of them new")
    _tell_missing(made.missing)


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(help="what `dilekce backup` wrote", exists=True)],
) -> None:
    """Fill an empty house from a backup, check every hash and add up the book.

    Exit code 1 when a blob is missing or damaged, or the book does not balance.
    """
    chosen = settings.load()
    place, deed = wiring.empty_house(chosen), Deed(clock.now(), _ADMINISTRATOR)
    back = bring_back(folder, place.database, place.blobs, chosen.models, deed)
    with place.database.begin() as connection:
        book = ledger.balance(connection)
    _out.print(f"as it was at {back.made_at}: {back.blobs} blobs", highlight=False)
    reports.show_counts(book, _out)
    for fault in (*book.faults, *(f for entry in book.entries for f in entry.faults)):
        _out.print(f"FAULT: {fault}")
    _out.print("balanced" if book.balanced else "NOT BALANCED")
    _tell_missing(back.missing)
    if not book.balanced:
        raise typer.Exit(1)


@app.command()
def purge(
    days: Annotated[int, typer.Option(help="keep by-products younger than this", min=1)] = 7,
) -> None:
    """Delete by-products of reading that no record needs; originals and records stay."""
    house = wiring.open_house(settings.load())
    removed = keep.purge(house.database, settings.load().blobs_url, days)
    _out.print(f"{removed} by-products deleted")


def _tell_missing(keys: tuple[str, ...]) -> None:
    for key in keys:
        _out.print(f"MISSING or damaged: blob {key}", highlight=False)
    if keys:
        raise typer.Exit(1)
