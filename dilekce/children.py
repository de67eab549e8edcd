"""The one door to child processes: decoding, OCR and language work happen behind it.

A child that crashes, hangs or eats memory dies alone: its neighbours and the engine live on.
Measured alternatives that fail the neighbours: concurrent.futures and loky (ENGINE notes).
"""

import multiprocessing  # noqa: TID251 - this is the door
import os
import shutil
import signal
import subprocess  # noqa: TID251 - this is the door
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import structlog
from pebble import ProcessExpired, ProcessPool

from dilekce import confine, logs
from dilekce.edge import Failure, at_the_edge
from domain.errors import Stop, TryLater, Unacceptable

_T = TypeVar("_T")
_log = structlog.get_logger()
_LOOK = 2.0  #: seconds between two looks whether a task's process lives

#: Wrappers that start tesseract and poppler so that they die with their parent.
_GUARDED = Path(__file__).parent / "guarded"


def _prepare(memory: int) -> None:
    """Prepare a fresh child: confined, quiet, one OpenMP thread, programs that die with it."""
    confine.confine(memory)
    logs.set_up()  # a fresh process would print what libraries say of strangers' files
    here = os.environ  # noqa: TID251 - a child's own, not a setting
    # Four OpenMP threads a page on two cores made a page cost four times as much.
    here.update(OMP_THREAD_LIMIT="1", OMP_NUM_THREADS="1")
    here["PATH"] = f"{_GUARDED}:{here.get('PATH', '')}"


def _in_child(
    seconds: float, function: Callable[..., _T], arguments: tuple[object, ...]
) -> _T | Failure:
    """Run in the child; a foreign exception that cannot be pickled would break the whole pool."""
    confine.grant_cpu(seconds)
    try:
        return at_the_edge(lambda: function(*arguments))
    finally:
        confine.give_back_memory()


def run_program(name: str, arguments: Sequence[str], secrets: Mapping[str, str]) -> None:
    """Run a program of the machine to its end; ``secrets`` go to it as environment variables.

    Raises ``Stop`` when it is missing or fails, with the first line it complained in: what follows
    may quote a row.
    """
    program = shutil.which(name)
    if program is None:
        raise Stop("program.missing", f"{name} is not installed")
    here = os.environ  # noqa: TID251 - a child's own, not a setting
    kept = {n: here[n] for n in ("PATH", "HOME", "LANG") if n in here}
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [program, *arguments], env={**kept, **secrets}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        first = next(iter(done.stderr.splitlines()), f"ended with status {done.returncode}")
        raise Stop("program.failed", f"{name}: {first[:300]}")


def _waited_for(pool: ProcessPool, future: Future[Any]) -> Any:
    """Return the task's result, or raise how it ended."""
    while True:
        try:
            return future.result(timeout=_LOOK)
        except FutureTimeoutError:
            if future.done():
                raise  # its time is up
            if _is_orphan(pool, future):
                raise ProcessExpired("a process died before it was heard of") from None


def _is_orphan(pool: ProcessPool, future: Future[Any]) -> bool:
    """Say whether the task's process is gone and pebble does not know it.

    A process that dies before pebble has read that it took the task is struck off without the task:
    nobody would hear of it before its time is up, and then the paper would be blamed.
    """
    manager = pool._pool_manager
    workers = manager.worker_manager.workers
    tasks = list(manager.task_manager.tasks.values())
    mine = [task for task in tasks if task.future is future]
    return any(task.worker_id and task.worker_id not in workers for task in mine)


class Children:
    """A pool of limited processes that run importable functions with picklable arguments."""

    def __init__(self, jobs: int, memory_mb: int) -> None:
        self.jobs, self._memory = jobs, memory_mb * 1024 * 1024
        self._lock, self._closed = threading.Lock(), threading.Event()
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        pool = ProcessPool(
            max_workers=self.jobs,
            max_tasks=200,  # native libraries leak a little; a fresh child costs a second
            context=multiprocessing.get_context("spawn"),  # fork under threads can deadlock
            initializer=_prepare,
            initargs=[self._memory],
        )
        born = threading.Event()
        threading.Thread(target=self._raise_children, args=(pool, born), daemon=True).start()
        born.wait()
        return pool

    def _raise_children(self, pool: ProcessPool, born: threading.Event) -> None:
        """Start the children and live as long as they: PDEATHSIG goes by thread, see prctl(2)."""
        pool.schedule(int)
        born.set()
        self._closed.wait()

    def run(self, what: str, seconds: float, function: Callable[..., _T], *args: object) -> _T:
        """Return ``function(*args)``, run in a child for so many seconds by clock and by CPU.

        ``what`` is ``file`` or ``page``. Raises ``Unacceptable`` with ``<what>.time_out`` or
        ``<what>.crashed_reader``, and ``TryLater`` when the pool is shutting down or the system
        refused something.
        """
        result = self._blameless(what, seconds, function, args)
        if isinstance(result, Failure):
            _log.error("child.failed", error=result.kind, at=result.place)
            raise Unacceptable(f"{what}.crashed_reader", f"a reader failed on a {what}")
        return result

    def _blameless(
        self, what: str, seconds: float, function: Callable[..., _T], args: tuple[object, ...]
    ) -> _T | Failure:
        """Ask once more when the first end need not be the paper's fault.

        The kernel kills a child when any program eats the memory, and pebble's clock is the time of
        day: set forward, it ends what has hardly begun.
        """
        for last in (False, True):
            begun = time.monotonic()
            try:
                return self._result(seconds, function, args)
            except FutureTimeoutError as error:
                if last or time.monotonic() - begun >= seconds:
                    code = f"{what}.time_out"
                    raise Unacceptable(code, f"reading a {what} took too long") from error
            except ProcessExpired as error:
                if error.exitcode == -signal.SIGXCPU:
                    raise Unacceptable(f"{what}.time_out", f"a {what} took too much CPU") from error
                if last:
                    code = f"{what}.crashed_reader"
                    raise Unacceptable(code, f"a reader died on a {what}") from error
        raise AssertionError("the second try returns or raises")

    def _result(
        self, seconds: float, function: Callable[..., _T], args: tuple[object, ...]
    ) -> _T | Failure:
        """Wait for the child; a pool broken by another task is replaced and asked once more."""
        for _attempt in range(2):
            pool = self._pool
            try:
                future = pool.schedule(_in_child, args=[seconds, function, args], timeout=seconds)
                result: _T | Failure = _waited_for(pool, future)
            except (RuntimeError, CancelledError):
                self._replace(pool)
            else:
                return result
        raise TryLater("children.stopped", "the reading processes were stopped")

    def _replace(self, broken: ProcessPool) -> None:
        """Start a fresh pool unless another thread has, or we were closed on purpose."""
        with self._lock:
            if self._pool is broken and not self._closed.is_set():
                broken.stop()
                self._pool = self._new_pool()

    def close(self) -> None:
        """Kill every child, whatever it is doing."""
        self._closed.set()
        self._pool.stop()
        self._pool.join()

    def __enter__(self) -> Self:
        """Use as a context."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close on leaving."""
        self.close()
