"""The reading benchmark writes the pages it says, reads them two ways and counts every process."""

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

from benchmarks import processes, reading_memory, reading_pages, reading_speed
from benchmarks.reading import Judged
from benchmarks.reading_pages import Given, Wanted
from benchmarks.reading_score import Line
from benchmarks.reading_ways import PageText, naive, naively, ours
from dilekce import settings, wiring
from domain.arrival import DecodedPage
from ocr import pixels
from ocr.tesseract import Tesseract

_SPIN = "x = sum(range(10**7)); print(x)"


def _written(folder: Path, channel: str, *, turned: bool = False) -> list[Given]:
    layouts = ("classic", "fax_cover")
    wanted = Wanted(
        set_name="dev", seed=1, pages=3, channel=channel, turned=turned, layouts=layouts
    )
    return reading_pages.write(folder, wanted)


def test_turned_pages_hold_the_same_text_with_the_header_optional(tmp_path: Path) -> None:
    upright = _written(tmp_path / "upright", "fax_fine")
    turned = _written(tmp_path / "turned", "fax_fine", turned=True)
    assert sum(len(given.pages) for given in upright) == 3
    for one, other in zip(upright, turned, strict=True):
        assert (one.turned, other.turned) == (0, 180)
        for lines, same in zip(one.pages, other.pages, strict=True):
            assert [line.text for line in lines] == [line.text for line in same]
            assert not any(line.optional for line in lines)
            assert [line.kind for line in same if line.optional] == ["header"]


def test_posted_pages_are_fed_all_three_ways(tmp_path: Path) -> None:
    wanted = Wanted(set_name="dev", seed=1, pages=3, channel="scan300", turned=True)
    assert [given.turned for given in reading_pages.write(tmp_path, wanted)] == [90, 180, 270]


def test_print_under_a_stamp_is_counted_apart(tmp_path: Path) -> None:
    wanted = Wanted(
        set_name="dev", seed=1, pages=1, channel="scan300", layouts=("registered", "sealed")
    )
    (lines,) = reading_pages.write(tmp_path, wanted)[0].pages
    kinds = {line.text: line.kind for line in lines}
    assert "stamp" in kinds.values()
    crossed = [text for text, kind in kinds.items() if kind == "crossed"]
    assert crossed
    assert any(text.startswith("T.C. Kimlik") for text, kind in kinds.items() if kind == "print")


def test_both_ways_read_every_page(tmp_path: Path) -> None:
    (given,) = [g for g in _written(tmp_path, "fax_fine", turned=True) if len(g.pages) == 2]
    with wiring.reader(settings.load(), 1) as hands:
        for way, least in ((ours, 0.9), (naively, -1)):
            judged = Judged()
            judged.add(given, way(hands, given.path))
            assert judged.tally.pages == 2
            assert judged.tally.to_json()["found"] > least
            assert judged.upright == (2 if way is ours else 0)


def test_a_page_the_reader_does_not_have_is_a_page_not_read() -> None:
    judged = Judged()
    given = Given(Path("two.tif"), ((Line("Konya"),), (Line("Van"),)), 0)
    judged.add(given, [PageText("Konya")])
    assert (judged.tally.pages, judged.tally.missed) == (2, 3)


def test_the_engine_alone_reads_each_frame(tmp_path: Path) -> None:
    (given,) = [g for g in _written(tmp_path, "scan300") if len(g.pages) == 2]
    assert len(naive(given.path)) == 2


def test_the_image_handed_to_the_engine_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    sheet = Image.new("L", (1700, 2200), 255)
    with Image.open(_written(tmp_path, "scan300")[0].path) as page:
        sheet.paste(page.convert("L").resize((1700, 2200)))
    sheet.save(tmp_path / "page-0001.png")
    decoded = DecodedPage(
        number=1, image="page-0001.png", width=1700, height=2200, dpi=200, source_dpi=(200, 200)
    )
    keeping = reading_speed.Keeping(Tesseract(), tmp_path / "kept", "0007")
    reading_speed.prepare_page(decoded, tmp_path, keeping)
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.name == "0007.200.pgm"
    assert pixels.load(kept).shape[1] >= 1700


def test_a_trees_cpu_holds_the_dead_and_the_living() -> None:
    before = processes.cpu_seconds(os.getpid())
    subprocess.run([sys.executable, "-c", _SPIN], check=True, stdout=subprocess.DEVNULL)
    dead = processes.cpu_seconds(os.getpid())
    assert dead > before
    waiting = f"{_SPIN}; input()"
    with subprocess.Popen(
        [sys.executable, "-u", "-c", waiting], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline()
        assert child.pid in processes.tree(os.getpid())
        assert processes.cpu_seconds(os.getpid()) > dead
        assert processes.memory_bytes(os.getpid()) > processes.memory_bytes(child.pid) > 0
        child.communicate(b"\n")
    assert child.pid not in processes.tree(os.getpid())


def test_a_long_fax_repeats_its_pages(tmp_path: Path) -> None:
    path = reading_memory.write_long_fax(tmp_path, "dev", 1, 25)
    with Image.open(path) as fax:
        assert getattr(fax, "n_frames", 1) == 25
        assert fax.info["compression"] == "group4"
