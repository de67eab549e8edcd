"""Which files have stopped changing. Pure: looks and times in, quiet seconds out."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.arrival import Channel
from ingest.names import channel_of


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
    #: For a fax that nobody holds and that announces no more pages: fax servers hand over finished
    #: files (HylaFAX's ``faxrcvd`` runs at the end of a reception).
    fax_window: float = 2.0
    #: For a file that is quiet but not whole or still held by its writer, and for a sidecar without
    #: its page file.
    grace: float = 600.0

    #: Of files outside ``fax/`` and ``post/``.
    channel: Channel = Channel.POST

    def is_fax(self, name: str) -> bool:
        """Say whether a file of this path below the drop folder came by fax."""
        return channel_of(name, self.channel) is Channel.FAX

    @property
    def fax(self) -> float:
        """The window of a finished fax: never longer than that of other files."""
        return min(self.window, self.fax_window)

    def shortest(self, name: str) -> float:
        """Return the seconds before which no such file is due."""
        return self.fax if self.is_fax(name) else self.window

    def is_due(self, quiet: float, *, whole: bool, finished: bool = False) -> bool:
        """Say whether a file that has been ``quiet`` seconds is to be taken.

        ``whole`` of a file that no writer holds; ``finished`` of a fax that was handed over.
        """
        if not whole:
            return quiet >= max(self.window, self.grace)
        return quiet >= (self.fax if finished else self.window)
