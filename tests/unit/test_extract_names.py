"""The petitioner's name: found in its forms, whole, read alike, and told from other people's."""

import datetime as dt
from collections.abc import Sequence

import pytest
from spacy.language import Language

from domain.field import FieldName
from domain.geometry import Box
from domain.page import CropPurpose, CropRead, Ink, Page
from domain.petition import Petition
from extract import assemble, language
from tests.builders_extract import (
    CELL,
    HEIGHT,
    LEFT,
    LETTER,
    ROW,
    TOP,
    a_letter,
    a_page,
    number,
    proven,
)
from tests.builders_extract import signature_at as ink_at

DAY = dt.date(2026, 3, 20)
INDENT = " " * 51


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def understand(nlp: Language, *pages: Page, crops: Sequence[CropRead] = ()) -> Petition:
    return assemble.assemble(
        pages, crops, received_on=DAY, arrival_id="a-1", nlp=nlp, regime=proven()
    )


def name_of(petition: Petition) -> object:
    return petition.field(FieldName.NAME).value


def doubts(petition: Petition) -> set[str]:
    return {r.code for r in petition.decision.reasons if r.field is FieldName.NAME}


def signed(block: str, last: str) -> Page:
    """Return the plain letter with this signature block, ink below the line that holds ``last``."""
    text = LETTER.format(name=block, tckn=number())
    return a_page(text, ink=[ink_at(text, last)])


@pytest.mark.parametrize(
    "name",
    [
        "Ayşe YILMAZ",
        "AYŞE NUR YILMAZ",
        "Ayşe Yılmaz Kaya",
        "Ayşe YILMAZ-KAYA",
        "Şükrü Kâzım ÖZTÜRK",
        "Mehmet Ali ŞAHİNOĞLU",
    ],
)
def test_a_name_is_kept_letter_for_letter(nlp: Language, name: str) -> None:
    petition = understand(nlp, a_letter(name=name))
    assert name_of(petition) == name
    assert doubts(petition) == set()


def test_a_surname_under_the_given_names_belongs_to_them(nlp: Language) -> None:
    petition = understand(nlp, signed(f"Ayşe Nur\n{INDENT}YILMAZ", "YILMAZ"))
    assert name_of(petition) == "Ayşe Nur YILMAZ"
    assert doubts(petition) == set()


def test_a_second_surname_on_the_next_line_is_left_to_a_person(nlp: Language) -> None:
    petition = understand(nlp, signed(f"Ayşe YILMAZ\n{INDENT}KAYA", "KAYA"))
    assert "name.incomplete" in doubts(petition)


def test_an_office_under_the_given_name_is_no_surname(nlp: Language) -> None:
    petition = understand(nlp, signed(f"Ayşe YILMAZ\n{INDENT}Müdür", "YILMAZ"))
    assert name_of(petition) in (None, "Ayşe YILMAZ")


def test_a_title_before_the_name_is_not_part_of_it(nlp: Language) -> None:
    text = LETTER.replace("T.C. Kimlik", "Adı Soyadı: Prof. Dr. {name}\nT.C. Kimlik")
    assert name_of(understand(nlp, a_letter(text=text))) == "Ayşe YILMAZ"


def test_surname_first_on_one_line_is_put_behind(nlp: Language) -> None:
    line = "Soyadı: YILMAZ   Adı: Ayşe   Baba Adı: Ahmet"
    text = LETTER.replace("T.C. Kimlik", f"{line}\nT.C. Kimlik")
    assert name_of(understand(nlp, a_letter(text=text))) == "Ayşe YILMAZ"


@pytest.mark.parametrize(
    ("given", "family"), [("İsim", "Soyisim"), ("Adı", "Soyadı"), ("ADIM", "SOYADIM")]
)
def test_given_and_family_name_with_a_label_each_are_one_name(
    nlp: Language, given: str, family: str
) -> None:
    lines = f"{given}: Ayşe Nur\n{family}: YILMAZ\nT.C. Kimlik"
    text = LETTER.replace("{name}", "").replace("T.C. Kimlik", lines)
    petition = understand(nlp, a_page(text.format(tckn=number())))
    assert name_of(petition) == "Ayşe Nur YILMAZ"
    assert doubts(petition) == set()


