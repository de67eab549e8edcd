"""A run that ended and could not say so, because the engine's database was full in that moment."""

import time
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from dilekce import engine
from dilekce.engine import Engine


@dataclass
class Books:
    """What the engine has written down: run ids that count as living."""

    living: list[str]
    resumed: list[str] = field(default_factory=list)

    def list_workflows(self, **asked: Any) -> list[SimpleNamespace]:
        assert (asked["status"], asked["executor_id"]) == ("PENDING", "one")
        return [SimpleNamespace(workflow_id=run) for run in self.living]

    def resume_workflow(self, run: str) -> None:
        self.resumed.append(run)


def test_a_run_that_nobody_works_on_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    books, now = Books(["ingest:a:0.0", "ingest:b:0.0"]), [0.0]
    monkeypatch.setattr(engine, "DBOS", books)
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    of_one = Engine("sqlite://", "one", None, None, 1)  # type: ignore[arg-type]
    of_one._in_hand.add("ingest:b:0.0")
    of_one.revive()
    now[0] = engine._LOST_SECONDS - 1
    of_one.revive()
    assert books.resumed == []  # it may be on its way to a thread, or to its end
    now[0] = engine._LOST_SECONDS
    of_one.revive()
    assert books.resumed == ["ingest:a:0.0"]
