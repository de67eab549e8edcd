"""One process at a time in a role of one home: a second would sweep away the first one's work."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.errors import Stop


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold the lock file while the block runs; raises ``Stop`` when another process holds it.

    The kernel lets go of it when the process ends, however it ends.
    """
    with lock.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "another dilekce works in this home: stop it, or give this one its own home"
            raise Stop("home.in_use", message) from None
        yield
