"""Scans inside PDFs: each coding, at its own resolution, dot by dot; and PDFs that hide things."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from domain.arrival import DecodedPage
from domain.errors import Unacceptable
from ingest.decode.forgiven import Forgiven
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import decode
from tests.builders_pdf import (
    CODINGS,
    Coded,
    box,
    ccitt,
    flate,
    jbig2_group_4,
    jpeg,
    letter,
    scan_page,
    write_scan,
)  # fmt: skip

LIMITS = DecodeLimits()
FINE, STANDARD = (204, 196), (204, 98)
TEXT = b"BT /F 30 Tf 100 400 Td (Sayin Valilik) Tj ET"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "arrival"


def one(path: Path, out: Path) -> DecodedPage:
    (page,) = decode(path, out, LIMITS).pages
    return page


def shown(page: DecodedPage, out: Path) -> Image.Image:
    assert page.image is not None
    with Image.open(out / page.image) as image:
        image.load()
    return image


def ink(image: Image.Image) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    return np.asarray(image.convert("L")) < 128


@pytest.mark.parametrize("coding", CODINGS)
def test_a_scan_in_any_coding_comes_out_dot_by_dot(coding: str, path: Path, out: Path) -> None:
    scan = letter(432, 573)
    write_scan(path, scan, CODINGS[coding](scan), FINE)
    page = one(path, out)
    assert (page.problem, page.warnings, page.source_dpi) == (None, (), FINE)
    assert (page.width, page.height) == scan.size
    assert page.bilevel == (coding in ("ccitt", "jbig2"))
    assert np.array_equal(ink(shown(page, out)), ink(scan))


@pytest.mark.parametrize("coding", CODINGS)
def test_a_standard_fax_in_a_pdf_comes_out_with_square_pixels(
    coding: str, path: Path, out: Path
) -> None:
    scan = letter(432, 286)
    write_scan(path, scan, CODINGS[coding](scan), STANDARD)
    page = one(path, out)
    assert (page.width, page.height, page.dpi) == (432, 572, 204)
    assert page.source_dpi == STANDARD
    assert np.array_equal(ink(shown(page, out)), np.repeat(ink(scan), 2, axis=0))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_jbig2_in_the_coding_that_poppler_gets_wrong_comes_out_right(
    rotate: int, path: Path, out: Path
) -> None:
    scan = letter(432, 573)
    write_scan(path, scan, jbig2_group_4(scan), FINE, Rotate=rotate)
    page = one(path, out)
    turned = scan.rotate(-rotate, expand=True)
    assert (page.warnings, page.bilevel) == ((), True)
    assert page.source_dpi == (FINE if rotate in (0, 180) else FINE[::-1])
    assert np.array_equal(ink(shown(page, out)), ink(turned))


def test_or_is_told_where_it_has_to_be_drawn(path: Path, out: Path) -> None:
    scan = letter(432, 573)
    write_scan(path, scan, jbig2_group_4(scan), FINE, more=TEXT)
    assert Forgiven.DECODER_ERROR in one(path, out).warnings


def test_the_bytes_of_a_scanned_jpeg_are_kept(path: Path, out: Path) -> None:
    coded = jpeg(letter(1240, 1754))
    write_scan(path, letter(1240, 1754), coded, (150, 150))
    page = one(path, out)
    assert (out / str(page.image)).read_bytes() == coded.data
    assert (page.dpi, page.source_dpi) == (150, (150, 150))


def test_a_jpeg_whose_numbers_are_ink_is_black_on_white(path: Path, out: Path) -> None:
    scan = letter(432, 573)
    coded = jpeg(scan.point(lambda value: 255 - value))
    paper = Dictionary(FunctionType=2, N=1, Domain=box(0, 1), C0=box(1), C1=box(0))
    coded.about["/ColorSpace"] = Array([Name.Separation, Name.Black, Name.DeviceGray, paper])
    write_scan(path, scan, coded, FINE)
    page = one(path, out)
    assert page.warnings == ()
    assert np.mean(ink(shown(page, out)) != ink(scan)) < 0.01


@pytest.mark.parametrize(
    ("rotate", "turn"),
    [
        (90, Image.Transpose.ROTATE_270),
        (180, Image.Transpose.ROTATE_180),
        (270, Image.Transpose.ROTATE_90),
    ],
)
@pytest.mark.parametrize("coding", ["ccitt", "jpeg"])
def test_a_page_that_is_shown_turned_is_turned_with_its_resolution(
    coding: str, rotate: int, turn: Image.Transpose, path: Path, out: Path
) -> None:
    scan = letter()
    write_scan(path, scan, CODINGS[coding](scan), STANDARD, Rotate=rotate)
    page = one(path, out)
    doubled = scan.resize((1728, 2292), Image.Resampling.NEAREST).transpose(turn)
    assert page.source_dpi == (STANDARD if rotate == 180 else STANDARD[::-1])
    assert np.mean(ink(shown(page, out)) != ink(doubled)) < (0.02 if coding == "jpeg" else 1e-9)


@pytest.mark.parametrize(
    ("matrix", "turn"),
    [
        ((0, 610, -842, 0, 842, 0), Image.Transpose.ROTATE_90),
        ((842, 0, 0, -610, 0, 610), Image.Transpose.FLIP_TOP_BOTTOM),
    ],
)
def test_a_scan_that_lies_turned_on_its_page_is_shown_so(
    matrix: tuple[float, ...], turn: Image.Transpose, path: Path, out: Path
) -> None:
    scan = letter(1000, 1380) if turn is Image.Transpose.ROTATE_90 else letter(1380, 1000)
    with pikepdf.new() as pdf:
        scan_page(pdf, [(scan, ccitt(scan), matrix)], (842, 610))
        pdf.save(path)
    page = one(path, out)
    turned = scan.transpose(turn).resize((page.width, page.height))
    assert page.source_dpi == pytest.approx((118, 118), abs=1)
    assert np.mean(ink(shown(page, out)) != ink(turned)) < 0.03


def test_a_crop_box_hides_what_a_viewer_hides(path: Path, out: Path) -> None:
    scan = letter(1200, 1200)
    write_scan(path, scan, ccitt(scan), (100, 100), CropBox=box(0, 432, 432, 864))
    page = one(path, out)
    assert (page.width, page.height, page.source_dpi) == (600, 600, (100, 100))
    assert np.mean(ink(shown(page, out)) != ink(scan)[:600, :600]) < 0.03


def test_a_scan_cut_in_strips_is_drawn_at_its_resolution(path: Path, out: Path) -> None:
    scan = letter(864, 1148)
    strips = [scan.crop((0, top, 864, top + 287)) for top in range(0, 1148, 287)]
    height = 287 / 196 * 72
    with pikepdf.new() as pdf:
        parts = [
            (strip, ccitt(strip), (864 / 204 * 72, 0, 0, height, 0, height * (3 - number)))
            for number, strip in enumerate(strips)
        ]
        scan_page(pdf, parts, (864 / 204 * 72, 4 * height))
        pdf.save(path)
    page = one(path, out)
    assert (page.width, page.height, page.source_dpi) == (864, 1148, FINE)
    assert np.mean(ink(shown(page, out)) != ink(scan)) < 0.02


def test_letters_printed_over_a_coarse_scan_are_drawn_fine(path: Path, out: Path) -> None:
    scan = letter(620, 877)
    write_scan(path, scan, jpeg(scan), (75, 75), more=TEXT)
    page = one(path, out)
    assert (page.dpi, page.source_dpi) == (300, (75, 75))
    assert (page.width, page.height) == (2480, 3508)


@pytest.mark.parametrize("hidden", [b"3 Tr ", b"7 Tr "])
def test_a_text_layer_is_never_seen(hidden: bytes, path: Path, out: Path) -> None:
    scan = letter(864, 1146)
    write_scan(path, scan, ccitt(scan), FINE, more=TEXT.replace(b"BT ", b"BT " + hidden))
    page = one(path, out)
    assert page.bilevel
    assert np.array_equal(ink(shown(page, out)), ink(scan))


def test_a_background_tint_is_no_scan(path: Path, out: Path) -> None:
    tint = Image.new("L", (8, 11), 250)
    write_scan(path, tint, flate(tint), (1, 1), more=TEXT)
    page = one(path, out)
    assert page.dpi == 300
    assert ink(shown(page, out)).any()


def test_a_stencil_is_black_where_it_paints(path: Path, out: Path) -> None:
    scan = letter(864, 1146)
    coded = ccitt(scan)
    del coded.about["/ColorSpace"]
    coded.about["/ImageMask"] = True
    write_scan(path, scan, coded, FINE)
    assert np.array_equal(ink(shown(one(path, out), out)), ink(scan))


def test_a_stamp_put_on_as_an_annotation_is_seen(path: Path, out: Path) -> None:
    scan = letter(864, 1146)
    points = 864 / 204 * 72, 1146 / 196 * 72
    with pikepdf.new() as pdf:
        look = pdf.make_stream(b"0 0 99 99 re f")
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, box(0, 0, 99, 99)
        stamp = Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, Rect=box(9, 9, 108, 108), F=4,
            AP=Dictionary(N=pdf.make_indirect(look)),
        )  # fmt: skip
        scan_page(pdf, [(scan, ccitt(scan), (points[0], 0, 0, points[1], 0, 0))], points,
                  Annots=Array([pdf.make_indirect(stamp)]))  # fmt: skip
        pdf.save(path)
    dots = ink(shown(one(path, out), out))
    assert dots[-dots.shape[0] // 20, dots.shape[1] // 12]
    assert not ink(scan)[-1146 // 20, 864 // 12]


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def garbage(data: bytes) -> bytes:
    return b"\x13\x37 no picture" * 40


def nothing(_: bytes) -> bytes:
    return b""


@pytest.mark.parametrize("over", [b"", b"\n0 0 m 1 1 l S"], ids=["taken", "drawn"])
@pytest.mark.parametrize("coding", ["jpeg", "jpx", "ccitt", "jbig2"])
@pytest.mark.parametrize("spoil", [cut, garbage, nothing])
def test_a_scan_that_does_not_decode_is_told_and_never_a_blank_page(
    spoil: Callable[[bytes], bytes], coding: str, over: bytes, path: Path, out: Path
) -> None:
    scan = letter(432, 573)
    whole = CODINGS[coding](scan)
    write_scan(path, scan, Coded(spoil(whole.data), whole.about), FINE, more=over)
    if spoil is nothing:
        with pytest.raises(Unacceptable, match="no page could be decoded"):
            one(path, out)
        return
    try:
        page = one(path, out)
    except Unacceptable:
        return
    assert {Forgiven.PDF_SYNTAX, Forgiven.DECODER_ERROR} & set(page.warnings)
    assert ink(shown(page, out)).mean() > 0.001


def test_a_pdf_that_only_its_owner_locked_is_read(path: Path, out: Path) -> None:
    scan, coded = letter(1240, 1754), jpeg(letter(1240, 1754))
    write_scan(path, scan, coded, (150, 150))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="kilit", user="", R=6))
    page = one(path, out)
    assert (out / str(page.image)).read_bytes() == coded.data


def test_a_pdf_that_asks_its_reader_for_a_password_is_refused_by_name(
    path: Path, out: Path
) -> None:
    scan = letter()
    write_scan(path, scan, ccitt(scan), STANDARD)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="kilit", user="parola", R=6))
    with pytest.raises(Unacceptable) as refusal:
        one(path, out)
    assert refusal.value.code == "file.encrypted"


def with_file(path: Path, *, portfolio: bool) -> None:
    scan = letter()
    write_scan(path, scan, ccitt(scan), STANDARD)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.attachments["dilekce.pdf"] = path.read_bytes()
        if portfolio:
            pdf.Root.Collection = Dictionary(Type=Name.Collection)
        pdf.save(path)


def test_a_wrapper_of_other_files_is_refused_by_name(path: Path, out: Path) -> None:
    with_file(path, portfolio=True)
    with pytest.raises(Unacceptable) as refusal:
        one(path, out)
    assert refusal.value.code == "file.portfolio"


def test_files_attached_to_a_letter_are_a_page_that_could_not_be_read(
    path: Path, out: Path
) -> None:
    with_file(path, portfolio=False)
    pages = decode(path, out, LIMITS).pages
    assert [(page.number, page.problem) for page in pages] == [(1, None), (2, "page.embedded_file")]


def test_scripts_change_nothing(path: Path, out: Path) -> None:
    scan = letter()
    write_scan(path, scan, ccitt(scan), STANDARD)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        action = Dictionary(S=Name.JavaScript, JS="while (true) app.alert('dur');")
        pdf.Root.OpenAction = pdf.make_indirect(action)
        pdf.Root.AA = Dictionary(WC=action)
        pdf.pages[0].obj.AA = Dictionary(O=action)
        pdf.save(path)
    page = one(path, out)
    assert (page.problem, page.warnings) == (None, ())
    assert np.array_equal(ink(shown(page, out)), np.repeat(ink(scan), 2, axis=0))


def test_a_pdf_with_a_lying_size_of_paper_is_told_by_its_pixels(path: Path, out: Path) -> None:
    """Programs put a fax on a sheet at 72 dots an inch: 24 inches wide."""
    scan = letter()
    write_scan(path, scan, ccitt(scan), (72, 72))
    page = one(path, out)
    assert (page.width, page.height, page.source_dpi) == (1728, 2292, STANDARD)
    assert page.warnings == (Forgiven.RESOLUTION_ASSUMED,)
