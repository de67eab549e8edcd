"""What a process and all its descendants use, from Linux's ``/proc``."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> set[int]:
    """Return ``root`` and its living descendants."""
    parents = {pid: int(stat[1]) for pid, stat in _stats()}
    found, more = {root}, True
    while more:
        young = {pid for pid, parent in parents.items() if parent in found} - found
        found |= young
        more = bool(young)
    return found


def cpu_seconds(root: int) -> float:
    """Return the CPU seconds used so far by the tree, its dead and waited-for members included."""
    members = tree(root)
    ticks = sum(sum(map(int, stat[11:15])) for pid, stat in _stats() if pid in members)
    return ticks / _TICK


def memory_bytes(root: int) -> int:
    """Return the memory of the tree (PSS: a page shared by n processes counts 1/n in each)."""
    return sum(_pss(pid) for pid in tree(root))


def _stats() -> Iterator[tuple[int, list[str]]]:
    """Yield each process with the fields of its ``stat`` after the name: state, parent, …"""
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                text = (folder / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            yield int(folder.name), text.rpartition(")")[2].split()


def _pss(pid: int) -> int:
    try:
        rows = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) * 1024


class Peak:
    """The most memory a tree was seen to use."""

    def __init__(self) -> None:
        self.bytes = 0
        self.samples = 0

    def look(self, root: int) -> None:
        """Take one sample."""
        self.bytes = max(self.bytes, memory_bytes(root))
        self.samples += 1


@contextmanager
def watched_memory(every: float = 0.2) -> Iterator[Peak]:
    """Sample this process and its descendants ``every`` so many seconds."""
    peak, done = Peak(), threading.Event()

    def watch() -> None:
        while not done.wait(every):
            peak.look(os.getpid())

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()
