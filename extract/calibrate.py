"""Curves fitted to settled values, and how well they fit others."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from domain.calibration import Curve

#: Strength of the pull towards zero weights: two or three dozen values must not swing a curve.
_RIDGE = 1.0
_STEPS = 50
_BINS = 10
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Case:
    """One settled value: what was measured of it, and whether it was right."""

    measures: Mapping[str, float]
    right: bool


def fit(cases: Sequence[Case], names: Sequence[str]) -> Curve:
    """Return the logistic curve over ``names`` that fits best, weights kept small.

    Newton's method; the same cases give the same curve to the last digit written.
    """
    x = np.array([[1.0, *(c.measures.get(n, 0.0) for n in names)] for c in cases], np.float64)
    y = np.array([c.right for c in cases], np.float64)
    pull = np.diag([0.0, *[_RIDGE] * len(names)])
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (y - p) - pull @ weights
        # A floor under the curvature: where all are right, the best curve is infinitely steep.
        bend = (x * (p * (1 - p) + _LEAST)[:, None]).T @ x + pull
        step = np.linalg.solve(bend + _LEAST * np.eye(len(bend)), slope)
        weights += step
        if float(np.abs(step).max()) < _LEAST:
            break
    rounded = [round(float(w), 4) for w in weights]
    return Curve(rounded[0], dict(zip(names, rounded[1:], strict=True)))


def log_loss(curve: Curve, cases: Sequence[Case]) -> float:
    """Return the mean of -log of the probability given to what came true."""
    told = [curve.probability(case.measures) for case in cases]
    return -sum(log(p if case.right else 1 - p) for p, case in zip(told, cases, strict=True)) / max(
        1, len(cases)
    )


def calibration_error(curve: Curve, cases: Sequence[Case]) -> float:
    """Return how far the curve's probabilities are from what came true (``ece``)."""
    return ece([(curve.probability(case.measures), case.right) for case in cases])


def ece(told: Sequence[tuple[float, bool]]) -> float:
    """Return the ECE of probabilities over ten bins of equally many values; 0 when none is told."""
    ranked = sorted(told, key=lambda pair: pair[0])  # of equals, wrong ones must not stand first
    edges = [round(i * len(ranked) / _BINS) for i in range(_BINS + 1)]
    bins = (ranked[a:b] for a, b in itertools.pairwise(edges) if a < b)
    gaps = (abs(sum(p for p, _ in b) - sum(right for _, right in b)) for b in bins)
    return sum(gaps) / max(1, len(ranked))
