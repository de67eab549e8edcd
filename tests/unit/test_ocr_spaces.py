"""Lines drawn as they are printed, with the words that the engine made of them."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from domain.geometry import Box
from domain.page import Word
from ocr import signs, spaces
from ocr.engine import Atom
from ocr.pixels import Grey

FONTS = {
    "dejavu": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "serif": "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "mono": "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
}


def line(
    *words: tuple[str, str], font: str = "dejavu", size: int = 40
) -> tuple[Grey, tuple[Atom, ...]]:
    """Return a drawn line of words (as printed, as read) and the atoms in the boxes of the ink."""
    page, face = np.full((120, 2400), 250, np.uint8), ImageFont.truetype(FONTS[font], size)
    x, atoms = 60.0, []
    for printed, read in words:
        one = Image.new("L", (2400, 120), 250)
        draw = ImageDraw.Draw(one)
        draw.text((x, 30), printed, font=face, fill=20)
        rows, columns = np.nonzero(np.asarray(one) < 180)
        if len(rows):
            left, top = int(columns.min()), int(rows.min())
            box = Box(left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)
        else:
            box = Box(round(x), 40, 12, 30)  # on bare paper
        atoms.append(Atom(Word(read, box, 0.8), (1, 1, 1)))
        page = np.minimum(page, np.asarray(one))
        x += draw.textlength(printed + " ", font=face)
    return page, tuple(atoms)


def texts(atoms: tuple[Atom, ...]) -> list[str]:
    return [atom.word.text for atom in atoms]


ADDRESS = (("Gül", "Gül"), ("Mah.", "Mah."), ("Lale", "Lale"), ("Sokak", "Sokak"))


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(
    ("printed", "read", "parts"),
    [
        ("761 67 24", "7616724", ["761", "67", "24"]),
        ("0 532 211 10 05", "05322111005", ["0", "532", "211", "10", "05"]),
        (": 0482", ":0482", [":", "0482"]),
        (": 0482", "10482", [":", "0482"]),
        (": 0482", "0482", [":", "0482"]),
        (": 47253052738", "1447253052738", [":", "47253052738"]),
        (": 43113151740", ":43113151740", [":", "43113151740"]),
        (": DAMLA", "DAMLA", [":", "DAMLA"]),
        ("( )", "()", ["(", ")"]),
        ("(X) Görüş", "(X)Görüş", ["(X)", "Görüş"]),
        ("131 D: 9", "131D:9", ["131", "D:", "9"]),
        ("129 D:", "1290D:", ["129", "D:"]),
    ],
)
def test_words_are_parted_where_the_page_shows_a_gap(
    font: str, printed: str, read: str, parts: list[str]
) -> None:
    image, atoms = line(*ADDRESS, (printed, read), font=font)
    assert texts(spaces.parted(image, atoms))[len(ADDRESS) :] == parts


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(
    "word",
    [
        *("11171114", "11.11.2026", "21111930824", "17:30", "No:11", "1111", "T.C.", "2026/111"),
        *("İLLİ", "yanmıyor", "alıyorum,", "f.j", "1-2", "(1)", "+90"),
    ],
)
def test_nothing_is_torn_that_is_printed_as_one(font: str, word: str) -> None:
    image, atoms = line(*ADDRESS, (word, word), font=font)
    assert spaces.parted(image, atoms) == atoms


def test_a_citizens_number_stays_whole_however_it_is_printed() -> None:
    image, atoms = line(*ADDRESS, ("245 713 968 02", "24571396802"))
    assert texts(spaces.parted(image, atoms))[-1] == "24571396802"


def test_spaced_out_letters_stay_one_word() -> None:
    image, atoms = line(*ADDRESS, ("D İ L E K Ç E", "DİLEKÇE"), ("1 2 3 4 5 6 7 8", "12345678"))
    assert texts(spaces.parted(image, atoms))[-2:] == ["DİLEKÇE", "12345678"]


def test_digits_that_touch_are_counted_as_two() -> None:
    image, atoms = line(*ADDRESS, ("532 211 10 05", "5322111005"))
    box = atoms[-1].word.box
    image[box.y + 20 : box.y + 24, box.x + 10 : box.x + 40] = 20  # the first two digits tied
    assert texts(spaces.parted(image, atoms))[-4:] == ["532", "211", "10", "05"]


def test_a_colon_is_found_where_the_words_box_is_cut_off_above_it() -> None:
    image, atoms = line(*ADDRESS, (": 14.1.2026", "ala"))
    box = atoms[-1].word.box
    low = Box(box.x, box.bottom - 21, box.w, 21)
    read = Atom(Word("ala", low, 0.5), atoms[-1].line)
    assert texts(spaces.parted(image, (*atoms[:-1], read)))[-2:] == [":", "la"]


def test_a_word_on_faint_paper_is_left_alone() -> None:
    image, atoms = line(*ADDRESS, ("761 67 24", "7616724"))
    box = atoms[-1].word.box
    image[:, box.x :] = np.maximum(image[:, box.x :], 230)
    assert spaces.parted(image, atoms) == atoms


def test_each_part_has_the_box_of_its_own_ink() -> None:
    image, atoms = line(*ADDRESS, ("761 67 24", "7616724"))
    whole = atoms[-1].word.box
    parts = [atom.word.box for atom in spaces.parted(image, atoms)[-3:]]
    assert all(b.x > a.right + 5 for a, b in pairwise(parts))
    assert abs(parts[0].x - whole.x) <= 1
    assert abs(parts[-1].right - whole.right) <= 1


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("read", ["o:", "O:", "1", "ı", ".", "#", "»"])
def test_what_was_read_where_a_colon_stands_is_a_colon(font: str, read: str) -> None:
    image, atoms = line(("Telefon", "Telefon"), (":", read), ("0482", "0482"), font=font)
    assert texts(signs.mended(image, atoms)) == ["Telefon", ":", "0482"]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("sign", ["(", "1", "o", ".", "i", "ı", "!", ";", "|", "-", "/"])
def test_no_other_sign_is_a_colon(font: str, sign: str) -> None:
    image, atoms = line(("Telefon", "Telefon"), (sign, sign), ("0482", "0482"), font=font)
    assert texts(signs.mended(image, atoms)) == ["Telefon", sign, "0482"]


def test_a_colon_that_was_not_read_is_found_between_its_label_and_its_value() -> None:
    image, (label, colon, value) = line(("KİME", "KİME"), (":", ":"), ("ANKARA", "ANKARA"))
    found = signs.mended(image, (label, value))
    assert texts(found) == ["KİME", ":", "ANKARA"]
    assert abs(found[1].word.box.x - colon.word.box.x) <= 1


def test_two_specks_are_no_colon() -> None:
    image, atoms = line(("KİME", "KİME"), ("   ", ""), ("ANKARA", "ANKARA"))
    middle = (atoms[0].word.box.right + atoms[2].word.box.x) // 2
    image[50:52, middle : middle + 2] = image[62:64, middle : middle + 2] = 20
    assert texts(signs.mended(image, (atoms[0], atoms[2]))) == ["KİME", "ANKARA"]


@pytest.mark.parametrize("read_as", ["o", "O", "(o", "("])
def test_what_is_read_in_the_gap_before_a_colon_goes_and_no_does_not(read_as: str) -> None:
    words = (("Kimlik", "Kimlik"), ("No", "No"), ("   ", read_as), (":", ":"))
    image, atoms = line(*words)
    assert texts(signs.mended(image, atoms)) == ["Kimlik", "No", ":"]


def test_a_letter_read_from_bare_paper_goes_and_a_printed_one_stays() -> None:
    image, atoms = line(("o", "o"), ("gün", "gün"), ("   ", "O"), ("KIME", "KIME"))
    assert texts(signs.mended(image, atoms)) == ["o", "gün", "KIME"]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("read", ["490", "*90"])
def test_the_plus_before_a_country_code_is_told_by_its_shape(font: str, read: str) -> None:
    image, atoms = line(("Tel", "Tel"), ("+90", read), ("490", "490"), font=font)
    assert texts(signs.mended(image, atoms)) == ["Tel", "+90", "490"]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("read", ["LE.", "Te", "T.G.", "NG;"])
def test_the_heading_of_a_letter_is_told_by_its_shape(font: str, read: str) -> None:
    image, atoms = line(("T.C.", read), font=font)
    assert texts(signs.mended(image, atoms)) == ["T.C."]


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("word", ["T.D.", "T.O.", "F.C.", "I.C.", "Y.C.", "T.C:", "TCK.", "T,C,"])
def test_no_other_letters_are_the_heading(font: str, word: str) -> None:
    image, atoms = line((word, word), font=font)
    assert texts(signs.mended(image, atoms)) == [word]


def test_no_words_are_no_signs() -> None:
    image, _ = line(("a", "a"))
    assert spaces.parted(image, ()) == signs.mended(image, ()) == ()
