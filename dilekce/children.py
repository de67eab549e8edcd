"""The one door to child processes: decoding, OCR and language work happen behind it.

A child that crashes, hangs or eats memory dies alone: its neighbours and the engine live on.
Measured alternatives that fail the neighbours: concurrent.futures and loky (ENGINE notes).
"""

import ctypes
import multiprocessing  # noqa: TID251 - this is the door
import os
import resource
import signal
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from domain.errors import TryLater, Unacceptable

_T = TypeVar("_T")
_PR_SET_PDEATHSIG = 1

#: Wrappers that start tesseract and poppler so that they die with their parent.
_GUARDED = Path(__file__).parent / "guarded"


def _limit_child(memory: int) -> None:
    """Prepare a fresh child: die with the parent, bounded memory, one OpenMP thread."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    here = os.environ  # noqa: TID251 - a child's own, not a setting
    # Four OpenMP threads a page on two cores made a page cost four times as much.
    here.update(OMP_THREAD_LIMIT="1", OMP_NUM_THREADS="1")
    here["PATH"] = f"{_GUARDED}:{here.get('PATH', '')}"


class Children:
    """A pool of limited processes that run importable functions with picklable arguments."""

    def __init__(self, jobs: int, memory_mb: int) -> None:
        self._pool = ProcessPool(
            max_workers=jobs,
            max_tasks=200,  # native libraries leak a little; a fresh child costs a second
            context=multiprocessing.get_context("spawn"),  # fork under threads can deadlock
            initializer=_limit_child,
            initargs=[memory_mb * 1024 * 1024],
        )

    def run(self, what: str, seconds: float, function: Callable[..., _T], *args: object) -> _T:
        """Return ``function(*args)``, run in a child.

        ``what`` is ``file`` or ``page``. Raises ``Unacceptable`` with ``<what>.time_out`` or
        ``<what>.crashed_reader``, and ``TryLater`` when the pool is shutting down.
        """
        try:
            future = self._pool.schedule(function, args=list(args), timeout=seconds)
            result: _T = future.result()
        except FutureTimeoutError as error:
            raise Unacceptable(f"{what}.time_out", f"reading a {what} took too long") from error
        except (ProcessExpired, MemoryError) as error:
            raise Unacceptable(f"{what}.crashed_reader", f"a reader died on a {what}") from error
        except RuntimeError as error:
            raise TryLater("children.stopped", "the worker is shutting down") from error
        return result

    def close(self) -> None:
        """Kill every child, whatever it is doing."""
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
