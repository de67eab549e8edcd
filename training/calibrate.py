"""Fit each field's confidence to letters of the development layouts, and freeze others to compare.

``python -m training.calibrate --cache FOLDER`` reads the letters (from the cache of
``benchmarks.records`` where they are in it), judges every value against its truth and writes
``extract/data/calibration.json`` and ``frozen_cases.json``: numbers only, no word of a letter. The
curves are fitted to one seed; the frozen cases are of another.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import accuracy, records
from benchmarks.records import Asked
from benchmarks.scoring import score
from dilekce import logs, settings, wiring
from domain.field import FieldName
from extract.calibrate import Case, calibration_error, fit
from samples import channels
from samples.layouts import LAYOUTS

_DATA = Path(__file__).parents[1] / "extract" / "data"
#: What each curve may weigh; a field without an entry has its rule's own confidence only.
_MEASURES: dict[FieldName, tuple[str, ...]] = {
    FieldName.TCKN: ("select", "read", "votes"),
    FieldName.NAME: ("select", "read", "witnesses", "known"),
    FieldName.SUBJECT: ("select", "read"),
}
_FIT, _FROZEN = 1, 2  #: seeds
Cases = dict[FieldName, list[Case]]


def cases(seed: int, per_layout: int, cache: Path, jobs: int) -> Cases:
    """Return every value the product gives on development letters, right or wrong."""
    out: Cases = defaultdict(list)
    asked = [
        Asked(set_name="dev", layout=layout, channel=channel, seed=seed, number=number)
        for channel in channels.USUAL
        for layout in LAYOUTS["dev"]
        for number in range(per_layout)
    ]
    with wiring.reader(settings.load(), jobs) as hands:
        shelf = records.shelf(cache, hands.engine, hands.decode_limits)
        for letter, found in zip(asked, accuracy.known(hands, shelf, asked), strict=True):
            record = accuracy.record_of(hands, letter, found)
            outcomes = score(letter.stem, found.truth, record).outcomes
            for proposal in found.petitions[0].proposals if found.petitions else ():
                if proposal.value is not None:
                    right = outcomes[proposal.field] == "right"
                    out[proposal.field].append(Case(_rounded(proposal.measures), right))
    return out


def _rounded(measures: Any) -> dict[str, float]:
    return {name: round(value, 4) for name, value in measures.items() if name != "p"}


def _told(name: FieldName, fitted: Cases, frozen: Cases) -> Iterator[str]:
    curve = fit(fitted[name], _MEASURES.get(name, ("select",)))
    for title, found in (("fitted", fitted[name]), ("frozen", frozen[name])):
        share = sum(case.right for case in found) / max(1, len(found))
        error = calibration_error(curve, found)
        yield f"{name} {title}: {len(found)} values, {share:.3f} right, ECE {error:.3f}"


def main() -> None:
    """Read the arguments, fit, write and print."""
    ask = argparse.ArgumentParser(prog="training.calibrate", description=__doc__)
    ask.add_argument("--cache", type=Path, default=Path("benchmarks/out/records"))
    ask.add_argument("--per-layout", type=int, default=6)
    ask.add_argument("--jobs", type=int, default=2)
    told = ask.parse_args()
    logs.set_up()
    fitted = cases(_FIT, told.per_layout, told.cache, told.jobs)
    frozen = cases(_FROZEN, max(1, told.per_layout // 2), told.cache, told.jobs)
    curves = {n: fit(fitted[n], _MEASURES.get(n, ("select",))).to_json() for n in sorted(fitted)}
    made_of = {"layouts": "dev", "seed": _FIT, "letters a layout and channel": told.per_layout}
    _write("calibration", {"made_of": made_of, "curves": curves})
    rows = {
        name: [{"measures": dict(c.measures), "right": c.right} for c in frozen[name]]
        for name in sorted(frozen)
    }
    _write("frozen_cases", rows)
    for name in sorted(fitted):
        print("\n".join(_told(name, fitted, frozen)))


def _write(name: str, content: object) -> None:
    text = json.dumps(content, indent=None if name == "frozen_cases" else 1, sort_keys=True)
    (_DATA / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
