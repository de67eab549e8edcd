"""Run the real line on letters and look for what they say wherever it must not be.

``python -m benchmarks.leaks --letters 24``: letters are dropped under their writers' names, twice,
and broken; the desk is asked for names; the line is killed once and started again. Meanwhile and
afterwards log, figures, answers, commands' output, temporary files, processes, file names and the
engine's database are looked through. Exits 1 on any find. The last figures are in README.md.
"""

import argparse
import contextlib
import json
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.leak_scan import (
    Find,
    Needles,
    in_contents,
    in_file,
    in_names,
    in_processes,
    in_text,
)
from samples.make import samples, write
from tests.line import Line, Sink, at_rest, sink

DOORS = ("/healthz", "/readyz", "/metrics")
_COMMANDS = (("status",), ("ledger",), ("doctor",), ("dead",), ("destinations",), ("certify",))
_EVERY = 0.3  # seconds between two looks at what is there for a moment only


@dataclass(frozen=True, slots=True)
class Letter:
    """A file with what it says."""

    file: Path
    truth: dict[str, Any]


@dataclass
class Watch:
    """Looks, again and again, at what exists only while the line runs."""

    needles: Needles
    line: Line
    temporary: Path
    found: set[Find] = field(default_factory=set)
    looks: int = 0
    answered: set[str] = field(default_factory=set)  #: doors that gave an answer

    def look(self) -> None:
        """Look once at processes, temporary files, names and the machine's doors."""
        home, found = self.line.home, self.found
        if self.line.process is not None:
            found |= in_processes(self.needles, self.line.process.pid)
        found |= in_contents(self.needles, "temporary files", self.temporary)
        found |= in_names(self.needles, "file names", home, but=self.line.drop)
        for door in DOORS:
            told = ask(self.line, door)
            found |= in_text(self.needles, door, told)
            self.answered |= {door} if told else set()
        self.looks += 1

    def run(self, stop: threading.Event) -> None:
        """Look until ``stop`` is set."""
        while not stop.wait(_EVERY):
            self.look()


def ask(line: Line, path: str, form: dict[str, str] | None = None) -> str:
    """Return what the line answers, its headers and body; empty while it is down."""
    body = urllib.parse.urlencode(form).encode() if form else None
    request = urllib.request.Request(f"http://127.0.0.1:{line.port}{path}", body)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own desk
            return f"{answer.headers}\n{answer.read().decode('utf-8', 'replace')}"
    except urllib.error.HTTPError as error:
        with error:
            return f"{error.headers}\n{error.read().decode('utf-8', 'replace')}"
    except OSError:
        return ""


def drop(line: Line, letters: Sequence[Letter]) -> int:
    """Drop each letter under its writer's name and number; the first also twice and broken."""
    for number, letter in enumerate(letters):
        name = f"{letter.truth['name']} {letter.truth['tckn']} {number}{letter.file.suffix}"
        line.put(letter.file, ("fax", "post")[number % 2], name)
    first = letters[0]
    line.put(first.file, "post", f"{first.truth['name']} yeniden{first.file.suffix}")
    broken = line.drop / "post" / f"{first.truth['name']} bozuk.tif"
    broken.write_bytes(b"II*\x00" + first.truth["name"].encode() * 40)
    return len(letters) + 1


def knock(line: Line, letters: Sequence[Letter]) -> None:
    """Ask the desk for people by name, as who has no business there and mistypes might."""
    for letter in letters[:3]:
        name, number = letter.truth["name"], letter.truth["tckn"] or "0"
        asked = urllib.parse.urlencode({"q": name, "tckn": number})
        for path in (f"/ara?{asked}", f"/records/{number}", f"/{urllib.parse.quote(name)}"):
            ask(line, path)
        ask(line, "/giris", {"name": name, "password": number})


def campaign(folder: Path, letters: Sequence[Letter]) -> Watch:
    """Run the line on the letters; return everything that was found."""
    needles = Needles.of(letter.truth for letter in letters)
    temporary = folder / "tmp"
    temporary.mkdir()
    with sink() as downstream:
        line = Line(folder / "home", webhook=downstream.url, extra={"TMPDIR": str(temporary)})
        watch = Watch(needles, line, temporary)
        with _watching(watch):
            line.start()
            count = drop(line, letters)
            line.wait(lambda b: b.arrivals.get("split", 0) > 0, 300)
            knock(line, letters)
            line.kill()
            line.start()
            line.wait(lambda b: at_rest(b) and len(b.entries) == count, 1800)
            knock(line, letters)
        for command in _COMMANDS:
            done = line.command(*command)
            told = done.stdout + done.stderr
            watch.found |= in_text(needles, f"dilekce {command[0]}", told)
        line.stop()
    watch.found |= _afterwards(needles, line, downstream)
    watch.found |= in_contents(needles, "temporary files", temporary)
    return watch


@contextlib.contextmanager
def _watching(watch: Watch) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=watch.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _afterwards(needles: Needles, line: Line, downstream: Sink) -> set[Find]:
    found = in_file(needles, "log", line.log)
    for file in line.home.glob("engine.db*"):
        found |= in_file(needles, "engine database", file)
    return found | in_text(needles, "keys of deliveries", "\n".join(downstream.attempts))


def corpus(folder: Path, kinds: Sequence[str]) -> list[Letter]:
    """Return a letter of each kind from the committed corpus, whatever seed it was made from."""
    files = [next(folder.glob(f"{kind}-*.*")) for kind in kinds]
    truths = [(folder / "truth" / f"{file.stem}.json").read_text("utf-8") for file in files]
    return [Letter(file, json.loads(truth)) for file, truth in zip(files, truths, strict=True)]


def main() -> None:
    """Run the campaign and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, begun = Path(place), time.monotonic()
        made = samples(seed=wanted.seed, count=wanted.letters)
        letters = [Letter(write(sample, folder / "letters"), sample.truth) for sample in made]
        watch = campaign(folder, letters)
        needles = watch.needles
        told = f"{len(needles.words)} names, addresses and e-mails, {len(needles.numbers)} numbers"
        seconds = time.monotonic() - begun
        print(f"letters {len(letters)}, {told}, looks {watch.looks}, {seconds:.0f} s")
    for find in sorted(watch.found):
        print(f"FOUND {find.kind} in {find.place}")
    print("nothing found" if not watch.found else f"{len(watch.found)} finds")
    sys.exit(1 if watch.found else 0)


if __name__ == "__main__":
    main()
