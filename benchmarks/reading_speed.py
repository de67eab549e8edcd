"""How fast the whole pipeline is, beside the bare engine and beside OCRmyPDF, in one run.

- ours: ``dilekce.reading.read_files`` over the files, decoding to record, both reads and crops; the
  children are started and warmed by other letters before;
- bare tesseract: ``tesseract IMAGE OUT -l tur`` once for each image that the first read hands to
  the engine, ``OMP_THREAD_LIMIT=1``, as many side by side as there are jobs;
- OCRmyPDF: ``ocrmypdf -l tur --output-type pdf --jobs 1`` on the same files, as many side by side:
  files of one or two pages give ``--jobs 2`` nothing to share out. PDF/A would need Ghostscript.

Wall seconds mean something on an idle machine only; CPU seconds, of every process there was, always
do.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from PIL import Image

from benchmarks import processes, reading_pages
from benchmarks.reading_pages import Wanted
from dilekce import reading, settings, wiring, work
from dilekce.reading import Reader
from domain.arrival import Channel, DecodedPage
from ocr import pixels
from ocr.engine import Atom, Engine, Segmentation, Settings
from ocr.pixels import Grey
from ocr.read import read_page
from samples import channels
from samples.layouts import SetName


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run over the pages cost."""

    pages: int
    wall: float  #: seconds
    cpu: float  #: seconds, all processes

    def to_json(self, jobs: int) -> dict[str, float]:
        """Return plain JSON values, paces too."""
        return asdict(self) | {
            "pages_per_core_minute": 60 * self.pages / (self.wall * jobs),
            "pages_per_cpu_minute": 60 * self.pages / self.cpu,
        }


def timed(pages: int, action: Callable[[], object]) -> Spent:
    """Run ``action`` and say what it cost; processes still running count up to now."""
    cpu, wall = processes.cpu_seconds(os.getpid()), time.perf_counter()
    action()
    wall = time.perf_counter() - wall
    return Spent(pages, wall, processes.cpu_seconds(os.getpid()) - cpu)


def write_files(folder: Path, set_name: SetName, seed: int, pages: int) -> dict[Path, int]:
    """Write about ``pages`` pages, even over the channels; return the files and their pages."""
    each = max(1, pages // len(channels.USUAL))
    files: dict[Path, int] = {}
    for channel in channels.USUAL:
        wanted = Wanted(set_name=set_name, seed=seed, pages=each, channel=channel)
        for given in reading_pages.write(folder / channel, wanted):
            files[given.path] = len(given.pages)
    return files


def read_product(hands: Reader, files: Iterable[Path], jobs: int) -> None:
    """Read the files to records, faxes first."""
    listed = list(files)
    for came in (Channel.FAX, Channel.POST):
        of_one = [f for f in listed if channels.is_fax(f.parent.name) == (came is Channel.FAX)]
        for found in reading.read_files(hands, of_one, came, jobs):
            if {record["status"] for record in found} & {"duplicate", "quarantined"}:
                sys.exit("a file was not read: these times mean nothing")


@dataclass(frozen=True, slots=True)
class Keeping:
    """An engine that leaves the image it was given for a whole page in ``kept``."""

    engine: Engine
    kept: Path
    stem: str

    @property
    def name(self) -> str:
        """What the engine is called."""
        return self.engine.name

    def version(self) -> str:
        """Return the engine's version."""
        return self.engine.version()

    def languages(self) -> frozenset[str]:
        """Return the installed models."""
        return self.engine.languages()

    def characters(self, language: str) -> frozenset[str]:
        """Return what the model can write."""
        return self.engine.characters(language)

    def words(self, image: Grey, settings: Settings, folder: Path) -> tuple[Atom, ...]:
        """Keep the image, then read it; of a turned page the upright image stays."""
        if settings.segmentation is Segmentation.PAGE:
            pixels.save(self.kept / f"{self.stem}.{settings.dpi}.pgm", image)
        return self.engine.words(image, settings, folder)


def prepare_page(decoded: DecodedPage, folder: Path, engine: Keeping) -> None:
    """Read a page once, leaving its prepared image."""
    read_page(decoded, folder, engine)


def prepared_images(hands: Reader, files: Iterable[Path], folder: Path) -> list[Path]:
    """Return the images that the first read of each page hands to the engine."""
    run, limits = hands.children.run, hands.limits
    for number, path in enumerate(files):
        with tempfile.TemporaryDirectory(prefix="speed-") as scratch:
            drawn = Path(scratch)
            decoded = run(
                "file", limits.file_seconds, work.decode_file, path, drawn, hands.decode_limits
            )
            for page in decoded.pages:
                keeping = Keeping(hands.engine, folder, f"{number:04d}-{page.number:04d}")
                run("page", limits.page_seconds, prepare_page, page, drawn, keeping)
    return sorted(folder.iterdir())


def run_bare(images: Sequence[Path], folder: Path, jobs: int) -> None:
    """Read each prepared image with the engine's own program."""
    commands = [
        ["tesseract", str(i), str(folder / i.stem), "-l", "tur", "--dpi", i.stem.rpartition(".")[2]]
        for i in images
    ]
    _side_by_side(commands, jobs)


def run_ocrmypdf(files: Iterable[Path], folder: Path, jobs: int) -> None:
    """Turn each file into a searchable PDF with OCRmyPDF."""
    program = [sys.executable, "-m", "ocrmypdf", "-l", "tur", "--output-type", "pdf"]
    commands = [
        [
            *program,
            *("--jobs", "1", "--quiet", *_resolution(path)),
            str(path),
            str(folder / f"{number}.pdf"),
        ]
        for number, path in enumerate(files)
    ]
    _side_by_side(commands, jobs)


def _resolution(path: Path) -> list[str]:
    """Return the option without which OCRmyPDF refuses an image that names no resolution."""
    if path.suffix == ".pdf":
        return []
    with Image.open(path) as image:
        return [] if "dpi" in image.info else ["--image-dpi", "300"]


def _side_by_side(commands: Sequence[Sequence[str]], jobs: int) -> None:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    run = partial(subprocess.run, check=True, env=environment, stderr=subprocess.DEVNULL)
    with ThreadPoolExecutor(jobs) as threads:
        list(threads.map(run, commands))


def compare(
    folder: Path, *, set_name: SetName, seed: int, pages: int, jobs: int
) -> dict[str, dict[str, float]]:
    """Time all three on the same files, written to ``folder``; return figures by name."""
    files = write_files(folder, set_name, seed, pages)
    others = write_files(folder / "others", set_name, seed + 1, 1)
    count = sum(files.values())
    for name in ("prepared", "bare", "ocrmypdf"):
        (folder / name).mkdir()
    with wiring.reader(settings.load(), jobs) as hands:
        read_product(hands, others, jobs)
        ours = timed(count, lambda: read_product(hands, files, jobs))
        images = prepared_images(hands, files, folder / "prepared")
    bare = timed(len(images), lambda: run_bare(images, folder / "bare", jobs))
    rival = timed(count, lambda: run_ocrmypdf(files, folder / "ocrmypdf", jobs))
    spent = {"ours": ours, "bare tesseract": bare, "ocrmypdf": rival}
    return {name: s.to_json(jobs) for name, s in spent.items()}
