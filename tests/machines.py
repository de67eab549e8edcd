"""Several machines on one database and one bucket: process groups with homes of their own."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from benchmarks import desk_postgres
from dilekce.store import ledger
from dilekce.store.database import open_database, upgrade
from dilekce.store.ledger import Ledger
from dilekce.store.tables_of_machines import claim
from tests import s3
from tests.line import Line, Sink, sink
from tests.s3 import S3Server


def are_possible() -> bool:
    """Say whether the servers are installed."""
    return desk_postgres.is_there() and s3.is_there()


@dataclass
class Machines:
    """What they share, and the lines that were started."""

    folder: Path
    database: sa.Engine
    postgresql: desk_postgres.Server
    downstream: Sink
    store: S3Server
    shared: Mapping[str, str]  #: settings
    lines: dict[str, Line] = field(default_factory=dict)

    def start(self, name: str, role: str = "work") -> Line:
        """Start a machine with a home of its own."""
        line = Line(self.folder / name, self.downstream.url, role, dict(self.shared), window=0.2)
        line.home.mkdir(parents=True, exist_ok=True)
        line.start()
        self.lines[name] = line
        return line

    def kill_all(self) -> None:
        """SIGKILL whatever still runs."""
        for line in self.lines.values():
            line.kill()

    def book(self) -> Ledger:
        """Return the ledger as it stands."""
        with self.database.begin() as connection:
            return ledger.balance(connection)

    def in_hand(self) -> dict[str, set[str]]:
        """Return what each machine, by its home's name, has in hand."""
        with self.database.begin() as connection:
            rows = connection.execute(sa.select(claim)).all()
        names = {(line.home / "worker").read_text(): name for name, line in self._workers()}
        held: dict[str, set[str]] = {name: set() for name in names.values()}
        for row in rows:
            held.setdefault(names.get(row.machine, row.machine), set()).add(row.subject)
        return held

    def _workers(self) -> Iterator[tuple[str, Line]]:
        for name, line in self.lines.items():
            if (line.home / "worker").exists():
                yield name, line

    def wait(self, what: Callable[[], bool], seconds: float = 120) -> float:
        """Wait until ``what`` is true and return the seconds it took."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            with contextlib.suppress(sa.exc.OperationalError):
                if what():
                    return time.monotonic() - begun
            time.sleep(0.05)
        logs = "\n".join(line.log.read_text()[-2000:] for line in self.lines.values())
        raise AssertionError(f"not in {seconds} s: {self.book()}\n{logs}")


@contextlib.contextmanager
def machines(folder: Path, **settings: str) -> Iterator[Machines]:
    """Yield machines on real servers; what still runs at the end is killed."""
    with contextlib.ExitStack() as stack:
        postgresql = stack.enter_context(desk_postgres.server())
        store = stack.enter_context(s3.server())
        downstream = stack.enter_context(sink())
        shared = {
            "DILEKCE_DATABASE": postgresql.url,
            "DILEKCE_WORK__JOBS": "1",
            "DILEKCE_WORK__SILENT_SECONDS": "3",
            **store.settings("letters"),
            **settings,
        }
        database = open_database(postgresql.url)
        stack.callback(database.dispose)
        upgrade(database)
        house = Machines(folder, database, postgresql, downstream, store, shared)
        stack.callback(house.kill_all)
        yield house
