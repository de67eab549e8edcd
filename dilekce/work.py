"""What runs inside the children: whole stages as plain functions over paths and values.

Importing this module has no side effects; arguments and results are picklable.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from spacy.language import Language

from domain.arrival import DecodedPage
from domain.page import Crop, CropRead, Page
from domain.petition import Petition
from extract import assemble, language
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import DecodedFile, decode
from ocr.crops import read_crop
from ocr.read import read_page as read_first
from ocr.read import second_read
from ocr.tesseract import Tesseract


@cache
def _engine() -> Tesseract:
    return Tesseract()


@cache
def _language() -> Language:
    return language.load()


def decode_file(source: Path, folder: Path, limits: DecodeLimits) -> DecodedFile:
    """Decode ``source`` to one image a page in ``folder``."""
    return decode(source, folder, limits)


def read_page(decoded: DecodedPage, folder: Path) -> Page:
    """Read one decoded page twice; its upright PNG is written to ``folder``."""
    page = read_first(decoded, folder, _engine())
    if page.blank:
        return page
    return replace(page, reads=(*page.reads, second_read(page, folder, _engine())))


def crops_wanted(pages: Sequence[Page]) -> tuple[Crop, ...]:
    """Return the pieces of the pages whose third read can change the decision."""
    return assemble.crops_wanted(assemble.propose(tuple(pages), _language()))


def read_crops(folder: Path, pages: Sequence[Page], crops: Sequence[Crop]) -> list[CropRead]:
    """Read the crops from the upright PNGs that stand in ``folder``."""
    by_number = {page.number: page for page in pages}
    reads: list[CropRead] = []
    for crop in crops:
        page = by_number[crop.page]
        reads.extend(read_crop(folder / page.image, page, crop, _engine()))
    return reads


def understand(
    pages: Sequence[Page],
    crop_reads: Sequence[CropRead],
    received_on: dt.date,
    arrival_id: str,
    page_problems: bool,  # noqa: FBT001 - positional because it crosses a process
) -> Petition:
    """Turn words into a petition with its fields and decision."""
    return assemble.assemble(
        tuple(pages),
        tuple(crop_reads),
        received_on=received_on,
        arrival_id=arrival_id,
        nlp=_language(),
        page_problems=page_problems,
    )
