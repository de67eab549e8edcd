"""Write sample files and their truth: ``python -m samples.make --seed 1 --count 8 --out DIR``.

Files go to ``DIR``, truths to ``DIR/truth`` (a ``.json`` beside a file would be its companion).
The same arguments give the same bytes.
"""

import argparse
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from samples import channels, render
from samples.fonts import faces
from samples.layouts import LAYOUTS, WORDS, SetName
from samples.layouts import layout as layout_of
from samples.letter import Letter
from samples.people import a_phone
from samples.printed import Printed


@dataclass(frozen=True, slots=True)
class Sample:
    """One file with its truth."""

    stem: str
    suffix: str
    data: bytes
    truth: dict[str, Any]  #: JSON values: see ``samples/README.md``


def samples(
    *,
    seed: int,
    count: int,
    set_name: SetName = "dev",
    channel_names: Sequence[str] = tuple(channels.USUAL),
    layouts: Sequence[str] = (),
    with_text: bool = False,
) -> Iterator[Sample]:
    """Yield ``count`` samples; layouts take turns within each channel, so both are even."""
    names = tuple(layouts) or tuple(LAYOUTS[set_name])
    for index in range(count):
        channel = channel_names[index % len(channel_names)]
        layout = names[index // len(channel_names) % len(names)]
        stem = f"{set_name}-{seed}-{index:04d}"
        yield a_sample(stem, set_name, layout, channel, with_text=with_text)


@dataclass(frozen=True, slots=True)
class Feeding:
    """How the sheets lie in the feeder."""

    turned: int  #: degrees clockwise, all sheets alike
    duplex: bool  #: whether their empty backs are taken as well


def a_sample(
    stem: str,
    set_name: SetName,
    layout: str,
    channel: str,
    *,
    feeding: Feeding | None = None,
    with_text: bool = False,
) -> Sample:
    """Return the one sample that these words fix.

    ``feeding`` overrules how the sheets would have lain; ``with_text`` adds each page's ``text``.
    """
    rng = Random(f"{stem}/{layout}/{channel}")
    letter = layout_of(set_name, layout)(rng, WORDS[set_name])
    chosen = a_feeding(rng, channel)
    sides = list(_feed(rng, letter, channel, feeding or chosen))
    images = [side.image for side in sides]
    dropped = channels.CHANNELS[channel](rng, images, a_sender(rng, letter))
    truth = {
        "layout": letter.layout,
        "channel": channel,
        "arrives_by": "fax" if channels.is_fax(channel) else "post",
        "pages": [side.facts for side in sides],
        **letter.truth.to_json(),
    }
    if with_text:
        for number, side in enumerate(sides):
            runs = (*side.text, *dropped.headers[number : number + 1])
            side.facts["text"] = [run.to_json() for run in runs]
    return Sample(stem, dropped.suffix, dropped.data, truth)


def a_feeding(rng: Random, channel: str) -> Feeding:
    """Return upright and one-sided, mostly; a fax goes in upright or upside down only."""
    duplex = not channels.is_fax(channel) and rng.random() < 0.08
    turned = rng.choice((180, 180, 90, 270)) if rng.random() < 0.06 else 0
    return Feeding(180 if turned and channels.is_fax(channel) else turned, duplex)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a sheet as fed."""

    image: Image.Image
    facts: dict[str, Any]  #: what the truth tells of it
    text: tuple[Printed, ...] = ()


def _feed(rng: Random, letter: Letter, channel: str, feeding: Feeding) -> Iterator[_Side]:
    """Yield each side fed."""
    if channels.is_fax(channel):  # nobody has stamped the sender's paper yet
        letter = replace(letter, sheets=tuple(replace(s, stamps=()) for s in letter.sheets))
    for sheet, paper in zip(letter.sheets, render.papers(letter), strict=True):
        front = channels.rotated(paper.image, feeding.turned)
        facts = {"turned": feeding.turned, "blank": not sheet.blocks}
        yield _Side(front, facts, paper.text)
        if feeding.duplex:
            yield _Side(channels.blank(rng), {"turned": 0, "blank": True})


def a_sender(rng: Random, letter: Letter) -> channels.Sender:
    """Return the fax machine that the letter is sent from, by its clock within three days."""
    place = letter.sender.place
    number = "0" + a_phone(rng, place).e164[3:]
    words = rng.choice(("KIRTASIYE", "FAX", "BUFE FOTOKOPI", "PTT"))
    at = dt.time(rng.randint(8, 18), rng.randint(0, 59))
    sent_at = dt.datetime.combine(letter.written_on + dt.timedelta(days=rng.randint(0, 3)), at)
    return channels.Sender(number, words, sent_at, faces(letter.typeface.family).fax)


def write(sample: Sample, folder: Path) -> Path:
    """Write the file and its truth; return the file's path."""
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    path = folder / f"{sample.stem}{sample.suffix}"
    path.write_bytes(sample.data)
    text = json.dumps(sample.truth, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "truth" / f"{sample.stem}.json").write_text(text + "\n", encoding="utf-8")
    return path


def main() -> None:
    """Read the arguments and write the samples."""
    ask = argparse.ArgumentParser(prog="samples.make", description=__doc__)
    ask.add_argument("--seed", type=int, required=True)
    ask.add_argument("--count", type=int, required=True)
    ask.add_argument("--set", choices=tuple(LAYOUTS), default="dev", dest="set_name")
    ask.add_argument("--channels", nargs="+", choices=tuple(channels.CHANNELS))
    ask.add_argument("--layouts", nargs="+", default=())
    ask.add_argument("--text", action="store_true", help="tell each page's text in the truth")
    ask.add_argument("--out", type=Path, required=True)
    told = ask.parse_args()
    for sample in samples(
        seed=told.seed,
        count=told.count,
        set_name=told.set_name,
        channel_names=told.channels or tuple(channels.USUAL),
        layouts=told.layouts,
        with_text=told.text,
    ):
        write(sample, told.out)


if __name__ == "__main__":
    main()
