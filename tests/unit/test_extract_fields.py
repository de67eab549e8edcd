"""The other fields: address, phone, e-mail, addressee, date and maiden surname as they are read."""

import datetime as dt

import pytest
from spacy.language import Language

from domain.field import Field, FieldName, FieldState, FieldValue
from domain.page import CropPurpose, CropRead, Page
from extract import assemble, language
from tests.builders_extract import LETTER, a_letter, a_page, number

DAY = dt.date(2026, 3, 20)
ADDRESS_LINE = "Adres: Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA"
TEL_LINE = "Tel: 0532 123 45 67"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def field(nlp: Language, name: FieldName, page: Page, email: str = "") -> Field:
    draft = assemble.propose((page,), nlp)
    crops = [
        CropRead(c, email, 0.9)
        for c in assemble.crops_wanted(draft)
        if c.purpose is CropPurpose.EMAIL
    ]
    petition = assemble.assemble((page,), crops, received_on=DAY, arrival_id="a-1", nlp=nlp)
    return petition.field(name)


def with_line(old: str, new: str) -> Page:
    return a_letter(text=LETTER.replace(old, new))


@pytest.mark.parametrize(
    ("line", "address"),
    [
        (
            (
                "   Ben Ayşe YILMAZ olarak Mevlana Mh. Menekşe Caddesi No: 112 Ardeşen / Rize\n"
                "adresinde ikamet etmekteyim ve burada uzun yıllardır yaşamaktayım."
            ),
            "Mevlana Mh. Menekşe Caddesi No: 112 Ardeşen / Rize",
        ),
        (
            (
                "   Ben, Ayşe YILMAZ, Mevlana Mah. Menekşe\n"
                "Sokak No: 12 Ardeşen/RİZE adresinde oturmaktayım ve hiç sorun yaşamadım."
            ),
            "Mevlana Mah. Menekşe Sokak No: 12 Ardeşen/RİZE",
        ),
    ],
)
def test_an_address_in_a_sentence_begins_at_its_name_and_ends_before_adresinde(
    nlp: Language, line: str, address: str
) -> None:
    text = LETTER.replace(ADDRESS_LINE, "").replace("   Mahallemizde", f"{line}\n   Mahallemizde")
    assert field(nlp, FieldName.ADDRESS, a_letter(text=text)).value == address


def test_another_s_address_in_a_sentence_does_not_outrank_the_writer_s_own(nlp: Language) -> None:
    line = "   Çiçek Mah. Dere Sok. No: 9 Keçiören/Ankara adresinde bulunan iş yeri çok kirlidir."
    text = LETTER.replace("Adres: ", "").replace("   Mahallemizde", f"{line}\n   Mahallemizde")
    found = field(nlp, FieldName.ADDRESS, a_letter(text=text))
    assert found.value == "Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA"


def test_a_district_of_another_province_is_shown_and_never_repaired(nlp: Language) -> None:
    found = field(nlp, FieldName.ADDRESS, with_line("Çankaya/ANKARA", "Kadıköy/ANKARA"))
    assert found.state is FieldState.CONFLICT
    assert found.value == "Gül Mah. Lale Sk. No: 5 Kadıköy/ANKARA"


def test_a_telephone_line_below_is_no_part_of_the_address(nlp: Language) -> None:
    line = f"{ADDRESS_LINE}\nVergi No: 1234567890 Tel: 0312 555 01 00"
    found = field(nlp, FieldName.ADDRESS, with_line(ADDRESS_LINE, line))
    assert found.value == "Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA"


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("Tel: +90 532 123 45 67", "+905321234567"),
        ("Tel: 90 532 123 45 67", "+905321234567"),
        ("Tel: 490 532 123 45 67", "+905321234567"),  # +90 as the Turkish model reads it
        ("Telefon     1490 532 123 45 67", "+905321234567"),
        ("Telefon     10532 123 45 67", "+905321234567"),  # the colon read as 1
        ("Tel: O532 l23 45 67", "+905321234567"),
        ("Tel: 0532/123-45-67", "+905321234567"),
        ("yel: 0532 123 45 67", "+905321234567"),
        ("Tel: 6532 123 45 67", None),
        ("Tel: 05321 123 45 67", None),
        ("Tel: 0112 123 45 67", None),
        ("Faks: 0532 123 45 67", None),
        ("Abone No: 5321234567", None),
        ("   Bana *90 532 123 45 67 numaralı telefondan ulaşabilirsiniz.", "+905321234567"),
        ("   Bana 0532 123 45\n67 numaralı telefondan ulaşabilirsiniz.", "+905321234567"),
        ("   Bana 0532 123 45 67 numaralı\ntelefondan ulaşabilirsiniz.", "+905321234567"),
    ],
)
def test_a_phone_is_read_in_every_shape_and_never_made_up(
    nlp: Language, line: str, phone: str | None
) -> None:
    assert field(nlp, FieldName.PHONE, with_line(TEL_LINE, line)).value == phone


