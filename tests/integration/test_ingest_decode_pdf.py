"""PDFs made here, drawn by the real poppler."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from domain.errors import Unacceptable
from ingest.decode.forgiven import Forgiven
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import decode

LIMITS = DecodeLimits()
pytestmark = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def pdf(
    boxes: list[tuple[float, float]],
    *,
    extra: str = "",
    rotate: int = 0,
    content: bytes = b"0 0 9 9 re f",
) -> bytes:
    """Return a PDF with a black square in the lower left corner of each page."""
    kids = " ".join(f"{4 + n} 0 R" for n in range(len(boxes)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(boxes)} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        *(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {w} {h}] /Rotate {rotate}"
            f" /Contents 3 0 R {extra} >>".encode()
            for w, h in boxes
        ),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(body))
    )


def test_each_page_is_drawn_at_the_resolution_ocr_wants(tmp_path: Path, out: Path) -> None:
    (tmp_path / "a").write_bytes(pdf([(595, 842), (842, 595)]))
    file = decode(tmp_path / "a", out, LIMITS)
    assert [(p.width, p.height, p.dpi, p.problem) for p in file.pages] == [
        (2479, 3508, 300, None),
        (3508, 2479, 300, None),
    ]
    with Image.open(out / "page-0001.png") as image:
        assert image.mode == "L"
        assert image.getpixel((5, 3500)) == 0
        assert image.getpixel((2000, 100)) == 255


@pytest.mark.parametrize("rotate", [90, 270])
def test_a_turned_page_keeps_its_shape(rotate: int, tmp_path: Path, out: Path) -> None:
    (tmp_path / "a").write_bytes(pdf([(595, 842)], rotate=rotate))
    (page,) = decode(tmp_path / "a", out, LIMITS).pages
    assert (page.width, page.height) == (3508, 2479)


@pytest.mark.parametrize("side", [14400, 1e6])
def test_a_sheet_of_absurd_size_is_drawn_small(side: float, tmp_path: Path, out: Path) -> None:
    (tmp_path / "a").write_bytes(pdf([(side, side)], content=b"0 0 m 9999 9999 l 900 w S"))
    (page,) = decode(tmp_path / "a", out, LIMITS).pages
    assert page.width * page.height <= LIMITS.pdf_page_pixels * 1.01
    assert Forgiven.COARSE in page.warnings or page.problem == "page.damaged"


def test_an_endless_strip_is_drawn_small(tmp_path: Path, out: Path) -> None:
    (tmp_path / "a").write_bytes(pdf([(1e6, 10)]))
    (page,) = decode(tmp_path / "a", out, LIMITS).pages
    assert page.width == 30_000
    assert Forgiven.COARSE in page.warnings


def test_a_crop_box_is_what_is_drawn(tmp_path: Path, out: Path) -> None:
    (tmp_path / "a").write_bytes(pdf([(1e5, 1e5)], extra="/CropBox [0 0 144 72]"))
    (page,) = decode(tmp_path / "a", out, LIMITS).pages
    assert (page.width, page.height) == (600, 300)


def test_broken_syntax_is_told_and_a_page_left_white_by_it_is_lost(
    tmp_path: Path, out: Path
) -> None:
    broken = pdf([(595, 842)], content=b"0 0 99 99 re f Q Q ] ) /x zz ")
    (tmp_path / "a").write_bytes(broken)
    (page,) = decode(tmp_path / "a", out, LIMITS).pages
    assert page.warnings == (Forgiven.PDF_SYNTAX,)
    (tmp_path / "b").write_bytes(pdf([(595, 842)], content=b"] ) zz zz >> zz"))
    with pytest.raises(Unacceptable) as refusal:
        decode(tmp_path / "b", out, LIMITS)
    assert refusal.value.code == "file.no_readable_page"


@pytest.mark.parametrize(
    ("code", "body", "limits"),
    [
        ("file.no_pages", pdf([]), LIMITS),
        ("file.too_many_pages", pdf([(99, 99)] * 3), DecodeLimits(pages=2)),
        ("file.truncated", pdf([(99, 99)])[:-30], LIMITS),
        ("file.damaged", b"%PDF-1.4\nnothing\nstartxref\n9\n%%EOF\n", LIMITS),
    ],
)
def test_what_is_no_use_is_refused_by_name(
    code: str, body: bytes, limits: DecodeLimits, tmp_path: Path, out: Path
) -> None:
    (tmp_path / "a").write_bytes(body)
    with pytest.raises(Unacceptable) as refusal:
        decode(tmp_path / "a", out, limits)
    assert refusal.value.code == code


def test_a_pdf_that_asks_for_a_password_is_refused_by_name(tmp_path: Path, out: Path) -> None:
    encrypted = pdf([(99, 99)]).replace(
        b"/Root 1 0 R >>",
        b"/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >> >>",
    )  # fmt: skip
    (tmp_path / "a").write_bytes(encrypted)
    with pytest.raises(Unacceptable) as refusal:
        decode(tmp_path / "a", out, LIMITS)
    assert refusal.value.code == "file.encrypted"


def test_a_page_that_takes_too_long_is_refused_by_name(tmp_path: Path, out: Path) -> None:
    endless = b"0 0 m 595 842 l S\n" + b"1 w 0 0 m 595 842 l 3 7 500 1 2 9 c S\n" * 1_500_000
    (tmp_path / "a").write_bytes(pdf([(595, 842)], content=endless))
    with pytest.raises(Unacceptable) as refusal:
        decode(tmp_path / "a", out, DecodeLimits(page_seconds=1))
    assert refusal.value.code == "file.no_readable_page"
    assert not list(out.iterdir())


def test_many_pages_stay_as_cheap_as_one(tmp_path: Path, out: Path) -> None:
    image = Image.new("1", (827, 1169), 1)
    ImageDraw.Draw(image).text((50, 50), "dilekce", fill=0)
    image.save(tmp_path / "a", "PDF", save_all=True, append_images=[image] * 7, resolution=100)
    limits = DecodeLimits(pdf_dpi=100)
    file = decode(tmp_path / "a", out, limits)
    assert file.declared_pages == len(file.pages) == 8
    said = subprocess.run(["pdfinfo", tmp_path / "a"], capture_output=True, check=True, text=True)
    assert "Pages:           8" in said.stdout
    assert sorted(p.name for p in out.iterdir())[-1] == "page-0008.png"
