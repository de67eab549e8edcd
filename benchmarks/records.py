"""Stored page records: letters written and read once, then understood again in milliseconds.

A letter's sample is kept under its words and the generator's code, its pages under the file's bytes
and the reader's code and models (``reader_stamp``), each second look under its page's image, the
rows or crop, and the reader again. So a run of a changed extractor costs no OCR but for rows and
crops nobody wished for before, and a changed reader never meets an old record.
"""

import datetime as dt
import hashlib
import importlib.metadata
import json
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from benchmarks import remembering
from benchmarks.cache import Cache, digest, sources
from benchmarks.remembering import Remembered, Remembering
from dilekce import work
from dilekce.clock import TURKIYE
from dilekce.codec import page_from_bytes, page_to_bytes
from dilekce.looking import FromImages, SecondLook
from dilekce.reading import no_letter
from dilekce.understanding import understood
from domain.arrival import arrival_id
from domain.errors import Stop, Unacceptable
from domain.page import Page
from domain.petition import Petition
from extract.letter import study
from ingest.decode.limits import DecodeLimits
from ocr.engine import Engine
from samples import make
from samples.layouts import SetName

ROOT = Path(__file__).parents[1]
#: What the first read and the second looks are made by; cutting and understanding are not.
_READER = (
    "ocr",
    "ingest",
    "domain/arrival.py",
    "domain/errors.py",
    "domain/geometry.py",
    "domain/page.py",
    "dilekce/codec.py",
    "dilekce/looking.py",
    "benchmarks/remembering.py",
)
_PIXELS = ("numpy", "opencv-python-headless", "pillow", "pdf2image", "pikepdf", "zxing-cpp")
#: Every letter is received on this day, after any of them was written: a run can be repeated.
RECEIVED_AT = dt.datetime(2026, 12, 31, 12, tzinfo=TURKIYE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One letter, by the words that fix it."""

    set_name: SetName
    layout: str
    channel: str
    seed: int
    number: int  #: 0-based among the letters of one layout, channel and seed

    @property
    def stem(self) -> str:
        """The sample's stem: other layouts of the set change nothing in it."""
        return f"{self.set_name}-{self.seed}-{self.number:04d}"

    @property
    def name(self) -> str:
        """What reports call the letter."""
        return f"{self.layout}/{self.channel}/{self.stem}"

    def sample(self) -> make.Sample:
        """Write the letter."""
        return make.a_sample(self.stem, self.set_name, self.layout, self.channel)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cache, and what reads a letter that is not in it. Picklable, for children."""

    cache: Cache
    engine: Remembering
    limits: DecodeLimits
    samples: str  #: stamp of the generator
    reader: str  #: stamp of the reader


@dataclass(frozen=True, slots=True)
class Reading:
    """A file after its first read."""

    pages: tuple[Page, ...] = ()
    failed: tuple[int, ...] = ()  #: numbers of the pages that could not be read
    problem: str | None = None  #: why there are no pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A letter as the extractor understood it, and what that took."""

    truth: dict[str, Any]
    sha256: str  #: of the file
    petitions: tuple[Petition, ...] = ()  #: none when there is a problem
    problem: str | None = None
    pages: int = 0  #: of the file
    seconds: float = 0.0  #: CPU from page records to petitions
    peak_mb: float = 0.0  #: of the process that did it
    looks: tuple[tuple[str, int], ...] = ()  #: hits and misses of the cache


def shelf(folder: Path, engine: Engine, limits: DecodeLimits) -> Shelf:
    """Return the shelf in ``folder`` for the code as it stands now."""
    cache = Cache(folder.absolute())
    stamp = remembering.engine_stamp(engine)
    return Shelf(
        cache, Remembering(engine, cache, stamp), limits, samples_stamp(), reader_stamp(stamp)
    )


def samples_stamp(root: Path = ROOT) -> str:
    """Return what names the generator: its sources and what draws for it."""
    files = [str(path.relative_to(root)) for path in (root / "samples").rglob("*.py")]
    drawn = [f"{name} {importlib.metadata.version(name)}" for name in _PIXELS]
    return digest(sources(root, *files), *drawn)


def reader_stamp(engine: str, root: Path = ROOT) -> str:
    """Return what names the reader: sources, libraries, poppler and the stamp of the engine."""
    libraries = [f"{name} {importlib.metadata.version(name)}" for name in _PIXELS]
    poppler = subprocess.run(("pdftoppm", "-v"), check=True, capture_output=True).stderr
    return digest(sources(root, *_READER), engine, poppler, *libraries)


def know_in_child(asked: Asked, on: Shelf) -> Known:
    """Do what ``know`` does; raises ``Stop`` when this child holds another reader than ``on``.

    A child born after somebody changed the sources would put its reads under the old stamp.
    """
    if _own_stamp(on.engine.stamp) != on.reader:
        raise Stop("benchmark.sources_changed", "the reader was changed meanwhile: start again")
    return know(asked, on)


@cache
def _own_stamp(engine: str) -> str:
    return reader_stamp(engine)


def know(asked: Asked, on: Shelf) -> Known:
    """Return the letter as understood now: from the shelf, and what is not there made first."""
    remembering.tally.clear()
    told, reading = first_read(asked, on)
    known = Known(**told, problem=reading.problem, pages=len(reading.pages))
    if reading.problem is None:
        known = _understood(known, reading, on)
    return replace(known, peak_mb=_peak_mb())


def first_read(asked: Asked, on: Shelf) -> tuple[dict[str, Any], Reading]:
    """Return the letter's ``truth`` and ``sha256``, and its pages as first read."""
    kept = on.cache.get("sample", _sample_key(asked, on))
    remembering.count("sample", kept)
    told = json.loads(kept) if kept is not None else _keep(asked.sample(), asked, on)
    pages = on.cache.get("pages", digest(on.reader, told["sha256"]))
    remembering.count("pages", pages)
    if pages is not None:
        reading = _reading_from(pages)
    else:
        told, data = _with_file(told, asked, on)
        reading = _read(data, on)
        if not reading.failed:  # what failed once, perhaps for want of time, is tried again
            on.cache.put("pages", digest(on.reader, told["sha256"]), _reading_to(reading))
    return told, reading


def pages_of(known: Known, on: Shelf) -> tuple[Page, ...]:
    """Return the pages of a letter that is on the shelf, as first read."""
    kept = on.cache.get("pages", digest(on.reader, known.sha256))
    return _reading_from(kept).pages if kept is not None else ()


def _sample_key(asked: Asked, on: Shelf) -> str:
    return digest(on.samples, asked.set_name, asked.layout, asked.channel, asked.stem)


def _keep(sample: make.Sample, asked: Asked, on: Shelf) -> dict[str, Any]:
    """Keep a letter and its file; return its truth and its file's SHA-256."""
    sha256 = hashlib.sha256(sample.data).hexdigest()
    told = json.dumps({"truth": sample.truth, "sha256": sha256}, ensure_ascii=False)
    on.cache.put("file", sha256, sample.data)
    on.cache.put("sample", _sample_key(asked, on), told.encode())
    kept: dict[str, Any] = json.loads(told)
    return kept


def _with_file(told: dict[str, Any], asked: Asked, on: Shelf) -> tuple[dict[str, Any], bytes]:
    """Return the letter as ``_keep`` told it and its file, written anew when that was deleted."""
    data = on.cache.get("file", told["sha256"])
    if data is not None:
        return told, data
    sample = asked.sample()
    return _keep(sample, asked, on), sample.data


def _read(data: bytes, on: Shelf) -> Reading:
    """Read a file once, each page as the product does."""
    with tempfile.TemporaryDirectory(prefix="records-") as name:
        folder = Path(name)
        file = folder / "letter"  # the decoder goes by the bytes
        file.write_bytes(data)
        try:
            decoded = work.decode_file(file, folder, on.limits)
        except Unacceptable as error:
            return Reading(problem=error.code)
        pages, failed = [], []
        for sheet in decoded.pages:
            try:
                page = work.read_page(sheet, folder, on.engine)
            except Unacceptable:
                failed.append(sheet.number)
            else:
                pages.append(replace(page, image=on.cache.keep_image(folder / page.image)))
    return Reading(tuple(pages), tuple(failed))


def _reading_to(reading: Reading) -> bytes:
    """Return a line that tells the problem, then a line a page; no failed page is kept."""
    head = json.dumps({"problem": reading.problem}).encode()
    return b"\n".join([head, *map(page_to_bytes, reading.pages)])


def _reading_from(content: bytes) -> Reading:
    head, *pages = content.split(b"\n")
    return Reading(tuple(map(page_from_bytes, pages)), (), json.loads(head)["problem"])


def _understood(known: Known, reading: Reading, on: Shelf) -> Known:
    look = Remembered(FromImages(on.cache.images, on.engine), on.cache, on.reader)
    understand(reading, look, known.sha256)  # loads the language, looks where nobody looked yet
    looks = tuple(remembering.tally.items())
    study((), _no_language())  # the last letter's document is shared: make it anew within the time
    start = time.process_time()
    petitions, problem = understand(reading, look, known.sha256)
    seconds = time.process_time() - start
    return replace(known, petitions=petitions, problem=problem, seconds=seconds, looks=looks)


@cache
def _no_language() -> Language:
    return spacy.blank("tr_ocr")


def understand(
    reading: Reading, look: SecondLook, sha256: str
) -> tuple[tuple[Petition, ...], str | None]:
    """Return a file's petitions as ``dilekce.reading`` has them, or why there is none."""
    batch = work.cut(reading.pages, reading.failed)
    if not batch.cuts:
        return (), no_letter(batch).code
    read = {page.number: replace(page, role=batch.roles[page.number]) for page in reading.pages}
    petitions = (
        understood(
            [read[number] for number in cut.pages],
            look,
            RECEIVED_AT.date(),
            arrival_id=arrival_id(sha256),
            doubts=cut.doubts,
        )
        for cut in batch.cuts
    )
    return tuple(petitions), None


def _peak_mb() -> float:
    """Return the most memory this process ever held, in MB."""
    rows = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(row.split()[1]) / 1024 for row in rows if row.startswith("VmHWM:"))
