"""The command line.

Exit codes: 0 done · 1 a check failed or the ledger does not balance · 2 wrong usage · 3 stopped by
settings or a missing program, the message says what to do · 4 not now, try again.
"""

import datetime as dt
import json
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from sqlalchemy.exc import OperationalError

from dilekce import (
    __version__,
    cli_keep,
    cli_onward,
    cli_units,
    clock,
    curves,
    desk,
    doctor,
    extending,
    logs,
    reading,
    replies,
    reports,
    settings,
    wiring,
)
from dilekce.copies import CopyFolders
from dilekce.health import vigil
from dilekce.store import arrivals, audit, day_report, deadlines, ledger, outbox, proposals
from dilekce.store.audit import Deed
from domain.arrival import Channel
from domain.errors import DilekceError, TryLater
from domain.reply import Lack
from ingest.sniff import sniff_file
from review.roles import Role

app = typer.Typer(
    help="Dilekçe turns scanned faxes and letters into clean petition records.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback with local values could quote a letter
    add_completion=False,
)
app.add_typer(cli_onward.app)
app.add_typer(cli_keep.app)
app.add_typer(cli_units.app, name="units")
#: A pipe has no width of its own; 80 columns would cut ids.
_out = Console(width=None if sys.stdout.isatty() else 160)
_err = Console(stderr=True)
_ADMINISTRATOR = "user:cli"
_PAGE_SUFFIXES = frozenset({".tif", ".tiff", ".pdf", ".jpg", ".jpeg", ".png"})


def main() -> None:
    """Run the command line; our own errors become one line and an exit code."""
    logs.set_up()
    try:
        app()
    except TryLater as error:
        _err.print(f"dilekce: {error.message} [{error.code}]", markup=False)
        sys.exit(4)
    except OperationalError:
        _err.print("dilekce: the database does not answer [database.away]", markup=False)
        sys.exit(4)
    except DilekceError as error:
        _err.print(f"dilekce: {error.message} [{error.code}]", markup=False)
        sys.exit(3)


@app.command()
def run() -> None:
    """Everything on this machine: watcher, workers and the desk."""
    stop = _on_signal()
    house = wiring.open_house(settings.load())
    with (
        wiring.worker(house) as work,
        wiring.watcher(house, lambda arrival_id: work.wake(), house.settings.drop),  # noqa: ARG005 - the port's name
        desk.served(house, work.wake, _out, house.settings.drop),
    ):
        stop.wait()


@app.command()
def watch() -> None:
    """Only watch the drop folder; workers elsewhere do the reading."""
    stop = _on_signal()
    house = wiring.open_house(settings.load())
    with (
        wiring.watcher(house, _nobody, house.settings.drop),
        vigil(wiring.health(house)),
    ):
        stop.wait()


@app.command()
def work() -> None:
    """Only read and deliver what others admitted and accepted."""
    stop = _on_signal()
    house = wiring.open_house(settings.load())
    with wiring.worker(house), vigil(wiring.health(house)):
        stop.wait()


@app.command()
def serve() -> None:
    """Only serve the desk; workers elsewhere read what is uploaded and deliver what is accepted."""
    stop = _on_signal()
    house = wiring.open_house(settings.load())
    uploads = house.settings.uploads
    with (
        wiring.watcher(house, _nobody, uploads),
        desk.served(house, lambda: None, _out, uploads),
    ):
        stop.wait()


@app.command()
def read(
    paths: Annotated[list[Path], typer.Argument(help="files, or folders of files", exists=True)],
    jobs: Annotated[int | None, typer.Option(help="reading processes; default: all cores")] = None,
    channel: Annotated[Channel, typer.Option(help="how the paper came")] = Channel.POST,
    pdf: Annotated[Path | None, typer.Option(help="folder for searchable PDF/A files")] = None,
    alto: Annotated[Path | None, typer.Option(help="folder for the words as ALTO files")] = None,
) -> None:
    """Read files without store or server: one JSON line per petition on stdout."""
    chosen = settings.load()
    count = jobs or chosen.work.jobs
    files = list(_files(paths))
    for folder in filter(None, (pdf, alto)):
        folder.mkdir(parents=True, exist_ok=True)
    with wiring.reader(chosen, count) as hands, Progress(console=_err) as progress:
        task = progress.add_task("reading", total=len(files))
        reader = replace(hands, copies=CopyFolders(pdf, alto))
        for found in reading.read_files(reader, files, channel, count):
            for record in found:
                sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
            sys.stdout.flush()
            progress.advance(task)


