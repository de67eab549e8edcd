"""Two instances on one home, and roles in the background that end unasked."""

import threading
from pathlib import Path

import pytest

from dilekce import wiring
from dilekce.alone import alone
from domain.errors import Stop


def test_a_second_instance_stops_and_says_why_until_the_first_has_ended(tmp_path: Path) -> None:
    lock = tmp_path / "work.lock"
    with alone(lock):
        with pytest.raises(Stop) as caught, alone(lock):
            pytest.fail("two at once")
        assert caught.value.code == "home.in_use"
    with alone(lock):
        pass


def test_what_ends_unasked_in_the_background_is_started_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wiring, "_AGAIN", 0.01)
    ends = iter([OSError("a bug"), Stop("test.fault", "as the test asked")])
    alive = threading.Event()

    def run(stop: threading.Event) -> None:
        for error in ends:
            raise error
        alive.set()
        stop.wait()

    with wiring.in_background("test", run, lambda: None):
        assert alive.wait(30)
