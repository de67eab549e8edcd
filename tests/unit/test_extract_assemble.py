"""From words to a decision: what is accepted, and each reason that sends a letter to a person."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from spacy.language import Language

from domain.decision import Verdict
from domain.field import FieldName, FieldState
from domain.page import CropPurpose, CropRead, Page, PageRole
from domain.petition import Kind, Petition, Track
from extract import assemble, language
from tests.builders_extract import LETTER, a_letter, a_page, number, proven, signature_at

DAY = dt.date(2026, 3, 20)
OTHER = number("318264957")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def understand(nlp: Language, *pages: Page, crops: Sequence[CropRead] = ()) -> Petition:
    return assemble.assemble(
        pages, crops, received_on=DAY, arrival_id="a-1", nlp=nlp, regime=proven()
    )


def codes(petition: Petition) -> set[str]:
    return {r.code for r in petition.decision.reasons}


def letter_with(line: str, name: str = "Ayşe YILMAZ") -> Page:
    """Return the plain letter with one more line above the closing."""
    text = LETTER.replace("   Gereğini", f"{line}\n   Gereğini").format(name=name, tckn=number())
    return a_page(text, ink=[signature_at(text, name)])


def test_a_plain_signed_letter_is_accepted_with_every_field(nlp: Language) -> None:
    petition = understand(nlp, a_letter())
    assert petition.decision.verdict is Verdict.ACCEPT
    values = {name.value: petition.field(name).value for name in FieldName}
    assert values == {
        "tckn": number(),
        "name": "Ayşe YILMAZ",
        "subject": "Sokak lambasının onarılması",
        "address": "Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA",
        "phone": "+905321234567",
        "email": None,
        "addressee": "ANKARA BÜYÜKŞEHİR BELEDİYE BAŞKANLIĞINA",
        "mother_maiden_name": None,
        "date": "2026-03-12",
        "signature": True,
    }


def test_every_found_field_shows_where_it_was_read(nlp: Language) -> None:
    petition = understand(nlp, a_letter())
    for field in petition.fields.values():
        if field.state is FieldState.FOUND:
            assert field.evidence is not None
            assert field.evidence.rule
            assert 0 < field.confidence <= 1


def test_reads_that_differ_on_the_number_go_to_a_person(nlp: Language) -> None:
    text = LETTER.format(name="Ayşe YILMAZ", tckn=number())
    page = a_page(text, text.replace(number(), OTHER), ink=[signature_at(text, "Ayşe YILMAZ")])
    assert "tckn.reads_differ" in codes(understand(nlp, page))


def test_one_read_of_the_number_is_not_enough_until_a_crop_agrees(nlp: Language) -> None:
    text = LETTER.format(name="Ayşe YILMAZ", tckn=number())
    blurred = text.replace(number(), number()[:10])
    page = a_page(text, blurred, ink=[signature_at(text, "Ayşe YILMAZ")])
    assert "tckn.single_read" in codes(understand(nlp, page))
    crops = assemble.crops_wanted(assemble.propose((page,), nlp))
    reads = [CropRead(c, number(), 0.9) for c in crops if c.purpose is CropPurpose.DIGITS]
    assert "tckn.single_read" not in codes(understand(nlp, page, crops=reads))


def test_the_letterhead_is_no_label_that_waits_for_a_number(nlp: Language) -> None:
    text = "T.C.\n" + LETTER
    assert understand(nlp, a_letter(text=text)).decision.verdict is Verdict.ACCEPT


def test_a_number_after_a_kinship_word_is_another_persons(nlp: Language) -> None:
    text = LETTER.replace("T.C. Kimlik No: {tckn}", "Oğlumun T.C. Kimlik No: {tckn}")
    assert "tckn.other_person" in codes(understand(nlp, a_letter(text=text)))


def test_a_number_under_the_accused_is_not_the_petitioners(nlp: Language) -> None:
    text = """ANKARA VALİLİĞİNE
ŞİKÂYET EDEN: Ayşe YILMAZ
ADRES: Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA
ŞİKÂYET EDİLEN: Mehmet KAYA
T.C. Kimlik No: {tckn}
KONU: Gürültü hakkında şikâyet

   Komşum her gece geç saatlere kadar gürültü yapmakta ve bizi çok rahatsız etmektedir.
   Gereğini saygılarımla arz ederim.

                                          {name}"""
    found = codes(understand(nlp, a_letter(text=text)))
    assert "tckn.other_person" in found


def test_a_number_between_two_people_is_nobodys(nlp: Language) -> None:
    text = """ANKARA VALİLİĞİNE

