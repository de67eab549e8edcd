"""Whose name and whose number: forms about two people, lists, roles over names, names cut short.

Most of these were accepted wrong once: each stays here so that it never is again.
"""

import datetime as dt

import pytest
from spacy.language import Language

from domain.field import FieldName
from domain.page import Page
from domain.petition import Petition
from extract import assemble, language
from tests.builders_extract import LETTER, a_letter, a_page, number, proven, signature_at

OWN, OTHER = number(), number("318264957")
BODY = """   Mahallemizde bulunan sokak lambası uzun süredir yanmıyor ve akşamları çok karanlık
oluyor. Lambanın onarılmasını talep ediyorum.
   Gereğini saygılarımla arz ederim."""
SIGN = " " * 51
REACH = "Adres: Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA\nTel: 0532 123 45 67"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def understood(nlp: Language, text: str, signed: str = "") -> Petition:
    page: Page = a_page(text, ink=[signature_at(text, signed)] if signed else [])
    return assemble.assemble(
        (page,),
        (),
        received_on=dt.date(2026, 3, 20),
        arrival_id="a-1",
        nlp=nlp,
        regime=proven(),
    )


def name_of(petition: Petition) -> object:
    return petition.field(FieldName.NAME).value


def number_of(petition: Petition) -> object:
    return petition.field(FieldName.TCKN).value


def doubts(petition: Petition, field: FieldName) -> set[str]:
    return {r.code for r in petition.decision.reasons if r.field is field}


FORM = """               ANKARA VALİLİĞİNE

A) BAŞVURU SAHİBİNE AİT BİLGİLER
{own}
Adres: Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA
B) HAKKINDA BAŞVURUDA BULUNULAN KİŞİ
Adı Soyadı: Hakan DEMİR
T.C. Kimlik No: {other}
C) BAŞVURU KONUSU
{body}"""


def test_a_title_says_whose_the_lines_below_are(nlp: Language) -> None:
    own = f"Adı Soyadı: Ayşe YILMAZ\nT.C. Kimlik No: {OWN}"
    petition = understood(nlp, FORM.format(own=own, other=OTHER, body=BODY))
    assert (name_of(petition), number_of(petition)) == ("Ayşe YILMAZ", OWN)
    assert doubts(petition, FieldName.NAME) == doubts(petition, FieldName.TCKN) == set()


def test_the_accused_of_a_form_is_nobody_where_the_writer_was_not_read(nlp: Language) -> None:
    petition = understood(nlp, FORM.format(own="", other=OTHER, body=BODY))
    assert number_of(petition) is None
    assert doubts(petition, FieldName.NAME)
    assert doubts(petition, FieldName.TCKN)


@pytest.mark.parametrize("swapped", [False, True])
def test_of_two_blocks_side_by_side_each_is_about_its_own_party(
    nlp: Language, *, swapped: bool
) -> None:
    pairs = [
        ("VELİSİNİN", "ÖĞRENCİNİN"),
        ("Adı Soyadı: Ayşe Yılmaz", "Adı Soyadı: Can Yılmaz"),
        (f"T.C. No: {OWN}", f"T.C. No: {OTHER}"),
    ]
    rows = [f"{b if swapped else a:<44}{a if swapped else b}" for a, b in pairs]
    text = "\n".join(["  ANKARA VALİLİĞİNE", "", *rows, "", BODY, "", SIGN + "Ayşe Yılmaz"])
    petition = understood(nlp, text, "Ayşe Yılmaz")
    assert (name_of(petition), number_of(petition)) == ("Ayşe Yılmaz", OWN)
    assert doubts(petition, FieldName.TCKN) == set()


def test_a_role_over_a_name_is_no_given_name(nlp: Language) -> None:
    text = LETTER.format(name=f"Veli\n{SIGN}Özgür Erbaş", tckn=OWN)
    petition = understood(nlp, text, "Özgür Erbaş")
    assert name_of(petition) == "Özgür Erbaş"


def test_a_surname_in_capitals_under_a_given_name_is_joined_though_it_is_a_given_name_too(
    nlp: Language,
) -> None:
    rows = [f"{'Sıdıka':<30}T.C. Kimlik No   : {OWN}", "COŞKUN TEKİN", REACH]
    petition = understood(nlp, "\n".join(["  ANKARA VALİLİĞİNE", "", BODY, "", *rows]))
    assert name_of(petition) == "Sıdıka COŞKUN TEKİN"


def test_who_wrote_for_another_is_told_by_the_word_of_kinship(nlp: Language) -> None:
    text = LETTER.format(name="AYŞE YILMAZ", tckn=OWN)
    petition = understood(nlp, f"{text}\nDilekçeyi yazan: kızı Ezgi YILMAZ", "AYŞE YILMAZ")
    assert name_of(petition) == "AYŞE YILMAZ"


@pytest.mark.parametrize("name", ["eyma UÇAR", "Ayşe yILMAZ"])
def test_a_name_that_lost_its_capital_is_never_accepted(nlp: Language, name: str) -> None:
    text = f"{LETTER.format(name=name, tckn=OWN)}\nAdı Soyadı: {name}"
    assert doubts(understood(nlp, text, name), FieldName.NAME)


