"""From a fax dropped to its record at the desk: how long, and where the time goes.

``python -m benchmarks.visible --faxes 5`` runs the whole product with its default settings, copies
one-page faxes into ``drop/fax`` one after the other, as a fax server's hook does (a plain copy, no
rename), and looks into the database every few milliseconds. Meant for an idle machine.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from dilekce.store.database import open_database
from dilekce.store.tables import arrival, petition
from domain.lifecycle import ArrivalState, PetitionState
from samples.make import samples, write
from tests.line import Line

_LOOK = 0.02  # seconds
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Split:
    """Seconds of one fax."""

    settled: float  #: from the end of the copy until the bytes were kept: the settle window
    read: float  #: decoding, reading, cutting into petitions
    understood: float  #: second looks, fields, decision: now the desk shows it

    @property
    def total(self) -> float:
        """From the end of the copy until the desk shows it."""
        return self.settled + self.read + self.understood


class DefaultLine(Line):
    """The product with the settings it ships with."""

    def environment(self) -> dict[str, str]:
        """Return only where to work."""
        ours = ("DILEKCE_WATCH__", "DILEKCE_WORK__")
        return {k: v for k, v in super().environment().items() if not k.startswith(ours)}


def dropped(line: Line, database: sa.Engine, fax: Path) -> Split:
    """Drop one fax and watch its way."""
    before = _count(database, sa.select(arrival))
    line.put(fax, "fax")
    start = time.monotonic()
    kept = _until(lambda: _count(database, sa.select(arrival)) > before)
    is_split = sa.select(arrival).where(arrival.c.state == ArrivalState.SPLIT)
    split = _until(lambda: _count(database, is_split) > before)
    decided = sa.select(petition).where(petition.c.state != PetitionState.READING)
    seen = _until(lambda: _count(database, decided) > before)
    return Split(kept - start, split - kept, seen - split)


def _count(database: sa.Engine, rows: sa.Select[tuple[object, ...]]) -> int:
    with database.connect() as connection:
        found = connection.scalar(sa.select(sa.func.count()).select_from(rows.subquery()))
        return int(found or 0)


def _until(true: Callable[[], bool]) -> float:
    """Return the monotonic time at which ``true`` was first seen to hold."""
    deadline = time.monotonic() + _PATIENCE
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit("the fax did not come through")
        time.sleep(_LOOK)
    return time.monotonic()


def measure(folder: Path, faxes: Sequence[Path]) -> list[Split]:
    """Drop the faxes one after the other; the first one only warms the readers."""
    line = DefaultLine(folder / "home")
    line.start()
    try:
        _until((line.home / "dilekce.db").exists)
        database = open_database(f"sqlite:///{line.home / 'dilekce.db'}")
        _until(lambda: sa.inspect(database).has_table("petition"))
        splits = [dropped(line, database, fax) for fax in faxes]
        database.dispose()
    finally:
        line.kill()
    return splits[1:]


def main() -> None:
    """Read the arguments, measure and print the medians."""
    ask = argparse.ArgumentParser(prog="benchmarks.visible", description=__doc__)
    ask.add_argument("--faxes", type=int, default=5)
    ask.add_argument("--seed", type=int, default=1)
    told = ask.parse_args()
    with tempfile.TemporaryDirectory(prefix="visible-") as name:
        folder = Path(name)
        made = samples(
            seed=told.seed,
            count=told.faxes + 1,
            channel_names=("fax_fine",),
            layouts=("classic",),
        )
        splits = measure(folder, [write(sample, folder) for sample in made])
    for part in asdict(splits[0]):
        print(f"{part}: {statistics.median(getattr(s, part) for s in splits):.2f} s")
    totals = sorted(s.total for s in splits)
    print(f"in all: median {statistics.median(totals):.2f} s, longest {totals[-1]:.2f} s")


if __name__ == "__main__":
    main()
