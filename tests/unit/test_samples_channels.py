"""Sample files are what they claim: true codings and tags, read back by libtiff's own tool."""

import io
import subprocess
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from samples import channels, degradations, make


def _tags(path: Path) -> str:
    done = subprocess.run(["tiffinfo", str(path)], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.mark.parametrize(
    ("channel", "coding", "resolution"),
    [
        ("fax_fine", "CCITT Group 4", "204, 196 pixels/inch"),
        ("fax_standard", "CCITT Group 3", "204, 98 pixels/inch"),
    ],
)
def test_a_fax_is_a_class_f_tiff(
    tmp_path: Path, channel: str, coding: str, resolution: str
) -> None:
    sample = make.a_sample("dev-1-0001", "dev", "fax_cover", channel)
    told = _tags(make.write(sample, tmp_path))
    assert told.count("TIFF directory") == len(sample.truth["pages"]) == 2
    assert told.count(f"Compression Scheme: {coding}") == 2
    assert told.count(f"Resolution: {resolution}") == 2
    assert told.count("Image Width: 1728") == 2
    assert "Photometric Interpretation: min-is-white" in told
    assert "ImageDescription: 0" in told
    assert "Fax Data:" in told


def test_a_fax_begins_with_its_header_line_and_is_mostly_white() -> None:
    sample = make.a_sample("dev-1-0001", "dev", "narrative", "fax_fine")
    dots = np.asarray(Image.open(io.BytesIO(sample.data)))
    assert not dots[:34].all()
    assert dots.mean() > 0.9


def test_bad_lines_are_counted_in_the_tags() -> None:
    for number in range(40):
        sample = make.a_sample(f"dev-2-{number:04d}", "dev", "narrative", "fax_standard")
        tags = Image.open(io.BytesIO(sample.data)).getexif()
        assert (tags[326] > 0) == (tags[327] == 1)
        if tags[326]:
            return
    pytest.fail("no fax of forty met a bad line")


@pytest.mark.parametrize("seed", range(6))
def test_a_scan_names_its_dpi_and_holds_every_page(seed: int) -> None:
    sample = make.a_sample(f"dev-3-{seed:04d}", "dev", "narrative", "scan200_skewed")
    if sample.suffix == ".pdf":
        assert sample.data.startswith(b"%PDF")
        assert sample.data.count(b"/MediaBox") == len(sample.truth["pages"])
        return
    image = Image.open(io.BytesIO(sample.data))
    assert image.info["dpi"][0] == pytest.approx(200, abs=0.1)
    assert getattr(image, "n_frames", 1) == len(sample.truth["pages"])


def test_sheets_are_now_and_then_turned_or_scanned_on_both_sides() -> None:
    rng = Random(1)
    scans = [make.a_feeding(rng, "scan300") for _ in range(500)]
    faxes = [make.a_feeding(rng, "fax_fine") for _ in range(500)]
    assert {f.turned for f in scans} == {0, 90, 180, 270}
    assert {f.turned for f in faxes} == {0, 180}
    assert any(f.duplex for f in scans)
    assert not any(f.duplex for f in faxes)
    assert sum(not f.turned for f in scans + faxes) > 900


def test_the_truth_tells_each_page_of_the_file() -> None:
    sample = make.a_sample("test-1-0002", "test", "bundle", "scan200_skewed")
    pages = sample.truth["pages"]
    assert all(set(page) == {"turned", "blank"} for page in pages)
    assert sum(not page["blank"] for page in pages) == 2


def test_truths_lie_apart_from_the_files(tmp_path: Path) -> None:
    path = make.write(make.a_sample("dev-1-0000", "dev", "classic", "fax_standard"), tmp_path)
    assert path.parent == tmp_path
    assert (tmp_path / "truth" / "dev-1-0000.json").is_file()
    assert not list(tmp_path.glob("*.json"))


@pytest.mark.parametrize("channel", ["twice_copied", "photo", "carbon"])
def test_hard_channels_give_the_same_legible_file_each_time(channel: str) -> None:
    first, again = (make.a_sample("dev-4-0004", "dev", "classic", channel) for _ in range(2))
    assert first.data == again.data
    page = np.asarray(Image.open(io.BytesIO(first.data)).convert("L"), float)
    middle = page[
        page.shape[0] // 6 : -page.shape[0] // 6, page.shape[1] // 6 : -page.shape[1] // 6
    ]
    paper, ink = np.percentile(middle, (60, 0.5))
    assert paper - ink > 50


def test_black_edges_and_holes_leave_the_writing_alone() -> None:
    page = np.full((3508, 2480), 255, np.uint8)
    spoilt = degradations.black_edges(Random(1), degradations.punched(Random(1), page, 300), 300)
    assert (spoilt[:, :200] < 100).any()
    assert (spoilt[250:-250, 250:-250] == 255).all()


def test_only_the_usual_channels_are_generated_unless_others_are_asked_for() -> None:
    drawn = make.samples(seed=1, count=8, layouts=("tip_off",))
    assert {sample.truth["channel"] for sample in drawn} == set(channels.USUAL)
