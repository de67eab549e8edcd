"""Slow lines and page-by-page scanners at their real speed: each file is taken once, whole."""

import threading
import time
from pathlib import Path

import pytest
from PIL import Image
from PIL.TiffImagePlugin import AppendingTiffWriter

from dilekce.settings import WatchSettings
from tests.line import Line, at_rest

CORPUS = Path(__file__).parents[2] / "samples" / "corpus"
PAUSE = 5.0  # seconds; the longest pause of a writer that is still at work


def write_slowly(source: Path, target: Path) -> None:
    """Write 1 kB a second into one open file, with two pauses."""
    content = source.read_bytes()
    with target.open("wb") as out:
        for number, start in enumerate(range(0, len(content), 1000)):
            out.write(content[start : start + 1000])
            out.flush()
            time.sleep(PAUSE if number in (3, 7) else 1)


def write_page_by_page(source: Path, target: Path) -> None:
    """Close and reopen the file for each page, as some scanners do: it is valid in every pause."""
    page = Image.open(source)
    for number in range(3):
        with AppendingTiffWriter(str(target), new=number == 0) as out:
            page.save(out, format="TIFF", compression="group4")
        time.sleep(PAUSE)


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_files_still_being_written_are_taken_once_and_whole(tmp_path: Path) -> None:
    line = Line(tmp_path / "home", window=WatchSettings().window_seconds)
    line.start()
    # A fax is taken soon after its writer lets go of it, not before; scanners let go at each page.
    slow, paged = line.drop / "fax" / "slow.tif", line.drop / "post" / "paged.tif"
    slow.parent.mkdir()
    paged.parent.mkdir()
    writers = [
        threading.Thread(target=write_slowly, args=(CORPUS / "standard-fax-1.tif", slow)),
        threading.Thread(target=write_page_by_page, args=(CORPUS / "no-number-24.tif", paged)),
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    book = line.wait(lambda b: len(b.entries) == 2 and at_rest(b), 90)
    line.kill()
    assert book.balanced
    assert sorted(e.pages or 0 for e in book.entries) == [1, 3]
    assert all(e.receipts == 1 for e in book.entries)
    kept = {p.read_bytes() for p in line.home.glob("blobs/??/??/*")}
    assert (CORPUS / "standard-fax-1.tif").read_bytes() in kept
