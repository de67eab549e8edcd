"""Two workers with homes of their own on PostgreSQL and S3; one of them dies for good."""

from pathlib import Path

import pytest

from samples.make import samples, write
from tests.line import at_rest
from tests.machines import are_possible, machines

LETTERS = 5


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(not are_possible(), reason="PostgreSQL or the S3 server is not installed")
def test_what_a_dead_machine_had_in_hand_another_finishes_once(tmp_path: Path) -> None:
    made = samples(seed=7, count=LETTERS, layouts=["bimer_form"], channel_names=["scan300"])
    letters = [write(sample, tmp_path / "letters") for sample in made]
    with machines(tmp_path) as house:
        intake = house.start("intake", "watch")
        for letter in letters:
            intake.put(letter)
        house.wait(lambda: len(house.book().entries) == LETTERS)
        assert intake.stop() == 0
        doomed = house.start("doomed")
        house.wait(lambda: bool(house.in_hand().get("doomed")))
        heir = house.start("heir")
        house.wait(lambda: "split" in house.book().arrivals)
        held = house.in_hand()["doomed"]
        doomed.kill()
        house.wait(lambda: not house.in_hand()["doomed"])
        house.wait(lambda: at_rest(house.book()))
        assert heir.stop() == 0
        book, effects = house.book(), house.downstream.effects
    assert held, "nothing was in the hand of the machine that died"
    assert book.balanced, book
    assert len(book.entries) == LETTERS
    delivered = book.petitions.get("delivered", 0)
    assert delivered > 0
    assert sorted(effects.values()) == [1] * delivered