def test_given_names_whose_surname_was_not_read_are_no_whole_name(nlp: Language) -> None:
    lines = f"Adı: CEMAL IŞIK\nSoyadı:\nT.C. Kimlik No: {OWN}\n{REACH}"
    petition = understood(nlp, f"  ANKARA VALİLİĞİNE\n\n{lines}\n\n{BODY}")
    assert "name.incomplete" in doubts(petition, FieldName.NAME)


def test_a_name_broken_at_a_lines_end_is_not_taken_for_whole(nlp: Language) -> None:
    said = (
        "   Ben Ankara nüfusuna kayıtlı Onur kızı 1973 doğumlu Filiz Şeyma Özer\n"
        f"Küçükoğlu ({OWN} T.C. kimlik numaralı), yukarıda yazdıklarımın doğru olduğunu beyan "
        "ederim."
    )
    petition = understood(nlp, f"  ANKARA VALİLİĞİNE\n\n{BODY}\n{said}\n\n{REACH}")
    assert name_of(petition) == "Filiz Şeyma Özer Küçükoğlu" or doubts(petition, FieldName.NAME)


def test_a_relative_of_a_table_is_never_the_writer(nlp: Language) -> None:
    rows = [
        f"{'T.C. Kimlik No':<24}{'Adı Soyadı':<30}Yakınlığı",
        f"{OWN:<24}{'':<30}Kendisi",
        f"{OTHER:<24}{'Ezgi YILMAZ':<30}Eşi",
    ]
    petition = understood(nlp, "\n".join(["  ANKARA VALİLİĞİNE", "", BODY, "", *rows, REACH]))
    assert number_of(petition) != OTHER
    assert doubts(petition, FieldName.NAME)


def test_one_name_beside_two_numbers_leaves_both_to_a_person(nlp: Language) -> None:
    rows = [f"{n:<24}Ayşe YILMAZ" for n in (OWN, OTHER)]
    petition = understood(nlp, "\n".join(["  ANKARA VALİLİĞİNE", "", BODY, "", *rows, REACH]))
    assert doubts(petition, FieldName.TCKN)


def test_somebody_who_confirms_the_letter_did_not_write_it(nlp: Language) -> None:
    below = f"\n\n{' ' * 30}TASDİK\n\n{SIGN}Cevdet BİLGİÇ\n{SIGN}Mahalle Muhtarı"
    petition = understood(nlp, LETTER.format(name="Ayşe YILMAZ", tckn=OWN) + below, "Ayşe YILMAZ")
    assert name_of(petition) == "Ayşe YILMAZ"
    alone = understood(nlp, f"  ANKARA VALİLİĞİNE\n\n{BODY}{below}")
    assert name_of(alone) is None or doubts(alone, FieldName.NAME)


def test_whoever_is_labelled_beside_another_unknown_writer_goes_to_a_person(
    nlp: Language,
) -> None:
    lines = f"Adı Soyadı: Hakan DEMİR\nT.C. Kimlik No: {OTHER}"
    text = f"  ANKARA VALİLİĞİNE\n\n{lines}\n\n{BODY}\n\n{SIGN}Ayşe YILMAZ"
    assert "name.two_people" in doubts(understood(nlp, text, "Ayşe YILMAZ"), FieldName.NAME)


def test_the_only_number_of_the_only_person_needs_no_name_beside_it(nlp: Language) -> None:
    head = f"{'':<50}T.C. NO: {OWN}\n{'':<50}12.03.2026\n\n  ANKARA VALİLİĞİNE\n\n"
    petition = understood(nlp, f"{head}{BODY}\n\n{SIGN}Ayşe YILMAZ", "Ayşe YILMAZ")
    assert number_of(petition) == OWN
    assert doubts(petition, FieldName.TCKN) == set()


def test_the_values_of_a_tables_head_stand_below_it(nlp: Language) -> None:
    rows = [
        f"{'Kimlik numarası':<26}{'Ad ve soyad':<26}Ulaşılacak telefon",
        f"{OWN:<26}{'AYŞE YILMAZ':<26}0532 123 45 67",
    ]
    petition = understood(nlp, "\n".join(["  ANKARA VALİLİĞİNE", "", BODY, "", *rows]))
    assert (name_of(petition), number_of(petition)) == ("AYŞE YILMAZ", OWN)


NUMBER_ROW = "T.C. Kimlik No: {tckn}"
LETTER_NUMBER_LAST = LETTER.replace(f"{NUMBER_ROW}\n", "") + f"\n{NUMBER_ROW}"


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (LETTER, set()),  # a number stands beside, and nobody else is named
        (LETTER_NUMBER_LAST.replace("   Maha", "   Ben {name}, maha"), set()),
        (LETTER_NUMBER_LAST, {"name.unproven"}),
        (LETTER.replace("{name}", "{name}\n") + "\n" + SIGN + "Hakan DEMİR", {"name.two_people"}),
    ],
)
def test_a_signature_alone_needs_another_witness(nlp: Language, text: str, doubt: set[str]) -> None:
    page = a_letter(tckn=OWN, text=text)
    petition = assemble.assemble(
        (page,), (), received_on=dt.date(2026, 3, 20), arrival_id="a-1", nlp=nlp
    )
    assert doubts(petition, FieldName.NAME) == doubt
