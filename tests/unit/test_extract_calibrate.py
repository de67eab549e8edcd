"""Curves that say as often right as they are."""

from random import Random

import pytest

from domain.calibration import Curve, logit
from extract.calibrate import Case, calibration_error, fit, log_loss

TRUE = Curve(-1.0, {"votes": 1.5, "known": 0.5})


def drawn(seed: int, count: int) -> list[Case]:
    rng = Random(seed)
    out = []
    for _ in range(count):
        measures = {"votes": float(rng.randint(0, 3)), "known": float(rng.random() < 0.5)}
        out.append(Case(measures, rng.random() < TRUE.probability(measures)))
    return out


def test_a_fit_finds_the_curve_that_drew_the_cases() -> None:
    found = fit(drawn(1, 5000), ("votes", "known"))
    assert found.bias == pytest.approx(TRUE.bias, abs=0.2)
    assert found.weights["votes"] == pytest.approx(1.5, abs=0.2)
    assert found.weights["known"] == pytest.approx(0.5, abs=0.3)


def test_a_fitted_curve_is_calibrated_on_cases_it_has_not_seen() -> None:
    others = drawn(2, 5000)
    found, guess = fit(drawn(1, 2000), ("votes", "known")), Curve(3.0, {})
    assert calibration_error(found, others) < 0.03 < calibration_error(guess, others)
    assert log_loss(found, others) < log_loss(guess, others)


def test_the_same_cases_give_the_same_curve() -> None:
    assert fit(drawn(1, 300), ("votes",)) == fit(drawn(1, 300), ("votes",))


def test_cases_that_were_all_right_give_a_curve_that_is_sure_but_finite() -> None:
    found = fit([Case({"votes": 2.0}, right=True)] * 40, ("votes",))
    assert 0.9 < found.probability({"votes": 2.0}) < 1.0


def test_an_absent_measure_counts_as_nothing() -> None:
    assert Curve(0.0, {"votes": 1.0}).probability({}) == 0.5


@pytest.mark.parametrize(("p", "expected"), [(0.5, 0.0), (0.0, -9.0), (1.0, 9.0), (0.9, 2.197)])
def test_log_odds_stay_finite(p: float, expected: float) -> None:
    assert logit(p) == pytest.approx(expected, abs=1e-3)
