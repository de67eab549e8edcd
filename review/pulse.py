"""Whether the lists look different now: asked of the store once for all who watch."""

import hashlib
import threading
from collections.abc import Callable
from time import monotonic

_HELD = 1.0  # seconds: what thirty open screens may cost the store is one look in each


class Pulse:
    """Remembers the store's mark for a second; safe from many threads."""

    def __init__(self, mark: Callable[[], str]) -> None:
        self._mark = mark
        self._lock = threading.Lock()
        self._known, self._asked = "", float("-inf")
        self.closed = False  #: set when the server is to stop: streams then end by themselves

    def now(self) -> str:
        """Return a text that changes when a list would look different; it holds no data."""
        with self._lock:
            if monotonic() - self._asked >= _HELD:
                self._known = hashlib.sha256(self._mark().encode()).hexdigest()[:16]
                self._asked = monotonic()
            return self._known
