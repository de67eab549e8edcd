"""Watch the drop folder. The scan is the truth; events only wake it.

Events get lost, shares have none, and what came while we were down never had one: so each scan
looks at everything there is, at start-up, after events, and every ``rescan`` seconds.
"""

import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import structlog
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from domain.errors import Conflict, TryLater, Unacceptable
from ingest.admit import SettledFile
from ingest.complete import announces_more, check_complete
from ingest.held import Hold, hold_on
from ingest.listing import Listing, look_around, shared
from ingest.names import is_temporary
from ingest.settle import Look, Patience, Settling

log = structlog.get_logger(__name__)

#: Looks a window: a quiet file is taken at most a fifth of the window late.
_LOOKS_PER_WINDOW = 5
#: How long a stop may go unnoticed.
_NAP = 0.5
#: A slow writer's events come with each write; one scan serves those of this many seconds.
_DEBOUNCE = 0.1

#: Bytes: twice the most that can be set as the largest file. What is larger is neither opened nor
#: copied, it stays where it lies: a file without content can call itself as large as the disk.
_GIANT = 2 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanReport:
    """What one scan saw and did; for health and logs, so without names."""

    taken: int = 0
    waiting: int = 0  #: files and sidecars that stay for now
    held_back: int = 0  #: of these, refused by ``take`` with something to be tried later
    not_regular: int = 0  #: links, pipes, devices
    longest_wait: float = 0.0  #: seconds since the longest unchanged file that waits was first seen
    soonest: float = math.inf  #: seconds until the next file's window is over
    folder_missing: bool = False


