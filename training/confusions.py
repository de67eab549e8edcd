"""How digits are misread: ``python -m training.confusions`` writes ``confusions.toml`` anew.

Invented numbers are printed in the development fonts, sent through the channels of ``samples`` and
read the three ways a letter's number is read: with the page, with its row, and as a crop. Each
string read is laid beside the printed number most like it; what stands at each of the 11 places is
counted by what was printed there. No sealed font or layout is used.
"""

import argparse
import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from dilekce.wiring import ocr_engine
from domain.page import Page
from extract import digit_reads, numbers
from extract.digit_reads import Seen
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import decode
from ocr import pixels
from ocr.again import second_read
from ocr.crops import read_crop
from ocr.engine import Engine
from ocr.read import read_page
from samples import channels
from samples.fonts import DEV, FILES, load
from samples.people import a_tckn
from samples.render import DPI, HEIGHT, WIDTH

_OUT = Path(__file__).parents[1] / "extract" / "data" / "confusions.toml"
#: Pages a channel: a grey page says nothing of what happened to it before, so copies, pictures and
#: carbon copies are counted with the scans.
_PAGES = {
    "scan300": 8,
    "scan200_skewed": 8,
    "twice_copied": 6,
    "photo": 3,
    "carbon": 3,
    "fax_fine": 20,
    "fax_standard": 24,
}
_ROWS, _COLUMNS = 34, 2
#: Strings further from every printed number than this are none of them.
_FURTHEST = 5
#: A string as long as the number that differs in more places has lost a digit and won another.
_MOST_WRONG = 4
_LABELS = (
    "T.C. Kimlik No: {}",
    "T.C. Kimlik No : {}",
    "TC Kimlik No {}",
    "TCKN: {}",
    "T.C. No: {}",
    "Kimlik Numarası {}",
    "{} T.C. kimlik numaralı",
    "(T.C. {})",
)


@dataclass
class Counts:
    """What was seen, by channel, way of reading and confidence."""

    pairs: Counter[tuple[str, str, str, str, str]] = field(default_factory=Counter)
    strings: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, channel: str, seen: Seen, truth: str) -> None:
        """Count one string beside the number it was read from."""
        kept = len(seen.text) == len(truth)
        wrong = sum(a != b for a, b in zip(seen.text, truth, strict=False)) if kept else 0
        told = "another_length" if not kept else f"wrong_{wrong}" if wrong else "right"
        self.strings[channel, f"{seen.way}.{told}"] += 1
        if kept and wrong <= _MOST_WRONG:
            band = digit_reads.band(seen.confidence)
            self.pairs.update(
                (channel, seen.way, band, true, read)
                for true, read in zip(truth, seen.text, strict=True)
            )


def a_page(rng: Random) -> tuple[Image.Image, list[str]]:
    """Return a page full of labelled numbers, and the numbers."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(image)
    printed: list[str] = []
    for row in range(_ROWS):
        size, family = rng.choice((8, 9, 10, 10, 11, 11, 12, 12, 13)), rng.choice(DEV.families)
        face = load(FILES[family][rng.random() < 0.25], round(size * DPI / 72))
        for column in range(_COLUMNS):
            number = a_tckn(rng, foreigner=rng.random() < 0.03)
            printed.append(number)
            text = rng.choice(_LABELS).format(number)
            at = (220 + column * 1080 + rng.randint(0, 30), 250 + row * 90)
            draw.text(at, text, font=face, fill=15)
    return image, printed


def seen_on(path: Path, folder: Path, engine: Engine) -> Iterator[tuple[Page, Seen]]:
    """Yield every string of digits of a file's page, read the three ways."""
    (decoded,) = decode(path, folder, DecodeLimits()).pages
    page = read_page(decoded, folder, engine)
    found = [d for d in numbers.in_page(page) if not d.is_phone_like]
    upright = pixels.load(folder / page.image)
    looked = second_read(page, upright, [d.box for d in found], folder, engine)
    again = Page(
        number=1, width=page.width, height=page.height, dpi=page.dpi, reads=(page.first, looked)
    )
    for string in numbers.in_page(again):
        yield page, digit_reads.seen(string)
    for string in found:
        crop = digit_reads.tight_crop(1, string.box)
        for read in read_crop(upright, page, crop, folder, engine):
            if numbers.in_text(read.text):
                yield page, digit_reads.seen_in(read)


def measured(seed: int, share: float) -> tuple[Counts, int]:
    """Print, send and read all pages; return the counts and how many numbers were printed."""
    counts, total, engine = Counts(), 0, ocr_engine()
    for channel, pages in _PAGES.items():
        for index in range(max(1, round(share * pages))):
            rng = Random(f"{seed}/{channel}/{index}")
            image, printed = a_page(rng)
            sender = channels.Sender(
                "03125550100", "FAX", dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
            )
            dropped = channels.CHANNELS[channel](rng, [image], sender)
            with tempfile.TemporaryDirectory() as name:
                path = Path(name) / f"page{dropped.suffix}"
                path.write_bytes(dropped.data)
                for page, seen in seen_on(path, Path(name), engine):
                    truth = most_like(seen.text, printed)
                    if truth is not None:
                        counts.add(digit_reads.channel(page), seen, truth)
            total += len(printed)
            print(f"{channel} {index + 1} of {pages}", flush=True)
    return counts, total


def most_like(text: str, printed: Sequence[str]) -> str | None:
    """Return the printed number a string was read from, None when it is like none."""
    found = extractOne(text, printed, scorer=Levenshtein.distance, score_cutoff=_FURTHEST)
    return None if found is None else str(found[0])


def told(counts: Counts, *, seed: int, total: int, engine: str) -> str:
    """Return the tables as TOML, what they rest on first."""
    lines = [
        "# How often a digit was read as another: rows are what was printed (0 … 9), columns what",
        "# was read (0 … 9). Made by `python -m training.confusions`; not to be edited by hand.",
        "",
        "[made]",
        f"seed = {seed}",
        f"numbers = {total}",
        f'engine = "{engine}"',
        f'fonts = "{", ".join(sorted(set(DEV.families)))}"',
        "",
    ]
    for channel in sorted({key[0] for key in counts.strings}):
        lines.append(f"[strings.{channel}]")
        found = sorted((told, n) for (c, told), n in counts.strings.items() if c == channel)
        lines += [f"{told} = {n}" for told, n in found]
        lines.append("")
    for channel, way, band in sorted({key[:3] for key in counts.pairs}):
        lines.append(f"[counts.{channel}.{way}.{band}]")
        for true in "0123456789":
            row = [counts.pairs[channel, way, band, true, read] for read in "0123456789"]
            lines.append(f"{true} = {row}")
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Measure and write the tables."""
    ask = argparse.ArgumentParser(prog="training.confusions", description=__doc__)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--share", type=float, default=1.0, help="of the pages, for a trial")
    ask.add_argument("--out", type=Path, default=_OUT)
    asked = ask.parse_args()
    counts, total = measured(asked.seed, asked.share)
    engine = ocr_engine()
    made_by = f"{engine.name} {engine.version()}"
    text = told(counts, seed=asked.seed, total=total, engine=made_by)
    asked.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
