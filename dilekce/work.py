"""What runs inside the children: whole stages as plain functions over paths and values.

The parent imports this module to name them, so what a stage needs is imported by the child that
runs it: spaCy, OpenCV and the PDF libraries are 90 MB that the parent does not hold.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deliver.sheets import Sheet
from domain.arrival import DecodedPage
from domain.batch import Batch
from domain.errors import TryLater
from domain.geometry import Box
from domain.page import Crop, CropPurpose, Page
from domain.petition import Petition
from ingest.decode.limits import DecodeLimits

if TYPE_CHECKING:
    from extract.gates import Regime
    from ingest.decode.read import DecodedFile
    from ocr.engine import Engine


def decode_file(source: Path, folder: Path, limits: DecodeLimits) -> "DecodedFile":
    """Decode ``source`` to one image a page in ``folder``."""
    from ingest.decode.read import decode

    return decode(source, folder, limits)


def read_page(decoded: DecodedPage, folder: Path, engine: "Engine") -> Page:
    """Read one decoded page; its upright image is written to ``folder``."""
    from ocr.read import read_page as read_here

    return read_here(decoded, folder, engine)


def turn_page(page: Page, degrees: int, folder: Path, engine: "Engine") -> Page:
    """Read a page anew as a person turned it; its image is written to ``folder``."""
    from ocr.read import read_turned

    return read_turned(page, degrees, folder, engine)


def cut(pages: Sequence[Page], failed: Sequence[int]) -> Batch:
    """Cut a file's pages into petitions; ``failed`` are the numbers of those not read."""
    from extract import batch

    return batch.cut(pages, failed)


def understand(
    pages: Sequence[Page],
    folder: Path,
    engine: "Engine",
    received_on: dt.date,
    arrival_id: str,
    doubts: Sequence[str],
    regime: "Regime | None" = None,
) -> Petition:
    """Turn words into a petition with its fields and decision.

    Rows and small pieces that can change the decision are read again from the upright images,
    which stand in ``folder`` under the names the pages give. ``regime`` says what accepts;
    None: as shipped.
    """
    from dilekce.understanding import understand as understand_here

    return understand_here(pages, folder, engine, received_on, arrival_id, doubts, regime)


def read_piece(
    page: Page, folder: Path, engine: "Engine", box: Box, purpose: CropPurpose | None
) -> list[str]:
    """Read a piece of the upright image in ``folder`` again, for a purpose or as lines of text."""
    from ocr import crops, pixels

    image = pixels.load(folder / page.image)
    if purpose is None:
        return [crops.read_lines(image, page, box, folder, engine)]
    return [
        r.text
        for r in crops.read_crop(image, page, Crop(page.number, box, purpose), folder, engine)
    ]


def write_pdf(sheets: Sequence[Sheet], title: str, received_at: dt.datetime, file: Path) -> None:
    """Write a petition's searchable PDF/A, whole or not at all; raises ``TryLater``."""
    from deliver.archive import searchable_pdf

    _write(file, searchable_pdf(sheets, title=title, received_at=received_at))


def write_alto(sheets: Sequence[Sheet], title: str, file: Path) -> None:
    """Write a petition's words as ALTO, whole or not at all; raises ``TryLater``."""
    from deliver.alto import alto

    _write(file, alto(sheets, title=title))


def _write(file: Path, content: bytes | bytearray) -> None:
    part = file.with_suffix(".part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        raise TryLater("disk.write", "a copy of a petition cannot be written") from error
