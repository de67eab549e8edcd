"""Does anybody still hold a file open for writing? Asked of the kernel, not guessed.

A read lease (fcntl(2), F_SETLEASE) is refused while a descriptor or mapping for writing exists. It
is given for files of our own user, or to holders of CAP_LEASE (root); for others the kernel does
not say. Nor does it on shares: SMB and NFS refuse a lease whenever the server has not lent them the
file. 15 µs a file.
"""

import ctypes
import fcntl
import signal
import sys
from enum import Enum, auto
from pathlib import Path

from ingest.regular import open_regular

#: File systems by statfs(2): ext, XFS, Btrfs, tmpfs, overlay, F2FS, ZFS.
_LOCAL = frozenset((0xEF53, 0x58465342, 0x9123683E, 0x01021994, 0x794C7630, 0xF2F52010, 0x2FC12FC1))
_STATFS_BYTES = 256  # 120 on 64-bit Linux; the type comes first


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
        except BlockingIOError:
            return Hold.HELD
        except OSError:
            return Hold.UNKNOWN
        return _leased(file.fileno())


def _leased(descriptor: int) -> Hold:
    try:
        # A writer that comes while we hold the lease makes the kernel signal us: with one that is
        # ignored unless somebody asked for it, not with SIGIO, which kills.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return Hold.HELD if is_local(descriptor) else Hold.UNKNOWN
    except OSError:
        return Hold.UNKNOWN
    return Hold.FREE


def is_local(descriptor: int) -> bool:
    """Say whether the file lies on a disk of this machine, whose kernel knows all its writers."""
    about = ctypes.create_string_buffer(_STATFS_BYTES)
    if ctypes.CDLL(None).fstatfs(descriptor, about) != 0:
        return False
    return int.from_bytes(about.raw[: ctypes.sizeof(ctypes.c_long)], sys.byteorder) in _LOCAL