@app.command()
def status() -> None:
    """Count what is where, and list what was set aside with its reason."""
    house = wiring.open_house(settings.load())
    with house.database.begin() as connection:
        book, given_up = ledger.balance(connection), outbox.dead_letters(connection)
        urgent = deadlines.counts(connection, clock.now().date())
    reports.show_counts(book, _out)
    reports.show_deadlines(urgent, _out)
    reports.show_quarantine(book, _out)
    cli_onward.show_troubled(house, _out)
    for letter in given_up:
        again = f"send again: dilekce retry {letter.key}"
        _out.print(f"{letter.key}  given up ({letter.code}); {again}", markup=False)


@app.command("ledger")
def show_ledger(
    day: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="close this day, or show it")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="with --day: its report as JSON")] = None,
    *,
    verify: Annotated[
        bool, typer.Option("--verify", help="find closed days that were changed since")
    ] = False,
) -> None:
    """Prove that in = out: every page of every arrival has its place. Exit code 1 if not."""
    house = wiring.open_house(settings.load())
    if day is not None:
        with house.database.begin() as connection:
            report = day_report.close(connection, day.date(), clock.now().date())
        if out is not None:
            out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
        reports.show_day(report, _out)
        raise typer.Exit(1 if report["faults"] else 0)
    if verify:
        with house.database.begin() as connection:
            changed = day_report.changed(connection)
        reports.show_changed(changed, _out)
        raise typer.Exit(1 if changed else 0)
    with house.database.begin() as connection:
        book = ledger.balance(connection)
    reports.show_ledger(book, _out)
    if not book.balanced:
        raise typer.Exit(1)


@app.command()
def certify() -> None:
    """Show how far each gate is trusted, and how many audits are missing."""
    chosen = settings.load()
    house, trusted = wiring.open_house(chosen), wiring.trust(chosen, wiring.ocr_engine())
    with house.database.begin() as connection:
        standings = trusted.standings(connection)
        waiting = len(proposals.waiting_for_audit(connection, limit=10_000))
    reports.show_gates(standings, trusted.largest, waiting, _out)


@app.command()
def retrain() -> None:
    """Fit confidences to what people settled; a new version that a person may then promote."""
    chosen = settings.load()
    house, trusted = wiring.open_house(chosen), wiring.trust(chosen, wiring.ocr_engine())
    with house.database.begin() as connection:
        settled = proposals.settled(connection)
    made = curves.retrain(settled, trusted.curves, chosen.models)
    reports.show_trials(made.trials, _out)
    _out.print(f"to use it: dilekce promote {made.version}; certificates then start anew")


@app.command()
def promote(
    model: Annotated[str, typer.Argument(help="a version that `dilekce retrain` printed")],
) -> None:
    """Use retrained confidences from the next start of the workers on."""
    house, deed = wiring.open_house(settings.load()), Deed(clock.now(), _ADMINISTRATOR)
    curves.promote(settings.load().models, model)
    with house.database.begin() as connection:
        audit.append(connection, deed, "model.promoted", model)
    _out.print(f"{model}: used once the workers start again", markup=False)


@app.command("doctor")
def examine(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="for programs: one JSON list")] = False,
) -> None:
    """Check this machine, the store and its neighbours; say what to do. Exit code 1 on failure."""
    checks = list(doctor.examine(settings.load()))
    if as_json:
        sys.stdout.write(json.dumps([asdict(check) for check in checks], ensure_ascii=False) + "\n")
    for check in () if as_json else checks:
        _out.print(f"{'ok  ' if check.ok else 'FAIL'} {check.name}  {check.advice}", markup=False)
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


@app.command()
def user(
    name: Annotated[str, typer.Argument(help="sign-in name")],
    role: Annotated[Role, typer.Option(help="what the person may do")],
) -> None:
    """Add a person to the desk, or renew a forgotten sign-in; prints a one-time link."""
    house = wiring.open_house(settings.load())
    _out.print(desk.invitation(house, name, role), markup=False)


