"""Some of the files of ``benchmarks.fuzz``: each ends in a named state, within bounds."""

import io
import os
from pathlib import Path

import pikepdf
import pytest

from benchmarks import fuzz
from benchmarks.mutations import Case, case, sound
from dilekce.children import Children
from ingest.decode.limits import DecodeLimits
from ingest.decode.pdf_sheet import open_sheets
from ingest.decode.read import decode

CASES, SEED = 250, 7
HOSTILE = Path(__file__).parents[2].parent / "shared" / "data" / "hostile"


def test_the_files_that_are_damaged_are_sound_before(tmp_path: Path) -> None:
    for name, content in sound():
        path, out = tmp_path / name, tmp_path / f"{name}-pages"
        path.write_bytes(content)
        out.mkdir()
        assert [
            page.problem for page in decode(path, out, DecodeLimits()).pages if page.problem
        ] == []


def test_a_case_is_the_same_each_time() -> None:
    assert [case(n, SEED) for n in range(40)] == [case(n, SEED) for n in range(40)]
    assert case(1, SEED) != case(1, SEED + 1)


def test_damaged_files_and_bombs_end_in_a_named_state() -> None:
    limits = DecodeLimits(bytes=200 << 20, page_seconds=2)
    found = list(fuzz.fates(CASES, SEED, (), 1, limits))
    assert [(fate.name, fate.fault) for fate in found if fate.fault] == []
    outcomes = {fate.outcome for fate in found}
    assert {"pages", "file.truncated", "file.damaged", "file.no_readable_page"} <= outcomes


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="needs ../shared/data (real files)")
def test_every_hostile_file_ends_in_a_named_state_and_one_reader_outlives_them_all(
    tmp_path: Path,
) -> None:
    with Children(1, 2048) as children:
        before = children.run("file", 60, os.getpid)
        for path in sorted(HOSTILE.iterdir()):
            fate = fuzz.run(children, Case(path.name, path.read_bytes()), tmp_path, fuzz.LIMITS)
            assert fate.fault == "", path.name
        assert children.run("file", 60, os.getpid) == before


def fail(_source: Path, _folder: Path, _limits: DecodeLimits) -> fuzz.Fate:
    raise LookupError("what nobody expected of a decoder")


def test_a_case_that_its_reader_fails_on_is_a_broken_promise_and_its_bytes_are_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fuzz, "judged", fail)
    (found,) = fuzz.fates(1, SEED, (), 1, fuzz.LIMITS, keep=tmp_path / "kept")
    assert found.fault == "file.crashed_reader"
    assert (tmp_path / "kept" / found.name).read_bytes() == case(0, SEED).content


def test_a_content_that_unpacks_a_thousandfold_is_drawn_unseen(tmp_path: Path) -> None:
    """What such a page holds is poppler's to find out, within its own limits."""
    path = tmp_path / "a.pdf"
    for operators, seen in ((10, True), (2_000_000, False)):
        out = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(200, 200))
            pdf.pages[0].obj.Contents = pdf.make_stream(b"0 0 9 9 re f\n" * operators)
            pdf.save(out, compress_streams=True)
        path.write_bytes(out.getvalue())
        assert path.stat().st_size < 100_000
        with open_sheets(path, 1) as sheets:
            assert (sheets.sheet(1) is not None) == seen


def test_a_content_packed_in_a_way_without_a_bound_is_drawn_unseen(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 200))
        content = pdf.make_stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01")
        content.Filter = pikepdf.Array([pikepdf.Name.LZWDecode])
        pdf.pages[0].obj.Contents = content
        as_it_is = pikepdf.StreamDecodeLevel.none
        pdf.save(path, compress_streams=False, stream_decode_level=as_it_is)
    with open_sheets(path, 1) as sheets:
        assert sheets.sheet(1) is None
