"""Build everything from the settings: the only place that chooses."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa
import structlog

from deliver.calendar import load_calendar
from deliver.units import load_units
from dilekce import __version__, clock, curves, outlets
from dilekce.blobs import Blobs
from dilekce.book import Book
from dilekce.children import Children
from dilekce.copies import Copier, StoredCopies
from dilekce.dispatch import Dispatcher
from dilekce.edge import Failure, at_the_edge
from dilekce.engine import Engine
from dilekce.health import Health
from dilekce.pipeline import Pipeline
from dilekce.reading import Reader
from dilekce.reconcile import Reconciler
from dilekce.records import Registry
from dilekce.roll import enrolled
from dilekce.room import Room
from dilekce.settings import Settings
from dilekce.store import presence
from dilekce.store.database import open_database, upgrade
from dilekce.store.presence import Presence
from dilekce.store.proposals import Made
from dilekce.trust import Trust
from domain.errors import DilekceError, TryLater
from domain.reply import Sender
from extract import gates, knowledge
from ingest.admit import Admission, SettledFile
from ingest.ports import Submit
from ingest.settle import Patience
from ingest.watch import ScanReport, Watcher
from ocr import inprocess, models
from ocr.engine import Engine as Ocr
from ocr.engine import require_languages
from ocr.tesseract import Tesseract

_log = structlog.get_logger()

_AGAIN = 5.0  #: seconds until what ended unasked in the background is started again


@dataclass(frozen=True, slots=True)
class House:
    """What every role shares: settings, database, blobs."""

    settings: Settings
    database: sa.Engine
    blobs: Blobs


def open_house(settings: Settings) -> House:
    """Make the folders, open the database and bring its schema up to date."""
    house = empty_house(settings)
    try:
        upgrade(house.database)
    except sa.exc.OperationalError as error:
        raise TryLater("database.away", "the database does not answer as it should") from error
    return house


def empty_house(settings: Settings) -> House:
    """Make the folders and reach for database and blobs, as they are.

    What holds letters is for this user alone; drop folder and outbox are for others as well.
    """
    for folder in (settings.home, settings.drop, settings.outbox):
        folder.mkdir(parents=True, exist_ok=True)
    settings.scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = open_database(settings.database_url)
    if database.dialect.name == "sqlite":
        Path(str(database.url.database)).touch(mode=0o600)  # SQLite's side files are made like it
    return House(settings, database, Blobs(settings.blobs_url, settings.s3))


def registry(settings: Settings) -> Registry:
    """Return the units table and the calendar."""
    return Registry(load_units(settings.deliver.units), load_calendar(settings.deliver.calendar))


def health(house: House) -> Health:
    """Return what looks at the house's health."""
    calendar = load_calendar(house.settings.deliver.calendar)
    return Health(house.settings, house.database, house.blobs, calendar)


def sender(settings: Settings) -> Sender:
    """Return the institution as its letters name it."""
    return Sender(**settings.reply.model_dump())


@contextmanager
def reader(settings: Settings, jobs: int) -> Iterator[Reader]:
    """Start the reading processes and stop them on leaving; ``Stop`` without the OCR models."""
    engine = ocr_engine()
    require_languages(engine)
    if not knowledge.has_span_model():
        _log.warning("spans.missing", advice="make model")
    with Children(jobs, settings.work.memory_mb) as children:
        yield Reader(children, engine, registry(settings), settings.work)


def trust(settings: Settings, engine: Ocr) -> Trust:
    """Return who is trusted to accept: this engine with this version's data and curves."""
    promoted = curves.promoted(settings.models)
    version = f"{__version__} {knowledge.version()}" + (f" {promoted[0]}" if promoted else "")
    made = Made(f"{engine.name} {engine.version()}", version)
    fitted = promoted[1] if promoted else gates.shipped_curves()
    return Trust(gates.ladders(), fitted, made, settings.trust.largest_error)


def ocr_engine() -> Ocr:
    """Return the tesseract library where it is installed, else the program."""
    if inprocess.is_installed():
        return inprocess.InProcess(models.folder())
    return Tesseract()


@contextmanager
def copies(house: House) -> Iterator[StoredCopies]:
    """Start one process that makes copies of stored petitions, and stop it on leaving."""
    with Children(1, house.settings.work.memory_mb) as children:
        yield stored_copies(house, children)


