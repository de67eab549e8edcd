"""Two values are the same fact, or another one: numbers and names to the letter."""

import pytest

from domain.comparison import same
from domain.field import FieldName, FieldValue


@pytest.mark.parametrize(
    ("field", "read", "corrected"),
    [
        ("name", "Işıl KAYA", "IŞIL KAYA"),
        ("name", "Işıl  Kaya", "Işıl Kaya"),
        ("subject", "SU FATURASI HAKKINDA", "Su faturası"),
        ("subject", "Sokak lambaları.", "Sokak lambaları"),
        ("address", "Gül Sok. No:4/2 SİVAS", "Gül Sok. No: 4 / 2 Sivas"),
        ("addressee", "SİVAS VALİLİĞİ'NE", "Sivas Valiliği"),
        ("signature", True, True),
        ("email", None, None),
    ],
)
def test_another_case_or_other_stops_are_the_same_fact(
    field: str, read: FieldValue, corrected: FieldValue
) -> None:
    assert same(field, read, corrected)


@pytest.mark.parametrize(
    ("field", "read", "corrected"),
    [
        ("tckn", "10000000146", "10000000147"),
        ("tckn", "10000000146", None),
        ("name", "IŞIL KAYA", "IŞİL KAYA"),
        ("name", "Işıl Kaya", "Işıl Kaya Demir"),
        ("name", "Işıl Kaya-Demir", "Işıl Kaya Demir"),
        ("name", "Işıl KAYA", "IsıI KAYA"),
        ("phone", "+903460000001", "+903460000002"),
        ("subject", "Su faturası", "Elektrik faturası"),
        ("signature", True, False),
        ("signature", True, None),
    ],
)
def test_another_letter_or_digit_is_another_fact(
    field: str, read: FieldValue, corrected: FieldValue
) -> None:
    assert not same(field, read, corrected)


def test_a_field_is_named_alike_by_word_and_by_member() -> None:
    assert same(FieldName.TCKN, "10000000146", "10000000146")
    assert not same(FieldName.NAME, "Işıl Kaya", "Işıl Kara")