def test_a_subscriber_s_number_in_the_text_is_no_phone(nlp: Language) -> None:
    text = LETTER.replace(TEL_LINE, "").replace("Lambanın", "5037353018 abone no olup lambanın")
    assert field(nlp, FieldName.PHONE, a_letter(text=text)).value is None


@pytest.mark.parametrize(
    ("page_read", "crop", "state"),
    [
        ("ayse.yilmaz©example.com", "ayse.yilmaz@example.com", FieldState.FOUND),
        ("ayse.yilmazGdexample.com", "ayse.yilmaz@example.com", FieldState.FOUND),
        ("ayse.yilmaz©example.com", "yilmaz@example.com", FieldState.CONFLICT),
        ("ayse.yilmaz©example.com", "ayse.yiimaz@example.com", FieldState.CONFLICT),
        ("ayse.yilmaz©posta.example.com", "ayse.yilmaz@pasta.example.com", FieldState.CONFLICT),
    ],
)
def test_an_e_mail_is_sure_only_when_page_and_crop_have_the_same_letters(
    nlp: Language, page_read: str, crop: str, state: FieldState
) -> None:
    page = with_line(TEL_LINE, f"E-posta: {page_read}")
    found = field(nlp, FieldName.EMAIL, page, crop)
    assert (found.value, found.state) == (crop, state)


@pytest.mark.parametrize(
    ("heading", "addressee"),
    [
        ("BİLGİ EDİNME BAŞVURU FORMU\n(Gerçek Kişiler İçin)\nADANA VALİLİĞİNE", "ADANA VALİLİĞİNE"),
        ("BAŞVURU FORMU\nSAĞLIK BAKANLIĞINA", "SAĞLIK BAKANLIĞINA"),
        ("VERGİ DAİRESİ MÜDÜRLÜĞÜNE\nKADIKÖY", "VERGİ DAİRESİ MÜDÜRLÜĞÜNE"),
        ("Ulus Vergi Dairesi Müdürlüğüne", "Ulus Vergi Dairesi Müdürlüğüne"),
        ("VERGİ DAİRESİ: KADIKÖY MÜDÜRLÜĞÜNE", None),
        ("T.C.\nÜNYE KAYMAKAMLIĞINA", "ÜNYE KAYMAKAMLIĞINA"),
        ("TG\nÜNYE KAYMAKAMLIĞINA", "ÜNYE KAYMAKAMLIĞINA"),
        ("T.G\nÜNYE KAYMAKAMLIĞINA", "ÜNYE KAYMAKAMLIĞINA"),
        ("KARS NÜFUS MÜDÜR! ÜĞÜNE", "KARS NÜFUS MÜDÜR! ÜĞÜNE"),
        ("KARS NÜFUS MÜDÜRLÜGÜNF", "KARS NÜFUS MÜDÜRLÜGÜNF"),
        ("giresun valiligine", "giresun valiligine"),
        ("dün gittim giresun valiliğine ama kapı kapalıydı ve kimse yoktu valiliğine", None),
        ("SATILIK MOTOR YAĞI", None),
    ],
)
def test_an_addressee_is_found_under_a_letterhead_and_misread(
    nlp: Language, heading: str, addressee: str | None
) -> None:
    text = LETTER.replace(
        "               ANKARA BÜYÜKŞEHİR BELEDİYE\n                     BAŞKANLIĞINA", heading
    )
    assert field(nlp, FieldName.ADDRESSEE, a_letter(text=text)).value == addressee