Memur Mehmet KAYA
T.C. Kimlik No: {tckn}
Başvuran: {name}
Adres: Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA
Konu: Görevini yapmayan memur hakkında şikâyet

   Başvurumu almayan memurun bu davranışı nedeniyle işlemlerim gecikmiştir.
   Gereğini saygılarımla arz ederim.

                                          {name}"""
    assert "tckn.far_from_name" in codes(understand(nlp, a_letter(text=text)))


def test_an_unreadable_second_string_stops_acceptance(nlp: Language) -> None:
    invalid = OTHER[:10] + str((int(OTHER[10]) + 1) % 10)
    page = letter_with(f"Bana ait eski kayıt {invalid} olarak görünmektedir ve yanlış yazılmıştır.")
    assert "tckn.unresolved" in codes(understand(nlp, page))


def test_an_unanswered_label_is_unreadable_not_missing(nlp: Language) -> None:
    text = LETTER.replace("T.C. Kimlik No: {tckn}", "T.C. Kimlik No: ...........")
    petition = understand(nlp, a_letter(text=text))
    assert petition.field(FieldName.TCKN).state is FieldState.UNREADABLE
    assert petition.field(FieldName.TCKN).value is None


def test_a_letter_without_a_number_is_kept_and_shown(nlp: Language) -> None:
    text = LETTER.replace("T.C. Kimlik No: {tckn}\n", "")
    petition = understand(nlp, a_letter(text=text))
    assert petition.field(FieldName.TCKN).state is FieldState.MISSING
    assert codes(petition) == {"tckn.missing"}


def test_an_example_number_is_flagged(nlp: Language) -> None:
    assert "tckn.placeholder" in codes(understand(nlp, a_letter(tckn="10000000146")))


def test_a_phone_is_never_taken_for_a_number(nlp: Language) -> None:
    text = LETTER.replace("T.C. Kimlik No: {tckn}\n", "")
    assert understand(nlp, a_letter(text=text)).field(FieldName.TCKN).value is None


def test_reads_that_differ_on_the_name_go_to_a_person(nlp: Language) -> None:
    text = LETTER.format(name="Elmas YILMAZ", tckn=number())
    second = text.replace("Elmas", "Elnias")
    page = a_page(text, second, ink=[signature_at(text, "Elmas YILMAZ")])
    assert "name.reads_differ" in codes(understand(nlp, page))


def test_a_name_that_lost_its_dot_is_doubted(nlp: Language) -> None:
    assert "name.doubtful" in codes(understand(nlp, a_letter(name="ISMAIL YILMAZ")))


def test_a_surname_on_the_next_line_makes_the_name_incomplete(nlp: Language) -> None:
    indent = " " * 51
    text = LETTER.replace("{name}", "{name}\n" + indent + "KAYA")
    assert "name.incomplete" in codes(understand(nlp, a_letter(text=text)))


def test_given_and_family_name_on_two_labels_are_joined(nlp: Language) -> None:
    text = LETTER.replace("T.C. Kimlik", "Adı: Ayşe Nur\nSoyadı: YILMAZ\nT.C. Kimlik")
    text = text.replace("{name}", "İmza")
    filled = text.format(tckn=number())
    petition = understand(nlp, a_page(filled, ink=[signature_at(filled, "İmza")]))
    assert petition.field(FieldName.NAME).value == "Ayşe Nur YILMAZ"


def test_a_label_above_its_value_is_understood(nlp: Language) -> None:
    text = LETTER.replace(
        "T.C. Kimlik No: {tckn}",
        "Adı Soyadı                    T.C. Kimlik No\nAyşe YILMAZ                   {tckn}",
    )
    filled = text.format(name="İmza", tckn=number())
    petition = understand(nlp, a_page(filled, ink=[signature_at(filled, "İmza")]))
    assert petition.field(FieldName.NAME).value == "Ayşe YILMAZ"
    assert petition.field(FieldName.TCKN).value == number()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Velisi bulunduğum öğrencinin nakil işlemleri için gereken kolaylığın", "minor_or_proxy"),
        (
            "Müvekkilim adına yapılan başvurunun işleme alınması için gereken her şey",
            "minor_or_proxy",
        ),
        ("Bizler aşağıda imzası bulunan mahalle sakinleri olarak bir araya geldik", "joint"),
        (
            "Bu konuda kimliğimin gizli tutulmasını da ayrıca önemle rica ediyorum ve",
            "hidden_identity",
        ),
    ],
)
def test_letters_for_or_with_others_go_to_a_person(nlp: Language, line: str, code: str) -> None:
    assert f"petition.{code}" in codes(understand(nlp, letter_with(line)))


def test_no_ink_means_no_signature(nlp: Language) -> None:
    petition = understand(nlp, a_letter(signed=False))
    assert petition.field(FieldName.SIGNATURE).value is False
    assert "signature.missing" in codes(petition)
    assert "signature.missing" in petition.findings


def test_a_letter_without_subject_line_gives_its_request_marked_as_derived(nlp: Language) -> None:
    petition = understand(
        nlp, a_letter(text=LETTER.replace("Konu: Sokak lambasının onarılması", ""))
    )
    subject = petition.field(FieldName.SUBJECT)
    assert subject.is_derived
    assert str(subject.value) in " ".join(petition.text.split())
    assert "subject.derived" in petition.findings


def test_wrapped_subject_and_address_are_joined(nlp: Language) -> None:
    text = LETTER.replace(
        "Konu: Sokak lambasının onarılması", "Konu: Sokak lambasının\n      onarılması talebi"
    ).replace("No: 5 Çankaya", "No: 5\n       Çankaya")
    petition = understand(nlp, a_letter(text=text))
    assert petition.field(FieldName.SUBJECT).value == "Sokak lambasının onarılması talebi"
    assert petition.field(FieldName.ADDRESS).value == "Gül Mah. Lale Sk. No: 5 Çankaya/ANKARA"


def test_another_persons_number_is_never_shown_as_the_petitioners(nlp: Language) -> None:
    text = LETTER.replace("T.C. Kimlik No: {tckn}", "Oğlumun T.C. Kimlik No: {tckn}")
    field = understand(nlp, a_letter(text=text)).field(FieldName.TCKN)
    assert field.value is None
    assert [a.value for a in field.alternatives] == [number()]


def test_the_day_in_a_registry_stamp_is_not_the_letters(nlp: Language) -> None:
    text = LETTER.replace("12.03.2026", "EVRAK KAYIT\n" + " " * 51 + "Tarih: 14.03.2026")
    petition = understand(nlp, a_letter(text=text))
    assert petition.field(FieldName.DATE).value is None
    assert petition.registered_on == dt.date(2026, 3, 14)


def test_a_letter_without_a_registry_stamp_tells_no_day_of_registry(nlp: Language) -> None:
    assert understand(nlp, a_letter()).registered_on is None


def test_a_colon_read_as_a_letter_is_not_part_of_the_subject(nlp: Language) -> None:
    subject = understand(nlp, a_letter(text=LETTER.replace("Konu: ", "Konu     o: ")))
    assert subject.field(FieldName.SUBJECT).value == "Sokak lambasının onarılması"


def test_a_blank_date_is_missing(nlp: Language) -> None:
    text = LETTER.replace("12.03.2026", ".../.../2026")
    assert understand(nlp, a_letter(text=text)).field(FieldName.DATE).state is FieldState.MISSING


def test_a_date_in_running_text_is_not_the_letters(nlp: Language) -> None:
    text = LETTER.replace("12.03.2026", "").replace("uzun süredir", "01.02.2026 gününden beri")
    assert understand(nlp, a_letter(text=text)).field(FieldName.DATE).value is None


def test_a_future_date_is_hardly_believed(nlp: Language) -> None:
    text = LETTER.replace("12.03.2026", "12.03.2027")
    assert understand(nlp, a_letter(text=text)).field(FieldName.DATE).confidence < 0.5


def test_an_email_needs_a_read_that_can_write_it(nlp: Language) -> None:
    page = a_letter(text=LETTER + "\nE-posta: ayseyilmazGornek.example")
    assert understand(nlp, page).field(FieldName.EMAIL).state is FieldState.UNREADABLE
    wanted = assemble.crops_wanted(assemble.propose((page,), nlp))
    (crop,) = [c for c in wanted if c.purpose is CropPurpose.EMAIL]
    reads = [CropRead(crop, "ayse.yilmaz @ ornek-posta.com", 0.9)]
    found = understand(nlp, page, crops=reads).field(FieldName.EMAIL)
    assert found.value == "ayse.yilmaz@ornek-posta.com"


def test_an_information_request_runs_on_its_own_law(nlp: Language) -> None:
    page = letter_with("Bu başvuruyu 4982 sayılı Kanun kapsamında yapmakta olduğumu bildiririm ve")
    petition = understand(nlp, page)
    assert (petition.kind, petition.track) == (Kind.BILGI_EDINME, Track.INFORMATION)


def test_what_cutting_the_file_doubted_goes_to_a_person(nlp: Language) -> None:
    doubts = ("page.failed", "split.doubtful")
    petition = assemble.assemble(
        (a_letter(),),
        (),
        received_on=DAY,
        arrival_id="a-1",
        nlp=nlp,
        regime=proven(),
        doubts=doubts,
    )
    assert codes(petition) == set(doubts)


def test_a_damaged_page_goes_to_a_person(nlp: Language) -> None:
    damaged = a_page(LETTER.format(name="Ayşe YILMAZ", tckn=number()), damaged=True)
    assert "page.damaged" in codes(understand(nlp, damaged))


COVER = """                FAKS

