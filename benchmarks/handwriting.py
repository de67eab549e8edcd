"""How well handwriting is told from print, channel by channel.

``python -m benchmarks.handwriting --count 3`` writes letters of the sealed handwriting layouts and
as many sealed printed ones, sends them through each channel, and counts what ``ocr.handwriting``
and ``ocr.noise`` make of the engine's words. Where a hand wrote is known from a second sheet, black
there and white elsewhere, that went through the same channel in the same way.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw

from dilekce.wiring import ocr_engine
from domain.arrival import DecodedPage
from domain.geometry import Box
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import decode
from ocr import deskew, handwriting, layout, marks, noise, pixels, profiles
from ocr.engine import Atom, Segmentation, Settings
from ocr.pixels import Grey
from samples import channels, make, render
from samples.layouts import BY_HAND, LAYOUTS, WORDS, SetName
from samples.letter import Letter
from samples.printed import Kind

_OUT = Path(__file__).parent / "out"
#: A line counts as located when half of it lies in places.
_HALF = 0.5
#: Here, of the page's height, a fax prints its header line on the second sheet as well.
_HEAD = 0.045


def letters(set_name: SetName, count: int, channel: str) -> Iterator[tuple[str, Letter]]:
    """Yield (stratum, letter): ``count`` of each handwriting layout, then as many printed ones."""
    names = tuple(BY_HAND[set_name]) * count
    printed = tuple(LAYOUTS[set_name])
    for index, name in enumerate(names):
        yield name, _letter(set_name, name, channel, index)
    for index in range(len(names)):
        name = printed[index % len(printed)]
        yield "print", _letter(set_name, name, channel, index)


def _letter(set_name: SetName, name: str, channel: str, index: int) -> Letter:
    rng = Random(f"handwriting/{set_name}/{name}/{channel}/{index}")
    made = {**LAYOUTS[set_name], **BY_HAND[set_name]}[name](rng, WORDS[set_name])
    if channels.is_fax(channel):
        made = replace(made, sheets=tuple(replace(s, stamps=()) for s in made.sheets))
    return made


class Measured:
    """One page after the channel: what the engine read, and where a hand wrote or signed."""

    def __init__(self, letter: Letter, channel: str, folder: Path) -> None:
        paper = render.papers(letter)[0]
        send = partial(_sent, letter, channel, folder)
        page, image = send(paper.image, "page")
        skew = deskew.skew(marks.find(image, page.dpi))
        self.dpi = page.dpi
        self.image = _straight(image, skew)
        self.marks = marks.find(self.image, page.dpi)
        self.atoms = _read(page, self.image, folder)
        self.text = {word for run in paper.text for word in run.text.split()}
        self.where: dict[str, Grey] = {}
        kinds: tuple[Kind, ...] = ("hand", "ink")
        for kind in kinds:
            mask = _mask(paper, kind)
            where = _straight(send(mask, kind)[1], skew)
            where[: round(_HEAD * where.shape[0])] = 255
            self.where[kind] = where

    def by(self, kind: str, atom: Atom) -> bool:
        """Say whether a word stands where a hand wrote or signed."""
        x, y = (int(value) for value in atom.word.box.middle)
        return bool(self.where[kind][y, x] < 128)

    def lines(self) -> list[Box]:
        """Return the lines a hand wrote."""
        dark = (self.where["hand"] < 128).astype(np.uint8)
        dark = np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((5, 5))), np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(dark)
        return [Box(*(int(v) for v in row[:4])) for row in stats[1:] if row[4] > self.dpi]


def _straight(image: Grey, skew: float) -> Grey:
    return pixels.straighten(image, skew) if skew else image


def _mask(paper: render.Paper, kind: Kind) -> Image.Image:
    """Return a white sheet, black in the middle of each run of that kind: lines stay apart."""
    sheet = Image.new("L", paper.image.size, 255)
    draw = ImageDraw.Draw(sheet)
    for run in paper.text:
        if run.kind == kind:
            x, y, width, height = run.box
            draw.rectangle((x, y + height // 5, x + width, y + height - height // 5), fill=0)
    return sheet


def _sent(
    letter: Letter, channel: str, folder: Path, sheet: Image.Image, name: str
) -> tuple[DecodedPage, Grey]:
    """Send a sheet; the same letter always goes askew by the same angle."""
    rng = Random(f"{letter.layout}/{letter.truth.name}")
    sender = make.a_sender(rng, letter)
    dropped = channels.CHANNELS[channel](rng, [sheet], sender)
    file = folder / f"{name}{dropped.suffix}"
    file.write_bytes(dropped.data)
    (folder / name).mkdir()
    page = decode(file, folder / name, DecodeLimits()).pages[0]
    return page, pixels.load(folder / name / str(page.image))


def _read(page: DecodedPage, image: Grey, folder: Path) -> tuple[Atom, ...]:
    across, down = page.source_dpi
    profile, _ = profiles.choose(
        dpi=page.dpi, bilevel=page.bilevel, standard_fax=down < 130 and across > 1.5 * down
    )
    prepared, dpi = profiles.prepare(image, page.dpi, profile)
    asked = Settings(segmentation=Segmentation.PAGE, dpi=dpi)
    atoms = ocr_engine().words(prepared, asked, folder)
    height, width = image.shape
    return layout.scaled(atoms, width / prepared.shape[1], (width, height))


def count(page: Measured) -> Counter[str]:
    """Count what became of the words and lines of one page."""
    start = time.process_time()
    atoms = noise.cleaned(page.atoms, page.dpi)
    found = handwriting.find(page.marks, atoms)
    told: Counter[str] = Counter(cpu_us=round(1e6 * (time.process_time() - start)))
    judged = zip(atoms, found.scores, strict=True)
    kept = [a for a, s in judged if s <= 0 and not handwriting.covers(found.places, a.word.box)]
    left = {a.word.box for a in noise.without_strokes(kept, page.dpi)}
    for atom in page.atoms:
        if not any(c.isalnum() for c in atom.word.text):
            continue
        kind = "hand" if page.by("hand", atom) else "ink" if page.by("ink", atom) else "print"
        if kind == "print" and atom.word.text not in page.text:
            kind = "misread"  # or no word at all: what it was is not known
        told[f"{kind}_words"] += 1
        told[f"{kind}_left"] += atom.word.box in left
    for line in page.lines():
        told["lines"] += 1
        told["lines_located"] += sum(p.overlap(line) for p in found.places) > _HALF * line.area
    told["pages"] += 1
    told["places"] += len(found.places)
    return told


def table(groups: dict[str, Counter[str]]) -> str:
    """Return the figures as a Markdown table, one column a group."""
    rows = [
        ["", *groups],
        ["---"] * (len(groups) + 1),
        ["pages", *(str(c["pages"]) for c in groups.values())],
        ["lines by hand located", *(_of(c["lines_located"], c["lines"]) for c in groups.values())],
        [
            "words read from handwriting, left in the text",
            *(_of(c["hand_left"], c["hand_words"]) for c in groups.values()),
        ],
        [
            "words read from signatures, left in the text",
            *(_of(c["ink_left"], c["ink_words"]) for c in groups.values()),
        ],
        [
            "printed words read right, lost",
            *(_of(c["print_words"] - c["print_left"], c["print_words"]) for c in groups.values()),
        ],
        [
            "other words (misread print, noise), taken out",
            *(
                _of(c["misread_words"] - c["misread_left"], c["misread_words"])
                for c in groups.values()
            ),
        ],
        ["CPU a page, ms", *(f"{c['cpu_us'] / c['pages'] / 1000:.1f}" for c in groups.values())],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "–"


def run(set_name: SetName, number: int, channel_names: Sequence[str]) -> dict[str, Counter[str]]:
    """Measure; return the counts of each channel and of each stratum."""
    groups: dict[str, Counter[str]] = {}
    for channel in channel_names:
        for stratum, letter in letters(set_name, number, channel):
            with tempfile.TemporaryDirectory(prefix="handwriting-") as folder:
                told = count(Measured(letter, channel, Path(folder)))
            for group in (f"{channel}, {'print' if stratum == 'print' else 'by hand'}", stratum):
                groups.setdefault(group, Counter()).update(told)
        print(f"{channel}: done", flush=True)
    return groups


def main() -> None:
    """Read the arguments, measure, print and keep the figures."""
    ask = argparse.ArgumentParser(prog="benchmarks.handwriting", description=__doc__)
    ask.add_argument("--count", type=int, default=3, help="letters a layout and channel")
    ask.add_argument("--set", choices=tuple(LAYOUTS), default="test", dest="set_name")
    ask.add_argument("--channels", nargs="+", default=tuple(channels.USUAL))
    told = ask.parse_args()
    groups = run(told.set_name, told.count, told.channels)
    _OUT.mkdir(exist_ok=True)
    stem = f"handwriting-{told.set_name}-{told.count}"
    (_OUT / f"{stem}.json").write_text(json.dumps(groups, indent=1), "utf-8")
    print(table(groups))


if __name__ == "__main__":
    main()
