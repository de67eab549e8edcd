"""Searchable PDFs, seen by the programs that will open them: poppler, qpdf, PDF/A validators."""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from deliver.archive import searchable_pdf
from deliver.sheets import Sheet
from dilekce import work
from domain.geometry import Box
from domain.page import Line, Page, Read, Word
from ingest.decode.limits import DecodeLimits
from ocr.tesseract import Tesseract
from tests.builders_archive import RECEIVED, ROWS, a_page, drawn, kept, text_of, words_of
from tests.builders_ocr import TCKN
from tests.pdfa_rules import broken_rules

TITLE = "p-0123456789abcdef01234567-1"
CORPUS = Path(__file__).parents[2] / "samples" / "corpus"
JARS = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api",
        "javax.activation",
    )
]  # fmt: skip

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def make(*sheets: Sheet) -> Path:
        pdf = tmp_path / "made.pdf"
        pdf.write_bytes(searchable_pdf(sheets, title=TITLE, received_at=RECEIVED))
        return pdf

    return make


def apart(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of two grey images of one size."""
    pixels = np.asarray(one, np.int16) - np.asarray(other, np.int16)
    return float(np.abs(pixels).mean())


def with_rows(page: Page, *rows: tuple[Word, ...]) -> Page:
    return replace(page, reads=(Read("page", tuple(Line(words) for words in rows)),))


def test_poppler_finds_every_row_as_it_was_read(tmp_path: Path, make: Make) -> None:
    pdf = make(Sheet(*a_page(tmp_path)))
    assert tuple(text_of(pdf).strip("\f").splitlines()) == ROWS
    assert TCKN in text_of(pdf)


def test_each_word_is_selected_where_it_is_seen(tmp_path: Path, make: Make) -> None:
    page, image = a_page(tmp_path, dpi=300)
    found = iter(words_of(make(Sheet(page, image))))
    for line in page.first.lines:
        for word, seen in zip(line.words, found, strict=False):
            pixels = 300 / 72
            assert seen.text == word.text
            assert seen.left * pixels == pytest.approx(word.box.x, abs=2)
            assert seen.right * pixels == pytest.approx(word.box.right, abs=2)
            assert seen.top * pixels == pytest.approx(line.box.y, abs=2)
            assert seen.bottom * pixels == pytest.approx(line.box.bottom, abs=2)


def test_words_that_touch_or_overlap_stay_words(tmp_path: Path, make: Make) -> None:
    page, image = a_page(tmp_path)
    touching = tuple(
        Word(text, Box(x, 300, 150, 40), 0.9)
        for text, x in [("Sayın", 200), ("Çağrı", 350), ("Işık", 470)]
    )
    assert text_of(make(Sheet(with_rows(page, touching), image))).split("\n")[0] == (
        "Sayın Çağrı Işık"
    )


def test_a_black_and_white_page_is_kept_bit_for_bit(tmp_path: Path, make: Make) -> None:
    page, image = a_page(tmp_path, bilevel=True)
    seen = kept(make(Sheet(page, image)))
    assert np.array_equal(np.asarray(seen), np.asarray(Image.open(image).convert("L")))


def test_a_grey_page_is_drawn_as_it_was_and_its_words_leave_no_ink(
    tmp_path: Path, make: Make
) -> None:
    page, image = a_page(tmp_path)
    pdf = make(Sheet(page, image))
    before = Image.open(image)
    assert apart(kept(pdf), before) < 4
    assert apart(drawn(pdf, page.dpi), before) < 5


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_turned_by_a_person_is_turned_with_its_words(
    tmp_path: Path, make: Make, rotation: int
) -> None:
    page, image = a_page(tmp_path, bilevel=True)
    pdf = make(Sheet(page, image, rotation))
    turned = Image.open(image).convert("L").rotate(-rotation, expand=True)
    assert apart(drawn(pdf, page.dpi), turned) < 2
    assert Counter(text_of(pdf).split()) == Counter(word.text for word in page.first.words)
    ink = np.asarray(turned) < 128
    for word in words_of(pdf):
        x, y, right, bottom = (
            round(side * page.dpi / 72) for side in (word.left, word.top, word.right, word.bottom)
        )
        assert ink[y:bottom, x:right].any(), word.text


def test_pages_of_different_kinds_make_one_document(tmp_path: Path, make: Make) -> None:
    blank = replace(a_page(tmp_path, dpi=100)[0], reads=())
    pdf = make(
        Sheet(*a_page(tmp_path, dpi=300)),
        Sheet(*a_page(tmp_path, dpi=204, bilevel=True)),
        Sheet(blank, tmp_path / blank.image),
    )
    with pikepdf.open(pdf) as document:
        sizes = [[round(float(side)) for side in page.mediabox] for page in document.pages]
    assert sizes == [[0, 0, 595, 842]] * 3
    assert text_of(pdf).count(TCKN) == 2


def test_qpdf_finds_no_fault(tmp_path: Path, make: Make) -> None:
    pdf = make(Sheet(*a_page(tmp_path)), Sheet(*a_page(tmp_path, bilevel=True), 90))
    done = subprocess.run(["qpdf", "--check", pdf], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rules_of_pdf_a_hold(tmp_path: Path, make: Make) -> None:
    pdf = make(Sheet(*a_page(tmp_path)), Sheet(*a_page(tmp_path, bilevel=True), 90))
    assert broken_rules(pdf) == []


def image_of(pdf: pikepdf.Pdf) -> Any:
    [image] = pdf.pages[0].obj.Resources.XObject.values()
    return image


def font_of(pdf: pikepdf.Pdf) -> Any:
    [font] = pdf.pages[0].obj.Resources.Font.values()
    return font.DescendantFonts[0]


@pytest.mark.parametrize(
    ("clause", "plant"),
    [
        ("6.6.2.3", lambda pdf: pdf.docinfo.update({"/Author": "Çağrı"})),
        ("6.1.7.1", lambda pdf: image_of(pdf).update({"/F": b"other.bin"})),
        ("6.2.3", lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"no" * 99)),
        ("6.2.4.3", lambda pdf: image_of(pdf).update({"/ColorSpace": Name.DeviceRGB})),
        ("6.2.10", lambda pdf: pdf.pages[0].obj.update({"/Group": pikepdf.Dictionary()})),
        ("6.2.11.5", lambda pdf: font_of(pdf).update({"/DW": 700, "/W": pikepdf.Array()})),
        ("6.2.11.8", lambda pdf: font_of(pdf).CIDToGIDMap.write(bytes(1 << 17))),
        ("6.6.4", lambda pdf: pdf.Root.Metadata.write(b"<x/>")),
    ],
)
def test_each_rule_of_pdf_a_breaks_on_a_planted_violation(
    tmp_path: Path, make: Make, clause: str, plant: Callable[[pikepdf.Pdf], None]
) -> None:
    pdf = make(Sheet(*a_page(tmp_path, dpi=100)))
    with pikepdf.open(pdf, allow_overwriting_input=True) as document:
        plant(document)
        document.save(pdf)
    broken = broken_rules(pdf)
    assert any(fault.startswith(clause) for fault in broken), broken


@pytest.mark.skipif(
    not shutil.which("java") or not all(jar.exists() for jar in JARS),
    reason="needs java and the Debian packages libpdfbox2-java and libjaxb-api-java",
)
def test_pdfbox_finds_only_that_part_2_is_not_part_1(tmp_path: Path, make: Make) -> None:
    pdf = make(Sheet(*a_page(tmp_path)), Sheet(*a_page(tmp_path, bilevel=True), 90))
    jars = os.pathsep.join(str(jar) for jar in JARS)
    done = subprocess.run(
        ["java", "-Xmx256m", "-cp", jars, "org.apache.pdfbox.preflight.Validator_A1b", pdf],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    faults = [line.split(" : ")[0] for line in done.stdout.splitlines() if " : " in line]
    # Part 1 wants a list of the signs in a font, which later parts have given up, and its number.
    assert faults == ["3.1.11", "7.11.2"], done.stdout


@pytest.mark.skipif(not shutil.which("verapdf"), reason="veraPDF is not installed")
def test_verapdf_finds_no_fault(tmp_path: Path, make: Make) -> None:
    pdf = make(Sheet(*a_page(tmp_path)), Sheet(*a_page(tmp_path, bilevel=True), 90))
    command = ["verapdf", "--flavour", "2b", "--format", "text", str(pdf)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.stdout.startswith("PASS"), done.stdout


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    sheets = [Sheet(*a_page(tmp_path)), Sheet(*a_page(tmp_path, bilevel=True))]
    first, again = (
        searchable_pdf(sheets, title=TITLE, received_at=RECEIVED) for _attempt in range(2)
    )
    assert first == again


def test_its_metadata_tells_the_petition_and_nothing_of_the_letter(
    tmp_path: Path, make: Make
) -> None:
    with pikepdf.open(make(Sheet(*a_page(tmp_path)))) as document:
        told = document.Root.Metadata.read_bytes().decode()
        assert "/Info" not in document.trailer
    assert TITLE in told
    assert "2026-11-24T09:30:00+03:00" in told
    assert not [word for row in ROWS for word in row.split() if len(word) > 3 and word in told]


HOSTILE = (
    "A\x00B\x1b\x7f", "\ud800yalnız\udfff", "\u202esola\u202c", "&amp;<b>'\"", "(\\)\r\n\t", "😀",
    "שלום", "\ufeff", "\u0130\u0307", "x" * 400, "%PDF", "\ufffe",
)  # fmt: skip


def test_hostile_words_break_nothing(tmp_path: Path, make: Make) -> None:
    page, image = a_page(tmp_path)
    rows = [(Word(text, Box(200, 200 + 50 * n, 400, 40), 0.5),) for n, text in enumerate(HOSTILE)]
    pdf = make(Sheet(with_rows(page, *rows), image))
    assert broken_rules(pdf) == []
    assert subprocess.run(["qpdf", "--check", pdf], check=False).returncode == 0
    found = text_of(pdf)
    for text in ("AB", "yalnız", "sola", "&amp;<b>'\"", "(\\)", "😀", "%PDF"):
        assert text in found


def test_words_without_extent_are_left_out(tmp_path: Path, make: Make) -> None:
    page, image = a_page(tmp_path)
    thin = Word("ince", Box(200, 200, 0, 40), 0.5)
    flat = Word("yassı", Box(200, 300, 40, 0), 0.5)
    assert text_of(make(Sheet(with_rows(page, (thin, flat), (flat,)), image))).strip() == ""


@pytest.mark.parametrize(
    ("name", "largest"),
    [
        ("standard-fax-1.tif", 2.2),
        ("bimer-form-1.tif", 2.2),  # a fine fax
        ("clean-letter-43.pdf", 0.5),  # 300 dpi
        ("joint-petition-6.tif", 1.0),  # 200 dpi, skewed
    ],
)
def test_a_letter_as_it_arrived_is_found_in_a_small_file(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch, name: str, largest: float
) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")  # as dilekce.children sets it
    original = CORPUS / name
    [decoded] = work.decode_file(original, tmp_path, DecodeLimits()).pages
    page = work.read_page(decoded, tmp_path, Tesseract())
    pdf = make(Sheet(page, tmp_path / page.image))
    assert text_of(pdf).split() == page.first.text.split()
    assert broken_rules(pdf) == []
    assert pdf.stat().st_size < largest * original.stat().st_size
    assert pdf.stat().st_size < 400_000