KİME : ÇANKAYA BELEDİYE BAŞKANLIĞINA
KİMDEN : Mehmet KAYA
SAYFA SAYISI : 3
KONU : Başka bir konu"""


def in_role(page: Page, role: PageRole, number: int) -> Page:
    return replace(page, role=role, number=number)


def test_a_cover_sheet_and_an_envelope_give_no_fact(nlp: Language) -> None:
    cover = in_role(a_page(COVER + f"\nT.C. Kimlik No: {OTHER}"), PageRole.COVER, 1)
    envelope = in_role(a_page(f"Gönderen: Mehmet KAYA\nT.C. No: {OTHER}"), PageRole.ENVELOPE, 2)
    letter = in_role(a_letter(), PageRole.PETITION, 3)
    petition = understand(nlp, cover, envelope, letter)
    assert petition.decision.reasons == ()
    assert petition.field(FieldName.NAME).value == "Ayşe YILMAZ"
    assert petition.field(FieldName.TCKN).value == number()
    assert petition.field(FieldName.SUBJECT).value == "Sokak lambasının onarılması"
    assert [sheet.role for sheet in petition.sheets] == ["cover", "envelope", "petition"]
    assert "Mehmet KAYA" in petition.text


def test_a_number_only_on_an_attachment_is_not_the_petitioners(nlp: Language) -> None:
    enclosed = a_page(f"KİMLİK KARTI\nT.C. Kimlik No: {OTHER}\nAdı Soyadı: Mehmet KAYA")
    enclosed = in_role(enclosed, PageRole.ATTACHMENT, 2)
    bare = a_letter(text=LETTER.replace("T.C. Kimlik No: {tckn}", ""))
    without = understand(nlp, in_role(bare, PageRole.PETITION, 1), enclosed)
    assert without.field(FieldName.TCKN).value is None
    assert "tckn.missing" in codes(without)
    petition = understand(nlp, in_role(a_letter(), PageRole.PETITION, 1), enclosed)
    assert petition.field(FieldName.TCKN).value == number()
    assert codes(petition) == {"tckn.two_numbers"}


def test_blank_pages_and_english_go_to_a_person(nlp: Language) -> None:
    blank = Page(number=1, width=100, height=100, dpi=200, reads=(), blank=True)
    assert "petition.little_text" in codes(understand(nlp, blank))
    english = a_page("\n".join(["please send us the goods we ordered from your company"] * 6))
    assert "petition.not_turkish" in codes(understand(nlp, english))


def test_a_form_of_few_small_words_is_turkish_by_its_endings(nlp: Language) -> None:
    rows = "Başvurunun Konusu: Kaldırımların Onarılması\nBaşvuranın Mahallesi: Çamlıca\n" * 8
    assert "petition.not_turkish" not in codes(understand(nlp, a_page(rows)))


def test_three_hundred_pages_are_understood(nlp: Language) -> None:
    pages = [
        a_page(LETTER.format(name="Ayşe YILMAZ", tckn=number()), number=n) for n in range(1, 301)
    ]
    assert len(understand(nlp, *pages).pages) == 300


def test_a_district_of_another_province_goes_to_a_person(nlp: Language) -> None:
    petition = understand(nlp, a_letter(text=LETTER.replace("Çankaya/ANKARA", "Kadıköy/ANKARA")))
    assert codes(petition) == {"address.contradictory"}
