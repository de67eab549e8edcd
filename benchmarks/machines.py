"""Several machines on a real PostgreSQL and a real S3 server: throughput, takeover, and a model.

``python -m benchmarks.machines [--letters N]`` reads N letters with one worker, N with two, and N
with two of which one is killed for good in mid-run, and writes what it measured to
``machines.json``; it exits 1 when a letter is lost or delivered twice. Workers are process groups
with homes of their own and one reading process each.
``--model`` prints what ``machines_model`` makes of those figures for more machines than there are.
"""

import argparse
import datetime as dt
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks import machines_model
from benchmarks.processes import cpu_seconds
from dilekce import clock
from dilekce.store import audit
from dilekce.store.audit import Deed
from dilekce.store.tables import audit as trail
from samples.make import samples, write
from tests.line import Line, at_rest
from tests.machines import Machines, machines

FIGURES = Path(__file__).with_name("machines.json")
#: Layouts that the machine accepts often: without deliveries there is nothing to deliver twice.
_LAYOUTS = ("bimer_form", "fax_cover", "classic")
_SILENT = 5.0  #: seconds; 60 by default, which is added to the takeover as it is


@dataclass
class Meter:
    """What the servers count, less what asking them costs."""

    house: Machines
    asked: int = 0

    def book_at_rest(self, count: int) -> bool:
        """Say whether all is done."""
        self.asked += 1
        book = self.house.book()
        return at_rest(book) and len(book.entries) == count

    def look(self) -> Mapping[str, float]:
        """Return all counters."""
        time.sleep(1.5)  # PostgreSQL publishes its counters once a second
        query = (
            "select xact_commit, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0'),"
            " pg_database_size(datname), (select count(*) from page), (select count(*) from audit),"
            " (select count(distinct xmin::text) from audit)"
            " from pg_stat_database where datname = current_database()"
        )
        self.asked += 1
        with self.house.database.begin() as connection:
            row = connection.execute(sa.text(query)).one()
        names = ("transactions", "wal", "size", "pages", "trail", "trail_transactions")
        server = dict(zip(names, map(float, row), strict=True))
        server["transactions"] -= 2 * self.asked  # SQLAlchemy first asks whether anybody is there
        return server | {f"s3_{name}": value for name, value in self.house.store.counts().items()}


