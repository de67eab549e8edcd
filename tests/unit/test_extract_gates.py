"""The shipped ladders, and what sends a value to a person."""

from itertools import pairwise
from math import exp

import pytest

from domain.calibration import Curve, logit
from domain.decision import REASONS
from domain.field import Field, FieldName, FieldState
from domain.gates import Gate
from extract import gates

NUMBER = Field(name=FieldName.TCKN, state=FieldState.FOUND, value="a number")
LADDERS = [pytest.param(ladder, id=field) for field, ladder in gates.ladders().items()]


def _codes(*against: str, votes: int = 2, opened: frozenset[str] | None = None) -> tuple[str, ...]:
    measures = {"votes": float(votes), "posterior": 0.9999}
    found = gates.weigh(NUMBER, {}, p_select=0.9, p_read=0.9, measures=measures, against=against)
    return tuple(gates.doubts(found, gates.as_shipped().open_gates if opened is None else opened))


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
    opened = gates.as_shipped().open_gates
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


def test_a_curve_makes_the_confidence_from_what_was_measured() -> None:
    curves = {FieldName.TCKN: Curve(0.0, {"votes": 1.0, "read": 0.5})}
    told = {"votes": 2.0}
    found = gates.weigh(NUMBER, curves, p_select=0.9, p_read=0.9, measures=told, against=())
    plain = gates.weigh(NUMBER, {}, p_select=0.9, p_read=0.9, measures=told, against=())
    assert found.measures["p"] == pytest.approx(1 / (1 + exp(-2.0 - 0.5 * logit(0.9))))
    assert plain.measures["p"] == pytest.approx(0.81)


def test_a_value_that_is_not_there_passes_no_gate() -> None:
    nothing = Field(name=FieldName.TCKN, state=FieldState.MISSING)
    told = {"votes": 3.0}
    assert gates.weigh(nothing, {}, p_select=1, p_read=1, measures=told, against=()).gates == ()


def test_one_kind_of_evidence_for_a_name_waits_until_audits_prove_it() -> None:
    ladder = gates.ladders()[FieldName.NAME]
    read_well = {"witnesses": 3.0, "signs": 1.0}
    passed = [gate for gate in ladder if gate.passes(read_well, ())]
    assert [gate.name for gate in passed] == ["name.two_reads", "name.one_read"]
    assert not any(gate.opens for gate in passed)
    assert any(g.opens for g in ladder if g.passes({"witnesses": 2.0, "signs": 2.0}, ()))
