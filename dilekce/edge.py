"""The worker's edge: the one place that catches whatever a bug or a native library throws.

A failure becomes a value with its kind and place and never its words, which may quote a letter.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import TypeVar

from domain.errors import DilekceError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception nobody expected: its class and where it was raised, as ``folder/file:line``."""

    kind: str
    place: str


def at_the_edge(work: Callable[[], _T]) -> _T | Failure:
    """Return what ``work`` returns, or its failure; our own errors pass through."""
    try:
        return work()
    except DilekceError:
        raise
    except Exception as error:  # noqa: BLE001 - the worker's edge: one task never stops the next
        return Failure(type(error).__name__, place_of(error.__traceback__))


def place_of(trace: TracebackType | None) -> str:
    """Return where an exception was raised, as ``folder/file:line``."""
    place = ""
    while trace is not None:
        file = "/".join(trace.tb_frame.f_code.co_filename.split("/")[-2:])
        place, trace = f"{file}:{trace.tb_lineno}", trace.tb_next
    return place
