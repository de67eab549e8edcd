"""Pages made here, with what is known of them: polarity, squareness, tags, limits."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, TiffImagePlugin

from domain.arrival import FaxTags
from domain.errors import TryLater, Unacceptable
from ingest.decode import pixels
from ingest.decode.forgiven import Forgiven
from ingest.decode.geometry import Resolution
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import DecodedFile, decode
from ingest.tiff import read_directories

LIMITS = DecodeLimits()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


def letter(width: int = 1728, height: int = 1146) -> Image.Image:
    """Black marks on white, different at each edge, so that no turn or flip looks like another."""
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 3, height // 10), fill=0)
    draw.rectangle((0, 0, width // 20, height // 2), fill=0)
    for row in range(height // 4, height // 2, 7):
        draw.line((width // 2, row, width // 2 + row // 3, row), fill=0)
    return image.convert("1")


def read(
    tmp_path: Path,
    out: Path,
    image: Image.Image,
    limits: DecodeLimits = LIMITS,
    kind: str = "TIFF",
    **options: Any,
) -> DecodedFile:
    path = tmp_path / "arrival"
    image.save(path, kind, **options)
    return decode(path, out, limits)


def shown(out: Path, number: int = 1) -> Image.Image:
    (path,) = out.glob(f"page-{number:04d}.*")
    with Image.open(path) as image:
        image.load()
    return image


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and np.array_equal(
        np.asarray(one.convert("L")), np.asarray(other.convert("L"))
    )


def tags(**values: Any) -> TiffImagePlugin.ImageFileDirectory_v2:
    names = {"orientation": 274, "photometric": 262, "fill": 266}
    directory = TiffImagePlugin.ImageFileDirectory_v2()
    for name, value in values.items():
        directory[names[name]] = value
    return directory


@pytest.mark.parametrize(
    "compression",
    ["group3", "group4", "tiff_ccitt", "tiff_lzw", "tiff_adobe_deflate", "packbits", None],
)
def test_every_coding_gives_the_same_picture(
    compression: str | None, tmp_path: Path, out: Path
) -> None:
    (page,) = read(tmp_path, out, letter(), compression=compression, dpi=(204, 196)).pages
    assert (page.problem, page.bilevel, page.warnings) == (None, True, ())
    assert same(shown(out), letter())


@pytest.mark.parametrize("photometric", [0, 1])
@pytest.mark.parametrize("fill", [1, 2])
@pytest.mark.parametrize("coding", [("group3", 0), ("group3", 1), ("group4", 0), ("tiff_ccitt", 0)])
def test_either_polarity_and_bit_order_is_black_on_white(
    coding: tuple[str, int], photometric: int, fill: int, tmp_path: Path, out: Path
) -> None:
    compression, options = coding  # option 1 of Group 3: two-dimensional rows
    about = tags(photometric=photometric, fill=fill)
    if compression == "group3":
        about[292] = options
    read(tmp_path, out, letter(), compression=compression, dpi=(204, 196), tiffinfo=about)
    assert same(shown(out), letter())


def test_a_page_whose_tag_lies_about_polarity_is_turned_and_says_so(
    tmp_path: Path, out: Path
) -> None:
    white_on_black = letter().point(lambda value: 255 - value)
    (page,) = read(tmp_path, out, white_on_black, compression="group4", dpi=(204, 196)).pages
    assert page.warnings == (Forgiven.INVERTED,)
    assert same(shown(out), letter())


@pytest.mark.parametrize("shade", [0, 1])
def test_a_page_of_one_shade_stays_as_it_is(shade: int, tmp_path: Path, out: Path) -> None:
    plain = Image.new("1", (1728, 1146), shade)
    (page,) = read(tmp_path, out, plain, compression="group4", dpi=(204, 196)).pages
    assert page.warnings == ()
    assert same(shown(out), plain)


def test_standard_fax_rows_are_doubled_first(tmp_path: Path, out: Path) -> None:
    (page,) = read(tmp_path, out, letter(), compression="group3", dpi=(204, 98)).pages
    assert (page.width, page.height, page.dpi) == (1728, 2292, 204)
    assert page.source_dpi == (204, 98)
    assert page.bilevel
    twice = np.repeat(np.asarray(letter()), 2, axis=0)
    assert np.array_equal(np.asarray(shown(out)), twice)


def test_standard_fax_without_tags_is_told_by_its_shape(tmp_path: Path, out: Path) -> None:
    (page,) = read(tmp_path, out, letter(), compression="group3").pages
    assert (page.height, page.source_dpi) == (2292, (204, 98))
    assert page.warnings == (Forgiven.RESOLUTION_ASSUMED,)


def test_uneven_resolution_stays_bilevel(tmp_path: Path, out: Path) -> None:
    (page,) = read(tmp_path, out, letter(2480, 2340), compression="group4", dpi=(300, 200)).pages
    assert (page.width, page.height, page.dpi, page.bilevel) == (2480, 3510, 300, True)


@pytest.mark.parametrize(
    ("orientation", "turn"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_270),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_90),
    ],
)
def test_the_orientation_tag_is_obeyed_with_the_resolution_of_the_stored_page(
    orientation: int, turn: Image.Transpose | None, tmp_path: Path, out: Path
) -> None:
    (page,) = read(
        tmp_path, out, letter(), compression="group4", dpi=(204, 98),
        tiffinfo=tags(orientation=orientation),
    ).pages  # fmt: skip
    doubled = letter().resize((1728, 2292), Image.Resampling.NEAREST)
    assert same(shown(out), doubled if turn is None else doubled.transpose(turn))
    assert page.source_dpi == ((98, 204) if orientation >= 5 else (204, 98))


def multi(path: Path, compression: str = "group4", pages: int = 3) -> list[Image.Image]:
    images = [letter(600 + 100 * n, 500 + 50 * n) for n in range(pages)]
    images[0].save(
        path, "TIFF", compression=compression, save_all=True, append_images=images[1:],
        dpi=(200, 200),
    )  # fmt: skip
    return images


def test_pages_of_different_sizes_come_out_in_order(tmp_path: Path, out: Path) -> None:
    images = multi(tmp_path / "a")
    file = decode(tmp_path / "a", out, LIMITS)
    assert file.declared_pages == 3
    assert [page.number for page in file.pages] == [1, 2, 3]
    assert all(same(shown(out, n), image) for n, image in enumerate(images, 1))
    assert sorted(p.name for p in out.iterdir()) == [f"page-000{n}.png" for n in (1, 2, 3)]


def damaged_page(path: Path, number: int, compression: str) -> None:
    """Overwrite the middle of one page's data."""
    multi(path, compression)
    with path.open("rb") as file:
        (start, size) = read_directories(file, 9)[number - 1].data[0]
    body = bytearray(path.read_bytes())
    for at in range(start + size // 3, start + size, 3):
        body[at] ^= 0x5A
    path.write_bytes(body)


@pytest.mark.parametrize(
    ("compression", "warnings"),
    [
        ("group3", {Forgiven.BAD_LINES}),
        ("group4", {Forgiven.DECODER_ERROR}),
    ],
)
def test_damaged_fax_lines_are_told_though_the_decoder_fills_them(
    compression: str, warnings: set[Forgiven], tmp_path: Path, out: Path
) -> None:
    damaged_page(tmp_path / "a", 2, compression)
    file = decode(tmp_path / "a", out, LIMITS)
    assert warnings <= set(file.pages[1].warnings) or file.pages[1].problem == "page.damaged"
    assert file.pages[0].warnings == file.pages[2].warnings == ()


def test_a_page_that_cannot_be_decoded_takes_no_other_with_it(tmp_path: Path, out: Path) -> None:
    damaged_page(tmp_path / "a", 1, "tiff_adobe_deflate")
    file = decode(tmp_path / "a", out, LIMITS)
    assert [page.problem for page in file.pages] == ["page.damaged", None, None]
    assert same(shown(out, 3), letter(800, 600))


def test_a_white_page_with_a_complaint_is_lost_not_empty(out: Path) -> None:
    with pytest.raises(Unacceptable) as refusal:
        pixels.finish(
            Image.new("1", (500, 500), 1),
            1,
            Resolution(204, 196),
            out,
            LIMITS,
            warnings=(Forgiven.BAD_LINES,),
        )
    assert refusal.value.code == "page.damaged"


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L", "P", "RGBA", "LA", "I;16"])
def test_any_kind_of_pixel_becomes_grey(mode: str, tmp_path: Path, out: Path) -> None:
    grey = letter(600, 400).convert("L")
    if mode == "I;16":
        image = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    elif mode in ("RGBA", "LA"):
        # Ink is opaque black, paper is transparent black: without its alpha the page is all black.
        image = Image.new(mode, grey.size)
        image.putalpha(grey.point(lambda value: 255 - value))
    else:
        image = grey.convert(mode)
    kind = {"CMYK": "JPEG", "RGB": "JPEG"}.get(mode, "PNG")
    (page,) = read(tmp_path, out, image, kind=kind, dpi=(300, 300)).pages
    assert (page.problem, page.dpi) == (None, 300)
    got = shown(out)
    assert got.mode == ("RGB" if mode == "RGB" else "L")  # a JPEG is kept as it is
    got = got.convert("L")
    assert np.abs(np.asarray(got).astype(int) - np.asarray(grey)).max() < 60
    assert pixels.dark_share(got) == pytest.approx(pixels.dark_share(grey), abs=0.01)


def test_a_photo_is_turned_as_its_camera_says(tmp_path: Path, out: Path) -> None:
    exif = Image.Exif()
    exif[274] = 6
    grey = letter(800, 600).convert("L")
    (page,) = read(tmp_path, out, grey, kind="JPEG", exif=exif, quality=95).pages
    assert (page.width, page.height) == (600, 800)
    turned = np.asarray(grey.transpose(Image.Transpose.ROTATE_270)).astype(int)
    assert np.abs(np.asarray(shown(out)).astype(int) - turned).mean() < 3


@pytest.mark.parametrize("mode", ["L", "YCbCr"])
def test_a_scan_kept_as_one_jpeg_in_a_tiff_is_that_jpeg(
    mode: str, tmp_path: Path, out: Path
) -> None:
    grey = letter(600, 400).convert("L")
    (page,) = read(
        tmp_path, out, grey.convert(mode), compression="jpeg", dpi=(200, 200),
        tiffinfo={278: 400, 270: "9031200"},
    ).pages  # fmt: skip
    assert (page.image, page.dpi, page.bilevel, page.warnings) == ("page-0001.jpg", 200, False, ())
    assert page.fax == FaxTags(sender="9031200")
    got = np.asarray(shown(out).convert("L")).astype(int)
    assert np.abs(got - np.asarray(grey)).mean() < 3


def test_a_jpeg_that_breaks_inside_is_told(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "arrival"
    letter(600, 400).convert("L").save(path, "JPEG", quality=90)
    body = bytearray(path.read_bytes())
    body[len(body) // 2 : len(body) // 2 + 40] = b"\xff\xd0" * 20
    path.write_bytes(body)
    (page,) = decode(path, out, LIMITS).pages
    assert page.warnings[0] == Forgiven.DECODER_ERROR


def test_a_bilevel_png_stays_bilevel(tmp_path: Path, out: Path) -> None:
    (page,) = read(tmp_path, out, letter(600, 400), kind="PNG").pages
    assert page.bilevel
    assert shown(out).mode == "1"


def bodies() -> Iterator[tuple[str, bytes, DecodeLimits]]:
    whole = io.BytesIO()
    letter(600, 400).save(whole, "TIFF", compression="group4")
    png = io.BytesIO()
    letter(600, 400).save(png, "PNG")
    three = io.BytesIO()
    page = letter(600, 400)
    page.save(three, "TIFF", compression="group4", save_all=True, append_images=[page, page])
    yield "file.empty", b"", LIMITS
    yield "file.unknown_type", b"PK\x03\x04 a word document" * 9, LIMITS
    yield "file.too_large", whole.getvalue(), DecodeLimits(bytes=100)
    yield "file.truncated", whole.getvalue()[:-40], LIMITS
    yield "file.truncated", png.getvalue()[:-13], LIMITS
    yield "file.too_many_pages", three.getvalue(), DecodeLimits(pages=2)
    yield "file.no_pages", b"II*\x00" + b"\x00" * 40, LIMITS
    yield "file.no_readable_page", whole.getvalue(), DecodeLimits(page_pixels=1000)
    yield "file.no_readable_page", png.getvalue(), DecodeLimits(page_pixels=1000)


@pytest.mark.parametrize(("code", "body", "limits"), list(bodies()))
def test_what_is_no_use_is_refused_by_name(
    code: str, body: bytes, limits: DecodeLimits, tmp_path: Path, out: Path
) -> None:
    (tmp_path / "a").write_bytes(body)
    with pytest.raises(Unacceptable) as refusal:
        decode(tmp_path / "a", out, limits)
    assert refusal.value.code == code
    assert not list(out.iterdir())


def test_pages_beyond_the_total_of_pixels_are_refused_by_name(tmp_path: Path, out: Path) -> None:
    multi(tmp_path / "a")
    first_two = 600 * 500 + 700 * 550
    file = decode(tmp_path / "a", out, DecodeLimits(total_pixels=first_two))
    assert [page.problem for page in file.pages] == [None, None, "page.too_large"]
    assert not (out / "page-0003.png").exists()


def test_a_page_that_cannot_be_written_is_not_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(TryLater) as later:
        read(tmp_path, tmp_path / "absent", letter(600, 400), kind="PNG")
    assert later.value.code == "disk.write"
