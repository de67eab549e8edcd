"""What runs inside the children: whole stages as plain functions over paths and values.

Importing this module has no side effects; arguments and results are picklable.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from spacy.language import Language

from deliver.alto import alto
from deliver.sheets import Sheet
from domain.arrival import DecodedPage
from domain.batch import Batch
from domain.errors import TryLater
from domain.page import CropRead, Page
from domain.petition import Petition
from extract import again, assemble, batch, language
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import DecodedFile, decode
from ocr import pixels
from ocr.again import second_read
from ocr.crops import read_crop
from ocr.engine import Engine
from ocr.pixels import Grey
from ocr.read import read_page as read_first


@cache
def _language() -> Language:
    return language.load()


def decode_file(source: Path, folder: Path, limits: DecodeLimits) -> DecodedFile:
    """Decode ``source`` to one image a page in ``folder``."""
    return decode(source, folder, limits)


def read_page(decoded: DecodedPage, folder: Path, engine: Engine) -> Page:
    """Read one decoded page; its upright PNG is written to ``folder``."""
    return read_first(decoded, folder, engine)


def cut(pages: Sequence[Page], failed: Sequence[int]) -> Batch:
    """Cut a file's pages into petitions; ``failed`` are the numbers of those not read."""
    return batch.cut(pages, failed)


class _Upright:
    """The upright images of a letter, each opened once, when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[int, Grey] = {}

    def of(self, page: Page) -> Grey:
        if page.number not in self._open:
            self._open[page.number] = pixels.load(self._folder / page.image)
        return self._open[page.number]


def understand(
    pages: Sequence[Page],
    folder: Path,
    engine: Engine,
    received_on: dt.date,
    arrival_id: str,
    doubts: Sequence[str],
) -> Petition:
    """Turn words into a petition with its fields and decision.

    Rows and small pieces that can change the decision are read again from the upright images,
    which stand in ``folder`` under the names the pages give.
    """
    upright = _Upright(folder)
    seen = _look_again(tuple(pages), upright, folder, engine)
    crops = assemble.crops_wanted(assemble.propose(seen, _language()))
    by_number = {page.number: page for page in seen}
    reads: list[CropRead] = []
    for crop in crops:
        page = by_number[crop.page]
        reads += read_crop(upright.of(page), page, crop, folder, engine)
    return assemble.assemble(
        seen,
        tuple(reads),
        received_on=received_on,
        arrival_id=arrival_id,
        nlp=_language(),
        doubts=doubts,
    )


def _look_again(
    pages: tuple[Page, ...], upright: _Upright, folder: Path, engine: Engine
) -> tuple[Page, ...]:
    """Return the pages with the second read of their rows that matter."""
    wanted = again.wanted(assemble.propose(pages, _language()))
    rows = {look.page: look.rows for look in wanted}
    return tuple(
        replace(
            page,
            reads=(
                *page.reads,
                second_read(page, upright.of(page), rows[page.number], folder, engine),
            ),
        )
        if page.number in rows
        else page
        for page in pages
    )


def write_pdf(sheets: Sequence[Sheet], title: str, received_at: dt.datetime, file: Path) -> None:
    """Write a petition's searchable PDF/A, whole or not at all; raises ``TryLater``."""
    # Imported where it is needed: 32 MB and 0.2 s that children who only read do not spend.
    from deliver.archive import searchable_pdf  # noqa: PLC0415

    _write(file, searchable_pdf(sheets, title=title, received_at=received_at))


def write_alto(sheets: Sequence[Sheet], title: str, file: Path) -> None:
    """Write a petition's words as ALTO, whole or not at all; raises ``TryLater``."""
    _write(file, alto(sheets, title=title))


def _write(file: Path, content: bytes | bytearray) -> None:
    part = file.with_suffix(".part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        raise TryLater("disk.write", "a copy of a petition cannot be written") from error
