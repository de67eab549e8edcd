"""The stage of a fault: the product as a process tree, a drop folder, a person, a sink that counts.

A fault is a module beside this one with ``inject(scene)``: it drops documents, lets something
break, and returns at the moment when nothing is broken any more.
"""

import contextlib
import hashlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from benchmarks.desk_postgres import Server
from dilekce import clock
from dilekce.store import arrivals, audit, ledger, petitions
from dilekce.store.audit import Deed
from dilekce.store.database import open_database
from dilekce.store.tables import arrival, petition, receipt
from domain.lifecycle import ArrivalState, PetitionState
from tests.faults.documents import Document, Documents
from tests.line import ROOT, Line, Sink, sink

_PERSON = "user:1"
_MOVING = (ArrivalState.RECEIVED, ArrivalState.READ)
#: Without these rights root is refused like anybody else.
_NO_OVERRIDE = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


class Lost(AssertionError):
    """A promise was broken."""


@dataclass
class Scene:
    """One home, and everything that happened to it."""

    line: Line
    sink: Sink
    chance: random.Random
    faults: Path  #: the folder of ``tests.faulty``
    drop_folder: Path  #: beside the home, so that it can be filled when the home is full
    documents: Documents
    url: str  #: of the database
    server: Server | None = None  #: of the database, where it is PostgreSQL
    mounted: bool = False  #: the home is a small file system of its own, which can be filled
    dropped: dict[str, Document] = field(default_factory=dict)  #: by SHA-256
    landings: int = 0
    restarts: int = 0  #: of a product that ended by itself

    def __post_init__(self) -> None:
        self.database = open_database(self.url)

    @property
    def blobs(self) -> Path:
        """The blob store."""
        return self.line.home / "blobs"

    def drop(self, *documents: Document) -> None:
        """Put documents into the drop folder as a scanner would."""
        for document in documents:
            self.dropped[hashlib.sha256(document.content).hexdigest()] = document
            self.landings += 1
            path = self.drop_folder / "post" / document.name
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.part")
            part.write_bytes(document.content)
            part.rename(path)

    def drop_some(self, count: int = 2) -> None:
        """Drop so many new documents."""
        self.drop(*self.documents.more(count))

    def lay(self, place: str, fault: str) -> None:
        """Lay a fault at a place of the product, see ``tests.faulty``."""
        part = self.faults / f".{place}"
        part.write_text(fault)
        part.rename(self.faults / place)

    def lift(self, place: str) -> None:
        """Take a fault away."""
        (self.faults / place).unlink(missing_ok=True)

    def wait_until(self, what: Callable[[], object], seconds: float = 60) -> bool:
        """Wait for something; say whether it came."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(sa.exc.DBAPIError):
                if what():
                    return True
            time.sleep(0.05)
        return False

    def wait_met(self, place: str, seconds: float = 30) -> None:
        """Wait until somebody came by the place; fails when nobody does."""
        if not self.wait_until(lambda: not (self.faults / place).exists(), seconds):
            raise Lost(f"nobody came by {place}")

    def restart(self) -> None:
        """Kill the whole tree, if anything is left of it, and start it again."""
        self.line.kill()
        self.line.start()

    def watch_over(self) -> None:
        """Start the product again when it has ended, as a service manager does."""
        assert self.line.process is not None
        if self.line.process.poll() is not None:
            self.restarts += 1
            self.restart()

    def is_up(self) -> bool:
        """Say whether the product has started all it has."""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.line.port)) == 0

    def come_back(self, away: Path, folder: Path) -> None:
        """Put a folder that was moved away back into its place, whatever stands there now."""
        if folder.exists():
            shutil.rmtree(folder)
        away.rename(folder)

    def rows(self, query: sa.Executable) -> list[tuple[object, ...]]:
        """Return the rows of a query on the product's database."""
        with self.database.begin() as connection:
            return [tuple(row) for row in connection.execute(query)]

    def landed(self, document: Document) -> str | None:
        """Return the arrival's state, None when it was not booked."""
        sha256 = hashlib.sha256(document.content).hexdigest()
        found = self.rows(sa.select(arrival.c.state).filter_by(sha256=sha256))
        return str(found[0][0]) if found else None

    def set_aside(self) -> dict[str, str]:
        """Return why readable documents were set aside, by arrival."""
        where = arrival.c.state == ArrivalState.QUARANTINED
        query = sa.select(arrival.c.id, arrival.c.sha256, arrival.c.problem).where(where)
        rows = [(str(known), str(sha256), str(why)) for known, sha256, why in self.rows(query)]
        return {known: why for known, sha256, why in rows if self.dropped[sha256].readable}

    def put_back(self, problem: str) -> int:
        """Put what a fault had set aside back into the line, as a person does; say how much."""
        chosen = [known for known, why in self.set_aside().items() if why == problem]
        for known in chosen:
            with self.database.begin() as connection:
                arrivals.retry(connection, Deed(clock.now(), _PERSON), known)
        return len(chosen)

    def decide(self) -> None:
        """Accept, as a person, what waits for one."""
        with self.database.begin() as connection:
            waiting = sa.select(petition.c.id, petition.c.record).filter_by(state="review")
            for identity, record in connection.execute(waiting).all():
                petitions.accept(
                    connection, Deed(clock.now(), _PERSON), identity, PetitionState.REVIEW,
                    record=record, destinations=lambda *_: ("webhook",),
                )  # fmt: skip

    def at_rest(self) -> bool:
        """Say whether all that was dropped is booked, and delivered or set aside."""
        with self.database.begin() as connection:
            booked = connection.scalar(sa.select(sa.func.count(sa.distinct(arrival.c.sha256))))
            moving = connection.scalar(
                sa.select(sa.func.count()).where(arrival.c.state.in_(_MOVING))
            )
            open_states = sa.select(sa.func.count()).where(
                petition.c.state != PetitionState.DELIVERED
            )
            undelivered = connection.scalar(open_states.select_from(petition))
        return booked == len(self.dropped) and not moving and not undelivered

    def settle(self, seconds: float = 180) -> float:
        """Wait until all is at rest and return how long it took; fails when it does not come."""
        start = time.monotonic()

        def done() -> bool:
            self.watch_over()
            self.decide()
            return self.at_rest() and not self.left()

        if not self.wait_until(done, seconds):
            raise Lost(f"not at rest in {seconds} s: {self.told()}")
        return time.monotonic() - start

    def left(self) -> list[Path]:
        """Return the files still in the drop folder."""
        return [path for path in self.drop_folder.rglob("*") if path.is_file()]

    def told(self) -> str:
        """Return where everything is, and the end of the log with where every thread is."""
        assert self.line.process is not None
        self.line.process.send_signal(signal.SIGUSR1)
        time.sleep(1)
        with self.database.begin() as connection:
            book = ledger.balance(connection)
        where = f"{dict(book.arrivals)} {dict(book.petitions)} {dict(book.deliveries)}"
        return f"{where}, left {len(self.left())}\n{self.line.log.read_text()[-30_000:]}"

    def check(self) -> None:
        """Fail unless every promise was kept; everything must be at rest."""
        with self.database.begin() as connection:
            book = ledger.balance(connection)
            revisions = connection.execute(sa.text("select key, state from delivery")).all()
            broken = audit.first_broken_link(connection)
        if not book.balanced or broken is not None:
            raise Lost(f"the ledger does not balance: {book.faults}")
        for sha256 in self.dropped:
            kept = (self.blobs / sha256[:2] / sha256[2:4] / sha256).read_bytes()
            if hashlib.sha256(kept).hexdigest() != sha256:
                raise Lost("an original is not what it was")
        keys = Counter(key for key, _body in self.sink.received)
        if {key for key, _state in revisions} != set(keys) or {*keys.values()} - {1}:
            raise Lost("a delivery is missing, or had two effects")
        unknown = {*self.set_aside().values()}
        if unknown:
            raise Lost(f"a document that can be read was set aside: {unknown}")

    def receipts(self) -> int:
        """Return the number of landings booked."""
        return int(str(self.rows(sa.select(sa.func.count()).select_from(receipt))[0][0]))


