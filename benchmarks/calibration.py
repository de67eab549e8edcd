"""Whether a field's confidence can be believed: risk by coverage, and calibration error.

Pure. A *case* is one value: how sure the product was of it, and whether it was right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.scoring import FIELDS, Score
from extract.calibrate import ece

Case = tuple[float, bool]

#: What risk–coverage is told of: two fields, and both of a letter together.
WHOLES = ("tckn", "name", "document")
RISKS = (0.001, 0.005, 0.01)


@dataclass(frozen=True, slots=True)
class Point:
    """What taking everything down to one confidence would mean."""

    threshold: float
    coverage: float  #: share of all letters that would be taken
    risk: float  #: share of those taken that are wrong


def cases(scores: Sequence[Score], whole: str) -> list[Case]:
    """Return the letters that have a value: of a field, or number and name (``document``)."""
    names = ("tckn", "name") if whole == "document" else (whole,)
    return [
        (_product(score.sure, names), all(score.outcomes[n] == "right" for n in names))
        for score in scores
        if all(name in score.sure for name in names)
    ]


def _product(sure: Mapping[str, float], names: Sequence[str]) -> float:
    product = 1.0
    for name in names:
        product *= sure[name]
    return product


def accepted_cases(scores: Sequence[Score], fields: Sequence[str] = FIELDS) -> list[Case]:
    """Return the values that no reason speaks against."""
    return [
        (score.sure[name], score.outcomes[name] == "right")
        for score in scores
        for name in fields
        if name in score.sure and name not in score.doubted
    ]


def curve(found: Sequence[Case], letters: int) -> list[Point]:
    """Return a point for each confidence that occurs, the surest first."""
    return list(_points(sorted(found, reverse=True), letters))


def _points(ranked: Sequence[Case], letters: int) -> Iterator[Point]:
    wrong = 0
    for index, (sure, right) in enumerate(ranked, 1):
        wrong += not right
        if index == len(ranked) or ranked[index][0] < sure:
            yield Point(sure, index / letters, wrong / index)


def coverage_at(points: Sequence[Point], risk: float) -> float:
    """Return the largest coverage whose risk as counted is at most ``risk``."""
    return max((p.coverage for p in points if p.risk <= risk), default=0.0)


def calibration_error(found: Sequence[Case]) -> float | None:
    """Return the ECE: ten bins of equally many values; None when there is no value."""
    return ece(found) if found else None


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One layout under the threshold that the other layouts would have set."""

    threshold: float  #: above every wrong value of the others
    letters: int
    taken: int
    wrong: int


def held_out(scores: Sequence[Score], whole: str) -> dict[str, HeldOut]:
    """Return, layout by layout, what the threshold drawn from all others does on it."""
    return {
        name: _held_out(
            cases([s for s in scores if s.layout != name], whole),
            [s for s in scores if s.layout == name],
            whole,
        )
        for name in sorted({s.layout for s in scores})
    }


def _held_out(others: Sequence[Case], own: Sequence[Score], whole: str) -> HeldOut:
    highest_wrong = max((sure for sure, right in others if not right), default=0.0)
    taken = [right for sure, right in cases(own, whole) if sure > highest_wrong]
    return HeldOut(highest_wrong, len(own), len(taken), taken.count(False))
