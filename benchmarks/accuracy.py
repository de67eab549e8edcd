"""How well letters are understood, field by field and channel by channel, on stored page records.

``python -m benchmarks.accuracy --set dev --per-layout 6`` writes six letters of each layout in each
channel, reads them as ``dilekce read`` does and compares each record with its truth. What was
read is kept (``benchmarks.records``), so OCR runs once: another run with a changed extractor takes
seconds. Figures go to ``benchmarks/out/``; ``--against`` one of these names what was won and lost.

Of sealed letters no word is ever told: counts, names of letters and reason codes only. Of
development letters ``…-faults.json`` tells each wrong or open value beside its truth.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks import calibration, changes, plot, records, report
from benchmarks.records import RECEIVED_AT, Asked, Known, Shelf
from benchmarks.scoring import FIELDS, Score, score, summary
from dilekce import logs, settings, wiring
from dilekce.reading import Reader, problem_to_json
from dilekce.records import Origin, build, unread
from domain.arrival import Channel, arrival_id, petition_id
from domain.errors import Unacceptable
from domain.record import Record
from samples import channels
from samples.layouts import LAYOUTS

_OUT = Path(__file__).parent / "out"
_SECONDS = 1200.0  #: a letter of many pages, read on a busy machine


def letters(told: argparse.Namespace, channel: str) -> list[Asked]:
    """Return the letters asked for of one channel."""
    return [
        Asked(set_name=told.set_name, layout=name, channel=channel, seed=told.seed, number=number)
        for name in told.layouts or LAYOUTS[told.set_name]
        for number in range(told.per_layout)
    ]


def known(hands: Reader, shelf: Shelf, asked: Sequence[Asked]) -> Iterator[Known]:
    """Yield each letter as understood, in order, several at a time."""

    def one(letter: Asked) -> Known:
        try:
            return hands.children.run("file", _SECONDS, records.know_in_child, letter, shelf)
        except Unacceptable as error:  # the child died on it
            return Known(truth=letter.sample().truth, sha256="", problem=error.code)

    with ThreadPoolExecutor(hands.children.jobs) as threads:
        yield from threads.map(one, asked)


def record_of(hands: Reader, letter: Asked, found: Known) -> Record:
    """Return the first record of the letter's file: a letter cut in two is judged by that."""
    came = Channel.FAX if channels.is_fax(letter.channel) else Channel.POST
    origin = Origin(
        file_name=letter.stem, sha256=found.sha256, received_at=RECEIVED_AT, channel=came.value
    )
    if found.petitions:
        identity = petition_id(found.sha256, 1)
        return build(identity, found.petitions[0], origin, hands.registry)
    reasons = [problem_to_json(found.problem or "file.no_readable_page")]
    return unread(arrival_id(found.sha256), origin, "quarantined", reasons)


class Run:
    """All letters of a run, judged, and what it took."""

    def __init__(self) -> None:
        self.scores: list[Score] = []
        self.faults: list[dict[str, Any]] = []
        self.looks: Counter[str] = Counter()
        self.pages, self.seconds, self.peak_mb = 0, 0.0, 0.0

    def add(self, letter: Asked, found: Known, record: Record) -> None:
        """Judge one letter."""
        judged = score(letter.stem, found.truth, record)
        self.scores.append(judged)
        self.looks.update(dict(found.looks))
        self.pages += found.pages
        self.seconds += found.seconds
        self.peak_mb = max(self.peak_mb, found.peak_mb)
        if letter.set_name == "dev":
            self.faults += _faults(judged, found.truth, record)

    def cost(self) -> str:
        """Return what the run took: hits and misses of the cache, and pages a second."""
        kinds = dict.fromkeys(key.partition(".")[0] for key in sorted(self.looks))
        told = ", ".join(f"{k} {self.looks[f'{k}.hit']}/{self.looks[f'{k}.miss']}" for k in kinds)
        lines = [f"From the cache / made now: {told}."]
        if self.seconds:
            pace = self.pages / self.seconds
            lines.append(f"Extraction without OCR: {pace:.0f} pages/s a core ({self.pages} pages).")
        if not any(key.endswith(".miss") and n for key, n in self.looks.items()):
            lines.append(f"Most memory of an extracting process: {self.peak_mb:.0f} MB.")
        return "\n".join(lines)