def stored_copies(house: House, children: Children) -> StoredCopies:
    """Return what makes copies of stored petitions in ``children``."""
    copier = Copier(children, house.settings.work.file_seconds)
    return StoredCopies(house.database, house.blobs, copier, house.settings.scratch)


@contextmanager
def worker(house: House) -> Iterator[Reconciler]:
    """Run reading and delivery in the background; yields the reconciler, to be woken."""
    settings = house.settings
    jobs, where = settings.work.jobs, outlets.outlets(settings)
    house.blobs.prove()
    with ExitStack() as stack:
        roll, held = stack.enter_context(
            enrolled(house.database, settings.home, settings.work.silent_seconds)
        )
        shutil.rmtree(settings.scratch, ignore_errors=True)  # half-done work of a killed process
        settings.scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
        hands = stack.enter_context(reader(settings, jobs))
        pipeline = Pipeline(
            house.database, house.blobs, hands, settings.scratch,
            outlets.rules(settings, hands.registry.units.by_code).choose,
            trust(settings, hands.engine),
        )  # fmt: skip
        dispatcher = Dispatcher(
            house.database, house.blobs, where, settings.deliver.max_attempts,
            stored_copies(house, hands.children).pdf,
        )  # fmt: skip
        engine = Engine(settings.engine_url, pipeline, dispatcher, jobs)
        engine.launch(held)
        stack.callback(engine.close)
        mine = Presence(house.database, presence.name_of(settings.home), presence.WORK)
        stack.callback(mine.leave)
        reconciler = Reconciler(
            house.database,
            engine,
            roll,
            pipeline,
            capacity=4 * jobs,
            every=settings.work.reconcile_seconds,
            looked=mine.beat,
        )
        stack.enter_context(in_background("reconcile", reconciler.run, reconciler.wake))
        yield reconciler


@contextmanager
def watcher(house: House, submit: Submit, folder: Path) -> Iterator[None]:
    """Watch a drop folder in the background."""
    settings = house.settings
    house.blobs.prove()
    folder.mkdir(parents=True, exist_ok=True)
    room = Room(house.database, settings.home, settings.watch.most_waiting, settings.watch.spare_mb)
    admission = Admission(
        house.blobs,
        Book(house.database),
        submit,
        spool=settings.scratch,
        now=clock.now,
        default_channel=settings.watch.channel,
    )

    def take(file: SettledFile) -> None:
        room.check()
        admission.admit(file)

    watch = Watcher(
        folder,
        take,
        adopt=admission.adopt,
        patience=Patience(
            window=settings.watch.window_seconds,
            fax_window=settings.watch.fax_window_seconds,
            grace=settings.watch.grace_seconds,
            channel=settings.watch.channel,
        ),
        rescan=settings.watch.rescan_seconds,
        polling=settings.watch.polling,
    )
    role = presence.WATCH if folder == settings.drop else presence.UPLOADS
    mine = Presence(house.database, presence.name_of(settings.home), role)
    run = partial(watch.run, looked=partial(_tell_watch, mine))
    try:
        with in_background("watch", run, lambda: None):
            yield
    finally:
        mine.leave()


def _tell_watch(mine: Presence, report: ScanReport) -> None:
    """Tell of a look at the drop folder, in the store for all to see."""
    if not report.folder_missing:
        mine.beat(waiting=report.waiting, longest_wait=round(report.longest_wait, 1))


@contextmanager
def in_background(
    name: str, run: Callable[[threading.Event], None], wake: Callable[[], None]
) -> Iterator[None]:
    """Run ``run(stop)`` in a thread; on leaving set ``stop``, ``wake`` it and wait.

    When it ends before, it is started again: a house that quietly takes nothing in is worse than
    one that says every few seconds why it cannot.
    """
    stop = threading.Event()
    thread = threading.Thread(target=_keep_up, args=(name, run, stop), name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        wake()
        thread.join(timeout=30)


def _keep_up(name: str, run: Callable[[threading.Event], None], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            outcome = at_the_edge(lambda: run(stop))
        except DilekceError as error:
            _log.error("background.ended", what=name, code=error.code)
        else:
            if isinstance(outcome, Failure):
                _log.error("background.ended", what=name, error=outcome.kind, at=outcome.place)
        stop.wait(_AGAIN)
