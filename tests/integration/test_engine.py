"""The engine's memory after a restart: what is ours and of this version goes on, the rest not."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from dbos import DBOS

from dilekce import engine as module
from dilekce.engine import Engine
from dilekce.pipeline import PageWork


class Nothing:
    """Steps and attempts that must not be reached."""

    def decode(self, arrival_id: str) -> list[PageWork]:
        raise AssertionError(arrival_id)

    def read(self, item: PageWork) -> PageWork:
        raise AssertionError(item)

    def split(self, arrival_id: str, rows: Sequence[PageWork]) -> None:
        raise AssertionError(arrival_id, rows)

    def understand(self, arrival_id: str) -> None:
        raise AssertionError(arrival_id)

    def quarantine(self, arrival_id: str, code: str) -> None:
        raise AssertionError(arrival_id, code)

    def attempt(self, key: str) -> None:
        raise AssertionError(key)


def begin(folder: Path, held: set[str]) -> Engine:
    engine = Engine(f"sqlite:///{folder / 'engine.db'}", Nothing(), Nothing(), 0)
    engine.launch(held)
    return engine


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let queues serve nothing, so that runs stay where they are."""
    register = DBOS.register_queue

    def closed(name: str, **options: object) -> object:
        return register(name, **(options | {"worker_concurrency": 0}))  # type: ignore[arg-type]

    monkeypatch.setattr(DBOS, "register_queue", closed)


@pytest.mark.usefixtures("idle")
def test_a_restart_goes_on_with_what_is_still_in_hand_and_drops_the_rest(tmp_path: Path) -> None:
    engine = begin(tmp_path, set())
    engine.start("ingest", "a-1", "ingest:a-1:0.0")
    engine.start("deliver", "p-2:1:kurum", "deliver:p-2:1:kurum:0.0")
    engine.start("deliver", "p-3:1:kurum", "deliver:p-3:1:kurum:0.0")
    engine.close()
    engine = begin(tmp_path, {"a-1", "p-2:1:kurum"})
    living = engine.living()
    engine.close()
    assert living == {"ingest:a-1:0.0", "deliver:p-2:1:kurum:0.0"}


@pytest.mark.usefixtures("idle")
def test_a_run_of_another_version_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(module, "__version__", "0.0.earlier")
        engine = begin(tmp_path, set())
        engine.start("ingest", "a-1", "ingest:a-1:0.0")
        engine.close()
    engine = begin(tmp_path, {"a-1"})
    living, past = engine.living(), engine.past("ingest:a-1:")
    engine.close()
    assert living == set()
    assert past == (0, 0)  # so that the same name can run again
