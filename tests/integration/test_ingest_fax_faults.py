"""What fax servers and bad lines leave in TIFF files: each comes out right, or is told."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from dilekce.codec import decoded_from_bytes, decoded_to_bytes
from domain.arrival import DecodedPage, FaxTags
from domain.errors import Unacceptable
from ingest.decode.forgiven import Forgiven
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import decode
from ingest.tiff import read_directories
from tests.builders_tiff import BAR_ROW, EMPTY_ROW, EOL, Page, Value, bits, tiff, turned_bits

LIMITS = DecodeLimits()
G3, G4, RLE = 3, 4, 2
#: 1,100 rows: a bar from row 300 to row 500. Without tags that is a standard fax: rows doubled.
ROWS = [EMPTY_ROW] * 300 + [BAR_ROW] * 200 + [EMPTY_ROW] * 600


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def one(tmp_path: Path, out: Path, body: bytes) -> DecodedPage:
    (tmp_path / "a").write_bytes(body)
    (page,) = decode(tmp_path / "a", out, LIMITS).pages
    return page


def ink(out: Path, number: int = 1) -> NDArray[np.bool_]:
    with Image.open(out / f"page-{number:04d}.png") as image:
        return ~np.asarray(image.convert("1"))


def is_the_bar(dots: NDArray[np.bool_]) -> bool:
    """Compare with the picture that ``ROWS`` says, at twice the rows."""
    wanted = np.zeros((2200, 1728), bool)
    wanted[600:1000, 832:896] = True
    return np.array_equal(dots, wanted)


def coded(compression: int, eol: str, end: str = "") -> bytes:
    if compression == RLE:  # each row begins on a byte
        return b"".join(bits(row) for row in ROWS)
    return bits("".join(eol + row for row in ROWS) + end)


@pytest.mark.parametrize("fill_order", [1, 2])
@pytest.mark.parametrize("photometric", [0, 1])
@pytest.mark.parametrize(
    "coding",
    [
        (RLE, "", "", 0),
        (G3, EOL, EOL * 6, 0),
        (G3, EOL, "", 0),  # the six codes that end the page are missing
        (G3, "0000" + EOL, "", 4),  # filled up so that each row begins on a byte
        (G3, "", "", 0),  # no end-of-line codes at all
    ],
)
def test_one_dimensional_rows_read_the_same_however_they_end(
    coding: tuple[int, str, str, int], photometric: int, fill_order: int, tmp_path: Path, out: Path
) -> None:
    compression, eol, end, options = coding
    data = coded(compression, eol, end)
    strip = turned_bits(data) if fill_order == 2 else data
    tags: dict[int, Value] = {262: photometric, 266: fill_order, 292: options}
    page = one(tmp_path, out, tiff([Page([strip], 1100, compression, tags)]))
    assert page.problem is None
    # The bits mean ink in both: a tag that says otherwise is a lie of which the page tells.
    assert page.warnings == (Forgiven.INVERTED, Forgiven.RESOLUTION_ASSUMED)[1 - photometric :]
    assert is_the_bar(ink(out))


def test_strips_of_one_row_are_a_page(tmp_path: Path, out: Path) -> None:
    strips = [bits(EOL + row) for row in ROWS]
    page = one(tmp_path, out, tiff([Page(strips, 1100, G3, {278: 1})]))
    assert page.warnings == (Forgiven.RESOLUTION_ASSUMED,)
    assert is_the_bar(ink(out))


def test_each_page_keeps_its_own_resolution(tmp_path: Path, out: Path) -> None:
    data = [coded(G3, EOL)]
    pairs = [(204, 98), (204, 196), (300, 300)]
    tagged = [Page(data, 1100, G3, {282: across, 283: down}) for across, down in pairs]
    body = tiff([*tagged, Page(data, 1100, G3)])
    (tmp_path / "a").write_bytes(body)
    pages = decode(tmp_path / "a", out, LIMITS).pages
    assert [page.source_dpi for page in pages] == [*pairs, (204, 98)]
    assert [page.height for page in pages] == [2200, 1100, 1100, 2200]


def test_a_page_list_in_a_circle_ends_the_file_by_name(tmp_path: Path, out: Path) -> None:
    body = tiff([Page([coded(G3, EOL)], 1100, G3)] * 3, loop_to=1)
    with pytest.raises(Unacceptable) as refusal:
        one(tmp_path, out, body)
    assert refusal.value.code == "file.damaged"


def test_a_lying_page_number_changes_no_page_and_is_kept(tmp_path: Path, out: Path) -> None:
    numbers = [(0, 0), (7, 2), (0, 9)]
    body = tiff([Page([coded(G3, EOL)], 1100, G3, {297: number}) for number in numbers])
    (tmp_path / "a").write_bytes(body)
    pages = decode(tmp_path / "a", out, LIMITS).pages
    kept = [(page.fax.page, page.fax.pages) for page in pages if page.fax]
    assert kept == [(1, 0), (8, 2), (1, 9)]


def test_fax_evidence_is_kept_and_survives_the_store(tmp_path: Path, out: Path) -> None:
    tags: dict[int, Value] = {
        270: "+90 312\x07 000", 297: (0, 3), 306: "2026:11:24 23:58:00", 326: 7, 327: 1, 328: 3,
        34908: 4711, 34909: "17", 34910: 41, 34911: "00 56 DC",
    }  # fmt: skip
    page = one(tmp_path, out, tiff([Page([coded(G3, EOL)], 1100, G3, tags)]))
    assert page.fax == FaxTags(
        bad_lines=7, unclean=1, longest_bad_run=3, sender="+90 312 000",
        date_time="2026:11:24 23:58:00", page=1, pages=3, params=4711, sub_address="17",
        seconds=41, dcs="00 56 DC",
    )  # fmt: skip
    assert decoded_from_bytes(decoded_to_bytes(page)) == page


def fax(path: Path, compression: str) -> tuple[bytearray, int, int]:
    """Save a page of many strokes in one strip; return the file, where its data begin and end."""
    image = Image.new("L", (1728, 1100), 255)
    draw = ImageDraw.Draw(image)
    for row in range(100, 1000, 3):
        for left in range(row % 97, 1600, 120):
            draw.line((left, row, left + row % 50, row), fill=0)
    image.convert("1").save(path, "TIFF", compression=compression, tiffinfo={278: 1100, 262: 0})
    with path.open("rb") as file:
        ((at, size),) = read_directories(file, 9)[0].data
    return bytearray(path.read_bytes()), at, at + size


@pytest.mark.parametrize("compression", ["group3", "group4"])
def test_data_that_end_too_soon_are_told(compression: str, tmp_path: Path, out: Path) -> None:
    body, start, end = fax(tmp_path / "a", compression)
    middle = (start + end) // 2
    body[middle:end] = bytes(end - middle)
    page = one(tmp_path, out, bytes(body))
    assert Forgiven.BAD_LINES in page.warnings
    assert ink(out)[: page.height // 4].any()


@pytest.mark.parametrize("photometric", [0, 1])
@pytest.mark.parametrize(
    ("compression", "filler"),
    # Ones are rows without change in Group 4; in Group 3 they come out as noise, which is told.
    [("group3", b"\x00"), ("group4", b"\x00"), ("group4", b"\xff")],
)
def test_a_page_whose_data_are_gone_is_lost_and_not_blank(
    compression: str, photometric: int, filler: bytes, tmp_path: Path, out: Path
) -> None:
    body, start, end = fax(tmp_path / "a", compression)
    body[start:end] = filler * (end - start)
    marker = b"\x06\x01\x03\x00\x01\x00\x00\x00"
    body = body.replace(marker + b"\x00", marker + bytes([photometric]))
    with pytest.raises(Unacceptable) as refusal:
        one(tmp_path, out, bytes(body))
    assert refusal.value.code == "file.no_readable_page"


@pytest.mark.parametrize("compression", ["group3", "group4"])
def test_a_page_that_was_sent_blank_is_blank(compression: str, tmp_path: Path, out: Path) -> None:
    Image.new("1", (1728, 2292), 1).save(tmp_path / "a", "TIFF", compression=compression)
    (page,) = decode(tmp_path / "a", out, LIMITS).pages
    assert (page.problem, page.warnings) == (None, (Forgiven.RESOLUTION_ASSUMED,))
