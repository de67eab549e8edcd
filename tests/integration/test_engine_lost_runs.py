"""Runs that the engine's books tell wrongly of: ended unsaid, or forgotten too early."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dilekce import clock, engine
from dilekce.engine import Engine
from dilekce.pipeline import PageWork


@dataclass
class Books:
    """What the engine has written down: run ids that count as living."""

    living: list[str]
    resumed: list[str] = field(default_factory=list)

    def list_workflows(self, **asked: Any) -> list[SimpleNamespace]:
        assert asked["status"] == "PENDING"
        return [SimpleNamespace(workflow_id=run) for run in self.living]

    def resume_workflow(self, run: str) -> None:
        self.resumed.append(run)


def test_a_run_that_nobody_works_on_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    books, now = Books(["ingest:a:0.0", "ingest:b:0.0"]), [0.0]
    monkeypatch.setattr(engine, "DBOS", books)
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    of_one = Engine("sqlite://", None, None, 1)  # type: ignore[arg-type]
    of_one._in_hand.add("ingest:b:0.0")
    of_one.revive()
    now[0] = engine._LOST_SECONDS - 1
    of_one.revive()
    assert books.resumed == []  # it may be on its way to a thread, or to its end
    now[0] = engine._LOST_SECONDS
    of_one.revive()
    assert books.resumed == ["ingest:a:0.0"]


@dataclass
class Steps:
    """Two pages, of which the first takes as long as the test wants."""

    free: threading.Event = field(default_factory=threading.Event)
    read_pages: set[int] = field(default_factory=set)
    understood: list[str] = field(default_factory=list)

    def decode(self, arrival_id: str) -> list[PageWork]:  # noqa: ARG002 - the port's name
        return [{"number": 1}, {"number": 2}]

    def read(self, item: PageWork) -> PageWork:
        if item["number"] == 1:
            self.free.wait(60)
        self.read_pages.add(item["number"])
        return item

    def split(self, arrival_id: str, rows: list[PageWork]) -> None:  # noqa: ARG002 - as above
        assert [row["number"] for row in rows] == [1, 2]

    def understand(self, arrival_id: str) -> None:
        self.understood.append(arrival_id)

    def quarantine(self, arrival_id: str, code: str) -> None:  # noqa: ARG002 - as above
        raise AssertionError(code)

    def attempt(self, key: str) -> None:
        raise AssertionError(key)


def wait_for(what: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_page_read_long_ago_is_remembered_while_its_file_is_in_hand(tmp_path: Path) -> None:
    """A machine that was off over night, or a clock set forward, makes any page run old."""
    steps = Steps()
    running = Engine(f"sqlite:///{tmp_path / 'engine.db'}", steps, steps, 2)
    running.launch(())
    try:
        running.start("ingest", "a", "ingest:a:0.0")
        wait_for(lambda: 2 in steps.read_pages and len(running.living()) == 2)
        running.forget(clock.now() + dt.timedelta(days=1))
        steps.free.set()
        wait_for(lambda: not running.living())
        assert steps.understood == ["a"]
        assert running.past("ingest:a:") == (1, 0)
        running.forget(clock.now() + dt.timedelta(days=1))
        assert running.past("ingest:a:") == (0, 0)
    finally:
        running.close()
