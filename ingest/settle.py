"""Which files have stopped changing. Pure: looks and times in, quiet seconds out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look at a directory entry showed. Two equal looks mean: nothing was written."""

    name: str  #: path below the drop folder, as the system gives it
    size: int  #: bytes
    mtime_ns: int
    inode: int


class Settling:
    """Remembers since when each file looks the same. A file that changes starts anew."""

    def __init__(self) -> None:
        self._since: dict[Look, float] = {}

    def observe(self, looks: Iterable[Look], now: float) -> dict[Look, float]:
        """Return for each file the seconds it has been seen unchanged; forget files that are gone.

        ``now`` is monotonic seconds, never less than before.
        """
        self._since = {look: self._since.get(look, now) for look in looks}
        return {look: now - since for look, since in self._since.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for writers."""

    #: Longer than any pause of a writer that leaves a valid file after each page (scanners pause
    #: 0.2–4 s, slow lines 5 s): such a file is whole at each pause.
    window: float = 10.0
    #: For a file that is quiet but not whole, and for a sidecar without its page file.
    grace: float = 600.0

    def is_due(self, quiet: float, *, whole: bool) -> bool:
        """Say whether a file that has been ``quiet`` seconds is to be taken."""
        return quiet >= self.window if whole else quiet >= max(self.window, self.grace)