@contextlib.contextmanager
def scene(
    folder: Path, seed: int, *, mount: bool = False, server: Server | None = None
) -> Iterator[Scene]:
    """Start the product in ``folder``; ``mount``: its home on a small disk, where root may.

    ``server`` holds its databases instead of SQLite.
    """
    chance = random.Random(seed)
    home, faults, drop = folder / "home", folder / "faults", folder / "drop"
    for made in (home, faults, drop):
        made.mkdir(parents=True)
    mounted = mount and _mount(home)
    url = server.url if server else f"sqlite:///{home / 'dilekce.db'}"
    with sink() as downstream:
        line = Line(home, webhook=downstream.url, window=0.2, program=_program(faults))
        line.extra |= {
            "FAULTS": str(faults),
            "DILEKCE_WATCH__FOLDER": str(drop),
            "PYTHONPATH": str(ROOT),
            "DILEKCE_WORK__PAGE_SECONDS": "8",
            "DILEKCE_WATCH__GRACE_SECONDS": "1",
            "DILEKCE_WATCH__SPARE_MB": "0",
        }
        if server:
            line.extra |= {"DILEKCE_DATABASE": url}
        line.start()
        stage = Scene(
            line, downstream, chance, faults, drop, Documents(chance), url, server, mounted
        )
        try:
            if not stage.wait_until(stage.is_up):
                raise Lost(f"the product did not start: {line.log.read_text()[-2000:]}")
            yield stage
        finally:
            line.kill()
            stage.database.dispose()
            if mounted:
                subprocess.run(["umount", "--lazy", str(home)], check=True)


def _program(faults: Path) -> tuple[str, ...]:
    program = (sys.executable, "-m", "tests.faulty")
    return (*_NO_OVERRIDE, *program) if os.geteuid() == 0 and shutil.which("setpriv") else program


def _mount(home: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", "size=512m", "faults", str(home)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
