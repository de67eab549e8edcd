"""What a letter is about, by a curated list of word beginnings.

A stem found in the subject line weighs three, in the letter one, each stem once. The first topic
must have three points and twice as many as the next, or nothing is said.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from deliver.tables import TopicRow
from domain import turkish

_WORDS = re.compile(r"[a-z0-9]+")
_IN_SUBJECT, _IN_LETTER = 3, 1
_ENOUGH = 3
#: A stem this long may be misread by a letter or so; shorter ones would turn into other words.
_LONG, _ALIKE = 7, 90.0


@dataclass(frozen=True, slots=True)
class Found:
    """A topic and the stems of the table that spoke for it."""

    topic: TopicRow
    stems: tuple[str, ...]
    points: int


def find_topic(subject: str, letter: str, topics: Iterable[TopicRow]) -> Found | None:
    """Return the one topic that stands out, or None."""
    in_subject, in_letter = _plain(subject), _plain(letter)
    scored = [_score(topic, in_subject, in_letter) for topic in topics]
    ranked = sorted(scored, key=lambda found: found.points, reverse=True)
    if not ranked or ranked[0].points < _ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0].points < 2 * ranked[1].points:
        return None
    return ranked[0]


def _plain(text: str) -> str:
    return " " + " ".join(_WORDS.findall(turkish.fold(text)))


def _score(topic: TopicRow, subject: str, letter: str) -> Found:
    points, stems = 0, []
    for stem in topic.stems:
        if f" {stem}" in subject or _nearly(stem, subject):
            points += _IN_SUBJECT
        elif f" {stem}" in letter:
            points += _IN_LETTER
        else:
            continue
        stems.append(stem)
    return Found(topic, tuple(stems), points)


def _nearly(stem: str, subject: str) -> bool:
    if len(stem) < _LONG:
        return False
    words = subject.split()
    count = stem.count(" ") + 1
    runs = (" ".join(words[i : i + count]) for i in range(len(words) - count + 1))
    return any(fuzz.ratio(run[: len(stem)], stem) >= _ALIKE for run in runs)
