"""A file cut anywhere is not whole; the whole one is."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from domain.errors import Unacceptable
from ingest.complete import check_complete


def drawing(mode: str = "L") -> Image.Image:
    image = Image.effect_noise((120, 90), 60).convert(mode)
    ImageDraw.Draw(image).text((5, 5), "dilekce", fill=0)
    return image


def saved(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    drawing("1" if "compression" in options else "L").save(out, kind, **options)
    return out.getvalue()


def jpeg_with_thumbnail() -> bytes:
    inner = saved("JPEG")
    whole = saved("JPEG")
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(inner) + 2) + inner + whole[2:]


MAKERS: dict[str, Callable[[], bytes]] = {
    "tiff": lambda: saved("TIFF", compression="group4"),
    "tiff of three pages": lambda: saved(
        "TIFF", compression="group3", save_all=True, append_images=[drawing("1")] * 2
    ),
    "big tiff": lambda: saved("TIFF", big_tiff=True, compression="tiff_lzw"),
    "pdf": lambda: saved("PDF"),
    "jpeg": lambda: saved("JPEG"),
    "progressive jpeg": lambda: saved("JPEG", progressive=True),
    "jpeg with thumbnail": jpeg_with_thumbnail,
    "png": lambda: saved("PNG"),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_a_whole_file_is_whole(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(MAKERS[kind]())
    check_complete(path)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_cut_anywhere_is_not(kind: str, tmp_path: Path) -> None:
    whole = MAKERS[kind]()
    path = tmp_path / "f"
    # The last 16 bytes may be padding (TIFF) or line ends (PDF): losing them loses nothing.
    for length in {*range(1, len(whole) - 16, max(1, len(whole) // 60)), len(whole) - 16}:
        path.write_bytes(whole[:length])
        with pytest.raises(Unacceptable):
            check_complete(path)


@pytest.mark.parametrize("tail", [b"\x00" * 4096, b"\r\n\r\n", b" "])
def test_padding_behind_a_pdf_does_not_hide_its_end(tail: bytes, tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(saved("PDF") + tail)
    check_complete(path)


def test_a_pdf_being_rewritten_page_by_page_is_not_whole_in_between(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(saved("PDF") + b"7 0 obj << /Type /Page >> stream " + b"x" * 3000)
    with pytest.raises(Unacceptable, match="end of the PDF"):
        check_complete(path)


def test_an_empty_file_is_named_so(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.touch()
    with pytest.raises(Unacceptable) as refusal:
        check_complete(path)
    assert refusal.value.code == "file.empty"


def test_reserved_room_without_content_waits(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"\x00" * 50_000)
    with pytest.raises(Unacceptable):
        check_complete(path)


def test_a_file_of_no_known_type_has_nothing_to_wait_for(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"PK\x03\x04" + b"a word document" * 10)
    check_complete(path)


def test_a_page_list_in_a_circle_is_refused_at_once(tmp_path: Path) -> None:
    tag = struct.pack("<HHII", 256, 3, 1, 10)
    path = tmp_path / "f"
    path.write_bytes(b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 1) + tag + struct.pack("<I", 8))
    with pytest.raises(Unacceptable) as refusal:
        check_complete(path)
    assert refusal.value.code == "file.damaged"


def test_a_link_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(saved("PNG"))
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(Unacceptable) as refusal:
        check_complete(tmp_path / "link")
    assert refusal.value.code == "file.not_regular"
