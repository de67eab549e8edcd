"""Many tiny documents through the whole line for hours: does anything grow that should not?

``python -m benchmarks.soak [--documents N] [--every S]`` starts ``dilekce run`` on a home of its
own, feeds its drop folder steadily, approves four of five petitions as a person would, and looks at
memory, descriptors and stores every S seconds. It exits 1 when a document has no end, or when
memory or descriptors grew over the second half by more than a tenth.
"""

import argparse
import collections
import io
import operator
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, fields
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from PIL import Image, ImageDraw, ImageFont

from benchmarks.processes import tree
from dilekce import clock
from dilekce.store import petitions
from dilekce.store.audit import Deed
from dilekce.store.database import open_database
from dilekce.store.tables import petition
from domain.lifecycle import PetitionState
from tests.line import Line

_ROUND = 20  #: documents after which the kinds of documents begin anew
_WORDS = ("sokak", "lamba", "yol", "park", "su", "kapı", "ağaç", "okul", "durak", "köprü", "çeşme")
_GROWN = 0.1  #: share by which memory or descriptors may grow over the second half
_ROWS = 12  #: of the table
_BLOBS_EVERY = 10  #: samples: a walk over all blobs costs a second when there are many
_OVER = ("split", "quarantined", "again")
_MOVING = ("reading", "accepted", "delivering")
_WARM = 10.0  #: seconds at rest before the first and the last look
_JUDGED = ("main_mb", "descriptors", "processes")  #: must not grow; readers come and go


@dataclass(frozen=True, slots=True)
class Sample:
    """What was seen at one moment."""

    seconds: float
    fed: int
    done: int  #: arrivals that were cut into petitions or set aside, and copies received again
    delivered: int
    main_mb: float  #: resident memory of the process that runs all but reading
    readers_mb: float  #: of all processes below it
    processes: int
    descriptors: int  #: of the main process
    all_descriptors: int
    store_mb: float
    engine_mb: float
    runs: int  #: that the engine remembers
    blobs_mb: float  #: as of the last walk


@dataclass
class Feeder:
    """Puts invented documents into the drop folder, all different but for copies on purpose."""

    drop: Path
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    fed: int = 0
    copies: int = 0
    _last: bytes = b""

    def feed(self) -> None:
        """Write one document under a temporary name, then give it its own."""
        number, kind = self.fed, self.fed % _ROUND
        self.fed += 1
        suffix, content = _document(number, kind, self.chance)
        if kind == 2:
            content, self.copies = self._last, self.copies + 1
        self._last = content
        part = self.drop / f"{number:06d}.part"
        part.write_bytes(content)
        part.rename(self.drop / f"{number:06d}{suffix}")


def _document(number: int, kind: int, chance: random.Random) -> tuple[str, bytes]:
    """Return (suffix, bytes): of twenty one is no picture, one is blank, one has two pages."""
    if kind == 0:
        return ".bin", f"no picture, number {number}\n".encode() * 20
    text = "" if kind == 3 else f"{' '.join(chance.sample(_WORDS, 4))}\n{number} sayılı yazı"
    page, out = _page(text, number), io.BytesIO()
    if kind in (1, 2):
        page.save(out, "TIFF", save_all=True, append_images=[_page(text, number + 1)])
        return ".tif", out.getvalue()
    name = ("JPEG", "PDF", "TIFF", "PNG")[kind % 4]
    page.save(out, name, dpi=(200, 200)) if name != "PDF" else page.save(out, name, resolution=200)
    return f".{name.lower()}", out.getvalue()


def _page(text: str, number: int) -> Image.Image:
    """Return a slip of paper of 7 × 3 cm at 200 dpi, its number hidden in grey for other bytes."""
    image = Image.new("L", (560, 240), 255)
    ImageDraw.Draw(image).text((30, 60), text, fill=0, font=ImageFont.load_default(34))
    for bit in range(20):
        image.putpixel((bit, 0), 254 + (number >> bit & 1))
    return image


