"""Where letters go: ``python -m benchmarks.routing --set test --per-layout 29``.

Arguments and cache are those of ``benchmarks.accuracy``. A letter's addressee, as it stands on its
paper, names a unit of the table or none; what the reader made of it must be the same unit. The
route must be that unit, or the one over it where the letter accuses; a petition centre is no route.
Counts and names of layouts only.
"""

import argparse
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks import accuracy, records
from deliver.addressee import find_addressee
from deliver.unit import Unit
from deliver.units import Units
from dilekce import logs, settings, wiring
from domain.record import Record

_EXACT = 100.0  #: points of a name that stands in the table letter by letter
_SAID = ("right", "another", "none")


@dataclass
class Tally:
    """What became of the letters of one channel."""

    named: Counter[str] = field(default_factory=Counter)  #: the addressee, whose unit is known
    routed: Counter[str] = field(default_factory=Counter)  #: the route, where that unit can act
    unnamed: Counter[str] = field(default_factory=Counter)  #: other letters: proposed or not
    missed: Counter[str] = field(default_factory=Counter)  #: layouts of what is not right

    def add(self, layout: str, truth: Mapping[str, Any], record: Record, units: Units) -> None:
        """Judge one letter."""
        meant = _meant(truth, units)
        route = (record.get("route") or {}).get("unit")
        if meant is None or meant.intake:
            self.unnamed["proposed" if route else "none"] += 1
        else:
            over = units.superior(meant)
            self.routed[_outcome(route, {meant.code, over.code if over else meant.code})] += 1
        if meant is not None:
            said = _outcome((record.get("addressed_to") or {}).get("unit"), {meant.code})
            self.named[said] += 1
            if said != "right":
                self.missed[f"{layout}: {said}"] += 1


def _meant(truth: Mapping[str, Any], units: Units) -> Unit | None:
    home = units.places.find(truth["address"] or "")
    match = find_addressee(truth["addressee"] or "", units, home)
    return match.unit if match and match.points >= _EXACT else None


def _outcome(code: str | None, wanted: set[str]) -> str:
    if code is None:
        return "none"
    return "right" if code in wanted else "another"


def run(told: argparse.Namespace) -> dict[str, Tally]:
    """Read and understand every letter from the cache of page records; judge it."""
    logs.set_up()
    tallies: dict[str, Tally] = {}
    with wiring.reader(settings.load(), told.jobs) as hands:
        shelf = records.shelf(told.cache, hands.engine, hands.decode_limits)
        for channel in told.channels:
            tally, asked = tallies.setdefault(channel, Tally()), accuracy.letters(told, channel)
            for letter, found in zip(asked, accuracy.known(hands, shelf, asked), strict=True):
                record = accuracy.record_of(hands, letter, found)
                tally.add(letter.layout, found.truth, record, hands.registry.units)
    return tallies


def _written(tallies: Mapping[str, Tally]) -> str:
    """Return one row a channel, and which layouts the addressees that were missed are of."""
    rows = [
        f"{channel}: addressee {_shares(t.named)}; route {_shares(t.routed)}; "
        f"names no unit that can act: {dict(t.unnamed)}"
        for channel, t in tallies.items()
    ]
    missed = sum((t.missed for t in tallies.values()), Counter[str]())
    return "\n".join([*rows, f"missed addressees: {dict(missed.most_common())}"])


def _shares(outcomes: Mapping[str, int]) -> str:
    known = max(1, sum(outcomes.values()))
    told = ", ".join(f"{said} {outcomes.get(said, 0)}" for said in _SAID)
    return f"{told} ({outcomes.get('right', 0) / known:.3f})"


if __name__ == "__main__":
    print(_written(run(accuracy.arguments())))
