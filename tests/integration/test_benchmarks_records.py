"""Stored page records: they replay what the product understands and never go stale."""

import hashlib
import shutil
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchmarks import records, remembering
from benchmarks.cache import Cache
from benchmarks.records import RECEIVED_AT, Asked, Shelf
from benchmarks.remembering import Remembered, Remembering
from dilekce import reading, settings, understanding, wiring
from dilekce.looking import FromImages
from domain.arrival import arrival_id
from domain.errors import Stop, Unacceptable
from domain.geometry import Box
from domain.page import Crop, CropPurpose, Page
from domain.petition import Petition
from ingest.decode.limits import DecodeLimits
from ocr.engine import Atom, Engine, Settings
from ocr.pixels import Grey

#: A cover before the letter at standard fax, and a skewed scan whose writer stands in no label.
LETTERS = [
    Asked(set_name="dev", layout=layout, channel=channel, seed=1, number=0)
    for layout, channel in (("fax_cover", "fax_standard"), ("narrative", "scan200_skewed"))
]


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")  # as dilekce.children sets it


def shelf(folder: Path) -> Shelf:
    work = settings.load().work
    limits = DecodeLimits(bytes=work.max_mb * 1024 * 1024, pages=work.max_pages)
    return records.shelf(folder, wiring.ocr_engine(), limits)


@dataclass(frozen=True)
class Unable:
    """An engine that reads nothing any more."""

    name: str = "unable"

    def version(self) -> str:
        raise AssertionError

    def languages(self) -> frozenset[str]:
        raise AssertionError

    def characters(self, language: str) -> frozenset[str]:  # noqa: ARG002
        raise AssertionError

    def words(self, image: Grey, settings: Settings, folder: Path) -> tuple[Atom, ...]:  # noqa: ARG002
        raise Unacceptable("page.time_out", "reading the page took too long")


def without_engine(on: Shelf, *, pages: str) -> Shelf:
    """Return the shelf as it is after its engine broke; another reader's when ``pages`` differs."""
    engine: Engine = Unable()
    return replace(on, engine=Remembering(engine, on.cache, "broken"), reader=pages)


def as_the_product(hands: reading.Reader, asked: Asked, folder: Path) -> list[Petition]:
    """Return the petitions of the letter's file by the product's own functions, nothing kept."""
    sample = asked.sample()
    file = folder / f"letter{sample.suffix}"
    file.write_bytes(sample.data)
    images = folder / "images"
    images.mkdir()
    batch, pages = reading.cut_file(hands, file, images)
    read = {page.number: replace(page, role=batch.roles[page.number]) for page in pages}
    sha256 = hashlib.sha256(sample.data).hexdigest()
    return [
        understanding.understand(
            [read[number] for number in cut.pages],
            images,
            hands.engine,
            RECEIVED_AT.date(),
            arrival_id(sha256),
            cut.doubts,
        )
        for cut in batch.cuts
    ]


@pytest.mark.slow
@pytest.mark.parametrize("asked", LETTERS, ids=lambda asked: asked.layout)
def test_a_replay_is_what_the_product_understands(asked: Asked, tmp_path: Path) -> None:
    on = shelf(tmp_path / "cache")
    first = records.know(asked, on)
    again = records.know(asked, without_engine(on, pages=on.reader))
    (tmp_path / "product").mkdir()
    with wiring.reader(settings.load(), 1) as hands:
        wanted = as_the_product(hands, asked, tmp_path / "product")
    assert list(first.petitions) == list(again.petitions) == wanted
    assert first.truth["tckn"] == asked.sample().truth["tckn"]
    assert not any(key.endswith(".miss") for key, _ in again.looks)
    assert dict(again.looks)["rows.hit"] >= 1


@pytest.fixture
def page(tmp_path: Path) -> tuple[Shelf, Page]:
    on = shelf(tmp_path)
    asked = replace(LETTERS[0], layout="classic", channel="fax_fine")
    found = records._read(asked.sample(), on)
    remembering.tally.clear()
    return on, found.pages[0]


def test_only_what_was_never_looked_at_is_read(page: tuple[Shelf, Page]) -> None:
    on, sheet = page
    rows = [line.box for line in sheet.first.lines[:3]]
    look = Remembered(FromImages(on.cache.images, on.engine), on.cache, on.reader)
    look.rows(sheet, rows[:2])
    assert remembering.tally == Counter({"rows.miss": 1, "words.miss": 2})
    remembering.tally.clear()
    three = look.rows(sheet, rows)
    assert remembering.tally == Counter({"rows.miss": 1, "words.hit": 2, "words.miss": 1})
    remembering.tally.clear()
    assert look.rows(sheet, rows) == three
    assert remembering.tally == Counter({"rows.hit": 1})
    fresh = FromImages(on.cache.images, on.engine.engine)
    assert fresh.rows(sheet, rows) == three


def test_a_crop_is_kept_by_place_and_purpose(page: tuple[Shelf, Page]) -> None:
    on, sheet = page
    look = Remembered(FromImages(on.cache.images, on.engine), on.cache, on.reader)
    crop = Crop(sheet.number, sheet.first.lines[0].box, CropPurpose.NAME)
    first = look.crop(sheet, crop)
    assert look.crop(sheet, crop) == first
    assert look.crop(sheet, replace(crop, purpose=CropPurpose.DIGITS)) != first
    look.crop(sheet, replace(crop, box=Box(0, 0, 30, 30)))
    assert (remembering.tally["crop.hit"], remembering.tally["crop.miss"]) == (1, 3)


def test_what_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    on = shelf(tmp_path)
    asked = replace(LETTERS[0], layout="classic", channel="fax_fine")
    broken = records.know(asked, without_engine(on, pages=on.reader))
    assert broken.problem == "file.no_readable_page"
    mended = records.know(asked, on)
    assert mended.problem is None
    assert len(mended.petitions) == 1


def test_another_reader_takes_no_record_of_this_one(tmp_path: Path) -> None:
    on = shelf(tmp_path)
    asked = replace(LETTERS[0], layout="classic", channel="fax_fine")
    first = records.know(asked, on)
    other = records.know(asked, replace(on, reader="another"))
    assert other.petitions == first.petitions
    looks = dict(other.looks)
    assert (looks["pages.miss"], looks["rows.miss"]) == (1, 1)
    assert "words.miss" not in looks  # the same pixels: the engine need not see them again
    with pytest.raises(Stop):
        records.know_in_child(asked, replace(on, reader="another"))


@pytest.mark.parametrize(
    ("file", "changes"),
    [("ocr/noise.py", True), ("ingest/sniff.py", True), ("extract/names.py", False)],
)
def test_the_readers_own_sources_name_its_records(
    file: str,
    changes: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    for folder in ("ocr", "ingest", "domain", "dilekce", "benchmarks", "extract"):
        unneeded = shutil.ignore_patterns("__pycache__", "out")
        shutil.copytree(records.ROOT / folder, tmp_path / folder, ignore=unneeded)
    before = records.reader_stamp("engine", tmp_path)
    assert before == records.reader_stamp("engine")
    with (tmp_path / file).open("a") as source:
        source.write("# changed\n")
    assert (records.reader_stamp("engine", tmp_path) != before) is changes
    assert records.reader_stamp("another engine") != records.reader_stamp("engine")


def test_a_cache_holds_what_was_put_and_nothing_else(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.get("words", "ab12") is None
    cache.put("words", "ab12", b"1")
    assert cache.get("words", "ab12") == b"1"
    assert cache.get("crop", "ab12") is None
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["12.gz"]
