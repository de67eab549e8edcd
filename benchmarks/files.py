"""Every file of a folder through the product's own limited children: state, pages, time, memory.

``python -m benchmarks.files [--read] [folder …]`` (default: ../shared/data) decodes each file, and
with ``--read`` makes its records too, each in children started for it alone. It exits 1 when a file
has no named state, other pages than ``tiffinfo`` or ``pdfinfo`` count, or needs too much.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dilekce import logs, work
from dilekce.children import Children
from dilekce.reading import Reader, read_files
from dilekce.records import Registry
from dilekce.settings import load
from dilekce.wiring import ocr_engine, registry
from domain.arrival import Channel, DecodedPage, FileType
from domain.errors import PROBLEMS, Unacceptable
from ingest.sniff import sniff_file

_DATA = Path(__file__).parents[2] / "shared" / "data"
_MOST_SECONDS, _MOST_BYTES = 20.0, 1 << 30
_LOOK_EVERY = 0.02  # seconds; each process's high-water mark keeps what lies between two looks


@dataclass(frozen=True, slots=True)
class Row:
    """One file's figures."""

    name: str
    pages: tuple[DecodedPage, ...]  #: none when the file was refused as a whole
    refusal: str | None
    records: tuple[str, ...]  #: their status, where records were made
    declared: int | None  #: pages by tiffinfo or pdfinfo; None when they cannot say
    seconds: float
    peak: int  #: bytes over all processes, an upper bound

    @property
    def problems(self) -> set[str]:
        """Codes of what could not be read."""
        found = {self.refusal} | {page.problem for page in self.pages}
        return {code for code in found if code is not None}

    @property
    def counted(self) -> int:
        """Pages but for the one that stands for attached files."""
        return sum(page.problem != "page.embedded_file" for page in self.pages)

    @property
    def faults(self) -> list[str]:
        """What breaks the promise."""
        named = self.problems <= PROBLEMS.keys() and bool(self.pages or self.refusal)
        lost = self.refusal is None and self.declared not in (None, self.counted)
        found = {
            "no named state": not named,
            "pages": lost,
            "time": self.seconds >= _MOST_SECONDS,
            "memory": self.peak >= _MOST_BYTES,
        }
        return [fault for fault, is_found in found.items() if is_found]

    def __str__(self) -> str:
        """Return the row as a line of the table."""
        warnings = {f"({warning})" for page in self.pages for warning in page.warnings}
        states = self.records or (() if self.refusal else ("decoded",))
        state = " ".join([*states, *sorted(self.problems), *sorted(warnings)])
        pages = "" if self.refusal else str(self.counted)
        return (
            f"| {self.name} | {state} | {pages} | {self.declared or ''} "
            f"| {self.seconds:.2f} | {self.peak / 1e6:.0f} | {', '.join(self.faults)} |"
        )


def declared_pages(path: Path) -> int | None:
    """Return the page count by the tools that come with libtiff and poppler."""
    kind = sniff_file(path)
    if kind in (FileType.JPEG, FileType.PNG):
        return 1
    command = {FileType.TIFF: "tiffinfo", FileType.PDF: "pdfinfo"}.get(kind) if kind else None
    if command is None:
        return None
    try:
        done = subprocess.run([command, path], capture_output=True, timeout=20, check=False)
    except subprocess.TimeoutExpired:
        return None
    said = done.stdout.decode("utf-8", "replace")
    if kind is FileType.TIFF:
        return said.count("=== TIFF directory") or None
    pages = re.search(r"^Pages:\s+(\d+)", said, re.MULTILINE)
    return int(pages[1]) if pages else None


class Peak:
    """The largest sum of the memory high-water marks of our children and their programs."""

    def __init__(self) -> None:
        self.bytes = 0

    def look(self) -> None:
        """Take the sum of this instant."""
        self.bytes = max(self.bytes, sum(map(_high_water, _below("self"))))


@contextmanager
def watched() -> Iterator[Peak]:
    """Look at the memory of everything below us for the while."""
    peak, stop = Peak(), threading.Event()

    def looking() -> None:
        while not stop.wait(_LOOK_EVERY):
            peak.look()

    thread = threading.Thread(target=looking)
    thread.start()
    try:
        yield peak
        peak.look()  # of a file that was done before the first look
    finally:
        stop.set()
        thread.join()


def _below(process: str) -> Iterator[str]:
    for children in Path("/proc", process, "task").glob("*/children"):
        try:
            found = children.read_text("ascii").split()
        except OSError:
            continue
        for child in found:
            yield child
            yield from _below(child)


def _high_water(process: str) -> int:
    try:
        status = Path("/proc", process, "status").read_text("ascii", "replace")
    except OSError:
        return 0
    mark = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(mark[1]) * 1024 if mark else 0


@cache
def _house() -> Registry:
    return registry(load())


def run(path: Path, name: str, *, read: bool) -> Row:
    """Send one file through children of its own."""
    limits, house = load().work, _house()
    with Children(1, limits.memory_mb) as children, tempfile.TemporaryDirectory() as folder:
        reader = Reader(children, ocr_engine(), house, limits)
        children.run("file", limits.file_seconds, repr, work.decode_file)  # imports only
        with watched() as peak:
            start = time.monotonic()
            found = _decoded(reader, path, Path(folder))
            pages, refusal = ((), found) if isinstance(found, str) else (found, None)
            records: tuple[str, ...] = ()
            if read:
                start = time.monotonic()
                (made,) = read_files(reader, [path], Channel.POST, 1)
                records = tuple(str(record["status"]) for record in made)
            seconds = time.monotonic() - start
    return Row(name, pages, refusal, records, declared_pages(path), seconds, peak.bytes)


def _decoded(reader: Reader, path: Path, folder: Path) -> tuple[DecodedPage, ...] | str:
    """Return the file's pages, or the code of its refusal."""
    seconds, limits = reader.limits.file_seconds, reader.decode_limits
    try:
        run = reader.children.run
        return run("file", seconds, work.decode_file, path, folder, limits).pages
    except Unacceptable as refusal:
        return refusal.code


def main() -> None:
    """Run every file, print the table and what breaks the promise."""
    ask = argparse.ArgumentParser(prog="benchmarks.files", description=__doc__)
    ask.add_argument("folders", nargs="*", type=Path, default=[_DATA])
    ask.add_argument("--read", action="store_true", help="read the pages too: OCR and fields")
    told = ask.parse_args()
    logs.set_up()
    print("| file | state | pages | declared | s | MB | broken |\n|---|---|---|---|---|---|---|")
    rows = []
    for folder in told.folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            rows.append(run(path, str(path.relative_to(folder)), read=told.read))
            print(rows[-1], flush=True)
    pages, broken = sum(row.counted for row in rows), sum(bool(row.faults) for row in rows)
    slowest = max((row.seconds for row in rows), default=0.0)
    largest = max((row.peak for row in rows), default=0) / 1e6
    print(f"\n{len(rows)} files, {pages} pages, slowest {slowest:.1f} s, largest {largest:.0f} MB")
    print(f"{broken} broken promises")
    sys.exit(1 if broken or not rows else 0)


if __name__ == "__main__":
    main()
