"""The petitioner's name between its bounds: no word of its line too many, and nobody else's."""

import datetime as dt

import pytest
from spacy.language import Language

from domain.field import FieldName
from domain.page import Page
from domain.petition import Petition
from extract import assemble, language
from tests.builders_extract import LETTER, a_letter, a_page, number, proven
from tests.builders_extract import signature_at as ink_at

FOOT = f"""

T.C. Kimlik No: {number()}
Adres: Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA
Tel: 0532 123 45 67"""
BODY = """                     ANKARA VALİLİĞİNE

   Mahallemizde bulunan sokak lambası uzun süredir yanmıyor ve akşamları çok karanlık
oluyor. Lambanın onarılmasını talep ediyorum.
   Gereğini saygılarımla arz ederim.
"""
INDENT = " " * 51


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def understand(nlp: Language, page: Page) -> Petition:
    day = dt.date(2026, 3, 20)
    return assemble.assemble(
        [page], (), received_on=day, arrival_id="a-1", nlp=nlp, regime=proven()
    )


def name_of(petition: Petition) -> object:
    return petition.field(FieldName.NAME).value


def doubts(petition: Petition) -> set[str]:
    return {r.code for r in petition.decision.reasons if r.field is FieldName.NAME}


def signed(line: str) -> Page:
    """Return a letter with this line below its closing, a signature under it, then its foot."""
    text = f"{BODY}\n{INDENT}{line}\n{FOOT}"
    return a_page(text, ink=[ink_at(text, line)])


@pytest.mark.parametrize("line", ["Ayşe Nur YILMAZ", "AYŞE NUR YILMAZ", "Ayşe YILMAZ-KAYA"])
def test_a_name_alone_on_its_line_is_believed(nlp: Language, line: str) -> None:
    petition = understand(nlp, signed(line))
    assert name_of(petition) == line
    assert not doubts(petition)


@pytest.mark.parametrize("title", ["Öğr. Gör.", "Ecz.", "Dt.", "Yük. Müh."])
def test_a_title_cut_short_is_no_word_of_the_name(nlp: Language, title: str) -> None:
    assert name_of(understand(nlp, signed(f"{title} Ayşe YILMAZ"))) == "Ayşe YILMAZ"


@pytest.mark.parametrize(
    "line",
    [
        "Ayşe YILMAZ, Çiftçi",
        "Ayşe YILMAZ - Çiftçi",
        "Ayşe YILMAZ Şoför",
        "AYŞE YILMAZ ÇİFTÇİ",
        "AYŞE YILMAZ (EV HANIMI)",
    ],
)
def test_a_calling_behind_a_name_is_never_accepted_as_a_surname(nlp: Language, line: str) -> None:
    petition = understand(nlp, signed(line))
    assert name_of(petition) in {"Ayşe YILMAZ", "AYŞE YILMAZ"} or doubts(petition)


@pytest.mark.parametrize(
    "line", ["AYŞE YILMAZ - ÇANKAYA", "AYŞE YILMAZ-ÇANKAYA", "Ayşe YILMAZ/Kars"]
)
def test_a_place_behind_a_name_is_never_accepted_as_a_surname(nlp: Language, line: str) -> None:
    petition = understand(nlp, signed(line))
    assert name_of(petition) in {"Ayşe YILMAZ", "AYŞE YILMAZ"} or doubts(petition)


def test_a_surname_that_is_the_letters_own_place_is_left_to_a_person(nlp: Language) -> None:
    text = BODY.replace("ANKARA VALİLİĞİNE", "BOZKURT KAYMAKAMLIĞINA")
    line = "AYŞE YILMAZ BOZKURT"
    page = a_page(f"{text}\n{INDENT}{line}\n{FOOT}", ink=[ink_at(f"{text}\n{INDENT}{line}", line)])
    assert doubts(understand(nlp, page))
    assert not doubts(understand(nlp, signed(line)))


@pytest.mark.parametrize("line", ["Hacı Ayşe YILMAZ", "M. Ayşe YILMAZ", "Hanım Ayşe YILMAZ"])
def test_what_may_be_a_title_or_a_given_name_is_left_to_a_person(nlp: Language, line: str) -> None:
    assert doubts(understand(nlp, signed(line)))


