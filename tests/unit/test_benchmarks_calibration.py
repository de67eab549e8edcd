"""Confidence judged: small cases whose figures can be counted on the fingers."""

import pytest

from benchmarks import calibration
from benchmarks.scoring import FIELDS, Score

_ALL_RIGHT = dict.fromkeys(FIELDS, "right")


def _score(
    layout: str = "classic", sure: float = 0.9, outcome: str = "right", doubted: str = ""
) -> Score:
    return Score(
        stem="dev-1-0000",
        layout=layout,
        channel="scan300",
        status="review" if doubted else "accepted",
        outcomes=_ALL_RIGHT | {"tckn": outcome},
        has_tckn=True,
        tckn_accepted=not doubted,
        name_accepted=not doubted,
        name_folded=True,
        subject_f1=1.0,
        kind_right=True,
        reasons=(f"{doubted}.doubtful",) if doubted else (),
        doubted=frozenset({doubted} - {""}),
        sure={"tckn": sure, "name": 0.5},
    )


def test_the_curve_takes_the_surest_first() -> None:
    points = calibration.curve([(0.2, False), (0.9, True), (0.5, True)], letters=4)
    assert [(p.threshold, p.coverage) for p in points] == [(0.9, 0.25), (0.5, 0.5), (0.2, 0.75)]
    assert [p.risk for p in points] == [0.0, 0.0, pytest.approx(1 / 3)]


def test_values_of_one_confidence_are_taken_together_or_not_at_all() -> None:
    (point,) = calibration.curve([(0.9, True), (0.9, False)], letters=2)
    assert (point.coverage, point.risk) == (1.0, 0.5)


def test_coverage_at_a_risk_is_the_most_that_may_be_taken() -> None:
    points = calibration.curve([(0.9, False), *[(0.8, True)] * 99], letters=100)
    assert calibration.coverage_at(points, 0.01) == 1.0
    assert calibration.coverage_at(points, 0.005) == 0.0
    assert calibration.coverage_at([], 0.5) == 0.0


def test_a_document_is_right_only_in_both_and_as_sure_as_both_together() -> None:
    (good, bad) = calibration.cases([_score(), _score(outcome="wrong")], "document")
    assert [good[0], bad[0]] == pytest.approx([0.45, 0.45])
    assert (good[1], bad[1]) == (True, False)


def test_a_field_without_value_is_no_case() -> None:
    assert calibration.cases([_score()], "email") == []


def test_only_values_no_reason_speaks_against_count_as_accepted() -> None:
    found = calibration.accepted_cases([_score(), _score(doubted="tckn")], ("tckn",))
    assert found == [(0.9, True)]


def test_what_is_as_often_right_as_it_says_has_no_calibration_error() -> None:
    assert calibration.calibration_error([(1.0, True)] * 20) == 0.0
    # two bins of ten hold one wrong each: as sure as 0.9, right in 9 of 10
    tens = [(0.9, index % 10 > 0) for index in range(100)]
    assert calibration.calibration_error(tens) == pytest.approx(0.0)
    assert calibration.calibration_error([(0.9, False)] * 10) == pytest.approx(0.9)
    assert calibration.calibration_error([]) is None


def test_calibration_error_looks_into_bins_where_too_sure_and_too_unsure_would_cancel() -> None:
    low, high = [(0.5, True)] * 50, [(1.0, True)] * 25 + [(1.0, False)] * 25
    assert calibration.calibration_error([*low, *high]) == pytest.approx(0.5)


def test_a_layout_is_held_to_the_threshold_of_the_others() -> None:
    scores = [
        _score("a", sure=0.8, outcome="wrong"),
        _score("a", sure=0.95),
        _score("b", sure=0.7, outcome="wrong"),
        _score("b", sure=0.85),
    ]
    held = calibration.held_out(scores, "tckn")
    assert (held["a"].threshold, held["a"].taken, held["a"].wrong) == (0.7, 2, 1)
    assert (held["b"].threshold, held["b"].taken, held["b"].wrong) == (0.8, 1, 0)
