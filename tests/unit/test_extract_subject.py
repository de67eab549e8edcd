"""Subjects however they are worded and placed, and addressees cut short or at the foot."""

import datetime as dt

import pytest
from spacy.language import Language

from domain import turkish
from domain.field import Field, FieldName
from domain.page import Page
from extract import assemble, language, request
from tests.builders_extract import LETTER, a_letter

DAY = dt.date(2026, 3, 20)
OFFICE = "ANKARA BÜYÜKŞEHİR BELEDİYE\n                     BAŞKANLIĞINA"
SUBJECT = "Konu: Sokak lambasının onarılması"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def field(nlp: Language, name: FieldName, page: Page) -> Field:
    petition = assemble.assemble((page,), (), received_on=DAY, arrival_id="a-1", nlp=nlp)
    return petition.field(name)


def letter_with(old: str, new: str) -> Page:
    assert old in LETTER
    return a_letter(text=LETTER.replace(old, new))


@pytest.mark.parametrize(
    "line",
    [
        "KONU : Bozuk yolun onarımı",
        "K O N U : Bozuk yolun onarımı",
        "Kanu: Bozuk yolun onarımı",
        "Konu o: Bozuk yolun onarımı",
        "Dilekçenin konusu: Bozuk yolun onarımı",
        "İsteğin özü - Bozuk yolun onarımı",
        "4- Talebin özeti: Bozuk yolun onarımı",
        "Dileğim: Bozuk yolun onarımı",
        "BAŞVURU KONUSU     Bozuk yolun onarımı",
        "Konu:\nBozuk yolun onarımı",
        "Konu: Bozuk yolun\nonarımı",
        "BOZUK YOLUN ONARIMI HK.",
        "Bozuk yolun onarımı hakkında",
        "BOZUK YOLUN ONARIMI TALEBİ",
    ],
)
def test_a_subject_is_found_however_it_is_labelled_or_stands_as_a_heading(
    nlp: Language, line: str
) -> None:
    page = letter_with(SUBJECT, line)
    found = field(nlp, FieldName.SUBJECT, page)
    assert not found.is_derived
    assert turkish.fold(str(found.value)).startswith("bozuk yolun onarimi")


@pytest.mark.parametrize(
    "line",
    [
        "İlgi: 12.03.2025 tarihli ve 1234 sayılı yazınız",
        "ŞİKÂYET DİLEKÇESİ",
        "ANKARA",
        "Mehmet YILMAZ",
        "Sayın Yetkili,",
        "LALE MAH. GÜL SOK. NO 5",
        "YILDIZ TEKSTİL LTD. ŞTİ.",
    ],
)
def test_a_reference_a_title_a_place_or_a_name_is_no_subject(nlp: Language, line: str) -> None:
    page = letter_with(SUBJECT, line)
    assert field(nlp, FieldName.SUBJECT, page).is_derived


@pytest.mark.parametrize(
    "line",
    [
        "MAMAK BLD. BŞK.NA",
        "ANKARA VALİLİĞİ İL SAĞ. MÜD.NE",
        "MEB'E",
        "ANKARA VALİLİK MAKAMINA",
        "İLGİLİ MAKAMA",
    ],
)
def test_an_addressee_cut_short_is_one(nlp: Language, line: str) -> None:
    assert field(nlp, FieldName.ADDRESSEE, letter_with(OFFICE, line)).value == line


def test_an_addressee_may_stand_at_the_foot(nlp: Language) -> None:
    text = LETTER.replace(OFFICE, "Sayın Müdürüm,") + "\n\nÇankaya Belediye Başkanlığına\n"
    found = field(nlp, FieldName.ADDRESSEE, a_letter(text=text))
    assert found.value == "Çankaya Belediye Başkanlığına"


def test_a_sentence_with_somebody_s_number_never_surely_asks() -> None:
    plain = "Çocuğumun nakil işlemlerinin yapılmasını talep ediyorum"
    assert request.asks(plain) >= request.PLAIN
    assert (
        0 < request.asks(plain.replace("Çocuğumun", "12345678901 nolu çocuğumun")) < request.PLAIN
    )