def test_an_addressee_below_a_long_subject_is_found(nlp: Language) -> None:
    _, body = LETTER.split("   Mahallemizde")
    subject = "Konu: Yol ihalesi hakkında bilgi edinme isteği"
    text = f"{subject}\nÜNYE KAYMAKAMLIĞINA\n\n   Mahallemizde{body}"
    assert field(nlp, FieldName.ADDRESSEE, a_letter(text=text)).value == "ÜNYE KAYMAKAMLIĞINA"


@pytest.mark.parametrize("day", ["12.04.2026", "12.03.2023"])
def test_a_day_after_receipt_or_years_before_it_is_contradictory(nlp: Language, day: str) -> None:
    assert field(nlp, FieldName.DATE, with_line("12.03.2026", day)).state is FieldState.CONFLICT


def test_two_reads_that_differ_on_the_day_are_contradictory(nlp: Language) -> None:
    text = LETTER.format(name="Ayşe YILMAZ", tckn=number())
    page = a_page(text, text.replace("12.03.2026", "12.08.2025"))
    assert field(nlp, FieldName.DATE, page).state is FieldState.CONFLICT


def test_a_colon_read_as_a_letter_is_no_part_of_the_maiden_surname(nlp: Language) -> None:
    page = with_line(TEL_LINE, "Anne Kızlık Soyadı     Z ÜSTÜN")
    assert field(nlp, FieldName.MOTHER_MAIDEN_NAME, page).value == "ÜSTÜN"


def proposed(nlp: Language, body: str) -> FieldValue:
    top, _, rest = LETTER.partition("Konu: Sokak lambasının onarılması")
    text = top + body + rest[rest.index("\n\n", 4) :]
    found = field(nlp, FieldName.SUBJECT, a_letter(text=text))
    assert found.value is None or found.is_derived
    return found.value


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            (
                "   Lambalar uzun süredir yanmıyor ve çok karanlık oluyor. Kaydım bulunuyor.\n"
                "   Lambaların onarılmasını arz ederim."
            ),
            "Lambaların onarılmasını arz ederim",
        ),
        (
            (
                "   Lambalar uzun süredir yanmıyor ve çok karanlık oluyor. Lambaların yeniden\n"
                "yakılmasını saygılarımla arz\n"
                "ederim."
            ),
            "Lambaların yeniden yakılmasını saygılarımla arz ederim",
        ),
        (
            (
                "   Lambalar ne zaman onarılacak ve bize söyleyecek mi? Bilgi verilmesini\n"
                "bekliyor ve bunu talep ediyorum. Gereğini arz ederim."
            ),
            "Bilgi verilmesini bekliyor ve bunu talep ediyorum",
        ),
        (
            (
                "   Lambalar uzun süredir yanmıyor ve burası akşamları çok karanlık oluyor.\n"
                "   Gereğini bilgilerinize saygılarımla arz ederim."
            ),
            "Lambalar uzun süredir yanmıyor ve burası akşamları çok karanlık oluyor",
        ),
        (
            (
                "   Ben Emek Mahallesinde ikamet etmekteyim ve burada uzun yıllardır oturuyorum.\n"
                "Lambalar yanmıyor ve burası akşamları çok karanlık oluyor."
            ),
            "Lambalar yanmıyor ve burası akşamları çok karanlık oluyor",
        ),
        ("   Gereğinin yapılmasını saygılarımla arz ederim, bilgilerinize sunarım.", None),
    ],
)
def test_without_a_subject_line_the_plainest_request_is_proposed_word_for_word(
    nlp: Language, body: str, sentence: str | None
) -> None:
    assert proposed(nlp, body) == sentence


def test_hakkinda_alone_is_no_subject(nlp: Language) -> None:
    page = with_line("Konu: Sokak lambasının onarılması", "Konu:     hakkında")
    assert field(nlp, FieldName.SUBJECT, page).is_derived