@dataclass
class Clerk:
    """Approves four of five petitions that wait, as a person would, without looking."""

    database: sa.Engine
    seen: int = 0

    def work(self) -> None:
        """Approve what waits, a few at a time."""
        waits = sa.select(petition.c.id, petition.c.record).where(
            petition.c.state == PetitionState.REVIEW, petition.c.snoozed_until.is_(None)
        )
        with self.database.begin() as connection:
            waiting = connection.execute(waits.order_by(petition.c.created_at).limit(20)).all()
        for identity, record in waiting:
            self.seen += 1
            with self.database.begin() as connection:
                if self.seen % 5:
                    petitions.accept(
                        connection, Deed(clock.now(), "user:1"), identity, PetitionState.REVIEW,
                        record=record, destinations=lambda *_: ("folder",),
                    )  # fmt: skip
                else:
                    later = petition.update().where(petition.c.id == identity)
                    connection.execute(later.values(snoozed_until="2999-01-01T00:00:00+03:00"))


class Watch:
    """Looks at the running line from outside."""

    def __init__(self, line: Line, feeder: Feeder) -> None:
        self._line, self._feeder, self._start = line, feeder, time.monotonic()
        self.samples: list[Sample] = []

    def states(self) -> collections.Counter[str]:
        """Return how many arrivals are in each state; ``again``: copies of one that is known."""
        with closing(_reading(self._line.home / "dilekce.db")) as connection:
            rows = connection.execute("select state, count(*) from arrival group by 1").fetchall()
            (receipts,) = connection.execute("select count(*) from receipt").fetchone()
        found = collections.Counter(dict(rows))
        return found + collections.Counter(again=receipts - found.total())

    def done(self) -> int:
        """Return how many documents have come to their end as arrivals."""
        states = self.states()
        return sum(states[state] for state in _OVER)

    def moving(self) -> bool:
        """Say whether a petition is still in hand or on its way."""
        with closing(_reading(self._line.home / "dilekce.db")) as connection:
            marks = ", ".join("?" * len(_MOVING))
            query = f"select count(*) from petition where state in ({marks})"  # noqa: S608 - ours
            return bool(connection.execute(query, _MOVING).fetchone()[0])

    def look(self, *, blobs: bool = False) -> Sample:
        """Take a sample."""
        line = self._line
        assert line.process is not None
        main = line.process.pid
        below = tree(main) - {main}
        with closing(_reading(line.home / "dilekce.db")) as store:
            query = "select count(*) from petition where state = 'delivered'"
            (delivered,) = store.execute(query).fetchone()
        with closing(_reading(line.home / "engine.db")) as engine:
            (runs,) = engine.execute("select count(*) from workflow_status").fetchone()
        due = blobs or len(self.samples) % _BLOBS_EVERY == 0
        sample = Sample(
            seconds=time.monotonic() - self._start, fed=self._feeder.fed,
            done=self.done(), delivered=delivered,
            main_mb=_resident(main), readers_mb=sum(map(_resident, below)),
            processes=len(below) + 1, descriptors=_descriptors(main),
            all_descriptors=sum(map(_descriptors, below | {main})),
            store_mb=_size(line.home.glob("dilekce.db*")),
            engine_mb=_size(line.home.glob("engine.db*")), runs=runs,
            blobs_mb=self.blobs_mb() if due else self.samples[-1].blobs_mb,
        )  # fmt: skip
        self.samples.append(sample)
        return sample

    def blobs_mb(self) -> float:
        """Return the bytes of all blobs."""
        return _size((self._line.home / "blobs").glob("??/??/*"))


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=60)


def _size(files: Iterator[Path]) -> float:
    total = 0
    for file in files:
        try:
            total += file.stat().st_size
        except FileNotFoundError:  # a journal that is gone
            continue
    return total / 1e6


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * 4096 / 1e6