def test_a_misread_word_is_not_cut_off_a_name(nlp: Language) -> None:
    petition = understand(nlp, a_letter(name="düleyman Engin ÇİFTÇİ"))
    assert name_of(petition) == "düleyman Engin ÇİFTÇİ"
    assert doubts(petition)


def test_a_name_read_otherwise_the_second_time_is_shown_as_listed_but_doubted(
    nlp: Language,
) -> None:
    text = LETTER.format(name="Fatına YILMAZ", tckn=number())
    page = a_page(text, text.replace("Fatına", "Fatma"), ink=[ink_at(text, "Fatına")])
    petition = understand(nlp, page)
    assert name_of(petition) == "Fatma YILMAZ"
    assert "name.reads_differ" in doubts(petition)


def test_two_listed_names_read_at_one_place_are_never_settled_by_the_list(nlp: Language) -> None:
    text = LETTER.format(name="Selma KAYA", tckn=number())
    page = a_page(text, text.replace("KAYA", "KARA"), ink=[ink_at(text, "Selma")])
    wanted = assemble.crops_wanted(assemble.propose((page,), nlp))
    reads = [CropRead(c, "Selma KAYA", 0.9) for c in wanted if c.purpose is CropPurpose.NAME]
    assert reads
    assert "name.reads_differ" in doubts(understand(nlp, page, crops=reads))


def over_the_front(name: str) -> Page:
    """Return the plain letter, a signature running over what stands before the name."""
    text = LETTER.format(name=name, tckn=number())
    row = next(i for i, line in enumerate(text.split("\n")) if name in line)
    x = LEFT + (51 - 6) * CELL
    return a_page(text, ink=[Ink(Box(x, TOP + row * ROW - 40, 12 * CELL, HEIGHT + 60), 2000)])


def test_ink_beside_a_name_may_hide_a_word_of_it(nlp: Language) -> None:
    assert "name.incomplete" in doubts(understand(nlp, over_the_front("Halil GÜNEŞ")))


def test_a_look_at_the_whole_line_shows_that_ink_hides_nothing(nlp: Language) -> None:
    page = over_the_front("Halil GÜNEŞ")
    wanted = assemble.crops_wanted(assemble.propose((page,), nlp))
    (line,) = [c for c in wanted if c.purpose is CropPurpose.NAME]
    alone = [CropRead(line, "_ Halil GÜNEŞ", 0.9)] * 2
    assert doubts(understand(nlp, page, crops=alone)) == set()
    longer = [CropRead(line, "Ramazan Halil GÜNEŞ", 0.9)] * 2
    petition = understand(nlp, page, crops=longer)
    assert name_of(petition) == "Ramazan Halil GÜNEŞ"
    assert "name.incomplete" in doubts(petition)


def test_an_address_foot_is_no_name(nlp: Language) -> None:
    text = LETTER.replace("Çankaya/ANKARA", "\n       ÇANKAYA ANKARA").replace("{name}", "")
    petition = understand(nlp, a_page(text.format(tckn=number())))
    assert name_of(petition) is None


