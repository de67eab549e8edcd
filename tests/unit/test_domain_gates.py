"""Gates are trusted by evidence, strictest first, and lose that trust by it."""

import pytest

from domain.bounds import trials_needed, upper_bound
from domain.field import FieldName
from domain.gates import Gate, GateState, Standing, Tally, standings

_LARGEST = 0.001


def _gate(name: str, *, opens: bool = False, bears: tuple[str, ...] = (), p: float = 0.0) -> Gate:
    return Gate(
        field=FieldName.TCKN,
        name=name,
        bears=frozenset(bears),
        least={"p": p},
        opens=opens,
    )


_LADDER = (
    _gate("strict", opens=True, p=0.99),
    _gate("middle", p=0.9),
    _gate("loose", bears=("tckn.single_read",), p=0.9),
)


def _states(tallies: dict[str, Tally]) -> list[GateState]:
    return [s.state for s in standings(_LADDER, tallies, _LARGEST)]


def _strict(tally: Tally) -> Standing:
    return standings(_LADDER, {"strict": tally}, _LARGEST)[0]


@pytest.mark.parametrize(
    ("errors", "trials", "bound"), [(0, 2995, 0.001), (1, 4742, 0.001), (2, 6294, 0.001)]
)
def test_the_bound_is_clopper_and_pearsons(errors: int, trials: int, bound: float) -> None:
    assert upper_bound(errors, trials) == pytest.approx(bound, rel=2e-3)
    assert trials_needed(errors, bound) == pytest.approx(trials, abs=2)


def test_nothing_tried_bounds_nothing() -> None:
    assert upper_bound(0, 0) == 1.0


def test_without_evidence_only_the_gates_shipped_open_accept() -> None:
    assert _states({}) == [GateState.AUDITED, GateState.SHADOW, GateState.SHADOW]


def test_enough_right_values_certify_a_gate_and_not_the_looser_ones() -> None:
    told = {"strict": Tally(2995, 0), "middle": Tally(2994, 0), "loose": Tally(9000, 0)}
    assert _states(told) == [GateState.CERTIFIED, GateState.SHADOW, GateState.SHADOW]


def test_one_wrong_value_suspends_a_gate_until_it_is_proven_again() -> None:
    assert _strict(Tally(1000, 1)).state is GateState.SUSPENDED
    assert _strict(Tally(4700, 1)).state is GateState.SUSPENDED
    assert _strict(Tally(4742, 1)).state is GateState.CERTIFIED


def test_a_standing_says_how_many_audits_are_missing() -> None:
    assert _strict(Tally(1000, 0)).missing == 1995
    assert _strict(Tally(1000, 1)).missing == pytest.approx(3742, abs=2)


def test_every_acceptance_is_checked_until_certified_then_a_sample() -> None:
    assert _strict(Tally(100, 0)).audit_rate(_LARGEST) == 1.0
    assert _strict(Tally(3000, 0)).audit_rate(_LARGEST) == 0.1
    assert _strict(Tally(6000, 0)).audit_rate(_LARGEST) == 0.02


def test_a_gate_bears_only_the_doubts_it_names() -> None:
    strict, _, loose = _LADDER
    assert strict.passes({"p": 0.995}, ())
    assert not strict.passes({"p": 0.995}, ("tckn.single_read",))
    assert loose.passes({"p": 0.95}, ("tckn.single_read",))
    assert not loose.passes({"p": 0.95}, ("tckn.single_read", "tckn.other_person"))
    assert not loose.passes({}, ())
