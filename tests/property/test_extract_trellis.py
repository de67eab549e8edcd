"""The trellis against plain enumeration, and the properties of the checksum it must show."""

from itertools import product
from math import isclose, prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.tckn import check_digits, is_valid
from extract import trellis

nines = st.integers(100_000_000, 999_999_999).map(str)
weights = st.floats(0.01, 1.0)


def rows_for(candidates: list[dict[int, float]], floor: float = 0.0) -> list[list[float]]:
    return [[held.get(digit, floor) for digit in range(10)] for held in candidates]


def sure(text: str, right: float = 0.999) -> list[list[float]]:
    """Weights of one read that is right in each digit with probability ``right``."""
    wrong = (1 - right) / 9
    return rows_for([{int(c): right} if c != "?" else {} for c in text], wrong)


@st.composite
def ambiguous(draw: st.DrawFn) -> list[dict[int, float]]:
    """A valid number of which up to six digits may also be one to three others."""
    nine = draw(nines)
    number = nine + check_digits(nine)
    held = [{int(c): draw(weights)} for c in number]
    for place in draw(st.sets(st.integers(0, 10), max_size=6)):
        for digit in draw(st.sets(st.integers(0, 9), min_size=1, max_size=3)):
            held[place].setdefault(digit, draw(weights))
    return held


def enumerated(held: list[dict[int, float]]) -> dict[str, float]:
    numbers = ("".join(map(str, digits)) for digits in product(*held))
    return {
        n: prod(held[place][int(c)] for place, c in enumerate(n)) for n in numbers if is_valid(n)
    }


@given(ambiguous())
def test_it_finds_what_enumeration_finds(held: list[dict[int, float]]) -> None:
    valid = enumerated(held)
    total = sum(valid.values())
    found = trellis.decode(rows_for(held))
    ranked = sorted(valid.values(), reverse=True)
    assert is_valid(found.best)
    assert isclose(valid[found.best], ranked[0], rel_tol=1e-9)
    assert isclose(found.posterior, ranked[0] / total, abs_tol=1e-6)
    second = ranked[1] / total if len(ranked) > 1 else 0.0
    assert isclose(found.rival_posterior, second, abs_tol=1e-6)
    for place, share in enumerate(found.marginals):
        same = sum(w for n, w in valid.items() if n[place] == found.best[place])
        assert isclose(share, same / total, abs_tol=1e-6)


@given(ambiguous())
def test_every_valid_number_has_its_share_and_the_shares_make_one(
    held: list[dict[int, float]],
) -> None:
    valid = enumerated(held)
    shares = {}
    for number in list(valid)[:8]:
        # Weighing one number alone against all: what decode says of it when it is the best.
        raised = [
            {d: w * (1000.0 if d == int(number[p]) else 1.0) for d, w in at.items()}
            for p, at in enumerate(held)
        ]
        shares[number] = trellis.decode(rows_for(raised)).posterior
        total = sum(enumerated(raised).values())
        assert isclose(shares[number], enumerated(raised)[number] / total, abs_tol=1e-6)
    found = trellis.decode(rows_for(held))
    rest = sum(w for n, w in valid.items() if n not in (found.best, found.rival))
    total = sum(valid.values())
    assert isclose(found.posterior + found.rival_posterior + rest / total, 1.0, abs_tol=1e-6)


@given(nines)
def test_a_clean_read_is_its_own_best(nine: str) -> None:
    number = nine + check_digits(nine)
    found = trellis.decode(sure(number))
    assert found.best == number
    assert found.posterior > 0.99
    assert found.doubtful(0.99) == ()


@given(nines, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_never_sure_and_the_true_number_stays_possible(
    nine: str, place: int, by: int
) -> None:
    number = nine + check_digits(nine)
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assume(wrong[0] != "0")
    found = trellis.decode(sure(wrong))
    assert found.best != wrong
    assert found.posterior < 0.75 or found.best == number


@given(nines, st.sampled_from([(i, j) for i in range(1, 9) for j in range(i + 1, 10)]))
def test_the_blind_spot_of_two_digits_five_apart_is_the_rival(
    nine: str, places: tuple[int, int]
) -> None:
    number = nine + check_digits(nine)
    rows = sure(number, 0.999_999)
    for place in places:
        rows[place][(int(number[place]) + 5) % 10] = 0.3
    found = trellis.decode(rows)
    twin = [*number]
    for place in places:
        twin[place] = str((int(number[place]) + 5) % 10)
    assert (found.best, found.rival) == (number, "".join(twin))
    assert found.posterior < 0.95
    assert set(found.doubtful(0.99)) == set(places)


@given(nines, st.integers(0, 10))
def test_a_digit_nobody_could_read_is_arithmetic(nine: str, place: int) -> None:
    number = nine + check_digits(nine)
    found = trellis.decode(sure(number[:place] + "?" + number[place + 1 :], 0.9999))
    assert found.best == number
    assert found.posterior > 0.9


def test_nothing_read_leaves_all_numbers_alike() -> None:
    found = trellis.decode([[1.0] * 10] * 11)
    assert is_valid(found.best)
    assert found.posterior == pytest.approx(1 / 9e8)


def test_no_number_begins_with_a_zero() -> None:
    rows = sure("00000000000", 0.9)
    assert trellis.decode(rows).best[0] != "0"
    assert trellis.decode([[1.0] + [0.0] * 9] * 11).best[0] != "0"