def _descriptors(pid: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return 0


def run(home: Path, documents: int, every: float, waiting: int, jobs: int) -> list[Sample]:
    """Send the documents through the line; return the samples, the last one taken at rest.

    Raises AssertionError when a document finds no end or the ledger does not balance.
    """
    line = Line(home, extra={"DILEKCE_WORK__JOBS": str(jobs)})
    line.home.mkdir(parents=True)
    line.start()
    database = open_database(f"sqlite:///{line.home / 'dilekce.db'}")
    feeder, clerk = Feeder(line.drop), Clerk(database)
    try:
        line.wait(lambda book: (line.home / "engine.db").exists() and not book.arrivals)
        time.sleep(_WARM)
        watch, due = Watch(line, feeder), time.monotonic()
        while (done := watch.done()) < documents or watch.moving():
            while feeder.fed < min(documents, done + waiting):
                feeder.feed()
            clerk.work()
            if time.monotonic() >= due:
                print(_row(watch.look()), file=sys.stderr, flush=True)
                due += every
            time.sleep(1)
        time.sleep(_WARM)
        watch.look(blobs=True)
        book = line.book()
        assert book.balanced, book.faults
        assert set(book.petitions) <= {"delivered", "review"}, book.petitions
        print(f"arrivals {book.arrivals}, petitions {book.petitions}, {feeder.copies} copies")
        return watch.samples
    finally:
        database.dispose()
        line.stop()


def slope(samples: Sequence[Sample], value: Callable[[Sample], float]) -> float:
    """Return by how much a value grows in 1,000 documents, by least squares."""
    done = [sample.done for sample in samples]
    return float(np.polyfit(done, [value(s) for s in samples], 1)[0]) * 1000


def grown(samples: Sequence[Sample], value: Callable[[Sample], float]) -> float:
    """Return the share by which a value grew over these samples, by their fit."""
    span = (samples[-1].done - samples[0].done) / 1000
    return slope(samples, value) * span / max(1.0, float(np.mean([value(s) for s in samples])))


def report(samples: Sequence[Sample]) -> bool:
    """Print the table and the fits; say whether nothing grew that should not."""
    step = max(1, len(samples) // _ROWS)
    titles = [item.name for item in fields(Sample)]
    print(f"| {' | '.join(titles)} |\n|{'---|' * len(titles)}")
    for sample in [*samples[:-1:step], samples[-1]]:
        print(_row(sample))
    first, last = samples[0], samples[-1]
    documents = last.done - first.done
    print(f"\n{documents / (last.seconds - first.seconds) * 60:.0f} documents a minute")
    for name in ("store_mb", "engine_mb", "blobs_mb"):
        grew = getattr(last, name) - getattr(first, name)
        print(f"{name.removesuffix('_mb')}: {grew / documents * 1e6:.0f} bytes a document")
    second, flat = [s for s in samples if s.done >= last.done / 2], True
    for name in ("main_mb", "descriptors", "processes", "readers_mb", "engine_mb", "runs"):
        value = operator.attrgetter(name)
        share = grown(second, value)
        judged = name in _JUDGED
        flat &= not judged or share <= _GROWN
        verdict = ("flat" if share <= _GROWN else "GROWS") if judged else ""
        print(f"{name}: {slope(second, value):+.2f} in 1,000 documents, {share:+.1%} {verdict}")
    return flat


def _row(sample: Sample) -> str:
    cells = [getattr(sample, item.name) for item in fields(sample)]
    told = (f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in cells)
    return f"| {' | '.join(told)} |"


def main() -> None:
    """Run and report."""
    ask = argparse.ArgumentParser(prog="benchmarks.soak", description=__doc__)
    ask.add_argument("--documents", type=int, default=20_000)
    ask.add_argument("--every", type=float, default=30.0, help="seconds between two samples")
    ask.add_argument("--waiting", type=int, default=200, help="most documents in the line at once")
    ask.add_argument("--jobs", type=int, default=2, help="reading processes")
    told = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="dilekce-soak-") as folder:
        samples = run(Path(folder, "home"), told.documents, told.every, told.waiting, told.jobs)
    sys.exit(0 if report(samples) else 1)


if __name__ == "__main__":
    main()
