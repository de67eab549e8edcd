"""An OCR engine and a second look that remember on disk what they once read.

The engine's memory goes by pixels and settings, so it holds whatever code prepared the pixels. The
second look's goes by page image, rows or crop, and the reader's version: it needs no pixels at all.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.cache import Cache, digest
from dilekce.codec import page_from_bytes, page_to_bytes
from dilekce.looking import SecondLook
from domain.geometry import Box
from domain.page import Crop, CropRead, Page, Read, Word
from ocr import models
from ocr.engine import Atom, Engine, Settings
from ocr.pixels import Grey

#: Hits and misses of this process: ``words.hit``, ``rows.miss``, … Whoever wants them empties it.
tally: Counter[str] = Counter()


def count(kind: str, kept: bytes | None) -> None:
    """Count whether a result was there."""
    tally[f"{kind}.{'miss' if kept is None else 'hit'}"] += 1


@dataclass(frozen=True, slots=True)
class Remembering:
    """An engine that asks ``engine`` only for what it has not read before."""

    engine: Engine
    cache: Cache
    stamp: str  #: of the engine, its version and its models

    @property
    def name(self) -> str:
        """What the engine is called."""
        return self.engine.name

    def version(self) -> str:
        """Return the engine's version."""
        return self.engine.version()

    def languages(self) -> frozenset[str]:
        """Return the names of the installed models."""
        return self.engine.languages()

    def characters(self, language: str) -> frozenset[str]:
        """Return what the model can write."""
        return self.engine.characters(language)

    def words(self, image: Grey, settings: Settings, folder: Path) -> tuple[Atom, ...]:
        """Return the words of the image; errors as ``Engine.words`` says, and never kept."""
        how = json.dumps(asdict(replace(settings, timeout=0.0)), sort_keys=True)
        key = digest(self.stamp, how, str(image.shape), image.tobytes())
        kept = self.cache.get("words", key)
        count("words", kept)
        if kept is not None:
            return tuple(_atom(row) for row in json.loads(kept))
        atoms = self.engine.words(image, settings, folder)
        self.cache.put("words", key, _plain([_row(atom) for atom in atoms]))
        return atoms


@dataclass(frozen=True, slots=True)
class Remembered:
    """A second look that looks only at what was not looked at before."""

    look: SecondLook
    cache: Cache
    version: str  #: of the reader: of all code and models that a read rests on

    def rows(self, page: Page, rows: Sequence[Box]) -> Read:
        """Return the second read of ``rows``."""
        key = digest(self.version, _facts(page), *(str(_box(row)) for row in rows))
        kept = self.cache.get("rows", key)
        count("rows", kept)
        if kept is not None:
            return page_from_bytes(kept).first
        read = self.look.rows(page, rows)
        bare = replace(page, reads=(read,), ink=(), codes=(), handwriting=(), fax=None, role=None)
        self.cache.put("rows", key, page_to_bytes(bare))
        return read

    def crop(self, page: Page, crop: Crop) -> tuple[CropRead, ...]:
        """Return the readings of one small piece."""
        key = digest(self.version, _facts(page), crop.purpose.value, str(_box(crop.box)))
        kept = self.cache.get("crop", key)
        count("crop", kept)
        if kept is not None:
            return tuple(CropRead(crop, text, sure) for text, sure in json.loads(kept))
        reads = self.look.crop(page, crop)
        self.cache.put("crop", key, _plain([[read.text, read.confidence] for read in reads]))
        return reads


def engine_stamp(engine: Engine) -> str:
    """Return what names the engine, its version and the very bytes of its models."""
    folder = models.folder()
    files = [(folder / f"{name}.traineddata").read_bytes() for name in ("tur", "eng")]
    return digest(engine.name, engine.version(), *files)


def _facts(page: Page) -> str:
    """Return all of a page that a second look depends on, its image by name."""
    by_hand = [_box(box) for box in page.handwriting]
    size = (page.width, page.height, page.dpi)
    return str((page.image, size, page.bilevel, page.standard_fax, by_hand))


def _box(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.w, box.h


def _row(atom: Atom) -> list[object]:
    return [atom.word.text, *_box(atom.word.box), atom.word.confidence, *atom.line]


def _atom(row: list[object]) -> Atom:
    text, x, y, w, h, confidence, *line = row
    word = Word(text, Box(x, y, w, h), confidence)  # type: ignore[arg-type]
    return Atom(word, tuple(line))  # type: ignore[arg-type]


def _plain(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
