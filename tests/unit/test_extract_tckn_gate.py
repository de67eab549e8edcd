"""Whose number, how surely read: what the gate lets through and what it leaves to a person."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from spacy.language import Language

from domain.field import Field, FieldName, FieldState
from domain.geometry import Box
from domain.page import Code, CropPurpose, CropRead, Page
from domain.petition import Petition
from domain.tckn import is_valid
from extract import assemble, language
from tests.builders_extract import LETTER, a_page, number, signature_at

NAME = "Ayşe YILMAZ"
OTHER = number("318264957")
OWN_LINE = "T.C. Kimlik No: {tckn}"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def understood(nlp: Language, page: Page, crops: Sequence[CropRead] = ()) -> Petition:
    return assemble.assemble(
        (page,), crops, received_on=dt.date(2026, 3, 20), arrival_id="a-1", nlp=nlp
    )


def codes(petition: Petition) -> set[str]:
    return {r.code for r in petition.decision.reasons if r.code.startswith("tckn.")}


def field(petition: Petition) -> Field:
    return petition.field(FieldName.TCKN)


def filled(text: str = LETTER) -> str:
    return text.format(name=NAME, tckn=number())


def letter_of(text: str, second: str | None = None) -> Page:
    return a_page(text, second, ink=[signature_at(text, NAME)])


def with_line(line: str) -> Page:
    return letter_of(filled(LETTER.replace("   Gereğini", f"   {line}\n   Gereğini")))


def less_sure(page: Page, confidence: float) -> Page:
    """Return the page as a fax whose numbers were read with this confidence."""
    reads = tuple(
        replace(
            read,
            lines=tuple(
                replace(
                    line,
                    words=tuple(
                        replace(w, confidence=confidence) if w.text.isdigit() else w
                        for w in line.words
                    ),
                )
                for line in read.lines
            ),
        )
        for read in page.reads
    )
    return replace(page, reads=reads, bilevel=True, dpi=204)


def a_digit_off(value: str, *places: int, by: int = 1) -> str:
    digits = [*value]
    for place in places:
        digits[place] = str((int(digits[place]) + by) % 10)
    return "".join(digits)


def crop_of(nlp: Language, page: Page, text: str) -> CropRead:
    wanted = assemble.crops_wanted(assemble.propose((page,), nlp))
    crop = next(c for c in wanted if c.purpose is CropPurpose.DIGITS)
    return CropRead(crop, text, 0.95)


def test_two_sure_reads_of_a_labelled_number_are_accepted(nlp: Language) -> None:
    petition = understood(nlp, letter_of(filled()))
    assert codes(petition) == set()
    assert field(petition).value == number()
    assert field(petition).confidence > 0.9
    assert field(petition).doubtful == ()


def test_a_digit_on_which_unsure_reads_differ_is_shown_to_a_person(nlp: Language) -> None:
    page = less_sure(letter_of(filled(), filled().replace(number(), a_digit_off(number(), 3))), 0.3)
    petition = understood(nlp, page)
    assert {"tckn.doubtful", "tckn.single_read"} <= codes(petition)
    assert field(petition).value == number()
    assert 3 in field(petition).doubtful


def test_a_third_read_a_digit_off_does_not_shake_two_that_agree(nlp: Language) -> None:
    page = letter_of(filled())
    crop = crop_of(nlp, page, a_digit_off(number(), 2, by=5))
    assert codes(understood(nlp, page, [crop])) == set()


def test_the_blind_spot_of_two_digits_five_off_goes_to_a_person(nlp: Language) -> None:
    page = letter_of(filled())
    twin = a_digit_off(number(), 2, 5, by=5)
    assert is_valid(twin)
    petition = understood(nlp, page, [crop_of(nlp, page, twin)])
    assert "tckn.reads_differ" in codes(petition)
    assert field(petition).value == number()


def test_a_number_no_read_has_is_only_an_alternative_marked_inferred(nlp: Language) -> None:
    unread = number()[:6] + "x" + number()[7:]
    found = field(understood(nlp, letter_of(filled().replace(number(), unread))))
    assert (found.value, found.state) == (None, FieldState.UNREADABLE)
    assert [(a.value, a.why_not) for a in found.alternatives] == [(number(), "tckn.inferred")]


def test_a_code_on_the_paper_is_the_second_witness(nlp: Language) -> None:
    page = letter_of(filled(), filled().replace(number(), number()[:10]))
    assert "tckn.single_read" in codes(understood(nlp, page))
    code = Code("QRCode", f"https://ornek.example/b?tc={number()}", Box(10, 10, 90, 90))
    assert codes(understood(nlp, replace(page, codes=(code,)))) == set()


def test_a_number_only_a_code_holds_is_nobodys(nlp: Language) -> None:
    code = Code("Code128", OTHER, Box(10, 10, 90, 90))
    petition = understood(nlp, replace(letter_of(filled()), codes=(code,)))
    assert codes(petition) == set()
    bare = letter_of(filled(LETTER.replace(OWN_LINE + "\n", "")))
    assert field(understood(nlp, replace(bare, codes=(code,)))).value is None


def test_a_misread_mention_of_the_same_number_leaves_nothing_unresolved(nlp: Language) -> None:
    wrong = a_digit_off(number(), 4)
    line = f"Ben {NAME} ({wrong} T.C. kimlik numaralı) yıllardır bu sokakta oturmaktayım."
    petition = understood(nlp, with_line(line))
    assert "tckn.unresolved" not in codes(petition)
    assert field(petition).value == number()


@pytest.mark.parametrize(
    "line",
    [
        f"Komşumun numarası {OTHER} olarak bilinmektedir ve bana söylendi.",
        f"Oğlum Ali YILMAZ ({OTHER}) uzun süredir bu karanlık sokakta oturuyor.",
        f"{OTHER} T.C. kimlik numaralı kiracım Mehmet KAYA bu durumdan şikâyetçidir.",
    ],
)
def test_a_relatives_number_does_not_shake_the_petitioners_own(nlp: Language, line: str) -> None:
    petition = understood(nlp, with_line(line))
    assert codes(petition) == set()
    assert field(petition).value == number()
    assert OTHER in {a.value for a in field(petition).alternatives}


@pytest.mark.parametrize(
    "line",
    [
        f"Oğlum Ali YILMAZ ({OTHER}) uzun süredir bu karanlık sokakta oturuyor.",
        f"{OTHER} T.C. kimlik numaralı kiracım Mehmet KAYA bu durumdan şikâyetçidir.",
        f"Konuyla ilgili {OTHER} abone numaralı kaydımız da vardır ve incelenmelidir.",
        f"Abone No: {OTHER}",
    ],
)
def test_the_only_number_is_not_the_petitioners_for_being_the_only_one(
    nlp: Language, line: str
) -> None:
    text = LETTER.replace(OWN_LINE + "\n", "").replace("   Gereğini", f"   {line}\n   Gereğini")
    petition = understood(nlp, letter_of(filled(text)))
    assert codes(petition)


def test_two_numbers_that_nothing_tells_apart_go_to_a_person(nlp: Language) -> None:
    text = filled(LETTER).replace(
        f"T.C. Kimlik No: {number()}", f"T.C. Kimlik No: {number()}\nT.C. Kimlik No: {OTHER}"
    )
    assert codes(understood(nlp, letter_of(text)))


def test_the_block_of_another_person_gives_no_number(nlp: Language) -> None:
    block = f"Öğrencinin;\nAdı Soyadı: Ali YILMAZ\nT.C. Kimlik No: {OTHER}"
    petition = understood(nlp, letter_of(filled(LETTER.replace(OWN_LINE, block))))
    assert field(petition).value is None
    assert codes(petition)


def test_the_petitioner_in_a_list_of_signatories_is_found(nlp: Language) -> None:
    rows = f"No   Adı Soyadı        T.C. Kimlik No\n1    {NAME}       {number()}\n"
    rows += f"2    Mehmet KAYA       {OTHER}"
    petition = understood(nlp, letter_of(filled(LETTER.replace(OWN_LINE, rows))))
    assert codes(petition) == set()
    assert field(petition).value == number()


def test_a_meter_number_of_ten_digits_below_a_label_is_not_an_unresolved_one(
    nlp: Language,
) -> None:
    line = "Bu nedenle 6612917864 abone numaralı sayacımıza yüksek fatura gelmiştir ve öderim."
    assert codes(understood(nlp, with_line(line))) == set()


def test_an_example_number_is_flagged_and_a_foreigners_is_accepted(nlp: Language) -> None:
    example = filled().replace(number(), "10000000146")
    assert "tckn.placeholder" in codes(understood(nlp, letter_of(example)))
    foreign = number("991234567")
    petition = understood(nlp, letter_of(filled().replace(number(), foreign)))
    assert codes(petition) == set()
    assert "tckn.foreigner" in petition.findings


def test_a_colon_read_as_a_letter_parts_no_number_from_its_label(nlp: Language) -> None:
    text = filled(LETTER.replace(OWN_LINE, "T.C. Kimlik No          o: {tckn}"))
    assert codes(understood(nlp, letter_of(text))) == set()


def test_a_number_only_the_second_read_saw_stands_beside_its_label(nlp: Language) -> None:
    first = filled(LETTER.replace(OWN_LINE, "T.C. Kimlik No:"))
    page = letter_of(first, filled())
    assert codes(understood(nlp, page)) == {"tckn.single_read", "tckn.doubtful"}
    assert codes(understood(nlp, page, [crop_of(nlp, page, number())])) == set()


def test_two_crops_are_no_two_witnesses(nlp: Language) -> None:
    page = letter_of(filled(), filled().replace(number(), a_digit_off(number(), 2)))
    page = replace(page, reads=(page.reads[1], page.reads[1]))
    crop = crop_of(nlp, page, number())
    assert "tckn.single_read" in codes(understood(nlp, page, [crop, crop]))


def test_a_number_that_reads_do_not_settle_is_cropped_twice(nlp: Language) -> None:
    def crops(page: Page) -> int:
        wanted = assemble.crops_wanted(assemble.propose((page,), nlp))
        return sum(c.purpose is CropPurpose.DIGITS for c in wanted)

    assert crops(letter_of(filled())) == 1
    assert crops(letter_of(filled(), filled().replace(number(), number()[:10]))) == 2
