"""A letter's words understood, with a second look at its images where that can decide."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from spacy.language import Language

from domain.page import CropRead, Page
from domain.petition import Petition
from extract import again, assemble, language
from ocr import pixels
from ocr.again import second_read
from ocr.crops import read_crop
from ocr.engine import Engine
from ocr.pixels import Grey


@cache
def _language() -> Language:
    return language.load()


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
