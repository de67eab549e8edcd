"""Roles in the background that end unasked."""

import threading

import pytest

from dilekce import wiring
from domain.errors import Stop


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
