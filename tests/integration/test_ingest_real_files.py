"""Real faxes and scans against facts found without our decoder; hostile files inside limits."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from benchmarks.files import declared_pages
from domain.errors import PROBLEMS
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import DecodedFile, decode

DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data (real files)")

FAXES = sorted((DATA / "fax").glob("*.tif"))
SCANS = sorted((DATA / "scan").glob("*"))
HOSTILE = sorted((DATA / "hostile").glob("*"))
BATCHES = 4
GIB = 1 << 30


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def pictures(file: DecodedFile, out: Path) -> Iterator[NDArray[np.uint8]]:
    for page in file.pages:
        assert page.problem is None
        assert page.image is not None
        with Image.open(out / page.image) as image:
            assert image.size == (page.width, page.height)
            yield np.asarray(image.convert("L"))


def decoded(path: Path, out: Path) -> list[NDArray[np.uint8]]:
    return list(pictures(decode(path, out, DecodeLimits()), out))


@pytest.mark.parametrize("path", FAXES, ids=lambda p: p.stem)
def test_every_fax_has_the_pages_and_pixels_other_readers_see(path: Path, out: Path) -> None:
    file = decode(path, out, DecodeLimits())
    assert file.declared_pages == len(file.pages) == declared_pages(path)
    # OpenCV has its own libtiff; it gives black as 0 and leaves the orientation tag to us.
    ok, others = cv2.imreadmulti(
        str(path), flags=cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION
    )
    assert ok
    for page, ours, other in zip(file.pages, pictures(file, out), others, strict=True):
        if page.bilevel:
            assert np.mean(ours < 128) == pytest.approx(np.mean(other < 128))
        assert sorted(ours.shape) == sorted(other.shape)
        assert page.warnings in ((), ("page.resolution_assumed",))


@pytest.mark.parametrize("name", ["G31DS", "G32D", "G32DS", "G4", "G4S"])
def test_one_picture_in_every_fax_coding_is_one_picture(name: str, tmp_path: Path) -> None:
    both = []
    for stem in ("G31D", name):
        (tmp_path / stem).mkdir()
        both += decoded(DATA / "fax" / f"{stem}.tif", tmp_path / stem)
    first, second = both
    assert np.array_equal(first, second)


@pytest.mark.parametrize("name", ["2", "4", "5", "7"])
def test_the_orientation_tag_turns_one_picture_upright(name: str, tmp_path: Path) -> None:
    both = []
    for number in ("1", name):
        (tmp_path / number).mkdir()
        path = DATA / "fax" / f"g4_orientation_{number}.tif"
        (picture,) = decoded(path, tmp_path / number)
        both.append(picture < 128)
    upright, turned = both
    # The files were dithered one by one: nearly the same dots, and far from those of another turn.
    assert np.mean(upright != turned) < 0.005
    assert np.mean(upright != turned[::-1]) > 0.05


def test_garbage_in_the_padding_of_tags_changes_nothing(tmp_path: Path) -> None:
    found = []
    for path in sorted((DATA / "fax").glob("pdfbox_ccittg3*.tif")):
        (tmp_path / path.stem).mkdir()
        found += decoded(path, tmp_path / path.stem)
    assert len(found) == 3
    assert all(np.array_equal(found[0], other) for other in found)


@pytest.mark.parametrize("path", SCANS, ids=lambda p: p.name)
def test_every_scan_is_accounted_for_with_ink_on_it(path: Path, out: Path) -> None:
    file = decode(path, out, DecodeLimits())
    assert len(file.pages) == declared_pages(path)
    for picture in pictures(file, out):
        assert 0.001 < np.mean(picture < 128) < 0.5


CHILD = """
import json, resource, sys, tempfile
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from domain.errors import Unacceptable
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import decode
for path in sys.argv[1:]:
    with tempfile.TemporaryDirectory() as out:
        try:
            file = decode(Path(path), Path(out), DecodeLimits(page_seconds=20))
            fate = [page.problem for page in file.pages]
            assert file.declared_pages == len(fate)
            images = {page.image for page in file.pages} - {None}
            assert images == {item.name for item in Path(out).iterdir()}
        except Unacceptable as refusal:
            fate = refusal.code
    print(json.dumps(fate), flush=True)
# Not ru_maxrss: that one begins with the size of the process we were forked from.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(int(status["VmHWM"].split()[0]) * 1024)
"""


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_hostile_file_is_refused_by_name_or_has_all_its_pages_within_limits(
    batch: int,
) -> None:
    paths = HOSTILE[batch::BATCHES]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *paths],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    *fates, memory = done.stdout.splitlines()
    assert len(fates) == len(paths) > 0
    assert int(memory) < GIB
    for path, line in zip(paths, fates, strict=True):
        fate = json.loads(line)
        codes = {fate} if isinstance(fate, str) else set(fate) - {None}
        assert codes <= set(PROBLEMS)
        assert isinstance(fate, str) or len(fate) == declared_pages(path)


def test_decoding_many_pages_keeps_memory_flat(tmp_path: Path) -> None:
    """Each page is 4.1 million pixels; fifty of them kept in memory would show."""
    with Image.open(DATA / "fax" / "ccitt_chart_1.tif") as image:
        page = image.convert("L")
    page.save(
        tmp_path / "a.tif", "TIFF", compression="tiff_lzw", save_all=True,
        append_images=[page] * 49, dpi=(200, 200),
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", CHILD, tmp_path / "a.tif"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    fates, memory = done.stdout.splitlines()
    assert json.loads(fates) == [None] * 50
    assert int(memory) < 250 << 20
