"""Does anybody still hold a file open for writing? Asked of the kernel, not guessed.

A read lease (fcntl(2), F_SETLEASE) is refused while a descriptor or mapping for writing exists. It
is given for files of our own user, or to holders of CAP_LEASE (root); for others, and on file
systems without leases, the kernel does not say. 15 µs a file.
"""

import errno
import fcntl
import signal
from enum import Enum, auto
from pathlib import Path

from ingest.regular import open_regular


class Hold(Enum):
    """Who has the file."""

    FREE = auto()  #: no writer
    HELD = auto()  #: open for writing, or locked (flock) as HylaFAX does while it receives
    UNKNOWN = auto()  #: the kernel does not tell us


def hold_on(path: Path) -> Hold:
    """Return whether a writer holds the file; raises what ``open_regular`` raises."""
    with open_regular(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            # A writer that comes while we hold the lease makes the kernel signal us: with one that
            # is ignored unless somebody asked for it, not with SIGIO, which kills.
            fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        except OSError as error:
            return Hold.HELD if error.errno == errno.EAGAIN else Hold.UNKNOWN
    return Hold.FREE