def main() -> None:
    """Measure, or print the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=24)
    parser.add_argument("--model", action="store_true")
    wanted = parser.parse_args()
    if wanted.model:
        print(machines_model.page(figures()))
        return
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(_measure(Path(folder), wanted.letters))


def figures() -> Mapping[str, Any]:
    """Return what was measured last."""
    found: Mapping[str, Any] = json.loads(FIGURES.read_text("utf-8"))
    return found


def _measure(folder: Path, letters: int) -> int:
    silent = {"DILEKCE_WORK__SILENT_SECONDS": str(_SILENT)}
    with machines(folder, **silent) as house:
        meter = Meter(house)
        measured: dict[str, object] = {"letters": letters, "load": os.getloadavg()[0]}
        measured["idle"] = _idle(house, meter)
        measured["one"] = _round(house, meter, letters, 1)
        measured["two"] = _round(house, meter, letters, 2)
        measured["killed"] = _killed(house, meter, letters)
        measured["trail_per_second"] = _trail_rate(house.database)
        book, effects = house.book(), house.downstream.effects
    delivered = book.petitions.get("delivered", 0)
    measured["once"] = {
        "delivered": delivered,
        "effects": effects.total(),
        "attempts": len(house.downstream.attempts),
    }
    FIGURES.write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    print(json.dumps(measured, indent=1))
    whole = book.balanced and len(book.entries) == 3 * letters
    return 0 if whole and effects.total() == delivered == len(effects) else 1


def _idle(house: Machines, meter: Meter, seconds: float = 10) -> float:
    """Return the transactions a second of a worker that has nothing to do, at the default pace."""
    line = house.start("idle")
    house.wait((line.home / "worker").exists)
    time.sleep(5)
    before, begun = meter.look(), time.monotonic()
    time.sleep(seconds)
    after, took = meter.look(), time.monotonic() - begun
    line.stop()
    a_look = (after["transactions"] - before["transactions"]) / took * 0.5  # looks each 0.5 s here
    return a_look / 5


def _feed(house: Machines, letters: int, seed: int) -> int:
    """Let a machine of its own take the letters in; return how many there are in all."""
    made = samples(seed=seed, count=letters, layouts=_LAYOUTS)
    before = len(house.book().entries)
    intake = house.start(f"intake-{seed}", "watch")
    for sample in made:
        intake.put(write(sample, house.folder / f"letters-{seed}"))
    house.wait(lambda: len(house.book().entries) == before + letters, 600)
    intake.stop()
    return before + letters


def _round(house: Machines, meter: Meter, letters: int, workers: int) -> Mapping[str, float]:
    count = _feed(house, letters, workers)
    since, before = clock.now(), meter.look()
    lines = [house.start(f"worker-{workers}-{n}") for n in range(workers)]
    cpu = _cpu_from_first_to_last(house, meter, lines, since, count)
    after = meter.look()
    for line in lines:
        line.stop()
    moments = _moments(house, since)
    seconds = (moments[-1] - moments[0]).total_seconds()
    delta = {name: after[name] - before[name] for name in after}
    pages = delta["pages"]
    return {
        "pages": pages,
        "seconds": seconds,
        "letters_per_second": (letters - 1) / seconds,
        "pages_per_second": pages * (letters - 1) / letters / seconds,
        "cpu_per_page": cpu / (pages * (letters - 1) / letters),
        **{f"{name}_per_page": value / pages for name, value in delta.items() if name != "pages"},
    }


def _cpu_from_first_to_last(
    house: Machines, meter: Meter, lines: list[Line], since: dt.datetime, count: int
) -> float:
    """Return the CPU seconds of the workers from their first letter to their last."""

    def used() -> float:
        return sum(cpu_seconds(line.process.pid) for line in lines if line.process)

    def one_is_read() -> bool:
        meter.asked += 1
        return bool(_moments(house, since))

    house.wait(one_is_read, 600)
    begun = used()
    _slowly(house, lambda: meter.book_at_rest(count))
    return used() - begun


def _slowly(house: Machines, what: Callable[[], bool]) -> None:
    def asked() -> bool:
        time.sleep(1)
        return what()

    house.wait(asked, 3600)


def _moments(house: Machines, since: dt.datetime) -> list[dt.datetime]:
    """Return when letters were read, in order."""
    query = sa.select(trail.c.at).where(
        trail.c.action == "arrival.split", trail.c.at >= since.isoformat(timespec="milliseconds")
    )
    with house.database.begin() as connection:
        return sorted(map(dt.datetime.fromisoformat, connection.scalars(query)))


def _killed(house: Machines, meter: Meter, letters: int) -> Mapping[str, float]:
    count = _feed(house, letters, 3)
    since = clock.now()
    doomed, _heir = house.start("doomed"), house.start("heir")

    def in_the_middle() -> bool:
        return len(_moments(house, since)) >= letters // 3 and bool(house.in_hand().get("doomed"))

    house.wait(in_the_middle, 900)
    held = len(house.in_hand()["doomed"])
    doomed.kill()
    takeover = house.wait(lambda: not house.in_hand()["doomed"])
    _slowly(house, lambda: meter.book_at_rest(count))
    return {"held": held, "takeover_seconds": takeover, "silent_seconds": _SILENT}


def _trail_rate(database: sa.Engine, each: int = 150, threads: int = 4) -> float:
    """Return the transactions a second that write to the audit trail, one after the other."""

    def write_some() -> None:
        for _ in range(each):
            with database.begin() as connection:
                audit.append(connection, Deed(clock.now()), "machine.measured", "trail")

    several = [threading.Thread(target=write_some) for _ in range(threads)]
    begun = time.monotonic()
    for thread in several:
        thread.start()
    for thread in several:
        thread.join()
    return each * threads / (time.monotonic() - begun)


if __name__ == "__main__":
    main()
