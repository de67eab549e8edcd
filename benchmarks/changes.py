"""Gains and losses, letter by letter, against an earlier run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.scoring import FIELDS, Score


@dataclass(frozen=True, slots=True)
class Changes:
    """Names of the letters that changed; a letter that only one of the runs has is not compared."""

    compared: int
    gained: Mapping[str, list[str]] = field(default_factory=dict)  #: field → now right
    lost: Mapping[str, list[str]] = field(default_factory=dict)  #: field → right no more
    accepted: list[str] = field(default_factory=list)  #: now accepted
    reviewed: list[str] = field(default_factory=list)  #: accepted no more
    harmed: list[str] = field(default_factory=list)  #: now accepted with a wrong number or name


def kept(scores: Sequence[Score]) -> dict[str, Any]:
    """Return what ``between`` needs of a run, as JSON: no word of any letter."""
    return {
        s.name: {
            "status": s.status,
            "outcomes": dict(s.outcomes),
            "reasons": list(s.reasons),
            "harmful": s.harmful,
        }
        for s in scores
    }


def between(earlier: Mapping[str, Any], scores: Sequence[Score]) -> Changes:
    """Compare with what ``kept`` returned for an earlier run."""
    pairs = [(s, earlier[s.name]) for s in scores if s.name in earlier]
    return Changes(
        compared=len(pairs),
        gained={n: [s.name for s, was in pairs if _became_right(s, was, n)] for n in FIELDS},
        lost={n: [s.name for s, was in pairs if _became_wrong(s, was, n)] for n in FIELDS},
        accepted=[s.name for s, was in pairs if s.accepted and was["status"] != "accepted"],
        reviewed=[s.name for s, was in pairs if not s.accepted and was["status"] == "accepted"],
        harmed=[s.name for s, was in pairs if s.harmful and not was["harmful"]],
    )


def _became_right(score: Score, was: Mapping[str, Any], name: str) -> bool:
    return score.outcomes[name] == "right" and bool(was["outcomes"].get(name) != "right")


def _became_wrong(score: Score, was: Mapping[str, Any], name: str) -> bool:
    return score.outcomes[name] != "right" and bool(was["outcomes"].get(name) == "right")
