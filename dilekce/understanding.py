"""A letter's words understood, with a second look at its images where that can decide."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from spacy.language import Language

from dilekce.looking import FromImages, SecondLook
from domain.page import CropRead, Page
from domain.petition import Petition
from extract import again, assemble, language
from extract.gates import Regime
from ocr.engine import Engine


@cache
def _language() -> Language:
    return language.load()


def understand(
    pages: Sequence[Page],
    folder: Path,
    engine: Engine,
    received_on: dt.date,
    arrival_id: str,
    doubts: Sequence[str],
    regime: Regime | None = None,
) -> Petition:
    """Turn words into a petition with its fields and decision.

    Rows and small pieces that can change the decision are read again from the upright images,
    which stand in ``folder`` under the names the pages give. ``regime`` says what accepts;
    None: as shipped.
    """
    return understood(
        pages,
        FromImages(folder, engine),
        received_on,
        arrival_id=arrival_id,
        doubts=doubts,
        regime=regime,
    )


def understood(
    pages: Sequence[Page],
    look: SecondLook,
    received_on: dt.date,
    *,
    arrival_id: str,
    doubts: Sequence[str],
    regime: Regime | None = None,
) -> Petition:
    """Do what ``understand`` does, wherever the second look comes from."""
    seen = _look_again(tuple(pages), look)
    crops = assemble.crops_wanted(assemble.propose(seen, _language()))
    by_number = {page.number: page for page in seen}
    reads: list[CropRead] = []
    for crop in crops:
        reads += look.crop(by_number[crop.page], crop)
    return assemble.assemble(
        seen,
        tuple(reads),
        received_on=received_on,
        arrival_id=arrival_id,
        nlp=_language(),
        doubts=doubts,
        regime=regime,
    )


def proposed(pages: Sequence[Page], look: SecondLook) -> assemble.Draft:
    """Return who wrote the letter as far as the first and second reads can tell."""
    return assemble.propose(_look_again(tuple(pages), look), _language())


def _look_again(pages: tuple[Page, ...], look: SecondLook) -> tuple[Page, ...]:
    """Return the pages with the second read of their rows that matter."""
    wanted = again.wanted(assemble.propose(pages, _language()))
    rows = {wish.page: wish.rows for wish in wanted}
    return tuple(
        replace(page, reads=(*page.reads, look.rows(page, rows[page.number])))
        if page.number in rows
        else page
        for page in pages
    )
