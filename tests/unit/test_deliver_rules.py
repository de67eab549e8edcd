"""Which destinations take a petition."""

from typing import Any

import pytest

from deliver.rules import Rule, Rules
from domain.errors import Stop


def record(unit: str | None = "fen", kind: str = "istek", track: str = "3071") -> dict[str, Any]:
    return {"route": {"unit": unit, "name": None, "because": ""}, "kind": kind, "track": track}


REST = Rule(name="rest", default=True)


@pytest.mark.parametrize(
    ("rule", "taken"),
    [
        (Rule(name="a"), True),
        (Rule(name="a", units=frozenset({"fen", "zabita"})), True),
        (Rule(name="a", units=frozenset({"zabita"})), False),
        (Rule(name="a", kinds=frozenset({"istek"}), tracks=frozenset({"3071"})), True),
        (Rule(name="a", kinds=frozenset({"istek"}), tracks=frozenset({"4982"})), False),
    ],
)
def test_a_destination_takes_what_meets_all_its_conditions(rule: Rule, *, taken: bool) -> None:
    assert Rules([rule, REST]).choose(record()) == (("a",) if taken else ("rest",))


def test_all_that_match_take_it_and_then_the_default_does_not() -> None:
    rules = Rules([Rule(name="b"), Rule(name="a", units=frozenset({"fen"})), REST])
    assert rules.choose(record()) == ("a", "b")


@pytest.mark.parametrize("route", [None, {"unit": None}])
def test_a_petition_without_a_unit_goes_to_the_default(route: dict[str, Any] | None) -> None:
    rules = Rules([Rule(name="a", units=frozenset({"fen"})), REST])
    assert rules.choose(record() | {"route": route}) == ("rest",)


def test_a_correction_also_reaches_those_that_hold_a_former_revision() -> None:
    rules = Rules([Rule(name="a", units=frozenset({"fen"})), REST])
    assert rules.choose(record("zabita"), ["a", "no longer there"]) == ("a", "rest")


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [Rule(name="a", units=frozenset({"fen"}))],
        [Rule(name="a"), Rule(name="a")],
        [Rule(name="a"), Rule(name="b", default=True, kinds=frozenset({"istek"}))],
    ],
)
def test_rules_that_could_lose_a_petition_stop_the_start(rules: list[Rule]) -> None:
    with pytest.raises(Stop) as stop:
        Rules(rules)
    assert stop.value.code == "deliver.destinations"
