"""Commands about what is kept: backup and restore, and what is taken away."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dilekce import clock, reports, settings, wiring
from dilekce.backup import back_up
from dilekce.purge import by_products, let_go, letters_over
from dilekce.restore import restore as bring_back
from dilekce.store import ledger, retention
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
    *,
    yes: Annotated[bool, typer.Option("--yes", help="do it; without, only say what")] = False,
) -> None:
    """Take away by-products of reading, and bytes of letters closed for `retention.images_days`.

    Records, counts and the trail stay. Nothing open or under a hold is touched.
    """
    chosen = settings.load()
    house, deed = wiring.open_house(chosen), Deed(clock.now(), _ADMINISTRATOR)
    kept_for = chosen.retention.images_days
    if yes and kept_for is not None:
        letters = let_go(house.database, deed, kept_for)
    else:
        letters = len(letters_over(house.database, kept_for, deed.at))
    gone = 0
    for blob in by_products(house.database, chosen.blobs_url, days):
        gone += 1
        if yes:
            blob.unlink()
    _out.print(f"{letters} letters closed long enough; {gone} by-products older than {days} days")
    _out.print("taken away" if yes else "nothing was touched; to do it: dilekce purge --yes")


@app.command()
def hold(
    petition: Annotated[str, typer.Argument(help="p-…, from the desk or a record")],
    reason: Annotated[str, typer.Option(help="why; kept in the store, never logged")],
) -> None:
    """Let nothing of a petition be taken away: a legal hold."""
    house, deed = wiring.open_house(settings.load()), Deed(clock.now(), _ADMINISTRATOR)
    with house.database.begin() as connection:
        retention.hold(connection, deed, petition, reason)
    _out.print(f"{petition}: held", markup=False)


@app.command()
def release(
    petition: Annotated[str, typer.Argument(help="p-…, as `dilekce holds` lists it")],
) -> None:
    """End a legal hold."""
    house, deed = wiring.open_house(settings.load()), Deed(clock.now(), _ADMINISTRATOR)
    with house.database.begin() as connection:
        retention.release(connection, deed, petition)
    _out.print(f"{petition}: released", markup=False)


@app.command()
def holds() -> None:
    """List the petitions under a legal hold, with the reason."""
    house = wiring.open_house(settings.load())
    with house.database.begin() as connection:
        held = retention.held(connection)
    for petition, reason in held.items():
        _out.print(f"{petition}  {reason}", markup=False)
    _out.print(f"{len(held)} under a hold")


def _tell_missing(keys: tuple[str, ...]) -> None:
    for key in keys:
        _out.print(f"MISSING or damaged: blob {key}", highlight=False)
    if keys:
        raise typer.Exit(1)
