"""How much memory the product needs for one long fax, all its processes together."""

import itertools
from pathlib import Path
from typing import Any

from PIL import Image, ImageSequence

from benchmarks import processes, reading_pages
from benchmarks.reading_pages import Wanted
from dilekce import reading, settings, wiring
from domain.arrival import Channel
from samples.layouts import SetName

#: Pages of as many letters as this are repeated.
_LETTERS_PAGES = 10


def measure(folder: Path, *, set_name: SetName, seed: int, pages: int, jobs: int) -> dict[str, Any]:
    """Read one fax of ``pages`` pages; return the most memory it was seen to take."""
    path = write_long_fax(folder, set_name, seed, pages)
    with processes.watched_memory() as peak, wiring.reader(settings.load(), jobs) as hands:
        (records,) = reading.read_files(hands, [path], Channel.FAX, jobs)
    return {
        "pages": pages,
        "statuses": sorted({record["status"] for record in records}),
        "peak_mb": peak.bytes / 2**20,
        "samples": peak.samples,
    }


def write_long_fax(folder: Path, set_name: SetName, seed: int, pages: int) -> Path:
    """Write one fax whose pages are those of a few letters, again and again."""
    wanted = Wanted(set_name=set_name, seed=seed, pages=_LETTERS_PAGES, channel="fax_fine")
    few: list[Image.Image] = []
    for given in reading_pages.write(folder, wanted):
        with Image.open(given.path) as fax:
            few += [frame.copy() for frame in ImageSequence.Iterator(fax)]
    first, *rest = itertools.islice(itertools.cycle(few), pages)
    path = folder / "long.tif"
    first.save(path, compression="group4", dpi=(204, 196), save_all=True, append_images=rest)
    return path