class _Waker(FileSystemEventHandler):
    """Wakes the scan, and notes files that a writer has given their final name, or has closed."""

    def __init__(self, wake: threading.Event, renamed: set[str], closed: set[str]) -> None:
        self._wake, self._renamed, self._closed = wake, renamed, closed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Wake on anything but our own reading."""
        if event.event_type in ("opened", "closed_no_write"):
            return
        source = os.fsdecode(event.src_path)
        if event.event_type == "moved" and is_temporary(Path(source).name):
            self._renamed.add(os.fsdecode(event.dest_path))
        elif event.event_type in ("modified", "closed"):
            self._renamed.discard(source)  # it was not done after all
        if event.event_type == "closed":
            self._closed.add(source)
        elif event.event_type == "modified":
            self._closed.discard(source)
        self._wake.set()


class Watcher:
    """Watches ``folder`` and hands each settled file to ``take``, one after the other.

    ``take`` keeps the file and removes it from the folder. It may raise ``TryLater``, ``Conflict``
    or ``Unacceptable``: the file stays, the others go on, the next scan tries again. ``Stop`` and
    anything else ends the watch. ``adopt`` is offered each sidecar without a page file in the
    folder and says whether it knew the owner; after the grace time the sidecar is taken as a file.
    """

    def __init__(
        self,
        folder: Path,
        take: Callable[[SettledFile], object],
        *,
        adopt: Callable[[SettledFile], bool],
        patience: Patience,
        rescan: float,
        polling: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``rescan`` in seconds; ``polling`` for SMB and NFS shares, which send no events."""
        self._folder, self._take, self._adopt = folder.absolute(), take, adopt
        self._patience, self._rescan, self._clock = patience, rescan, clock
        self._observer_class = PollingObserver if polling else Observer
        self._settling = Settling()
        self._whole: dict[Look, bool] = {}
        self._refused: dict[Look, str] = {}
        self._finished: dict[Look, bool] = {}
        self._renamed: set[str] = set()
        self._closed: set[str] = set()
        self._observer: BaseObserver | None = None
        self._watched: tuple[int, int] | None = None
        self._missing = False
        self._not_readable = 0

    def scan_once(self) -> ScanReport:
        """Look at everything in the folder and take what is due."""
        # Those renamed or closed while we look are for the next scan.
        renamed, closed = frozenset(self._renamed), frozenset(self._closed)
        try:
            listing = look_around(self._folder)
        except OSError:
            self._say_missing(missing=True)
            return ScanReport(folder_missing=True)
        self._say_missing(missing=False)
        self._say_not_readable(listing.not_readable)
        quiet = self._settling.observe((*listing.files, *listing.companions), self._clock())
        self._whole = {look: whole for look, whole in self._whole.items() if look in quiet}
        self._finished = {look: end for look, end in self._finished.items() if look in quiet}
        self._refused = {look: code for look, code in self._refused.items() if look in quiet}
        listing = self._without_giants(listing)
        here = frozenset(map(self._path, listing.files))
        self._renamed -= renamed - here
        self._closed -= closed - here
        due = [*self._due_files(listing, quiet), *self._orphans(listing, quiet)]
        taken = {file.look for file in due if self._try(file)}
        gone = taken | {c for file in due if file.look in taken for c in file.companions}
        left = {look: seconds for look, seconds in quiet.items() if look not in gone}
        ahead = (self._patience.shortest(look.name) - quiet for look, quiet in left.items())
        return ScanReport(
            taken=len(taken),
            waiting=len(left),
            held_back=len(self._refused),
            not_regular=listing.not_regular,
            longest_wait=max(left.values(), default=0.0),
            soonest=min((seconds for seconds in ahead if seconds > 0), default=math.inf),
        )

    def run(
        self, stop: threading.Event, looked: Callable[[ScanReport], None] = lambda _report: None
    ) -> None:
        """Scan until ``stop`` is set, and tell ``looked`` of each scan.

        Raises only what ``take`` raises to end the watch.
        """
        wake = threading.Event()
        try:
            while not stop.is_set():
                wake.clear()
                self._listen(wake)
                report = self.scan_once()
                looked(report)
                self._sleep(stop, wake, report)
        finally:
            self._unlisten()

    def _without_giants(self, listing: Listing) -> Listing:
        for look in (*listing.files, *listing.companions):
            if look.size > _GIANT:
                self._say_refused(look, "file.too_large")
        files, companions = (
            tuple(look for look in looks if look.size <= _GIANT)
            for looks in (listing.files, listing.companions)
        )
        return replace(listing, files=files, companions=companions)

    def _due_files(self, listing: Listing, quiet: dict[Look, float]) -> list[SettledFile]:
        pairs = listing.companions_of()
        due = []
        for look, companions in pairs.items():
            seconds = quiet[look]
            settled = tuple(c for c in companions if quiet[c] >= self._patience.shortest(c.name))
            if len(settled) < len(companions) and seconds < self._patience.grace:
                continue  # its sidecar is still being written
            if self._is_due(look, seconds):
                due.append(
                    SettledFile(
                        folder=self._folder,
                        look=look,
                        companions=settled,
                        shared=shared(pairs, look) if settled else frozenset(),
                    )
                )
        return due

    def _is_due(self, look: Look, seconds: float) -> bool:
        final = self._path(look) in self._renamed
        if seconds < self._patience.shortest(look.name) and not final:
            return False
        whole = self._is_whole(look)
        if final and whole:
            return True  # renamed from a temporary name: the writer says it is done
        hold = self._hold(look) if whole else Hold.UNKNOWN
        fax = self._patience.is_fax(look.name) and hold is Hold.FREE
        finished = fax and self._is_finished(look)
        whole = whole and hold is not Hold.HELD
        return self._patience.is_due(seconds, whole=whole, finished=finished)

    def _hold(self, look: Look) -> Hold:
        """Ask the kernel; where it does not say, an event may have told that the writer closed."""
        try:
            hold = hold_on(self._folder / look.name)
        except (Unacceptable, TryLater):
            return Hold.UNKNOWN
        closed = hold is Hold.UNKNOWN and self._path(look) in self._closed
        return Hold.FREE if closed else hold

    def _is_finished(self, look: Look) -> bool:
        if look not in self._finished:
            try:
                self._finished[look] = not announces_more(self._folder / look.name)
            except (Unacceptable, TryLater, OSError):
                return False
        return self._finished[look]

    def _is_whole(self, look: Look) -> bool:
        """Read each file once for this; it cannot become whole without looking different."""
        if look not in self._whole:
            try:
                check_complete(self._folder / look.name)
            except Unacceptable:
                self._whole[look] = False
            except (TryLater, OSError):
                return False  # locked by its writer, perhaps: ask again
            else:
                self._whole[look] = True
        return self._whole[look]

    def _path(self, look: Look) -> str:
        return os.fspath(self._folder / look.name)

    def _orphans(self, listing: Listing, quiet: dict[Look, float]) -> list[SettledFile]:
        """Return the sidecars that nobody owns, even after the grace time."""
        owned = {c for companions in listing.companions_of().values() for c in companions}
        due = []
        for look in listing.companions:
            file = SettledFile(folder=self._folder, look=look)
            if look in owned or quiet[look] < self._patience.window or self._adopted(file):
                continue
            if self._patience.is_due(quiet[look], whole=False):
                due.append(file)
        return due

    def _adopted(self, file: SettledFile) -> bool:
        try:
            return self._adopt(file)
        except (TryLater, Conflict, Unacceptable) as refusal:
            self._say_refused(file.look, refusal.code)
            return True  # it has an owner: it waits for the world, not for the grace time

    def _try(self, file: SettledFile) -> bool:
        try:
            self._take(file)
        except (TryLater, Conflict, Unacceptable) as refusal:
            self._say_refused(file.look, refusal.code)
            return False
        self._refused.pop(file.look, None)
        return True

    def _say_refused(self, look: Look, code: str) -> None:
        if self._refused.get(look) != code:
            log.warning("ingest.held_back", code=code)
        self._refused[look] = code

    def _say_missing(self, *, missing: bool) -> None:
        if missing and not self._missing:
            log.error("ingest.folder_missing")
        if self._missing and not missing:
            log.info("ingest.folder_back")
        self._missing = missing

    def _say_not_readable(self, count: int) -> None:
        if count > self._not_readable:
            log.error("ingest.not_readable", folders=count)
        self._not_readable = count

    def _sleep(self, stop: threading.Event, wake: threading.Event, report: ScanReport) -> None:
        pause = self._rescan
        if report.waiting:
            pause = min(pause, self._patience.fax / _LOOKS_PER_WINDOW, report.soonest)
        until = self._clock() + pause
        while not stop.is_set() and (left := until - self._clock()) > 0:
            if wake.wait(min(left, _NAP)):
                stop.wait(min(left, _DEBOUNCE))
                return

    def _listen(self, wake: threading.Event) -> None:
        """See that events come; the folder may have been removed, unmounted or mounted anew."""
        try:
            found = self._folder.stat()
        except OSError:
            self._unlisten()
            return
        if self._observer is not None and self._watched == (found.st_dev, found.st_ino):
            return
        self._unlisten()
        observer = self._observer_class()
        try:
            observer.schedule(
                _Waker(wake, self._renamed, self._closed), str(self._folder), recursive=True
            )
            observer.start()
        except OSError:
            log.warning("ingest.no_events")  # out of inotify watches: the rescan still sees all
            return
        self._observer, self._watched = observer, (found.st_dev, found.st_ino)

    def _unlisten(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
        self._observer = self._watched = None
