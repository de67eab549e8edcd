"""Is everything there that the product needs? Each check says what to do when it fails."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from deliver.reply import has_font
from dilekce import confine
from dilekce.children import Children
from dilekce.settings import Settings
from dilekce.store.database import open_database, wal_is_safe
from dilekce.wiring import ocr_engine
from domain.errors import Stop
from extract import knowledge
from ocr.engine import require_languages

_LOW_DISK = 2 * 1024**3  #: bytes; a day of a thousand letters needs about one GiB


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. ``advice`` says what to do, also when all is well but could be better."""

    name: str
    ok: bool
    advice: str = ""


def examine(settings: Settings) -> Iterator[Check]:
    """Yield every check in the order an administrator would mend them."""
    yield from _programs()
    yield from _models()
    yield _span_model()
    yield _confinement(settings)
    yield _letter_font()
    yield _sqlite()
    yield from _folders(settings)
    yield _database(settings)


def _programs() -> Iterator[Check]:
    packages = {"tesseract": "tesseract-ocr", "pdftoppm": "poppler-utils", "setpriv": "util-linux"}
    for program, package in packages.items():
        found = shutil.which(program) is not None
        yield Check(program, found, "" if found else f"install the Debian package {package}")


def _models() -> Iterator[Check]:
    engine = ocr_engine()
    try:
        require_languages(engine)
        version = f"{engine.name} {engine.version()}"
    except Stop as error:
        yield Check("OCR engine and models", ok=False, advice=error.message)
    else:
        yield Check("OCR engine and models", ok=True, advice=version)


def _span_model() -> Check:
    advice = "" if knowledge.has_span_model() else "missing: letters are read by rules alone"
    return Check("span model", ok=True, advice=advice)


def _confinement(settings: Settings) -> Check:
    """Ask a reading process itself whether it can open a socket."""
    with Children(1, settings.work.memory_mb) as children:
        cut_off = not children.run("file", settings.work.file_seconds, confine.has_network)
    advice = "" if cut_off else "readers can reach the network: install libseccomp2"
    return Check("readers without network", ok=True, advice=advice)


def _letter_font() -> Check:
    advice = "" if has_font() else "letters back: install the Debian package fonts-liberation"
    return Check("letter font", has_font(), advice)


def _sqlite() -> Check:
    version = sqlite3.sqlite_version
    advice = (
        f"{version}: WAL mode"
        if wal_is_safe()
        else f"{version}: slower rollback journal, because WAL can corrupt data before 3.51.3"
    )
    return Check("sqlite", ok=True, advice=advice)


def _folders(settings: Settings) -> Iterator[Check]:
    for name, folder in (
        ("drop", settings.drop),
        ("scratch", settings.scratch),
        ("outbox", settings.outbox),
    ):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".dilekce-probe"
            probe.touch()
            probe.unlink()
        except OSError:
            yield Check(f"{name} folder", ok=False, advice="make it writable for this user")
            continue
        yield _disk(name, folder)


def _disk(name: str, folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    ok = free > _LOW_DISK
    advice = "" if ok else f"only {free // 1024**2} MiB are free; make room"
    return Check(f"{name} folder", ok, advice)


def _database(settings: Settings) -> Check:
    try:
        with open_database(settings.database_url).connect() as connection:
            connection.execute(sa.text("select 1"))
    except sa.exc.SQLAlchemyError as error:
        kind = type(error).__name__
        return Check("database", ok=False, advice=f"{kind}: check the database setting")
    return Check("database", ok=True)
