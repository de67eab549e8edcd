"""Letters as pages of words without any OCR: what a perfect reader would have seen.

Roles are a matter of where things stand, so thousands of letters can be had in a minute. Two kinds:
the development layouts as they are rendered, and letters composed at random of blocks about the
petitioner and about others (``training.composed``), so that nothing hangs on ten layouts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from domain.geometry import Box
from domain.page import Ink, Page, Read, Word
from ocr import layout
from ocr.engine import Atom
from samples.layouts import LAYOUTS, NAMES, WORDS
from samples.letter import Letter
from samples.printed import Printed
from samples.render import DPI, HEIGHT, WIDTH, papers
from training.composed import compose

_CELL, _ROW, _LETTER = 22, 52, 34  #: pixels of a composed page's typewriter grid
_LEFT, _TOP = 150, 260


@dataclass(frozen=True, slots=True)
class Paper:
    """One letter: its pages, and the petitioner's number where the paper carries it."""

    layout: str
    pages: tuple[Page, ...]
    tckn: str | None


def rendered(seed: int, count: int) -> Iterator[Paper]:
    """Yield ``count`` letters of each development layout, of those hard to find names in too."""
    for name, write in (*LAYOUTS["dev"].items(), *NAMES["dev"].items()):
        for index in range(count):
            rng = Random(f"{seed}/{name}/{index}")
            letter = write(rng, WORDS["dev"])
            yield Paper(name, tuple(_pages(rng, letter)), letter.truth.tckn)


def composed(seed: int, count: int) -> Iterator[Paper]:
    """Yield ``count`` letters composed of blocks."""
    for index in range(count):
        rng = Random(f"{seed}/composed/{index}")
        letter = compose(rng, WORDS["dev"])
        yield Paper("composed", (_typed(rng, letter.rows),), letter.tckn)


def _pages(rng: Random, letter: Letter) -> Iterator[Page]:
    for number, paper in enumerate(papers(letter), start=1):
        runs = [run for run in paper.text if run.kind in ("print", "boxed")]
        ink = [Ink(Box(*run.box), 900) for run in paper.text if run.kind == "ink"]
        yield _page(rng, number, runs, ink)


def _typed(rng: Random, rows: Sequence[str]) -> Page:
    runs = [
        Printed(
            m.group(),
            (_LEFT + m.start() * _CELL, _TOP + i * _ROW, len(m.group()) * _CELL, _LETTER),
            "print",
        )
        for i, row in enumerate(rows)
        for m in re.finditer(r"\S+(?: \S+)*", row)
    ]
    return _page(rng, 1, runs, [])


def _page(rng: Random, number: int, runs: Sequence[Printed], ink: Sequence[Ink]) -> Page:
    """Return a page read once; now and then a run or a word is lost, as on real paper."""
    atoms = [
        Atom(word, (index, 0, 0))
        for index, run in enumerate(runs)
        if rng.random() > 0.02
        for word in _words(run)
        if rng.random() > 0.01
    ]
    return Page(
        number=number,
        width=WIDTH,
        height=HEIGHT,
        dpi=DPI,
        reads=(Read("page", layout.lines(atoms)),),
        ink=tuple(ink),
    )


def _words(run: Printed) -> Iterator[Word]:
    left, top, width, height = run.box
    cell = width / max(1, len(run.text))
    for match in re.finditer(r"\S+", run.text):
        box = Box(
            round(left + match.start() * cell),
            top,
            max(1, round(len(match.group()) * cell)),
            height,
        )
        yield Word(match.group(), box, 0.95)
