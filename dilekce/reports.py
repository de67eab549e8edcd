"""What the command line tells people: tables for eyes, the same facts for programs."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from dilekce.curves import Trial
from dilekce.store.ledger import Ledger
from domain.errors import PROBLEMS
from domain.gates import Standing


def show_ledger(ledger: Ledger, console: Console) -> None:
    """Print one row per arrival, the totals, and whether the book balances."""
    table = Table(box=SIMPLE)
    table.add_column("arrival", no_wrap=True)
    for title in ("state", "pages", "placed", "leftover", "failed", "receipts"):
        table.add_column(title)
    table.add_column("reason", overflow="fold")
    for entry in ledger.entries:
        reason = ", ".join((*filter(None, [entry.problem]), *entry.faults))
        pages = "?" if entry.pages is None else str(entry.pages)
        counts = (entry.in_petitions, entry.leftovers, entry.failed, entry.receipts)
        table.add_row(entry.arrival_id, entry.state, pages, *map(str, counts), reason)
    console.print(table)
    show_counts(ledger, console)
    for fault in ledger.faults:
        console.print(f"FAULT: {fault}")
    console.print("balanced" if ledger.balanced else "NOT BALANCED")


def show_gates(
    standings: Sequence[Standing], largest: float, waiting: int, console: Console
) -> None:
    """Print one row per gate, strictest first within its field."""
    table = Table(box=SIMPLE)
    for title in ("gate", "state", "settled", "wrong", "wrong at most (95 %)", "audits missing"):
        table.add_column(title, no_wrap=True)
    for standing in standings:
        tally = standing.tally
        bound, missing = f"{standing.bound:.3%}", str(standing.missing)
        counts = (str(tally.settled), str(tally.wrong))
        table.add_row(standing.gate.name, standing.state.value, *counts, bound, missing)
    console.print(table)
    console.print(
        f"largest error accepted: {largest:.3%}; acceptances waiting for audit: {waiting}"
    )


def show_trials(trials: Sequence[Trial], console: Console) -> None:
    """Print how the curves in use and the new ones fit values that neither was fitted to."""
    table = Table(box=SIMPLE)
    titles = ("field", "values", "settled", "log loss now", "new", "ECE now", "new")
    for title in titles:
        table.add_column(title, no_wrap=True)
    for trial in trials:
        figures = (*trial.log_loss, *trial.calibration_error)
        counted = (trial.field.value, trial.values, str(trial.cases))
        table.add_row(*counted, *(f"{figure:.4f}" for figure in figures))
    console.print(table)


def show_counts(ledger: Ledger, console: Console) -> None:
    """Print the numbers of arrivals, petitions and deliveries by state."""
    for title, counts in (
        ("arrivals", ledger.arrivals),
        ("petitions", ledger.petitions),
        ("deliveries", ledger.deliveries),
    ):
        console.print(f"{title:>10}: {_list(counts)}")


def show_day(report: Mapping[str, Any], console: Console) -> None:
    """Print the report of a closed day, its hashes and whether it balances."""
    console.print(f"day {report['day']}", highlight=False)
    for name in ("arrivals", "petitions"):
        console.print(f"{name:>10}: {_list(report[name])}", highlight=False)
    names = ("came_again", "read", "to_review", "accepted")
    console.print(f"   of them: {', '.join(f'{name} {report[name]}' for name in names)}")
    for name, rows in report["sets"].items():
        console.print(f"{name:>10}: {rows['count']:>6}  {rows['sha256']}", highlight=False)
    console.print(
        f"  previous: {report['previous']}\n      hash: {report['hash']}", highlight=False
    )
    for fault in report["faults"]:
        console.print(f"FAULT: {fault}")
    console.print("NOT BALANCED" if report["faults"] else "balanced")


def show_changed(changed: Sequence[tuple[str, str]], console: Console) -> None:
    """Print each closed day that was changed since, and what of it."""
    for day, what in changed:
        console.print(f"CHANGED: {day}: {what}", highlight=False)
    if not changed:
        console.print("every closed day is as it was")


def show_deadlines(urgent: Mapping[str, int], console: Console) -> None:
    """Print how many open petitions are late or have used up much of their time."""
    told = ", ".join(f"{name} {number}" for name, number in urgent.items())
    console.print(f" deadlines: {told}")


def show_quarantine(ledger: Ledger, console: Console) -> None:
    """Print every arrival that was set aside, with its reason in both languages."""
    for entry in ledger.entries:
        if entry.problem:
            explanation = PROBLEMS[entry.problem]
            console.print(f"{entry.arrival_id}  {entry.problem}")
            console.print(f"    {explanation.tr}\n    {explanation.en}")


def _list(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{state} {number}" for state, number in sorted(counts.items())) or "none"
