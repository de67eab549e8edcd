"""Counting misread digits: what is laid beside what, and how it is written down."""

import tomllib
from typing import Any

from extract.digit_reads import Seen
from tests.builders_extract import number
from training.confusions import Counts, most_like, told


def written(counts: Counts) -> dict[str, Any]:
    return tomllib.loads(told(counts, seed=7, total=2, engine="engine 1"))


def test_a_misread_digit_is_counted_by_what_was_printed() -> None:
    counts = Counts()
    truth = number()
    counts.add("scan", Seen(truth[:2] + "0" + truth[3:], "page", 0.95), truth)
    tables = written(counts)
    assert tables["made"]["seed"] == 7
    row = tables["counts"]["scan"]["page"]["from_90"][truth[2]]
    assert row[0] == 1
    assert tables["strings"]["scan"] == {"page": {"wrong_1": 1}}


def test_a_string_that_lost_a_digit_is_counted_but_not_laid_beside() -> None:
    counts = Counts()
    counts.add("scan", Seen(number()[:10], "crop", 0.0), number())
    counts.add("scan", Seen(number()[1:] + "1", "crop", 0.0), number())
    assert counts.strings["scan", "crop.another_length"] == 1
    assert not counts.pairs


def test_a_string_belongs_to_the_number_most_like_it_or_to_none() -> None:
    others = [number("318264957"), number("902114477")]
    assert most_like(number()[:9] + "00", [*others, number()]) == number()
    assert most_like("00000000000", [number("318264957")]) is None
