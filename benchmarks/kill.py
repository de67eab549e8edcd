"""SIGKILL the whole product at random instants and count what is lost or delivered twice.

``python -m benchmarks.kill --letters 30 --kills 10``: exits 1 when the ledger does not balance, an
original is missing, or a key had more than one effect. The last figures are in README.md.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from samples.make import samples, write
from tests.line import Line, sink, survive

#: Layouts that the machine accepts often: without deliveries there is nothing to deliver twice.
_ACCEPTABLE = ("bimer_form", "fax_cover", "classic")


def main() -> None:
    """Run one campaign and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=30)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(_campaign(Path(folder), wanted.letters, wanted.kills, wanted.seed))


def _campaign(folder: Path, count: int, kills: int, seed: int) -> int:
    chance = random.Random(seed)
    made = samples(seed=seed, count=count, layouts=_ACCEPTABLE)
    letters = [write(sample, folder / "letters") for sample in made]
    with sink() as downstream:
        line = Line(folder / "home", webhook=downstream.url)
        book = survive(line, letters, kills, chance, pause=10)
    delivered = book.petitions.get("delivered", 0)
    effects, attempts = downstream.effects.total(), len(downstream.attempts)
    print(f"letters {count}, kills {kills}, ledger balanced: {book.balanced}")
    print(f"arrivals {dict(book.arrivals)}, petitions {dict(book.petitions)}")
    print(f"delivered {delivered}, effects at the sink {effects}, attempts {attempts}")
    left = [p for p in line.drop.rglob("*") if p.is_file()]
    print(f"left in the drop folder: {len(left)}")
    return 0 if book.balanced and effects == delivered and not left else 1


if __name__ == "__main__":
    main()
