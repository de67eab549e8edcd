"""Real tesseract on drawn and real pages: each test costs a second or two."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from domain.errors import Stop, Unacceptable
from domain.geometry import Box
from domain.page import Crop, CropPurpose, Page
from ocr import models, pixels
from ocr.again import second_read
from ocr.crops import read_crop
from ocr.engine import Engine, Segmentation, Settings, mail_language, require_languages
from ocr.inprocess import InProcess
from ocr.pixels import Grey
from ocr.read import read_page
from ocr.tesseract import Tesseract
from tests.builders_ocr import (
    LETTER,
    TCKN,
    boxed,
    decoded,
    grainy,
    letter,
    paper,
    signed,
    standard_fax,
)
from tests.builders_ocr import write as write_text

#: The program and the library: whatever is promised of one holds for the other.
ENGINES: tuple[Engine, ...] = (Tesseract(), InProcess(models.folder()))
DPI = 200
SCANS = Path("../shared/data/scan")


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")  # as dilekce.children sets it


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.param
    return chosen


def read(engine: Engine, folder: Path, page: Grey, dpi: int = DPI) -> Page:
    return read_page(decoded(folder, page, dpi), folder, engine)


def box_of(page: Page, text: str) -> Box:
    return next(word.box for word in page.first.words if word.text == text)


def test_the_models_reading_needs_are_installed(engine: Engine) -> None:
    require_languages(engine)
    assert engine.version().startswith("5.")


def test_an_upright_page_is_read_to_the_letter_and_left_as_it_is(
    engine: Engine, tmp_path: Path
) -> None:
    page = read(engine, tmp_path, grainy(letter(DPI)))
    assert page.first.text.split("\n") == [row for row in LETTER if row]
    assert (page.turned, page.skew, page.image) == (0, 0.0, "page-0001.png")
    assert all(0 <= word.confidence <= 1 for word in page.first.words)
    assert [file.name for file in tmp_path.iterdir()] == ["page-0001.png"]


def test_lost_spaces_colons_and_plus_signs_come_back(engine: Engine, tmp_path: Path) -> None:
    page = letter(DPI)
    rows = (
        ("Telefon", ": 0 532 211 10 05"),
        ("Faks No", ": 0312 761 67 24"),
        ("Cep", ": +90 544 625 34 47"),
        ("Türü", ": ( ) İstek (X) Görüş ( ) İhbar"),
    )
    for index, (label, value) in enumerate(rows):
        page = write_text(page, DPI, (1.0, 5.6 + index * 0.32), label)
        page = write_text(page, DPI, (2.6, 5.6 + index * 0.32), value)
    found = read(engine, tmp_path, grainy(page))
    wanted = [f"{label} {value}" for label, value in rows]
    assert found.first.text.split("\n")[-len(rows) :] == wanted
    boxes = [line.box for line in found.first.lines[1 - len(rows) :]]
    again = second_read(found, pixels.load(tmp_path / found.image), boxes, tmp_path, engine)
    assert again.text.split("\n") == wanted[1:]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_reads_as_the_upright_one(
    engine: Engine, tmp_path: Path, turned: int
) -> None:
    page = read(engine, tmp_path, pixels.turn(grainy(letter(DPI)), turned))
    assert (page.turned + turned) % 360 == 0
    assert "İbrahim ÖZIŞIK" in page.first.text
    upright = pixels.load(tmp_path / page.image)
    assert upright.shape == (page.height, page.width)


def test_a_skewed_page_is_straightened_and_boxes_lie_on_its_words(
    engine: Engine, tmp_path: Path
) -> None:
    page = read(engine, tmp_path, grainy(pixels.straighten(letter(DPI), 3.0)))
    assert page.skew == pytest.approx(-3.0, abs=0.1)
    assert TCKN in page.first.text
    upright, box = pixels.load(tmp_path / page.image), box_of(page, TCKN)
    assert np.median(upright[box.y : box.bottom, box.x : box.right]) > 100
    assert (upright[box.y : box.bottom, box.x : box.right] < 128).mean() > 0.1
    assert (upright[box.y - 40 : box.y - 15, box.x : box.right] < 128).mean() < 0.01


def test_standard_fax_is_read_by_two_witnesses(engine: Engine, tmp_path: Path) -> None:
    fax = standard_fax(letter(300), 300)
    sent = decoded(tmp_path, fax, 204, source_dpi=(204, 98), bilevel=True)
    page = read_page(sent, tmp_path, engine)
    rows = [line.box for line in page.first.lines]
    second = second_read(page, fax, rows, tmp_path, engine)
    assert page.standard_fax
    assert page.bilevel
    for text in (TCKN, "ÇANKAYA BELEDİYE BAŞKANLIĞINA", "saygılarımla"):
        assert text in page.first.text
        assert text in second.text
    first_box = box_of(page, TCKN)
    second_box = next(w.box for w in second.words if w.text == TCKN)
    assert first_box.overlap(second_box) > 0.7 * first_box.area


def test_a_deskewed_fax_stays_one_bit_a_pixel(engine: Engine, tmp_path: Path) -> None:
    fax = pixels.straighten(standard_fax(letter(300), 300), 1.5)
    sent = decoded(tmp_path, fax, 204, source_dpi=(204, 98), bilevel=True)
    page = read_page(sent, tmp_path, engine)
    assert set(np.unique(pixels.load(tmp_path / page.image))) == {0, 255}


def test_columns_side_by_side_are_read_as_rows(engine: Engine, tmp_path: Path) -> None:
    page = paper(DPI)
    numbers = ("bir", "iki", "üç", "dört", "beş", "altı", "yedi")
    for index, number in enumerate(numbers):
        page = write_text(page, DPI, (0.8, 1 + index * 0.35), f"Soldaki satır {number}")
        page = write_text(page, DPI, (5.0, 1 + index * 0.35), f"Sağdaki satır {number}")
    rows = read(engine, tmp_path, grainy(page)).first.text.split("\n")
    assert rows == [f"Soldaki satır {n} Sağdaki satır {n}" for n in numbers]


def test_a_signature_is_found_as_ink_and_a_plain_page_has_none(
    engine: Engine, tmp_path: Path
) -> None:
    plain = letter(DPI)
    assert read(engine, tmp_path, plain).ink == ()
    (scribble,) = read(engine, tmp_path, signed(plain, DPI, (5, 6))).ink
    assert scribble.box.overlap(Box(1000, 1140, 325, 120)) > 0.8 * scribble.box.area


def test_a_blank_page_is_not_read_but_a_damaged_one_is_never_blank(
    engine: Engine, tmp_path: Path
) -> None:
    empty = paper(DPI)
    page = read(engine, tmp_path, empty)
    assert page.blank
    assert page.reads == ()
    doubted = decoded(tmp_path, empty, DPI, warnings=("tiff.decoder_error",))
    page = read_page(doubted, tmp_path, engine)
    assert page.damaged
    assert not page.blank


def test_an_image_that_cannot_be_opened_is_a_damaged_page(engine: Engine, tmp_path: Path) -> None:
    page = decoded(tmp_path, paper(DPI), DPI)
    (tmp_path / "page-0001.png").write_bytes(b"no picture")
    with pytest.raises(Unacceptable) as caught:
        read_page(page, tmp_path, engine)
    assert caught.value.code == "page.damaged"


@pytest.mark.skipif(not SCANS.exists(), reason="the shared test files are not on this machine")
@pytest.mark.parametrize(("name", "turned"), [("L", 90), ("R", 270), ("180", 180)])
def test_a_real_scan_lying_on_its_side_is_turned_upright(
    engine: Engine, tmp_path: Path, name: str, turned: int
) -> None:
    image = cv2.imread(str(SCANS / f"phototest-rotated-{name}.png"), cv2.IMREAD_GRAYSCALE)
    assert image is not None
    page = read(engine, tmp_path, np.asarray(image, np.uint8), 100)
    assert page.turned == turned
    assert "over the lazy" in page.first.text


def test_crops_read_digits_names_and_mail_addresses(engine: Engine, tmp_path: Path) -> None:
    at = write_text(letter(DPI), DPI, (1, 6), "E-posta: ornek.kisi_42@posta.com.tr")
    page = read(engine, tmp_path, at)
    image = pixels.load(tmp_path / page.image)
    digits = Crop(1, box_of(page, TCKN), CropPurpose.DIGITS)
    assert [r.text for r in read_crop(image, page, digits, tmp_path, engine)] == [TCKN]
    name = Crop(1, next(line.box for line in page.first.lines if "ÖZIŞIK" in line.text),
                CropPurpose.NAME)  # fmt: skip
    assert {r.text for r in read_crop(image, page, name, tmp_path, engine)} == {"İbrahim ÖZIŞIK"}
    mail = Crop(1, page.first.lines[-1].box, CropPurpose.EMAIL)
    (found,) = read_crop(image, page, mail, tmp_path, engine)
    assert found.text.endswith("ornek.kisi_42@posta.com.tr")


def test_digits_in_printed_boxes_are_one_number_to_all_three_witnesses(
    engine: Engine, tmp_path: Path
) -> None:
    other = "7" + TCKN[1:]
    page = read(engine, tmp_path, grainy(boxed(letter(DPI), DPI, (1, 6), other)))
    image, box = pixels.load(tmp_path / page.image), box_of(page, other)
    assert box.overlap(Box(200, 1200, 563, 51)) > 0.85 * box.area
    assert box.w > 500
    assert other in second_read(page, image, (box,), tmp_path, engine).text
    (crop,) = read_crop(image, page, Crop(1, box, CropPurpose.DIGITS), tmp_path, engine)
    assert crop.text == other


def test_a_crop_that_misses_the_page_reads_as_nothing(engine: Engine, tmp_path: Path) -> None:
    page = read(engine, tmp_path, grainy(paper(DPI)))
    crop = Crop(1, Box(5000, 5000, 100, 30), CropPurpose.DIGITS)
    (found,) = read_crop(grainy(paper(DPI)), page, crop, tmp_path, engine)
    assert (found.text, found.confidence) == ("", 0.0)


def test_whitelisted_characters_are_the_only_ones_read(engine: Engine, tmp_path: Path) -> None:
    only = Settings(languages="eng", segmentation=Segmentation.LINE, whitelist="0123456789")
    words = engine.words(letter(DPI)[850:900], only, tmp_path)
    assert words
    assert all(atom.word.text.isdigit() for atom in words)


def test_the_second_read_is_of_the_rows_asked_for_and_no_others(
    engine: Engine, tmp_path: Path
) -> None:
    page = read(engine, tmp_path, grainy(letter(DPI)))
    image = pixels.load(tmp_path / page.image)
    number = next(line.box for line in page.first.lines if TCKN in line.text)
    rows = second_read(page, image, [number], tmp_path, engine)
    assert [line.text for line in rows.lines] == [f"T.C. Kimlik No: {TCKN}"]
    assert rows.covers(number)
    assert not rows.covers(page.first.lines[0].box)


def test_program_and_library_read_the_same(tmp_path: Path) -> None:
    program, library = (read(engine, tmp_path, grainy(letter(DPI))) for engine in ENGINES)
    assert program.first.text == library.first.text


def test_a_model_tells_what_it_cannot_write(engine: Engine) -> None:
    assert not {"@", "_", "%", "+"} & engine.characters("tur")
    assert mail_language(engine) == "eng"


def test_a_reading_that_takes_too_long_is_named(tmp_path: Path) -> None:
    library = InProcess(models.folder())
    with pytest.raises(Unacceptable) as caught:
        library.words(letter(300), Settings(timeout=0.001), tmp_path)
    assert caught.value.code == "page.time_out"


def test_a_missing_model_stops_the_library_too(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="tesseract-ocr-eng"):
        require_languages(InProcess(tmp_path))
    with pytest.raises(Stop, match="tesseract-ocr-xxx"):
        InProcess(models.folder()).words(letter(100), Settings(languages="xxx"), tmp_path)


def test_a_model_file_of_garbage_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "tur.traineddata").write_bytes(b"\x01\x00\x00\x00")
    with pytest.raises(Stop, match="tesseract-ocr-tur"):
        models.characters(tmp_path, "tur")


def test_the_line_a_fax_machine_prints_on_a_sheet_fed_upside_down_is_no_word_of_it(
    engine: Engine, tmp_path: Path
) -> None:
    fed = pixels.turn(letter(DPI), 180)
    sent = write_text(
        fed, DPI, (0.5, 0.05), "From 03125550100|KIRTASIYE|10/08/2026 14:26|Page 1 of 1"
    )
    page = read(engine, tmp_path, sent)
    assert page.turned == 180
    assert page.first.text.split("\n") == [row for row in LETTER if row]


def test_a_last_line_at_the_papers_edge_stays_on_a_sheet_fed_upside_down(
    engine: Engine, tmp_path: Path
) -> None:
    long = write_text(letter(DPI), DPI, (1.0, 11.45), "Ek: fatura sureti")
    page = read(engine, tmp_path, pixels.turn(long, 180))
    assert page.first.text.endswith("Ek: fatura sureti")
