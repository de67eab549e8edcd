"""A value by hand is unreadable with its box as evidence, and goes to a person."""

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest
from spacy.language import Language

from domain.field import FieldName, FieldState
from domain.geometry import Box
from domain.page import Ink, Page
from domain.petition import Petition
from extract import language
from extract.assemble import assemble
from tests.builders_extract import CELL, LEFT, ROW, TOP, a_letter, a_page, signature_at

FORM = """                    ANKARA BÜYÜKŞEHİR BELEDİYE
                          BAŞKANLIĞINA

T.C. Kimlik No :

Adı Soyadı     :

Telefon        :

Adres          :

Tarih          :

Konu: Sokak lambasının onarılması

   Mahallemizde bulunan sokak lambası uzun süredir yanmıyor ve akşamları çok karanlık
oluyor. Lambanın onarılmasını talep ediyorum.
   Gereğini saygılarımla arz ederim."""

LABELS = {
    FieldName.TCKN: "T.C. Kimlik No",
    FieldName.NAME: "Adı Soyadı",
    FieldName.PHONE: "Telefon",
    FieldName.ADDRESS: "Adres",
    FieldName.DATE: "Tarih",
}


@cache
def nlp() -> Language:
    return language.load()


def understood(page: Page) -> Petition:
    day = dt.date(2026, 3, 16)
    return assemble([page], (), received_on=day, arrival_id="a", nlp=nlp())


def place(row: int, column: int, width: int = 500, height: int = 60) -> Box:
    """Return a box in a row and column of the text."""
    return Box(LEFT + column * CELL, TOP + row * ROW - 12, width, height)


def row_of(text: str, label: str) -> int:
    return next(i for i, line in enumerate(text.split("\n")) if line.startswith(label))


def codes(petition: Petition) -> list[str]:
    return [reason.code for reason in petition.decision.reasons]


@pytest.mark.parametrize(("name", "label"), LABELS.items())
def test_a_labelled_value_by_hand_is_unreadable_with_its_place(name: FieldName, label: str) -> None:
    where = place(row_of(FORM, label), 18)
    petition = understood(replace(a_page(FORM), handwriting=(where,)))
    field = petition.field(name)
    assert (field.state, field.value) == (FieldState.UNREADABLE, None)
    assert field.evidence is not None
    assert field.evidence.box == where
    assert codes(petition).count("page.handwriting") == 1
    assert not [n for n in LABELS if n is not name and petition.field(n).evidence]


def test_a_value_by_hand_below_its_label_is_found_there() -> None:
    where = place(row_of(FORM, "Adı Soyadı") + 1, 0, width=400, height=40)
    field = understood(replace(a_page(FORM), handwriting=(where,))).field(FieldName.NAME)
    assert field.state is FieldState.UNREADABLE
    assert field.evidence is not None
    assert field.evidence.box == where


def test_an_empty_form_has_no_place_to_show() -> None:
    petition = understood(a_page(FORM))
    assert not [name for name in LABELS if petition.field(name).evidence]
    assert petition.field(FieldName.NAME).state is FieldState.MISSING
    assert "page.handwriting" not in codes(petition)


def test_a_printed_value_is_not_given_up_for_a_note_beside_it() -> None:
    page = a_letter()
    note = Box(LEFT + 60 * CELL, TOP + 14 * ROW, 300, 50)
    field = understood(replace(page, handwriting=(note,))).field(FieldName.ADDRESS)
    assert field.state is FieldState.FOUND


def test_a_referral_on_the_corner_is_not_the_letter_but_a_page_by_hand_is() -> None:
    corner = tuple(Box(1700, 40 + 70 * i, 400, 45) for i in range(2))
    assert "page.handwriting" not in codes(understood(replace(a_letter(), handwriting=corner)))
    body = tuple(Box(200, 1400 + 90 * i, 1900, 60) for i in range(8))
    assert "page.handwriting" in codes(understood(replace(a_letter(), handwriting=body)))


def test_a_day_by_hand_near_the_name_is_no_signature() -> None:
    text = FORM + "\n\n" + " " * 50 + "Ayşe YILMAZ"
    ink = signature_at(text, "Ayşe YILMAZ")
    signed = understood(a_page(text, ink=[ink])).field(FieldName.SIGNATURE)
    assert signed.value is True
    page = replace(a_page(text, ink=[ink]), handwriting=(ink.box.grown(5),))
    assert understood(page).field(FieldName.SIGNATURE).state is FieldState.UNREADABLE
    beside = Ink(Box(ink.box.x, ink.box.bottom + 20, 220, 70), 900)
    both = replace(page, ink=(ink, beside))
    assert understood(both).field(FieldName.SIGNATURE).value is True
