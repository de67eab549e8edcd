"""From measures of a value to the probability that it is right: one logistic curve a field."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

#: Beyond this no number of audits tells probabilities apart.
_MOST = 9.0


@dataclass(frozen=True, slots=True)
class Curve:
    """Weights of measures; an absent measure is 0."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, measures: Mapping[str, float]) -> float:
        """Return the probability, 0…1."""
        total = self.bias + sum(w * measures.get(name, 0.0) for name, w in self.weights.items())
        return 1 / (1 + exp(-max(-_MOST, min(_MOST, total))))

    def to_json(self) -> dict[str, object]:
        """Return plain JSON values."""
        return {"bias": self.bias, "weights": dict(self.weights)}


def logit(probability: float) -> float:
    """Return the log odds, at most 9 either way."""
    if probability <= 0.0 or probability >= 1.0:
        return -_MOST if probability <= 0.0 else _MOST
    return max(-_MOST, min(_MOST, log(probability / (1 - probability))))
