"""Commands about what goes out: destinations, dead letters, tokens."""

import datetime as dt
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from deliver.breaker import BreakerState
from dilekce import clock, outlets, settings, wiring
from dilekce.store import destinations as breakers
from dilekce.store import outbox, tokens
from dilekce.store.audit import Deed
from domain.errors import Stop

app = typer.Typer()
token = typer.Typer(help="Tokens of downstream systems that pull petitions.", no_args_is_help=True)
app.add_typer(token, name="token")
_ADMINISTRATOR = "user:cli"
#: A pipe has no width of its own; 80 columns would cut ids.
_out = Console(width=None if sys.stdout.isatty() else 160)


class Scope(StrEnum):
    """What the bearer of a token may do."""

    READ = "read"
    ACKNOWLEDGE = "acknowledge"  #: read as well


@app.command()
def dead() -> None:
    """List the deliveries that were given up: why, when, and after how many attempts."""
    house = wiring.open_house(settings.load())
    with house.database.begin() as connection:
        letters = outbox.dead_letters(connection)
    table = _table("delivery", "destination", "why", "when", "attempts")
    for letter in letters:
        when = letter.at.isoformat(timespec="seconds")
        table.add_row(letter.key, letter.destination, letter.code, when, str(letter.attempts))
    _out.print(table)
    _out.print(f"{len(letters)} given up; one again: dilekce retry; all of one: dilekce resend")


@app.command()
def resend(
    destination: Annotated[str, typer.Argument(help="name of a destination")],
) -> None:
    """Send everything again that was given up at a destination, under the old keys."""
    house, deed = wiring.open_house(settings.load()), Deed(clock.now(), _ADMINISTRATOR)
    with house.database.begin() as connection:
        keys = [d.key for d in outbox.dead_letters(connection) if d.destination == destination]
        for key in keys:
            outbox.resend(connection, deed, key)
    _out.print(f"{len(keys)} back in the line", markup=False)


@app.command("destinations")
def show_destinations(
    again: Annotated[str | None, typer.Option(help="let deliveries go to this one again")] = None,
) -> None:
    """Show how each destination fares."""
    chosen = settings.load()
    house, deed = wiring.open_house(chosen), Deed(clock.now(), _ADMINISTRATOR)
    with house.database.begin() as connection:
        if again is not None:
            breakers.close(connection, deed, again)
        fares = breakers.all_of(connection, outlets.names(chosen))
    table = _table("destination", "state", "failures in a row", "not before")
    for name, breaker in fares.items():
        until = breaker.until.isoformat() if breaker.until and breaker.until > deed.at else ""
        table.add_row(name, breaker.state(deed.at).value, str(breaker.failures), until)
    _out.print(table)


def show_troubled(house: wiring.House, console: Console) -> None:
    """Print the destinations that nothing is sent to now, for ``dilekce status``."""
    with house.database.begin() as connection:
        fares = breakers.all_of(connection, outlets.names(house.settings))
    for name, breaker in fares.items():
        state = breaker.state(clock.now())
        if state is not BreakerState.CLOSED:
            told = f"{name}  {state.value}; see: dilekce destinations"
            console.print(told, markup=False)


@token.command("make")
def make_token(
    destination: Annotated[str, typer.Argument(help="name of a destination of kind pull")],
    days: Annotated[int, typer.Option(help="days until it expires", min=1, max=730)] = 365,
    scope: Annotated[Scope, typer.Option(help="what its bearer may do")] = Scope.ACKNOWLEDGE,
) -> None:
    """Make a token and show it, once: only its hash is kept."""
    chosen = settings.load()
    if destination not in outlets.pulling(chosen):
        raise Stop("token.destination", "the settings name no destination of kind pull so")
    house, deed = wiring.open_house(chosen), Deed(clock.now(), _ADMINISTRATOR)
    with house.database.begin() as connection:
        until = deed.at + dt.timedelta(days=days)
        may = scope is Scope.ACKNOWLEDGE
        number, text = tokens.make(connection, deed, destination, until, acknowledge=may)
    _out.print(f"token {number}, shown this once:\n{text}", markup=False)


@token.command("list")
def list_tokens() -> None:
    """List the tokens: whose, what they may, when they expire and were last used."""
    house = wiring.open_house(settings.load())
    with house.database.begin() as connection:
        rows = tokens.all_of(connection)
    table = _table("token", "destination", "may", "expires", "revoked", "last used")
    for row in rows:
        may = "read, acknowledge" if row.may_acknowledge else "read"
        times = (row.expires_at, row.revoked_at or "", row.used_at or "")
        table.add_row(str(row.id), row.destination, may, *times)
    _out.print(table)


@token.command("revoke")
def revoke_token(
    number: Annotated[int, typer.Argument(help="from `dilekce token list`")],
) -> None:
    """Make a token worthless from now on."""
    house, deed = wiring.open_house(settings.load()), Deed(clock.now(), _ADMINISTRATOR)
    with house.database.begin() as connection:
        tokens.revoke(connection, deed, number)
    _out.print(f"token {number} is worthless now")


def _table(*titles: str) -> Table:
    table = Table(box=SIMPLE)
    for title in titles:
        table.add_column(title, no_wrap=True)
    return table
