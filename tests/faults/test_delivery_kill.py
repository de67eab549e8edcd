"""SIGKILL of the worker in the middle of delivery, to a sink that misbehaves: one effect each."""

from pathlib import Path

import pytest

from tests.campaign import campaign

KILLS, PETITIONS = 5, 30


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_killed_during_delivery_every_petition_has_exactly_one_effect(tmp_path: Path) -> None:
    outcome = campaign(tmp_path, PETITIONS, KILLS, seed=11)
    assert outcome.exact, outcome
    assert outcome.during == KILLS
    assert outcome.met, "no fault was met"
