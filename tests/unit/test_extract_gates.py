"""The shipped ladders, and what sends a value to a person."""

from itertools import pairwise

import pytest

from domain.decision import REASONS
from domain.field import Field, FieldName, FieldState
from domain.gates import Gate
from extract import gates

NUMBER = Field(name=FieldName.TCKN, state=FieldState.FOUND, value="a number")
LADDERS = [pytest.param(ladder, id=field) for field, ladder in gates.ladders().items()]


def _codes(*against: str, votes: int = 2, opened: frozenset[str] | None = None) -> tuple[str, ...]:
    measures = {"votes": float(votes)}
    found = gates.weigh(NUMBER, p_select=0.9, p_read=0.9, measures=measures, against=against)
    return tuple(gates.doubts(found, opened))


@pytest.mark.parametrize("ladder", LADDERS)
def test_what_passes_a_gate_passes_all_below_it(ladder: tuple[Gate, ...]) -> None:
    assert 3 <= len(ladder) <= 5
    for strict, loose in pairwise(ladder):
        assert strict.bears <= loose.bears
        assert all(floor <= strict.least.get(name, 0) for name, floor in loose.least.items())
        assert strict.opens or not loose.opens


@pytest.mark.parametrize("ladder", LADDERS)
def test_gates_speak_of_reasons_there_are(ladder: tuple[Gate, ...]) -> None:
    assert all(REASONS.keys() >= gate.bears for gate in ladder)
    assert f"{ladder[0].field}.unproven" in REASONS
    assert len({gate.name for gate in ladder}) == len(ladder)


def test_as_shipped_no_gate_that_accepts_bears_a_doubt() -> None:
    opened = gates.opened_as_shipped()
    assert opened
    assert not any(g.bears for ladder in gates.ladders().values() for g in ladder if g.opens)


def test_an_open_gate_leaves_nothing_for_a_person() -> None:
    assert _codes() == ()
    assert _codes("tckn.single_read", votes=1, opened=frozenset({"tckn.one_read"})) == ()


def test_without_an_open_gate_the_doubts_go_to_a_person() -> None:
    assert _codes("tckn.single_read", votes=1) == ("tckn.single_read",)
    assert _codes(opened=frozenset()) == ("tckn.unproven",)


def test_a_gate_certified_for_one_doubt_bears_no_other() -> None:
    opened = frozenset({"tckn.one_read"})
    assert _codes("tckn.single_read", "tckn.other_person", votes=1, opened=opened) == (
        "tckn.single_read",
        "tckn.other_person",
    )