@app.command()
def retry(
    subject: Annotated[str, typer.Argument(help="a-… or p-…:…, from `dilekce status`")],
) -> None:
    """Put a quarantined arrival, or a delivery that was given up, back into the line."""
    house, deed = wiring.open_house(settings.load()), Deed(clock.now(), _ADMINISTRATOR)
    with house.database.begin() as connection:
        if subject.startswith("p-"):
            outbox.resend(connection, deed, subject)
        else:
            arrivals.retry(connection, deed, subject)
    _out.print(f"{subject}: back in the line", markup=False)


@app.command()
def export(
    petition: Annotated[str, typer.Argument(help="p-…, from the desk or a record")],
    out: Annotated[Path, typer.Option(help="where to; made if it is not there")],
    *,
    eyp: Annotated[
        bool, typer.Option("--eyp", help="unsigned content for an e-Yazışma package, instead")
    ] = False,
    for_unit: Annotated[
        bool, typer.Option("--for-unit", help="the record only, without a writer who is hidden")
    ] = False,
) -> None:
    """Write a stored petition as searchable PDF/A and its words as ALTO."""
    house, deed = wiring.open_house(settings.load()), Deed(clock.now(), _ADMINISTRATOR)
    out.mkdir(parents=True, exist_ok=True)
    with wiring.copies(house) as copies:
        if eyp:
            files: tuple[Path, ...] = (copies.eyp(petition, out, deed),)
        elif for_unit:
            files = (copies.for_unit(petition, out, deed),)
        else:
            files = copies.export(petition, out, deed)
        for file in files:
            _out.print(str(file), markup=False)


@app.command()
def extend(
    petition: Annotated[str, typer.Argument(help="p-…, an information request that waits")],
    words: Annotated[str, typer.Option(help="what the applicant was told, and why")],
) -> None:
    """Give an information request 30 working days (4982 m.11), its applicant told in time."""
    house, deed = wiring.open_house(settings.load()), Deed(clock.now(), _ADMINISTRATOR)
    registry = wiring.registry(house.settings)
    record = extending.extend(house.database, registry, deed, petition, words)
    _out.print(f"{petition}: due {record['clock']['due']}", markup=False)


@app.command()
def reply(
    petition: Annotated[str, typer.Argument(help="p-…, from the desk or a record")],
    out: Annotated[Path, typer.Option(help="the PDF to write")],
    lacks: Annotated[
        list[Lack] | None, typer.Option(help="what it lacks; default: what the record says")
    ] = None,
) -> None:
    """Draft the letter that asks for what a petition lacks; a person signs and sends it."""
    house, deed = wiring.open_house(settings.load()), Deed(clock.now(), _ADMINISTRATOR)
    told = replies.write(
        house.database, deed, petition, tuple(lacks or ()), wiring.sender(house.settings), out
    )
    _out.print(f"{out}: asks for {', '.join(told)}; print, sign and send it", markup=False)


@app.command("separator")
def write_separator(
    file: Annotated[Path, typer.Argument(help="the PDF to write")] = Path("ayrac.pdf"),
) -> None:
    """Write a separator sheet to print: laid before each letter, it cuts a batch there."""
    from dilekce import separator  # noqa: PLC0415 - fpdf2 and zxing for this command alone

    file.write_bytes(separator.sheet())
    _out.print(f"{file}: print it, and lay one before each letter", markup=False)


@app.command()
def version() -> None:
    """Print the version."""
    _out.print(__version__)


def _nobody(arrival_id: str) -> None:
    """Wake nobody: workers elsewhere look for themselves."""


def _files(paths: list[Path]) -> Iterator[Path]:
    """Yield the files; of a folder only what is or calls itself a page file."""
    skipped = 0
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for inside in sorted(p for p in path.rglob("*") if p.is_file()):
            if inside.suffix in _PAGE_SUFFIXES or sniff_file(inside) is not None:
                yield inside
            else:
                skipped += 1
    if skipped:
        _err.print(f"skipped {skipped} files that are no TIFF, PDF, JPEG or PNG")


def _on_signal() -> threading.Event:
    """Return what SIGTERM and SIGINT set; asked for first, so that no signal comes too early."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
