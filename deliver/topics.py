"""What a letter is about, by a curated list of word beginnings.

A stem found in the subject line weighs three, in the letter one, each stem once; a stem of several
parts ("sular + kesil") needs all of them in one text. The first topic stands out when it has three
points and twice as many as the next, or two words of the letter that no other topic shares.

Nothing is trained: with six sentences a class there is nothing to learn from (a TF-IDF classifier
had .54 of scanned letters right where stems had .91). Letters to the centre that name no
institution (``tests/golden/routing_wordings.toml``): right, wrong, left to a person. The last
letters were written when 2026.3 was done, so their first figure is what wordings to come will see.

=====================  ===========  ===========  ===========
lexicon                tuned, 37    held out 26  afterwards, 25
=====================  ===========  ===========  ===========
2026.2, blind          17, 0, 20    12, 1, 13
2026.3                 37, 0, 0     24, 0, 2     15, 1, 9 (blind)
mended by the last     37, 0, 0     25, 0, 1     23, 0, 2
=====================  ===========  ===========  ===========

Six more letters a clerk would ask about were left to a person each time.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from deliver.tables import TopicRow
from domain import turkish

_WORDS = re.compile(r"[a-z0-9]+")
_IN_SUBJECT, _IN_LETTER = 3, 1
_ENOUGH, _ENOUGH_ALONE = 3, 2
#: A stem this long may be misread by a letter or so; shorter ones would turn into other words.
_LONG, _ALIKE = 7, 90.0


@dataclass(frozen=True, slots=True)
class Found:
    """A topic and the stems of the table that spoke for it."""

    topic: TopicRow
    stems: tuple[str, ...]
    points: int


def rank_topics(subject: str, letter: str, topics: Iterable[TopicRow]) -> list[Found]:
    """Return the topics that anything speaks for, the likeliest first."""
    in_subject, in_letter = _plain(subject), _plain(letter)
    scored = (_score(topic, in_subject, in_letter) for topic in topics)
    spoken = [found for found in scored if found.points]
    return sorted(spoken, key=lambda found: found.points, reverse=True)


def stands_out(ranked: Sequence[Found]) -> bool:
    """Say whether the first of the ranked topics is what the letter is about."""
    if not ranked:
        return False
    rival = ranked[1].points if len(ranked) > 1 else 0
    if rival == 0:
        return ranked[0].points >= _ENOUGH_ALONE
    return ranked[0].points >= max(_ENOUGH, 2 * rival)


def _plain(text: str) -> str:
    return " " + " ".join(_WORDS.findall(turkish.fold(text))) + " "


def _score(topic: TopicRow, subject: str, letter: str) -> Found:
    points = {}
    for stem in topic.stems:
        if _has(subject, stem) or _nearly(stem, subject):
            points[stem] = _IN_SUBJECT
        elif _has(letter, stem):
            points[stem] = _IN_LETTER
    # "tapu kayd" says what "tapu" says: one word is not counted twice.
    own = [s for s in points if not any(o != s and o.startswith(s) for o in points)]
    total = sum(max(p for s, p in points.items() if stem.startswith(s)) for stem in own)
    return Found(topic, tuple(own), total)


def _has(text: str, stem: str) -> bool:
    return all(f" {part}" in text for part in stem.split(" + "))


def _nearly(stem: str, subject: str) -> bool:
    if len(stem) < _LONG or "+" in stem:
        return False
    words = subject.split()
    count = stem.count(" ") + 1
    runs = (" ".join(words[i : i + count]) for i in range(len(words) - count + 1))
    # A run cut short ("kanalı") is another word, not a misread one ("kanaliz…").
    whole = (run[: len(stem)] for run in runs if len(run) >= len(stem))
    return any(fuzz.ratio(run, stem) >= _ALIKE for run in whole)
