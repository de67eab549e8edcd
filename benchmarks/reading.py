"""How well pages are read, channel by channel: ours beside the engine on the file as it is.

``python -m benchmarks.reading`` writes sealed letters in every channel, upright and fed turned,
decodes and reads them as the product does (``ocr.read.read_page``, the words of ``Page.first``),
reads the same files with ``pytesseract.image_to_string(lang="tur")``, and scores both against the
exact text of each page as ``benchmarks.reading_score`` says: whatever the order, every character
counts, those of stamps, fax header lines and barcodes too; a signature is no text, what is read
there is an error. On a sheet fed upside down the fax header stands on its head: it may be read or
not, but nonsense read there counts.

``--speed N`` times the whole pipeline on N pages (``benchmarks.reading_speed``), ``--memory N``
reads one fax of N pages and tells its peak; ``--pages 0`` leaves the error rates out.

Figures go to ``benchmarks/out/``; beside them, page by page, what was missed, invented and misread.
Whoever tunes says ``--set dev --pages 12 --without-naive``.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import reading_memory, reading_pages, reading_speed, reading_tables
from benchmarks.reading_pages import Given, Wanted
from benchmarks.reading_score import Alignment, Line, Tally, align
from benchmarks.reading_ways import PageText, Way, naively, ours, read_all
from dilekce import logs, settings, wiring
from dilekce.reading import Reader
from samples import channels
from samples.layouts import LAYOUTS

_OUT = Path(__file__).parent / "out"
_WAYS: dict[str, Way] = {"ours": ours, "naive": naively}


@dataclass(slots=True)
class Judged:
    """One way's reading of one group of pages."""

    tally: Tally = field(default_factory=Tally)
    upright: int = 0  #: pages with text that were set upright
    pages: list[dict[str, Any]] = field(default_factory=list)  #: what went wrong on each

    def add(self, given: Given, texts: list[PageText]) -> None:
        """Score a file; a page that the reader does not have is a page not read."""
        lacking = len(given.pages) - len(texts)
        for lines, read in zip(given.pages, texts + [PageText("")] * lacking, strict=False):
            page = align(lines, read.text)
            self.tally.add(page)
            self.upright += _is_asked(lines) and (given.turned + read.turned) % 360 == 0
            self.pages.append({"file": given.path.name, "turned": read.turned, **_faults(page)})


def _is_asked(lines: Sequence[Line]) -> bool:
    """Say whether a page has words that tell which way up it stands; a header line has none."""
    return any(not line.optional for line in lines)


def _faults(page: Alignment) -> dict[str, Any]:
    return {
        "missed": [f"{line.kind}: {line.text}" for line in page.missed],
        "invented": list(page.invented),
        "misread": [
            [match.truth.text, match.read]
            for match in page.matches
            if match.truth.text not in (match.read, match.read.replace(" ", ""))
        ],
    }


def measure(
    hands: Reader, wanted: Wanted, folder: Path, ways: dict[str, Way], jobs: int
) -> dict[str, Any]:
    """Generate, read and score one group of pages."""
    files = reading_pages.write(folder, wanted)
    told: dict[str, Any] = {"fed_turned": wanted.turned}
    for name, way in ways.items():
        judged = Judged()
        for given, texts in read_all(hands, way, files, jobs):
            judged.add(given, texts)
        told[name] = judged.tally.to_json() | {"faults": judged.pages}
        if name == "ours":
            told["upright"] = [judged.upright, sum(_is_asked(p) for g in files for p in g.pages)]
    return told


@contextmanager
def _folder(keep: Path | None, group: str) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="reading-") as name:
            yield Path(name)
        return
    folder = keep / group.replace(", ", "-")
    folder.mkdir(parents=True, exist_ok=True)
    yield folder


def run(asked: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """Measure every group asked for; report each as soon as it is done."""
    ways = {name: way for name, way in _WAYS.items() if name == "ours" or not asked.without_naive}
    groups: dict[str, dict[str, Any]] = {}
    with wiring.reader(settings.load(), asked.jobs) as hands:
        for channel in asked.channels:
            for turned in (False, True) if asked.turned else (False,):
                wanted = Wanted(
                    set_name=asked.set_name,
                    seed=asked.seed,
                    pages=asked.pages,
                    channel=channel,
                    turned=turned,
                    layouts=tuple(asked.layouts),
                )
                with _folder(asked.keep, wanted.group) as folder:
                    told = measure(hands, wanted, folder, ways, asked.jobs)
                groups[wanted.group] = told
                print(wanted.group, f"{100 * told['ours']['cer']:.2f} %", flush=True)
    return groups


def _parser() -> argparse.ArgumentParser:
    ask = argparse.ArgumentParser(prog="benchmarks.reading", description=__doc__)
    ask.add_argument("--pages", type=int, default=40, help="pages a channel")
    every = tuple(channels.CHANNELS)
    ask.add_argument("--channels", nargs="+", choices=every, default=every)
    ask.add_argument("--set", choices=tuple(LAYOUTS), default="test", dest="set_name")
    ask.add_argument("--layouts", nargs="+", default=(), help="only these of the set")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--turned", action="store_true", help="also the same pages fed turned")
    ask.add_argument("--without-naive", action="store_true", help="only our own reading")
    ask.add_argument("--speed", type=int, metavar="PAGES", help="also time so many pages")
    ask.add_argument("--memory", type=int, metavar="PAGES", help="also one fax of so many pages")
    ask.add_argument("--keep", type=Path, help="leave the files and truths in this folder")
    return ask


def _keep_figures(stem: str, about: dict[str, Any], groups: dict[str, dict[str, Any]]) -> None:
    faults = {
        name: {way: told.pop("faults") for way, told in group.items() if way in _WAYS}
        for name, group in groups.items()
    }
    _keep(stem, {**about, "groups": groups})
    _keep(f"{stem}-faults", faults)


def _keep(stem: str, values: dict[str, Any]) -> None:
    _OUT.mkdir(exist_ok=True)
    text = json.dumps(values, indent=1, ensure_ascii=False)
    (_OUT / f"{stem}.json").write_text(text + "\n", "utf-8")


def main() -> None:
    """Read the arguments, measure, print and keep the figures."""
    asked = _parser().parse_args()
    logs.set_up()
    stem = f"{asked.set_name}-{asked.seed}"
    if asked.pages:
        groups = run(asked)
        about = {"set": asked.set_name, "seed": asked.seed, "pages": asked.pages}
        _keep_figures(f"reading-{stem}-{asked.pages}", about, groups)
        tables = reading_tables
        for table in (tables.rates, tables.orientation, tables.kinds, tables.confusions):
            print(f"\n{table(groups)}")
    where = {"set_name": asked.set_name, "seed": asked.seed, "jobs": asked.jobs}
    if asked.speed:
        with tempfile.TemporaryDirectory(prefix="speed-") as name:
            ways = reading_speed.compare(Path(name), pages=asked.speed, **where)
        _keep(f"reading-speed-{stem}-{asked.speed}", ways)
        print(f"\n{reading_tables.speed(ways)}")
    if asked.memory:
        with tempfile.TemporaryDirectory(prefix="memory-") as name:
            peak = reading_memory.measure(Path(name), pages=asked.memory, **where)
        _keep(f"reading-memory-{stem}-{asked.memory}", peak)
        print(f"\n{peak['pages']} pages in one file: {peak['peak_mb']:.0f} MB over all processes")


if __name__ == "__main__":
    main()
