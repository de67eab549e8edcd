"""Is everything there that the product needs? Each check says what to do when it fails."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from deliver.reply import has_font
from dilekce import doctor_house
from dilekce.doctor_house import Check
from dilekce.settings import Settings
from dilekce.store.database import wal_is_safe
from dilekce.wiring import ocr_engine
from domain.errors import Stop
from extract import knowledge
from ocr.engine import require_languages

#: JSON functions are part of every SQLite from here on; the desk's questions use them.
_OLDEST_SQLITE = (3, 38, 0)


def examine(settings: Settings) -> Iterator[Check]:
    """Yield every check in the order an administrator would mend them."""
    yield from _programs()
    yield from _models()
    yield _span_model()
    yield _letter_font()
    yield _sqlite()
    yield from _folders(settings)
    yield from doctor_house.examine(settings)


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


def _letter_font() -> Check:
    advice = "" if has_font() else "letters back: install the Debian package fonts-liberation"
    return Check("letter font", has_font(), advice)


def _sqlite() -> Check:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        advice = f"{version} is too old: install a Python with SQLite 3.38 or newer"
        return Check("sqlite", ok=False, advice=advice)
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
        yield _disk(name, folder, settings.alarms.disk_free_mb)


def _disk(name: str, folder: Path, least_mb: int) -> Check:
    free = shutil.disk_usage(folder).free
    ok = free >= least_mb * 1024**2
    advice = "" if ok else f"only {free // 1024**2} MiB are free; make room"
    return Check(f"{name} folder", ok, advice)
