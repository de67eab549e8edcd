"""Files that hold several letters, as a mailroom scans them or a gateway joins faxes, with truth.

``python -m samples.batches --seed 1 --count 4 --out DIR``. The truth names the role of every page
and the petition it belongs to, so that a cut can be judged page by page.
"""

import argparse
import io
import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from PIL import Image

from domain.page import PageRole
from samples import channels, render, sheets
from samples.layouts import LAYOUTS, WORDS, SetName
from samples.letter import Letter
from samples.make import Sample, a_sender, write


@dataclass(frozen=True, slots=True)
class Side:
    """One side of paper: its image, what it is for, and whose petition it belongs to."""

    image: Image.Image
    role: PageRole
    petition: int | None  #: 1-based within the file; None: left over


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How this mailroom scans."""

    separated: bool
    duplex: bool
    worn: bool  #: its separators are copies of copies


def batches(
    *, seed: int, count: int, set_name: SetName, channel: str, separated: bool
) -> Iterator[Sample]:
    """Yield ``count`` files of one channel, with or without separator sheets."""
    for index in range(count):
        kind = "separated" if separated else "bare"
        yield a_batch(f"{set_name}-{kind}-{seed}-{index:04d}", set_name, channel, separated)


def a_batch(stem: str, set_name: SetName, channel: str, separated: bool) -> Sample:  # noqa: FBT001 - the one switch
    """Return the one file that these words fix."""
    rng = Random(f"{stem}/{channel}")
    fax = channels.is_fax(channel)
    duplex = not fax and rng.random() < 0.3
    habit = Habit(separated=separated, duplex=duplex, worn=rng.random() < 0.4)
    letters = [_a_letter(rng, set_name) for _ in range(rng.randint(2, 4))]
    bundles = [
        list(_bundle(rng, set_name, letter, index, habit, fax=fax))
        for index, letter in enumerate(letters, 1)
    ]
    sides = [side for bundle in bundles for side in bundle]
    if fax and not separated:  # each letter is a transmission of its own, joined by the gateway
        data = join([
            channels.CHANNELS[channel](rng, [s.image for s in bundle], a_sender(rng, letter)).data
            for bundle, letter in zip(bundles, letters, strict=True)
        ])  # fmt: skip
        suffix = ".tif"
    else:
        sender = a_sender(rng, letters[0])
        dropped = channels.CHANNELS[channel](rng, [s.image for s in sides], sender)
        data, suffix = dropped.data, dropped.suffix
    truth = {"channel": channel, "separated": separated, "letters": letters_truth(letters)}
    return Sample(stem, suffix, data, truth | {"pages": pages_truth(sides)})


def _a_letter(rng: Random, set_name: SetName) -> Letter:
    names = tuple(LAYOUTS[set_name])
    letter = LAYOUTS[set_name][rng.choice(names)](rng, WORDS[set_name])
    if rng.random() < 0.25:
        letter = sheets.continued(rng, WORDS[set_name], letter)
    return letter


def _bundle(
    rng: Random, set_name: SetName, letter: Letter, index: int, habit: Habit, *, fax: bool
) -> Iterator[Side]:
    """Yield the sides of one letter in the order they lie in the feeder."""
    for side in _fronts(rng, set_name, letter, index, habit, fax=fax):
        yield side
        if habit.duplex:
            yield Side(channels.blank(rng), PageRole.BLANK, None)


def _fronts(
    rng: Random, set_name: SetName, letter: Letter, index: int, habit: Habit, *, fax: bool
) -> Iterator[Side]:
    if habit.separated:
        yield Side(sheets.separator_sheet(rng, worn=habit.worn), PageRole.SEPARATOR, None)
    if not fax and rng.random() < 0.15:
        yield Side(sheets.envelope(rng, letter), PageRole.ENVELOPE, index)
    if fax:
        letter = replace(letter, sheets=tuple(replace(s, stamps=()) for s in letter.sheets))
    written = False
    for sheet, image in zip(letter.sheets, render.pages(letter), strict=True):
        if not sheet.blocks:
            yield Side(image, PageRole.BLANK, None)
            continue
        yield Side(image, PageRole.CONTINUATION if written else PageRole.PETITION, index)
        written = True
    for image in sheets.attachments(rng, set_name, letter, rng.choice((0, 0, 0, 1, 1, 2))):
        yield Side(image, PageRole.ATTACHMENT, index)


def letters_truth(letters: Sequence[Letter]) -> list[dict[str, Any]]:
    """Return what a perfect reader would print of each letter."""
    return [{"layout": letter.layout, **letter.truth.to_json()} for letter in letters]


def pages_truth(sides: Sequence[Side]) -> list[dict[str, Any]]:
    """Return role and petition of every page."""
    return [{"role": side.role.value, "petition": side.petition} for side in sides]


def a_broken_fax(stem: str, set_name: SetName, channel: str, fault: str) -> Sample:
    """Return a fax of one letter with a page ``missing`` or ``repeated``, or ``whole``."""
    rng = Random(f"{stem}/{channel}/{fault}")
    letter = LAYOUTS[set_name][rng.choice(tuple(LAYOUTS[set_name]))](rng, WORDS[set_name])
    letter = sheets.continued(rng, WORDS[set_name], letter)
    images = [i for s, i in zip(letter.sheets, render.pages(letter), strict=True) if s.blocks]
    images += sheets.attachments(rng, set_name, letter, max(1, 3 - len(images)))
    sent = channels.CHANNELS[channel](rng, images, a_sender(rng, letter)).data
    numbers = list(range(1, len(images) + 1))
    at = rng.randrange(len(images))
    if fault == "missing":
        numbers.pop(at)
    elif fault == "repeated":
        numbers.insert(at, numbers[at])
    again = {at + 1: _sent_again(rng, sent, at)} if fault == "repeated" else {}
    data = join_pages(sent, numbers, again)
    truth = {"channel": channel, "fault": fault, "letters": letters_truth([letter])}
    return Sample(stem, ".tif", data, truth | {"numbers": numbers})


def _sent_again(rng: Random, sent: bytes, index: int) -> bytes:
    """Return one page of a fax as the second try sends it: moved a little, other specks."""
    with Image.open(io.BytesIO(sent)) as file:
        file.seek(index)
        dots = np.asarray(file.convert("1"))
        tags = {tag: file.tag_v2[tag] for tag in (254, 262, 270, 305, 306)}  # type: ignore[attr-defined]
        dpi = file.info["dpi"]
    moved = np.roll(dots, (rng.randint(0, 6), rng.randint(-6, 6)), (0, 1))
    specks = np.random.default_rng(rng.getrandbits(32)).random(dots.shape) < 0.0003
    out = io.BytesIO()
    Image.fromarray(moved & ~specks).save(out, "TIFF", compression="group4", dpi=dpi, tiffinfo=tags)
    return out.getvalue()


def join(files: Sequence[bytes]) -> bytes:
    """Return one TIFF with the pages of all, their tags kept."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.tif" for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        return _copied(folder, [str(path) for path in paths])