def in_ascii(text: str) -> str:
    return text.translate(str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU"))


def test_a_letter_typed_without_turkish_letters_keeps_its_name_so(nlp: Language) -> None:
    petition = understand(nlp, a_letter(name="Aysegul YILMAZ", text=in_ascii(LETTER)))
    assert name_of(petition) == "Aysegul YILMAZ"
    assert doubts(petition) == set()


def test_a_letter_typed_in_capitals_is_still_signed_at_its_foot(nlp: Language) -> None:
    text = """ANKARA VALİLİĞİNE

BEN AYŞE YILMAZ OLARAK MAHALLEMİZDE BULUNAN SOKAK LAMBASI UZUN SÜREDİR YANMIYOR
VE AKŞAMLARI ÇOK KARANLIK OLUYOR. LAMBANIN ONARILMASINI İSTİYORUM.
GEREĞİNİ SAYGILARIMLA ARZ EDERİM.

                                        AYŞE YILMAZ
T.C. Kimlik No: {tckn}"""
    filled = text.format(tckn=number())
    petition = understand(nlp, a_page(filled, ink=[ink_at(filled, "AYŞE YILMAZ")]))
    assert name_of(petition) == "AYŞE YILMAZ"
    assert doubts(petition) == set()


def test_a_word_above_a_whole_name_may_belong_to_it(nlp: Language) -> None:
    petition = understand(nlp, signed(f"Ayşe\n{INDENT}Nur\n{INDENT}YILMAZ", "YILMAZ"))
    assert "name.incomplete" in doubts(petition)


@pytest.mark.parametrize("below", ["Vali Yardımcısı", "Bilgisayar İşletmeni"])
def test_an_official_who_registered_the_letter_did_not_write_it(nlp: Language, below: str) -> None:
    text = LETTER + f"\n\nHasan KAYA\n{below}"
    petition = understand(nlp, a_letter(text=text))
    assert name_of(petition) == "Ayşe YILMAZ"
    alone = understand(nlp, a_letter(name="Hasan KAYA", text=text.replace("{name}", "", 1)))
    assert "name.doubtful" in doubts(alone) or name_of(alone) is None


def test_a_callings_line_under_a_name_is_nobody(nlp: Language) -> None:
    petition = understand(nlp, signed(f"Ayşe YILMAZ\n{INDENT}Emekli Öğretmen", "Ayşe"))
    assert name_of(petition) == "Ayşe YILMAZ"
    assert doubts(petition) == set()


def test_two_who_sign_side_by_side_are_two_people(nlp: Language) -> None:
    petition = understand(nlp, signed("Ayşe YILMAZ        Mehmet YILMAZ", "Ayşe"))
    assert "name.two_people" in doubts(petition)


LIST = """ANKARA BÜYÜKŞEHİR BELEDİYE BAŞKANLIĞINA

Konu: Park yapılması

   Aşağıda imzası bulunan bizler mahallemizde park bulunmadığını ve çocukların sokakta
oynadığını bildiririz.
   Gereğini saygılarımızla arz ederiz.

No   Adı Soyadı                 T.C. Kimlik No       İmza
1    Ayşe YILMAZ                {one}
2    Mehmet KAYA                {two}
3    Fatma DEMİR                okunmuyor
4    Hasan ÇELİK                {three}

Adres: Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA"""


def test_a_joint_petition_lists_everybody_with_number_and_row(nlp: Language) -> None:
    numbers = [number(), number("318264957"), number("512839476")]
    page = a_page(LIST.format(one=numbers[0], two=numbers[1], three=numbers[2]))
    petition = understand(nlp, page)
    assert [(s.name, s.tckn) for s in petition.signatories] == [
        ("Ayşe YILMAZ", numbers[0]),
        ("Mehmet KAYA", numbers[1]),
        ("Fatma DEMİR", None),
        ("Hasan ÇELİK", numbers[2]),
    ]
    boxes = [s.evidence.box for s in petition.signatories]
    assert boxes == sorted(boxes, key=lambda box: box.y)
    assert "petition.joint" in {r.code for r in petition.decision.reasons}


def test_a_list_of_names_and_numbers_is_joint_whatever_the_words_say(nlp: Language) -> None:
    text = LIST.replace("bizler ", "").replace("Aşağıda imzası bulunan ", "")
    text = text.replace("saygılarımızla arz ederiz", "saygılarımla arz ederim")
    numbers = [number(), number("318264957"), number("512839476")]
    page = a_page(text.format(one=numbers[0], two=numbers[1], three=numbers[2]))
    petition = understand(nlp, page)
    assert len(petition.signatories) == 4
    assert "petition.joint" in {r.code for r in petition.decision.reasons}


def test_a_letter_of_one_writer_lists_no_signatories(nlp: Language) -> None:
    assert understand(nlp, a_letter()).signatories == ()
