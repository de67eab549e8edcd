"""The worker's edge: the one place that catches whatever a bug or a native library throws.

A failure becomes a value with its kind and place and never its words, which may quote a letter.
What the kernel refuses for want of room or rights is no failure: the letter is as good as before.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

from domain.errors import DilekceError, TryLater

_T = TypeVar("_T")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
#: Refusals that no content of a file can cause: no room, no rights, a broken disk, no descriptors.
_WORLD = _FULL | {
    errno.EROFS, errno.EIO, errno.ESTALE, errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception nobody expected: its class and where it was raised, as ``folder/file:line``."""

    kind: str
    place: str


def at_the_edge(work: Callable[[], _T]) -> _T | Failure:
    """Return what ``work`` returns, or its failure; our own errors pass through."""
    try:
        with patience():
            return work()
    except DilekceError:
        raise
    except Exception as error:  # noqa: BLE001 - the worker's edge: one task never stops the next
        return Failure(type(error).__name__, place_of(error.__traceback__))


@contextmanager
def patience() -> Iterator[None]:
    """Raise ``TryLater`` for what the system refused through no fault of the letter."""
    try:
        yield
    except OSError as error:
        if error.errno not in _WORLD:
            raise
        code = "disk.full" if error.errno in _FULL else "system.refused"
        raise TryLater(code, f"the system refused something (errno {error.errno})") from error


def place_of(trace: TracebackType | None) -> str:
    """Return where an exception was raised, as ``folder/file:line``."""
    place = ""
    while trace is not None:
        file = "/".join(trace.tb_frame.f_code.co_filename.split("/")[-2:])
        place, trace = f"{file}:{trace.tb_lineno}", trace.tb_next
    return place
