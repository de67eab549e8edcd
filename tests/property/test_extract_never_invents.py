"""Whatever stands on the paper, extraction ends with a petition and never invents a number."""

import datetime as dt
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from domain.decision import Verdict
from domain.field import FieldName
from domain.page import Page
from domain.tckn import is_valid
from extract import assemble, language, numbers
from tests.builders_extract import LETTER, a_page, number

LABELS = [
    "T.C. Kimlik No:",
    "Adı Soyadı:",
    "Adres",
    "Konu :",
    "Tel",
    "ŞİKAYET EDİLEN",
    "İmza",
    "ben",
    "arz ederim",
    "Ayşe",
    "YILMAZ",
    "-",
    "....",
    "ANKARA VALİLİĞİNE",
    "Adı",
    "Soyadı",
    "(",
    "o:",
]
digits = st.text("0123456789", min_size=1, max_size=13)
near_digits = st.text("0123456789OIlSBZ .-/|", min_size=8, max_size=16)
words = st.one_of(st.sampled_from(LABELS), digits, near_digits, st.text(max_size=8))
rows = st.lists(st.lists(words, max_size=6).map("   ".join), max_size=12).map("\n".join)


@cache
def nlp() -> Language:
    return language.load()


def seen(page: Page) -> set[str]:
    return {d.text for d in numbers.in_page(page)}


@given(first=rows, second=rows)
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it_and_no_number_comes_from_nowhere(first: str, second: str) -> None:
    page = a_page(first, second)
    petition = assemble.assemble(
        (page,), (), received_on=dt.date(2026, 3, 20), arrival_id="a-1", nlp=nlp()
    )
    value = petition.field(FieldName.TCKN).value
    assert value is None or (isinstance(value, str) and is_valid(value) and value in seen(page))
    assert set(petition.fields) == set(FieldName)
    assert all(0 <= f.confidence <= 1 for f in petition.fields.values())


@given(at=st.integers(0, 10), digit=st.sampled_from("0123456789"))
@settings(max_examples=60, deadline=None)
def test_a_misread_digit_is_never_accepted(at: int, digit: str) -> None:
    right = number()
    wrong = right[:at] + digit + right[at + 1 :]
    text = LETTER.format(name="Ayşe YILMAZ", tckn=right)
    page = a_page(text.replace(right, wrong), text)
    petition = assemble.assemble(
        (page,), (), received_on=dt.date(2026, 3, 20), arrival_id="a-1", nlp=nlp()
    )
    if petition.decision.verdict is Verdict.ACCEPT:
        assert wrong == right
    assert petition.field(FieldName.TCKN).value in (None, right)