def _faults(judged: Score, truth: Mapping[str, Any], record: Record) -> Iterator[dict[str, Any]]:
    for name in FIELDS:
        if judged.outcomes[name] != "right":
            yield {
                "letter": judged.name,
                "field": name,
                "outcome": judged.outcomes[name],
                "truth": truth["names_written"] if name == "name" else truth[name],
                "record": (record.get("fields") or {}).get(name),
                "reasons": judged.reasons,
            }


def run(told: argparse.Namespace) -> Run:
    """Read, understand and judge every letter; report each channel's pace on the way."""
    done = Run()
    logs.set_up()
    with wiring.reader(settings.load(), told.jobs) as hands:
        shelf = records.shelf(told.cache, hands.engine, hands.decode_limits)
        for channel in told.channels:
            start, asked = time.monotonic(), letters(told, channel)
            for letter, found in zip(asked, known(hands, shelf, asked), strict=True):
                done.add(letter, found, record_of(hands, letter, found))
            taken = time.monotonic() - start
            print(f"{channel}: {len(asked)} letters in {taken:.0f} s", flush=True)
    return done


def by(scores: Sequence[Score], key: str) -> dict[str, list[Score]]:
    """Return the scores of each ``layout`` or ``channel``."""
    names = dict.fromkeys(str(getattr(s, key)) for s in scores)
    return {n: [s for s in scores if getattr(s, key) == n] for n in names}


def _written(done: Run, told: argparse.Namespace, earlier: Mapping[str, Any] | None) -> str:
    scores, groups = done.scores, by(done.scores, "channel")
    sums = {name: summary(group) for name, group in groups.items()}
    parts = [
        report.headline(scores),
        report.design_table(sums),
        "### Every figure",
        report.table({**sums, "all": summary(scores)}),
        "### What keeps letters from acceptance",
        report.reasons(scores, tuple(groups)),
        "### Were confidence the only gate",
        report.risk_coverage(scores),
        "### Calibration error",
        report.calibration_errors({**groups, "all": scores}),
    ]
    if told.by_layout:
        parts += ["### Layout by layout", report.layouts(scores)]
    if earlier is not None:
        parts += ["### Won and lost", report.gains(changes.between(earlier["scores"], scores))]
    return "\n\n".join([*parts, done.cost()])


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    ask = argparse.ArgumentParser(prog="benchmarks.accuracy", description=__doc__)
    ask.add_argument("--per-layout", type=int, default=3, help="letters a layout and channel")
    ask.add_argument(
        "--channels", nargs="+", choices=tuple(channels.CHANNELS), default=tuple(channels.USUAL)
    )
    ask.add_argument("--set", choices=tuple(LAYOUTS), default="test", dest="set_name")
    ask.add_argument("--layouts", nargs="+", default=(), help="only these of the set")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    ask.add_argument("--cache", type=Path, default=_OUT / "records", help="folder of page records")
    ask.add_argument("--against", type=Path, metavar="FILE", help="figures of an earlier run")
    ask.add_argument("--by-layout", action="store_true", help="also tell each layout by itself")
    return ask.parse_args()


def main() -> None:
    """Read the arguments, measure, print and keep the figures."""
    told = arguments()
    earlier = json.loads(told.against.read_text("utf-8")) if told.against else None
    start = time.monotonic()
    done = run(told)
    text = _written(done, told, earlier)
    stem = f"accuracy-{told.set_name}-{told.seed}-{told.per_layout}"
    _keep(stem, done, text)
    print(f"\n{text}\n\nThe run took {time.monotonic() - start:.0f} s.")


def _keep(stem: str, done: Run, text: str) -> None:
    """Leave the report, the figures for ``--against``, the plot, and faults of open letters."""
    _OUT.mkdir(exist_ok=True)
    scores = done.scores
    figures = {
        "channels": {n: summary(group) for n, group in by(scores, "channel").items()},
        "layouts": {n: summary(group) for n, group in by(scores, "layout").items()},
        "scores": changes.kept(scores),
    }
    curves = {
        whole: calibration.curve(calibration.cases(scores, whole), len(scores))
        for whole in calibration.WHOLES
    }
    (_OUT / f"{stem}.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    (_OUT / f"{stem}.md").write_text(text + "\n", "utf-8")
    (_OUT / f"{stem}.svg").write_text(plot.risk_coverage(curves), "utf-8")
    if done.faults:
        faults = json.dumps(done.faults, indent=1, ensure_ascii=False)
        (_OUT / f"{stem}-faults.json").write_text(faults + "\n", "utf-8")


if __name__ == "__main__":
    main()
