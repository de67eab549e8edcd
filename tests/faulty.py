"""The product with places where a fault can be laid: ``python -m tests.faulty run``.

A place is the moment before or behind one call of the product. A fault is a file of the place's
name in the folder ``FAULTS``; whoever comes by first takes it away and meets it, or, when it begins
with ``stay``, all meet it until the file is removed. The file ``clock`` moves the time of day.

The product knows nothing of this: its calls are wrapped here, in the process that starts it and in
its reading children, which import this module as ``__mp_main__``.
"""

import datetime as dt
import errno
import faulthandler
import os
import signal
import time
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

#: Where a place lies: the module, and what of it is called.
PARENT = {
    "blob.put_file": ("dilekce.blobs", "Blobs.put_file"),
    "blob.put": ("dilekce.blobs", "Blobs.put"),
    "blob.get": ("dilekce.blobs", "Blobs.get"),
    "blob.copy_to": ("dilekce.blobs", "Blobs.copy_to"),
    "book.record": ("dilekce.book", "Book.record"),
    "original.remove": ("ingest.admit", "_remove"),
    "step.decode": ("dilekce.pipeline", "Pipeline.decode"),
    "step.read": ("dilekce.pipeline", "Pipeline.read"),
    "step.split": ("dilekce.pipeline", "Pipeline.split"),
    "step.understand": ("dilekce.pipeline", "Pipeline.understand"),
    "step.quarantine": ("dilekce.pipeline", "Pipeline.quarantine"),
    "step.attempt": ("dilekce.dispatch", "Dispatcher.attempt"),
    "delivery.begin": ("dilekce.dispatch", "Dispatcher._begin"),
    "delivery.send": ("deliver.webhook", "Webhook.deliver"),
    "delivery.note": ("dilekce.store.outbox", "done"),
    "run.start": ("dilekce.engine", "Engine.start"),
    "run.forget": ("dilekce.engine", "Engine.forget"),
}
CHILD = {
    "child.decode": ("dilekce.work", "decode_file"),
    "child.read": ("dilekce.work", "read_page"),
    "child.cut": ("dilekce.work", "cut"),
    "child.understand": ("dilekce.work", "understand"),
    "child.words": ("ocr.inprocess", "InProcess.words"),
}
#: A file with these bytes in it kills the child that decodes it, while ``poison`` is laid there.
POISON = b"a file that kills who reads it"


def _folder() -> Path:
    return Path(os.environ["FAULTS"])


def _meet(place: str, arguments: tuple[Any, ...]) -> None:
    fault = _folder() / place
    try:
        told = fault.read_text()
        if not told.startswith("stay "):
            fault.unlink()  # of several that come by, one gets through here
    except OSError:
        return
    verb, _, more = told.removeprefix("stay ").partition(" ")
    _FAULTS[verb](more, arguments)


def _kill(_more: str, _arguments: object) -> None:
    os.killpg(os.getpgid(0), signal.SIGKILL)
    time.sleep(60)  # until the signal comes


def _die(_more: str, _arguments: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _wait(more: str, _arguments: object) -> None:
    time.sleep(float(more))


def _full(_more: str, _arguments: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _nonsense(_more: str, _arguments: object) -> None:
    b"\xff\xfe".decode()


def _memory(_more: str, _arguments: object) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(1 << 28))


def _poison(_more: str, arguments: tuple[Any, ...]) -> None:
    if POISON in Path(arguments[0]).read_bytes():
        os.kill(os.getpid(), signal.SIGSEGV)


_FAULTS: dict[str, Callable[[str, tuple[Any, ...]], None]] = {
    "kill": _kill,
    "die": _die,
    "wait": _wait,
    "full": _full,
    "nonsense": _nonsense,
    "memory": _memory,
    "poison": _poison,
}


def _wrapped(place: str, call: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(call)
    def wrapper(*arguments: Any, **named: Any) -> Any:
        _meet(f"{place}:before", arguments)
        result = call(*arguments, **named)
        _meet(f"{place}:behind", arguments)
        return result

    return wrapper


def _lay_out(places: dict[str, tuple[str, str]]) -> None:
    for place, (module, path) in places.items():
        owner: Any = import_module(module)
        *outer, name = path.split(".")
        for part in outer:
            owner = getattr(owner, part)
        setattr(owner, name, _wrapped(place, getattr(owner, name)))


def _move_clock() -> None:
    """Let what asks for the time of day get it with the seconds of the file ``clock`` added."""
    clock: Any = import_module("dilekce.clock")
    now, seconds = clock.now, time.time

    def ahead() -> float:
        try:
            return float((_folder() / "clock").read_text())
        except (OSError, ValueError):
            return 0.0

    clock.now = lambda: now() + dt.timedelta(seconds=ahead())
    time.time = lambda: seconds() + ahead()


if __name__ == "__mp_main__":
    _lay_out(CHILD)
elif __name__ == "__main__":
    faulthandler.register(signal.SIGUSR1)  # tells where every thread is
    _move_clock()
    _lay_out(PARENT)
    from dilekce.cli import main

    main()
