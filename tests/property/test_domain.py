from hypothesis import given
from hypothesis import strategies as st
from stdnum.tr import tckimlik

from domain import turkish
from domain.lifecycle import (
    ARRIVAL_MOVES,
    PETITION_MOVES,
    ArrivalState,
    PetitionState,
)
from domain.tckn import check_digits, is_valid

digits = st.text(alphabet="0123456789", min_size=0, max_size=13)
nines = st.from_regex(r"[1-9][0-9]{8}", fullmatch=True)


@given(digits)
def test_tckn_agrees_with_an_independent_implementation(text: str) -> None:
    assert is_valid(text) == tckimlik.is_valid(text)


@given(nines)
def test_numbers_with_our_check_digits_are_valid_to_both(nine: str) -> None:
    number = nine + check_digits(nine)
    assert is_valid(number)
    assert tckimlik.is_valid(number)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert turkish.fold(turkish.fold(text)) == turkish.fold(text)


@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyzABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ "))
def test_turkish_letters_survive_a_round_trip_of_case(text: str) -> None:
    assert turkish.lower(turkish.upper(text)) == turkish.lower(text)
    assert len(turkish.upper(text)) == len(text)


@given(st.data())
def test_every_walk_through_the_states_can_go_on_to_an_end(data: st.DataObject) -> None:
    state = PetitionState.READING
    for _step in range(20):
        state = data.draw(st.sampled_from(sorted(PETITION_MOVES[state])))
    assert PETITION_MOVES[state], "no state is a trap: a person can always take a record up again"


def test_every_state_is_in_the_table() -> None:
    assert set(ARRIVAL_MOVES) == set(ArrivalState)
    assert set(PETITION_MOVES) == set(PetitionState)
