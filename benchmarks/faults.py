"""Break the running product in every way we know, and count what is lost or delivered twice.

``python -m benchmarks.faults --faults 500 --documents 1000``: the real process tree, a drop folder,
a person who accepts, and an HTTP sink that counts. After each fault everything must come to rest:
each document delivered once or set aside by name, the ledger balanced, the audit chain whole, each
original byte for byte in the blob store, the drop folder empty. Exits 1 when a promise was broken.
``--only NAME`` keeps to one fault, ``--postgresql`` puts the databases on a server of its own. The
last figures are in README.md.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import desk_postgres
from tests.faults import (
    blob_damaged,
    blob_missing,
    blobs_away,
    blobs_slow,
    clock_jump,
    database_busy,
    database_gone,
    database_locked,
    disk_full,
    disk_full_at_write,
    drop_folder_away,
    kill_at_random,
    kill_at_step,
    many_at_once,
    permission_lost,
    poison,
    reader_dies,
    reader_fails,
    reader_hangs,
    sent_again,
    two_instances,
)
from tests.faults.scene import Scene, scene

#: Each fault, and how often it comes among about a hundred.
FAULTS: Mapping[str, tuple[Callable[[Scene], None], float]] = {
    "kill_at_step": (kill_at_step.inject, 26),
    "kill_at_random": (kill_at_random.inject, 12),
    "disk_full": (disk_full.inject, 8),
    "disk_full_at_write": (disk_full_at_write.inject, 6),
    "database_gone": (database_gone.inject, 10),
    "database_busy": (database_busy.inject, 6),
    "database_locked": (database_locked.inject, 0.6),
    "blob_missing": (blob_missing.inject, 4),
    "blob_damaged": (blob_damaged.inject, 4),
    "blobs_away": (blobs_away.inject, 4),
    "blobs_slow": (blobs_slow.inject, 2),
    "reader_dies": (reader_dies.inject, 6),
    "reader_fails": (reader_fails.inject, 3),
    "reader_hangs": (reader_hangs.inject, 1),
    "poison": (poison.inject, 2),
    "clock_jump": (clock_jump.inject, 5),
    "two_instances": (two_instances.inject, 2),
    "drop_folder_away": (drop_folder_away.inject, 4),
    "permission_lost": (permission_lost.inject, 4),
    "many_at_once": (many_at_once.inject, 0.2),
    "sent_again": (sent_again.inject, 0.4),
}
#: Faults of one kind of database.
_OF_SQLITE = frozenset({"database_busy", "database_locked"})
_OF_POSTGRESQL = frozenset({"database_gone"})
_LINE = "{:<20} {:>6} {:>9} {:>9} {:>9}"


def main() -> None:
    """Run the campaign and print its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--documents", type=int, default=1000, help="at least so many")
    parser.add_argument("--only", choices=FAULTS)
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(_campaign(Path(folder), wanted))


def _campaign(folder: Path, wanted: argparse.Namespace) -> int:
    recovered: defaultdict[str, list[float]] = defaultdict(list)
    start = time.monotonic()
    with ExitStack() as stack:
        server = stack.enter_context(desk_postgres.server()) if wanted.postgresql else None
        stage = stack.enter_context(scene(folder, wanted.seed, mount=True, server=server))
        names = [wanted.only] if wanted.only else _possible(stage)
        order = _order(names, wanted.faults, random.Random(wanted.seed))
        for done, name in enumerate(order, 1):
            FAULTS[name][0](stage)
            recovered[name].append(stage.settle())
            stage.check()
            missing = wanted.documents * done // len(order) - len(stage.dropped)
            if missing > 0:
                stage.drop_some(missing)
            _show(done, len(order), name, recovered[name][-1])
        stage.settle()
        stage.check()
        _report(stage, recovered, time.monotonic() - start)
    return 0


def _possible(stage: Scene) -> list[str]:
    left_out = _OF_SQLITE if stage.server else _OF_POSTGRESQL
    if not stage.mounted:
        print("no right to mount a small disk: disk_full is left out")
        left_out |= {"disk_full"}
    return [name for name in FAULTS if name not in left_out]


def _order(names: Sequence[str], count: int, chance: random.Random) -> list[str]:
    """Return each fault once, and then by their weights, in an order of chance."""
    weights = [FAULTS[name][1] for name in names]
    order = [*names, *chance.choices(names, weights, k=max(0, count - len(names)))]
    chance.shuffle(order)
    return order[:count]


def _show(done: int, of: int, name: str, seconds: float) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{of} {name:<20} {seconds:5.1f} s ")


def _report(stage: Scene, recovered: Mapping[str, list[float]], seconds: float) -> None:
    print(_LINE.format("fault", "times", "median s", "95 % s", "longest s"))
    for name, times in recovered.items():
        late = sorted(times)[int(len(times) * 0.95)] if len(times) > 1 else times[0]
        figures = (f"{x:.1f}" for x in (statistics.median(times), late, max(times)))
        print(_LINE.format(name, len(times), *figures))
    print(f"faults {sum(map(len, recovered.values()))}, documents {len(stage.dropped)}, ", end="")
    print(f"landings {stage.landings}, deliveries {len(stage.sink.received)}, ", end="")
    print(f"requests at the sink {len(stage.sink.attempts)}, started again {stage.restarts}")
    print(f"lost 0, delivered twice 0, ledger balanced, audit chain valid; {seconds:.0f} s")


if __name__ == "__main__":
    main()
