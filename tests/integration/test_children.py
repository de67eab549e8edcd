"""Real processes: what crashes, hangs or eats memory harms only itself."""

import errno
import logging
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pebble.pool.process import TaskManager

from dilekce.children import Children
from domain.errors import TryLater, Unacceptable


def crash() -> None:
    os._exit(139)


def hang() -> None:
    time.sleep(600)


def eat_memory() -> int:
    return len(bytearray(3 * 1024**3))


def refuse() -> None:
    raise Unacceptable("file.empty", "nothing there")


def double(number: int) -> int:
    return 2 * number


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    with Children(2, memory_mb=2048) as pool:
        yield pool


def test_a_result_comes_back(children: Children) -> None:
    assert children.run("file", 60, double, 21) == 42


@pytest.mark.parametrize(
    ("work", "code"),
    [(crash, "page.crashed_reader"), (eat_memory, "page.crashed_reader"), (hang, "page.time_out")],
)
def test_each_death_has_its_name_and_the_next_task_goes_on(
    children: Children, work: object, code: str
) -> None:
    with pytest.raises(Unacceptable) as caught:
        children.run("page", 2 if work is hang else 60, work)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert children.run("page", 60, double, 1) == 2


def die_once(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "read"


def test_a_child_that_dies_before_it_is_heard_of_is_missed_within_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = TaskManager.task_start

    def late(self: TaskManager, task: int, worker: int | None) -> None:
        time.sleep(1)  # pebble looks for dead processes five times a second
        start(self, task, worker)

    with Children(2, memory_mb=2048) as pool, ThreadPoolExecutor(1) as beside:
        assert pool.run("page", 60, double, 1) == 2
        neighbour = beside.submit(pool.run, "page", 60, nap, 4.0)
        time.sleep(0.5)
        monkeypatch.setattr(TaskManager, "task_start", late)
        assert pool.run("page", 600, die_once, tmp_path / "mark") == "read"
        assert neighbour.result() == "awake"


def find_the_disk_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def nap(seconds: float) -> str:
    time.sleep(seconds)
    return "awake"


def test_a_child_killed_from_outside_is_not_held_against_the_paper(
    children: Children, tmp_path: Path
) -> None:
    assert children.run("page", 60, die_once, tmp_path / "mark") == "read"


def test_a_full_disk_in_a_child_is_not_held_against_the_paper(children: Children) -> None:
    with pytest.raises(TryLater) as caught:
        children.run("page", 60, find_the_disk_full)
    assert caught.value.code == "disk.full"


def test_a_clock_set_forward_ends_no_reading(
    children: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    children.run("page", 60, double, 1)
    told, start = time.time, time.monotonic()
    jump = lambda: told() + (3600 if time.monotonic() - start > 0.5 else 0)  # noqa: E731
    monkeypatch.setattr(time, "time", jump)
    assert children.run("page", 60, nap, 1.5) == "awake"


def test_our_own_errors_cross_with_their_code(children: Children) -> None:
    with pytest.raises(Unacceptable) as caught:
        children.run("file", 60, refuse)
    assert caught.value.code == "file.empty"


def test_a_closed_pool_says_try_later() -> None:
    pool = Children(1, memory_mb=2048)
    pool.close()
    with pytest.raises(TryLater):
        pool.run("file", 5, double, 1)


def alive(pattern: str) -> bool:
    return subprocess.run(["pgrep", "-f", pattern], check=False, stdout=-3).returncode == 0


def test_a_killed_parent_leaves_neither_child_nor_reader_behind(tmp_path: Path) -> None:
    mark = f"dilekce-orphan-{os.getpid()}"
    reader = tmp_path / mark
    reader.write_text("#!/bin/sh\nsleep 300\n")
    reader.chmod(0o755)
    parent = tmp_path / "parent.py"
    parent.write_text(
        textwrap.dedent(f"""
        import subprocess
        from dilekce.children import Children
        def work():
            subprocess.run(["setpriv", "--pdeathsig", "KILL", "{reader}"])
        if __name__ == "__main__":
            Children(1, 2048).run("file", 300, work)
        """)
    )
    process = subprocess.Popen([sys.executable, str(parent)])
    deadline = time.monotonic() + 30
    while not alive(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive(mark)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while (alive(mark) or alive(str(parent))) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(mark)


def throw_what_cannot_be_pickled() -> None:
    class Foreign(Exception):
        pass

    raise Foreign("Işıl ÇAĞLA")


def test_a_foreign_exception_harms_only_its_task_and_shows_no_words(
    children: Children, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unacceptable) as caught:
        children.run("page", 60, throw_what_cannot_be_pickled)
    assert caught.value.code == "page.crashed_reader"
    assert children.run("page", 60, double, 3) == 6
    told = capfd.readouterr()
    assert "ÇAĞLA" not in str(caught.value) + told.out + told.err


def complain() -> None:
    logging.getLogger("PIL.Image").error("cannot read the tag Işıl ÇAĞLA")


def test_what_a_library_says_of_a_file_is_not_repeated(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with Children(1, memory_mb=2048) as pool:
        pool.run("page", 60, complain)
    told = capfd.readouterr().err
    assert "PIL.Image" in told
    assert "ÇAĞLA" not in told


def test_a_broken_pool_is_replaced_without_a_word(children: Children) -> None:
    children._pool.stop()
    assert children.run("page", 60, double, 3) == 6


def test_children_outlive_the_thread_that_first_asked_for_them() -> None:
    with Children(1, memory_mb=2048) as pool:
        asked: list[int] = []
        thread = threading.Thread(target=lambda: asked.append(pool.run("file", 60, os.getpid)))
        thread.start()
        thread.join()
        time.sleep(1)
        assert pool.run("file", 60, os.getpid) == asked[0]
