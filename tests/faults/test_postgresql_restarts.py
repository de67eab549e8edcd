"""PostgreSQL falls over and comes back while a worker reads: it goes on by itself."""

import time
from pathlib import Path

import pytest

from samples.make import samples, write
from tests.line import at_rest
from tests.machines import are_possible, machines

LETTERS = 2


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(not are_possible(), reason="PostgreSQL or the S3 server is not installed")
def test_a_database_that_comes_back_finds_the_same_processes_at_work(tmp_path: Path) -> None:
    made = samples(seed=7, count=LETTERS, layouts=["bimer_form"], channel_names=["scan300"])
    letters = [write(sample, tmp_path / "letters") for sample in made]
    with machines(tmp_path) as house:
        intake, worker = house.start("intake", "watch"), house.start("worker")
        intake.put(letters[0])
        house.wait(lambda: bool(house.in_hand().get("worker")))
        house.postgresql.stop()
        intake.put(letters[1])
        time.sleep(5)  # longer than the limit of silence: nobody may be taken for dead by it
        house.postgresql.start()
        house.wait(lambda: len(house.book().entries) == LETTERS and at_rest(house.book()))
        assert [intake.stop(), worker.stop()] == [0, 0]
        book, effects = house.book(), house.downstream.effects
    assert book.balanced, book
    assert "quarantined" not in book.arrivals
    assert sorted(effects.values()) == [1] * book.petitions.get("delivered", 0)
