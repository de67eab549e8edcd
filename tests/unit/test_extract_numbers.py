"""Strings of digits: what looks like a TC number, and what only seems to."""

import pytest

from extract.numbers import in_page
from tests.builders_extract import a_page, number


def texts(row: str) -> list[str]:
    return [d.text for d in in_page(a_page(row)) if d.read == "page"]


@pytest.mark.parametrize("sign", ["", " ", "-", " / ", "–", "|"])
def test_separators_inside_eleven_digits_do_not_hide_them(sign: str) -> None:
    n = number()
    assert texts(f"No: {n[:3]}{sign}{n[3:7]}{sign}{n[7:]}") == [n]


def test_boxed_digits_are_one_number() -> None:
    n = number()
    assert texts(" ".join(n)) == [n]


def test_letters_that_look_like_digits_are_mapped_and_marked() -> None:
    (found, _) = in_page(a_page("2457l396O12"))
    assert found.text == "24571396012"
    assert found.mapped


def test_a_letter_like_no_digit_is_never_guessed() -> None:
    assert texts("245713x6812") == ["245713?6812"]


@pytest.mark.parametrize(
    "row", ["15.07.2024 12.345,67", "2024/123 sayılı", "6521624250732 8 yıl 1234", "Mehmet Ali"]
)
def test_other_numbers_do_not_make_eleven(row: str) -> None:
    assert all(len(t) != 11 for t in texts(row))


def test_a_phone_is_phone_like_and_a_tckn_is_not() -> None:
    (phone, _) = in_page(a_page("0532 123 45 67"))
    (tckn, _) = in_page(a_page(number()))
    assert phone.is_phone_like
    assert not tckn.is_phone_like


def test_the_fax_header_line_is_no_part_of_the_letter() -> None:
    page = a_page("12/03/2026 15:27 FROM 24571396812 P.01")
    top = type(page)(number=1, width=2480, height=40_000, dpi=300, reads=page.reads)
    assert list(in_page(top)) == []
