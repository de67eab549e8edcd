"""How high an error rate may be, given how many errors were seen: the exact binomial bound."""

import math

CONFIDENCE = 0.95


def upper_bound(errors: int, trials: int, confidence: float = CONFIDENCE) -> float:
    """Return the one-sided upper bound of an error rate after Clopper and Pearson (1934).

    The rate at which ``errors`` or fewer of ``trials`` would be seen with 1 - ``confidence``.
    """
    if trials == 0 or errors >= trials:
        return 1.0
    low, high = errors / trials, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(errors, trials, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def trials_needed(errors: int, largest: float, confidence: float = CONFIDENCE) -> int:
    """Return how many trials, ``errors`` of them wrong, prove a rate of ``largest`` at most.

    For 0.001: 2,995 without an error, 4,742 with one.
    """
    few, enough = errors, max(1, 2 * errors)
    while upper_bound(errors, enough, confidence) > largest:
        few, enough = enough, 2 * enough
    while few + 1 < enough:
        middle = (few + enough) // 2
        if upper_bound(errors, middle, confidence) > largest:
            few = middle
        else:
            enough = middle
    return enough


def _at_most(errors: int, trials: int, rate: float) -> float:
    """Return the probability of ``errors`` or fewer in ``trials``, binomial."""
    if rate <= 0.0 or rate >= 1.0:
        return 1.0 if rate <= 0.0 else 0.0
    total = math.lgamma(trials + 1)
    return sum(
        math.exp(
            total
            - math.lgamma(k + 1)
            - math.lgamma(trials - k + 1)
            + k * math.log(rate)
            + (trials - k) * math.log1p(-rate)
        )
        for k in range(errors + 1)
    )
