"""The pages that reading is measured on: generated files, and the text of each page."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.reading_score import Line
from domain.geometry import Box
from samples import channels, make
from samples.layouts import LAYOUTS, SetName
from samples.make import Feeding, Sample

#: What offices press on paper, and how far its frame lies around its words, page pixels.
_PRESSED, _FRAME = frozenset({"stamp", "seal"}), 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which pages to generate."""

    set_name: SetName
    seed: int
    pages: int  #: at least so many pages with text
    channel: str
    turned: bool = False  #: whether the sheets are fed turned
    layouts: tuple[str, ...] = ()  #: none: all of the set

    @property
    def group(self) -> str:
        """The channel's name, marked when turned."""
        return f"{self.channel}, turned" if self.turned else self.channel


@dataclass(frozen=True, slots=True)
class Given:
    """A file and what stands on its pages."""

    path: Path
    pages: tuple[tuple[Line, ...], ...]  #: no lines: a blank page
    turned: int  #: degrees clockwise that every sheet was fed turned


def write(folder: Path, wanted: Wanted) -> list[Given]:
    """Write the files to ``folder``; the same sheets, upright or turned, in every channel."""
    given: list[Given] = []
    for sample, turned in _samples(wanted):
        texts = tuple(_lines(page) for page in sample.truth["pages"])
        given.append(Given(make.write(sample, folder), texts, turned))
        if sum(bool(text) for g in given for text in g.pages) >= wanted.pages:
            break
    return given


def _samples(wanted: Wanted) -> Iterator[tuple[Sample, int]]:
    layouts = wanted.layouts or tuple(LAYOUTS[wanted.set_name])
    for index in itertools.count():
        turned = _feed(wanted.channel, index) if wanted.turned else 0
        yield (
            make.a_sample(
                f"{wanted.set_name}-{wanted.seed}-{index:04d}",
                wanted.set_name,
                layouts[index % len(layouts)],
                wanted.channel,
                feeding=Feeding(turned, duplex=False),
                with_text=True,
            ),
            turned,
        )


def _feed(channel: str, index: int) -> int:
    """Return how a turned sheet lies: a fax machine takes it upside down only."""
    ways: Sequence[int] = (180,) if channels.is_fax(channel) else (90, 180, 270)
    return ways[index % len(ways)]


def _lines(page: dict[str, Any]) -> tuple[Line, ...]:
    """Return a page's text, that which no reader is asked for as optional.

    That is handwriting, words around a round seal, and the header line of a sheet fed turned: it
    stands on its head. Print that a stamp or a seal lies over is of the kind ``crossed``.
    """
    unasked = {"hand", "seal", "header"} if page["turned"] else {"hand", "seal"}
    pressed = [Box(*run["box"]).grown(_FRAME) for run in page["text"] if run["kind"] in _PRESSED]
    return tuple(
        Line(run["text"], _kind(run, pressed), optional=run["kind"] in unasked)
        for run in page["text"]
        if run["text"]
    )


def _kind(run: dict[str, Any], pressed: Sequence[Box]) -> str:
    crossed = run["kind"] == "print" and any(Box(*run["box"]).overlap(box) for box in pressed)
    return "crossed" if crossed else str(run["kind"])
