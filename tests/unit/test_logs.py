"""Log lines are JSON, and tell nothing of what an exception or a library quotes."""

import json
import subprocess
import sys
from typing import Any

import pytest

from domain.turkish import fold

SAID = "Zübeyde DİNÇER 40354937140"
HEAD = f"""
import logging, sys, threading, warnings
from dilekce import logs
logs.set_up()
said = {SAID!r}
def fail(): raise ValueError(said)
"""


def told(program: str) -> list[dict[str, Any]]:
    """Run a program that logs; return its lines."""
    done = subprocess.run(
        [sys.executable, "-c", HEAD + program], capture_output=True, text=True, check=False
    )
    assert not done.stdout
    assert done.stderr
    for part in SAID.split():
        assert fold(part) not in fold(done.stderr)
    return [json.loads(line) for line in done.stderr.splitlines()]


@pytest.mark.parametrize("name", ["PIL", "uvicorn.error", "dbos", "asyncio"])
def test_a_library_tells_where_and_not_what(name: str) -> None:
    program = f"""
try: fail()
except ValueError: logging.getLogger({name!r}).exception("about %s", said)
"""
    (line,) = told(program)
    assert (line["event"], line["logger"], line["level"]) == ("library", name, "error")
    assert (line["error"], line["raised_at"].rpartition(":")[0]) == ("ValueError", "<string>")


def test_an_exception_that_nobody_caught_tells_its_kind_and_place() -> None:
    (line,) = told("fail()")
    assert (line["event"], line["error"], line["at"]) == (
        "process.died",
        "ValueError",
        "<string>:6",
    )


def test_a_thread_that_dies_is_told_of_by_name() -> None:
    (line,) = told("t = threading.Thread(target=fail, name='watch'); t.start(); t.join()")
    assert (line["event"], line["thread"]) == ("thread.died", "watch")


def test_an_exception_in_a_finaliser_and_a_warning_are_told_of() -> None:
    (line,) = told("class Wreck:\n    def __del__(self): fail()\nw = Wreck()\ndel w")
    assert line["event"] == "unraisable"
    (line,) = told("warnings.warn(said)")
    assert line["logger"] == "py.warnings"
