"""Exact decoding of a T.C. number: every number whose check digits hold is weighed against all.

The evidence is a weight for each digit at each of the 11 places (see ``digit_reads``). A path
through the places keeps two sums: that of the odd places d1, d3, … d9 and that of the even ones
d2 … d8, both mod 10; the two check digits follow from them:

    d10 = (7·odd − even) mod 10        d11 = (odd + even + d10) mod 10 = 8·odd mod 10

Odd and even places never meet before the check digits, so each side is summed by itself (900
products) and the hundred pairs of sums are closed with d10 and d11. Nothing is enumerated or cut
off: the posterior is the best number's share of all 9·10⁸ valid ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import product

LENGTH = 11
_ODD, _EVEN = (0, 2, 4, 6, 8), (1, 3, 5, 7)
_DIGITS = range(10)
#: Weights below this share of a place's greatest count as this share: products must not vanish.
_LEAST = 1e-12

#: One weight a digit, 0…9, in any unit: only their proportions count.
Row = Sequence[float]
_Sums = list[float]  #: index: a sum mod 10
_Path = tuple[float, str]  #: weight and digits of one side


@dataclass(frozen=True, slots=True)
class Decoded:
    """The likeliest valid number, and what else it may be."""

    best: str
    posterior: float  #: the best number's share of the weight of all valid numbers, 0…1
    rival: str  #: the second likeliest valid number
    rival_posterior: float
    marginals: tuple[float, ...]  #: at each place, how sure the best number's digit is, 0…1

    def doubtful(self, bound: float) -> tuple[int, ...]:
        """Return the places (0…10) whose digit is less sure than ``bound``."""
        return tuple(i for i, sure in enumerate(self.marginals) if sure < bound)


def decode(weights: Sequence[Row]) -> Decoded:
    """Return the likeliest valid number for 11 rows of weights; the first digit is never 0."""
    return _decode(tuple(map(tuple, weights)))


@lru_cache(maxsize=16)  # a letter's number is asked for again after each further read
def _decode(weights: tuple[tuple[float, ...], ...]) -> Decoded:
    rows = [_scaled(row, first=not place) for place, row in enumerate(weights)]
    (weight, best), (rival_weight, rival) = _two_best(rows)
    total, marginals = _marginals(rows, best)
    return Decoded(
        best=best,
        posterior=min(1.0, weight / total),
        rival=rival,
        rival_posterior=min(1.0, rival_weight / total),
        marginals=marginals,
    )


def _scaled(row: Row, *, first: bool) -> list[float]:
    allowed = [0.0 if first and not digit else weight for digit, weight in enumerate(row)]
    most = max(allowed)
    if not most > 0.0:
        return [float(not first or digit > 0) for digit in _DIGITS]
    return [
        0.0 if first and not digit else max(weight / most, _LEAST)
        for digit, weight in enumerate(allowed)
    ]


def _check_digits(odd: int, even: int) -> tuple[int, int]:
    return (7 * odd - even) % 10, 8 * odd % 10


def _two_best(rows: Sequence[Row]) -> list[_Path]:
    odd, even = _best_paths(rows, _ODD), _best_paths(rows, _EVEN)
    found = (
        (one[0] * two[0] * rows[9][tenth] * rows[10][last], _woven(one[1], two[1], tenth, last))
        for (s, ones), (t, twos) in product(odd.items(), even.items())
        for tenth, last in (_check_digits(s, t),)
        for one, two in product(ones, twos)
    )
    return nlargest(2, found)


def _best_paths(rows: Sequence[Row], places: Sequence[int]) -> Mapping[int, list[_Path]]:
    """Return for each sum the two heaviest ways to reach it over these places."""
    paths: dict[int, list[_Path]] = {0: [(1.0, "")]}
    for place in places:
        grown: dict[int, list[_Path]] = {}
        for sum_, ways in paths.items():
            for digit in _DIGITS:
                weight = rows[place][digit]
                if weight > 0.0:
                    longer = [(w * weight, f"{text}{digit}") for w, text in ways]
                    grown.setdefault((sum_ + digit) % 10, []).extend(longer)
        paths = {sum_: nlargest(2, ways) for sum_, ways in grown.items()}
    return paths


def _woven(odd: str, even: str, tenth: int, last: int) -> str:
    """Return d1 … d11 from the digits of both sides and the check digits."""
    pairs = "".join(a + b for a, b in zip(odd, even, strict=False))
    return f"{pairs}{odd[-1]}{tenth}{last}"


def _marginals(rows: Sequence[Row], best: str) -> tuple[float, tuple[float, ...]]:
    """Return the weight of all valid numbers, and for each place the share with best's digit."""
    odd, even = _sums(rows, _ODD), _sums(rows, _EVEN)
    total = 0.0
    ending = [0.0, 0.0]  # weight of the numbers that share best's d10, best's d11
    # What the rest of a number weighs for each sum of the one side.
    beside_odd, beside_even = [0.0] * 10, [0.0] * 10
    for s, t in product(_DIGITS, _DIGITS):
        tenth, last = _check_digits(s, t)
        closing = rows[9][tenth] * rows[10][last]
        weight = odd[s] * even[t] * closing
        total += weight
        beside_odd[s] += even[t] * closing
        beside_even[t] += odd[s] * closing
        ending[0] += weight * (tenth == int(best[9]))
        ending[1] += weight * (last == int(best[10]))
    sure = dict(_side(rows, _ODD, beside_odd, best)) | dict(_side(rows, _EVEN, beside_even, best))
    shares = [sure[place] for place in range(9)] + ending
    return total, tuple(min(1.0, share / total) for share in shares)


def _side(
    rows: Sequence[Row], places: Sequence[int], beside: _Sums, best: str
) -> Iterator[tuple[int, float]]:
    """Yield for each place of one side the weight of the valid numbers with best's digit there."""
    for place in places:
        digit = int(best[place])
        rest = _sums(rows, [p for p in places if p != place])
        weight = sum(r * beside[(s + digit) % 10] for s, r in enumerate(rest))
        yield place, rows[place][digit] * weight


def _sums(rows: Sequence[Row], places: Sequence[int]) -> _Sums:
    """Return for each sum mod 10 the weight of all ways to reach it over these places."""
    sums = [1.0] + [0.0] * 9
    for place in places:
        row = rows[place]
        sums = [sum(sums[(s - digit) % 10] * row[digit] for digit in _DIGITS) for s in _DIGITS]
    return sums
