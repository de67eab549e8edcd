"""What a reading process may not do: parsers of strangers' files are where attacks arrive.

The kernel holds the bounds, setrlimit(2) and seccomp(2), and programs that a reader starts inherit
them. Filters are loaded by libseccomp, which every Debian has: apt needs it.
"""

import ctypes
import errno
import resource
import signal
import socket

#: Bytes of the largest file a reader may write; the largest one taken (``work.max_mb``) is below.
LARGEST_FILE = 1 << 30
#: Files open at once; a reader was seen with 18.
OPEN_FILES = 128

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES  # SCMP_ACT_ALLOW, SCMP_ACT_ERRNO
_NO_NETWORK = (b"socket", b"io_uring_setup")  # the second opens sockets past any filter


def confine(memory: int) -> None:
    """Bound this process for good; call it before any thread is started.

    It dies with its parent, has so many bytes of address space, and opens no socket where
    libseccomp is installed.
    """
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _refuse(_NO_NETWORK)
    _bound(resource.RLIMIT_AS, memory)
    _bound(resource.RLIMIT_FSIZE, LARGEST_FILE)
    _bound(resource.RLIMIT_NOFILE, OPEN_FILES)
    _bound(resource.RLIMIT_CORE, 0)  # a dump would hold a letter


def grant_cpu(seconds: float) -> None:
    """Give this process so many more seconds of CPU; SIGXCPU ends it when they are used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def has_network() -> bool:
    """Say whether this process can open a socket."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
    except PermissionError:
        return False
    return True


def give_back_memory() -> None:
    """Return what was freed to the system: a page's images, before the next page comes."""
    _LIBC.malloc_trim(0)


def _bound(kind: int, most: int) -> None:
    _, hardest = resource.getrlimit(kind)
    if hardest != resource.RLIM_INFINITY:
        most = min(most, hardest)  # nobody may raise what the system set
    resource.setrlimit(kind, (most, most))


def _refuse(calls: tuple[bytes, ...]) -> None:
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        return  # `dilekce doctor` says so
    library.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(_ALLOW)))
    for name in calls:
        number = library.seccomp_syscall_resolve_name(name)
        library.seccomp_rule_add_array(rules, ctypes.c_uint32(_REFUSE), number, 0, None)
    library.seccomp_load(rules)
    library.seccomp_release(rules)
