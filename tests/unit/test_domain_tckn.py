import pytest

from domain.tckn import NotATckn, Tckn, TcknFault, check_digits


def a_number(nine: str = "123456789") -> str:
    return nine + check_digits(nine)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", TcknFault.LENGTH),
        (a_number()[:10], TcknFault.LENGTH),
        (a_number() + "0", TcknFault.LENGTH),
        ("0" + a_number()[1:], TcknFault.FORMAT),
        (a_number()[:10] + "x", TcknFault.FORMAT),
        ("\N{FULLWIDTH DIGIT ONE}" + a_number()[1:], TcknFault.FORMAT),
    ],
)
def test_what_is_wrong_is_named(text: str, fault: TcknFault) -> None:
    with pytest.raises(NotATckn) as caught:
        Tckn.parse(text)
    assert caught.value.fault is fault


def test_every_single_wrong_digit_is_caught() -> None:
    right = a_number("246813579")
    for place in range(1, 11):
        for digit in "0123456789":
            if digit != right[place]:
                with pytest.raises(NotATckn):
                    Tckn.parse(right[:place] + digit + right[place + 1 :])


def test_a_swap_of_difference_five_pairs_passes_and_so_is_no_proof() -> None:
    right = a_number("676526899")
    both = right[:2] + str((int(right[2]) + 5) % 10) + str((int(right[3]) + 5) % 10) + right[4:]
    assert Tckn.parse(both).digits != right


def test_neither_repr_nor_error_shows_the_number() -> None:
    number = a_number()
    assert number not in repr(Tckn.parse(number))
    with pytest.raises(NotATckn) as caught:
        Tckn.parse(number[:10] + str((int(number[10]) + 1) % 10))
    assert number[:9] not in str(caught.value)


def test_foreigners_and_examples_are_marked() -> None:
    assert Tckn.parse(a_number("991234567")).is_foreigner
    assert not Tckn.parse(a_number()).is_foreigner
    assert Tckn.parse("11111111110").is_placeholder
    assert Tckn.parse("10000000146").is_placeholder
    assert not Tckn.parse(a_number("135792468")).is_placeholder


def test_mask_shows_three_and_two_digits() -> None:
    number = a_number()
    assert Tckn.parse(number).masked == f"{number[:3]}******{number[9:]}"
