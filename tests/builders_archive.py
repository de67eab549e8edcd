"""Pages with words at known places, and what poppler finds in a PDF made from them."""

import datetime as dt
import html
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from dilekce.clock import TURKIYE
from domain.geometry import Box
from domain.page import Line, Page, Read, Word
from tests.builders_ocr import FONT, LETTER

RECEIVED = dt.datetime(2026, 11, 24, 9, 30, tzinfo=TURKIYE)
ROWS = tuple(row for row in LETTER if row)


@dataclass(frozen=True, slots=True)
class Found:
    """A word as ``pdftotext -bbox`` reports it, in points from the page's top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def a_page(
    folder: Path, rows: tuple[str, ...] = ROWS, *, dpi: int = 200, bilevel: bool = False
) -> tuple[Page, Path]:
    """Draw an A4 page with these rows; its words have the boxes they were drawn in."""
    image = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 11 * dpi / 72)
    lines = []
    for index, row in enumerate(rows):
        x, words = dpi, []
        for text in row.split(" "):
            at = (x, dpi * (1 + 0.3 * index))
            pen.text(at, text, font=font, fill=0)
            left, top, right, bottom = (round(side) for side in pen.textbbox(at, text, font=font))
            words.append(Word(text, Box(left, top, right - left, bottom - top), 0.9))
            x = round(x + pen.textlength(text + " ", font=font))
        lines.append(Line(tuple(words)))
    if not bilevel:
        grain = np.random.default_rng(1).normal(0, 5, image.size[::-1])
        image = Image.fromarray(np.clip(np.asarray(image) * 0.9 + 15 + grain, 0, 255).astype("u1"))
    file = folder / f"page-{dpi}-{bilevel}.png"
    image.convert("1" if bilevel else "L", dither=Image.Dither.NONE).save(file)
    page = Page(
        number=1, width=image.width, height=image.height, dpi=dpi, bilevel=bilevel,
        reads=(Read("page", tuple(lines)),), image=file.name,
    )  # fmt: skip
    return page, file


def text_of(pdf: Path) -> str:
    """Return the PDF's text in the order it was written."""
    return _said("pdftotext", "-raw", str(pdf), "-")


def words_of(pdf: Path) -> list[Found]:
    """Return every word that poppler finds, with its box."""
    place = r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>'
    rows = re.findall(place, _said("pdftotext", "-bbox", str(pdf), "-"))
    return [Found(html.unescape(text), *(float(side) for side in box)) for *box, text in rows]


def drawn(pdf: Path, dpi: int) -> Image.Image:
    """Return the PDF's first page as poppler draws it, in grey."""
    _said("pdftoppm", "-gray", "-singlefile", "-r", str(dpi), str(pdf), str(pdf.with_suffix("")))
    with Image.open(pdf.with_suffix(".pgm")) as image:
        return image.convert("L")


def kept(pdf: Path) -> Image.Image:
    """Return the first page's image as it lies in the PDF, undrawn."""
    _said("pdfimages", "-png", "-l", "1", str(pdf), str(pdf.with_suffix("")))
    with Image.open(pdf.with_name(f"{pdf.stem}-000.png")) as image:
        return image.convert("L")


def _said(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True)
    assert not done.stderr, done.stderr
    return done.stdout.decode()