def join_pages(sent: bytes, numbers: Sequence[int], again: dict[int, bytes]) -> bytes:
    """Return the pages of ``sent`` in that order; a number met twice is taken from ``again``."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "sent.tif"
        whole.write_bytes(sent)
        parts: list[str] = []
        for position, number in enumerate(numbers):
            if number in numbers[:position]:
                path = Path(folder) / f"again-{number}.tif"
                path.write_bytes(again[number])
                parts.append(str(path))
            else:
                parts.append(f"{whole},{number - 1}")
        return _copied(folder, parts)


def _copied(folder: str, parts: Sequence[str]) -> bytes:
    out = Path(folder) / "out.tif"
    subprocess.run(["tiffcp", *parts, str(out)], check=True, capture_output=True)  # noqa: S603, S607
    return out.read_bytes()


def main() -> None:
    """Read the arguments and write the files."""
    ask = argparse.ArgumentParser(prog="samples.batches", description=__doc__)
    ask.add_argument("--seed", type=int, required=True)
    ask.add_argument("--count", type=int, required=True, help="files a channel and kind")
    ask.add_argument("--set", choices=tuple(LAYOUTS), default="dev", dest="set_name")
    ask.add_argument("--channels", nargs="+", default=tuple(channels.USUAL))
    ask.add_argument("--out", type=Path, required=True)
    told = ask.parse_args()
    for channel in told.channels:
        for separated in (True, False):
            for sample in batches(
                seed=told.seed, count=told.count, set_name=told.set_name, channel=channel,
                separated=separated,
            ):  # fmt: skip
                named = replace(sample, stem=f"{channel}-{sample.stem}")
                print(json.dumps({named.stem: len(sample.truth["pages"])}))  # noqa: T201
                write(named, told.out)


if __name__ == "__main__":
    main()
