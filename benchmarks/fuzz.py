"""Thousands of damaged and hostile files through the product's own decoding children.

``python -m benchmarks.fuzz [--cases N] [--seed S] [--keep DIR] [folder …]`` makes each case from
seed and number (``benchmarks/mutations.py``), from sound files of its own and those of the folders.
It exits 1 when a case has no named state, leaves files behind, crashes or hangs its reader, or
needs too much; the bytes of such cases are kept for a test.
"""

import argparse
import collections
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.mutations import Case, case
from dilekce import logs
from dilekce.children import Children
from domain.errors import PROBLEMS, DilekceError, Unacceptable
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import decode

#: As in the product, but for time: a page that needs longer than this is told as such.
LIMITS = DecodeLimits(bytes=200 * 1024 * 1024, page_seconds=10)
_FILE_SECONDS = 60.0
_MEMORY_MB = 2048
_MOST_BYTES = 1 << 30  #: of a reader; the programs it starts are held by the kernel
_LARGEST_GIVEN = 100_000  #: bytes of a given file; larger ones are slow to damage and to decode


@dataclass(frozen=True, slots=True)
class Fate:
    """How one case ended."""

    name: str
    codes: frozenset[str]  #: of the file or its pages; empty: all pages came out
    pages: int
    seconds: float
    own: int  #: largest memory in bytes, of the reading process itself
    programs: int  #: of a program it started, if larger than any before it
    fault: str = ""

    @property
    def outcome(self) -> str:
        """What the case is counted under."""
        if not self.codes:
            return "pages"
        return " ".join(sorted(self.codes)) + (" beside pages" if self.pages else "")


def judged(source: Path, folder: Path, limits: DecodeLimits) -> Fate:
    """Decode in this process and say how it went; raises what ``decode`` raises but refusals."""
    Path("/proc/self/clear_refs").write_text("5")  # begin the high-water mark anew
    before = _programs()
    try:
        file = decode(source, folder, limits)
    except Unacceptable as refusal:
        images, codes, fault = set[str](), frozenset({refusal.code}), ""
    else:
        images = {page.image for page in file.pages if page.image is not None}
        codes = frozenset(page.problem for page in file.pages if page.problem is not None)
        fault = "" if len(file.pages) == file.declared_pages else "pages"
    if {item.name for item in folder.iterdir()} != images:
        fault = "files left behind"
    if not codes <= PROBLEMS.keys() or not (codes or images):
        fault = "no named state"
    own, after = _own(), _programs()
    fault = "memory" if own > _MOST_BYTES else fault
    return Fate(source.name, codes, len(images), 0.0, own, after if after > before else 0, fault)


def _own() -> int:
    rows = Path("/proc/self/status").read_text().splitlines()
    (high,) = (int(row.split()[1]) for row in rows if row.startswith("VmHWM"))
    return high * 1024


def _programs() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def run(children: Children, made: Case, folder: Path, limits: DecodeLimits) -> Fate:
    """Send one case through a child that many cases share."""
    source = folder / made.name[:100]
    source.write_bytes(made.content)
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(dir=folder) as out:
        try:
            fate = children.run("file", _FILE_SECONDS, judged, source, Path(out), limits)
        except DilekceError as end:  # the child died, or would be asked again for ever
            fate = Fate(source.name, frozenset({end.code}), 0, 0.0, 0, 0, end.code)
    source.unlink()
    return replace(fate, seconds=time.monotonic() - begin)


def fates(
    cases: int,
    seed: int,
    more: Sequence[bytes],
    jobs: int,
    limits: DecodeLimits,
    *,
    keep: Path | None = None,
) -> Iterator[Fate]:
    """Yield the fate of each case in order; the bytes of those with a fault go to ``keep``."""

    def one(number: int) -> Fate:
        made = case(number, seed, more)
        fate = run(children, made, Path(folder), limits)
        if fate.fault and keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / made.name[:100]).write_bytes(made.content)
        return fate

    with (
        Children(jobs, _MEMORY_MB) as children,
        tempfile.TemporaryDirectory(prefix="dilekce-fuzz-") as folder,
        ThreadPoolExecutor(jobs) as threads,
    ):
        yield from threads.map(one, range(cases))


def report(found: Sequence[Fate]) -> int:
    """Print the counts and what broke the promise; return how many cases did."""
    counts = collections.Counter(fate.outcome for fate in found)
    print("| outcome | cases |\n|---|---|")
    for outcome, count in counts.most_common():
        print(f"| {outcome} | {count} |")
    slowest = max(found, key=lambda fate: fate.seconds)
    largest = max(found, key=lambda fate: fate.own)
    program = max(found, key=lambda fate: fate.programs)
    spent = sorted(fate.seconds for fate in found)
    print(f"\n{len(found)} cases; half of them took less than {spent[len(spent) // 2]:.2f} s")
    print(f"slowest {slowest.seconds:.1f} s ({slowest.name})")
    print(f"largest reader {largest.own / 1e6:.0f} MB ({largest.name})")
    print(f"largest program {program.programs / 1e6:.0f} MB ({program.name})")
    broken = [fate for fate in found if fate.fault]
    for fate in broken:
        print(f"BROKEN {fate.fault}: {fate.name}")
    return len(broken)


def main() -> None:
    """Run the cases and print the report."""
    ask = argparse.ArgumentParser(prog="benchmarks.fuzz", description=__doc__)
    ask.add_argument("folders", nargs="*", type=Path, help="sound files to damage besides our own")
    ask.add_argument("--cases", type=int, default=10_000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--keep", type=Path, help="folder for the bytes of cases that break a promise")
    told = ask.parse_args()
    logs.set_up()
    files = sorted(f for folder in told.folders for f in folder.rglob("*") if f.is_file())
    more = [file.read_bytes() for file in files if file.stat().st_size <= _LARGEST_GIVEN]
    begin = time.monotonic()
    found = list(fates(told.cases, told.seed, more, told.jobs, LIMITS, keep=told.keep))
    broken = report(found)
    print(f"{time.monotonic() - begin:.0f} s, {broken} broken promises")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