def test_the_answer_to_the_next_question_is_no_second_surname(nlp: Language) -> None:
    rows = "ADI SOYADI          AYŞE YILMAZ\nBABA ADI            ŞABAN"
    petition = understand(nlp, a_page(f"{rows}\n\n{BODY}{FOOT}"))
    assert name_of(petition) == "AYŞE YILMAZ"
    assert not doubts(petition)


def test_a_given_name_at_the_end_of_the_line_above_may_belong_to_a_name(nlp: Language) -> None:
    text = f"{BODY}\n{INDENT}Emekli Öğretmen Fatma\n{INDENT}Ayşe YILMAZ\n{FOOT}"
    assert "name.incomplete" in doubts(understand(nlp, a_page(text)))


def test_the_first_of_a_table_of_people_is_not_chosen_for_its_place(nlp: Language) -> None:
    others = (number("135792468"), number("246813579"))
    rows = (
        "ADI SOYADI          T.C. KİMLİK NO          YAKINLIK",
        f"AYŞE YILMAZ         {others[0]}             Anne",
        f"HASAN YILMAZ        {number()}             Başvuran",
        f"ELİF YILMAZ         {others[1]}             Kız",
    )
    petition = understand(nlp, a_page(BODY + "\n".join(rows)))
    assert name_of(petition) != "AYŞE YILMAZ" or doubts(petition)
    tckn = petition.field(FieldName.TCKN).value
    assert tckn != others[0] or any(r.field is FieldName.TCKN for r in petition.decision.reasons)


def test_a_name_under_a_bearers_title_is_not_the_writers(nlp: Language) -> None:
    rows = f"{'Dilekçe Sahibi':34}Teslim Eden\n{'Ayşe YILMAZ':34}Hasan KAYA"
    petition = understand(nlp, a_page(f"{BODY}\n{rows}\n{FOOT}"))
    assert name_of(petition) == "Ayşe YILMAZ"


def test_who_is_called_in_the_writers_stead_is_not_the_writer(nlp: Language) -> None:
    text = f"{BODY}\nBarış Bey YILMAZ{FOOT}\n\nBana ulaşılamazsa:\nHasan KAYA"
    assert doubts(understand(nlp, a_page(text)))


def test_who_took_the_letter_in_is_not_its_writer(nlp: Language) -> None:
    text = f"{BODY}{FOOT}\n\nEvrak tarafımdan teslim alınmıştır.\n{INDENT}Hasan KAYA"
    assert doubts(understand(nlp, a_page(text, ink=[ink_at(text, "Hasan KAYA")])))


def test_whoever_signs_a_label_that_asked_for_another_name_is_doubted(nlp: Language) -> None:
    text = f"Başvuranın Adı Soyadı: Bey Muhtar\n\n{BODY}\n{INDENT}Hasan KAYA\n{FOOT}"
    assert doubts(understand(nlp, a_page(text, ink=[ink_at(text, "Hasan KAYA")])))


def test_a_name_told_twice_alike_is_all_name(nlp: Language) -> None:
    name = "AYŞE YILMAZ ÇİFTÇİ"
    petition = understand(nlp, a_letter(name=name, text=f"Adı Soyadı: {name}\n\n{LETTER}"))
    assert name_of(petition) == name
    assert not doubts(petition)


def test_turkish_letters_in_a_letter_typed_without_any_are_doubted(nlp: Language) -> None:
    plain = BODY.translate(str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU"))
    told = {}
    for name in ("Mehmet Yildiz", "Mehmet Yıldız"):
        text = f"{plain}\n{INDENT}{name}\n\nTC Kimlik No: {number()}\nTel: 0532 123 45 67"
        told[name] = doubts(understand(nlp, a_page(text, ink=[ink_at(text, name)])))
    assert told == {"Mehmet Yildiz": set(), "Mehmet Yıldız": {"name.doubtful"}}


def test_words_that_nobody_bears_are_no_name_whatever_label_they_answer(nlp: Language) -> None:
    rows = "Adı / Name          FURKAN\nSoyadı / Surname    YILDIZ"
    petition = understand(nlp, a_page(f"{rows}\n\n{BODY}{FOOT}"))
    assert name_of(petition) == "FURKAN YILDIZ" or doubts(petition)
