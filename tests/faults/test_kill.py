"""SIGKILL of the whole tree in mid-run, at random instants: nothing lost, nothing twice."""

import random
from pathlib import Path

import pytest

from samples.make import samples, write
from tests.line import Line, sink, survive

KILLS, LETTERS = 3, 4


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_killed_at_random_nothing_is_lost_or_delivered_twice(tmp_path: Path) -> None:
    chance = random.Random(7)
    made = samples(seed=7, count=LETTERS, layouts=["bimer_form"], channel_names=["scan300"])
    letters = [write(sample, tmp_path / "letters") for sample in made]
    with sink() as downstream:
        line = Line(tmp_path / "home", webhook=downstream.url)
        book = survive(line, letters, KILLS, chance, pause=6)
    assert book.balanced, book
    assert not list(line.drop.rglob("*.*"))
    delivered = book.petitions.get("delivered", 0)
    assert delivered > 0
    assert sorted(downstream.effects.values()) == [1] * delivered
