"""How well the product reads letters it was not tuned on, channel by channel.

``python -m benchmarks.accuracy --count 60`` writes 60 sealed letters a channel, reads them with
``dilekce.reading`` exactly as ``dilekce read`` does, and compares each record with its truth.
Nothing is cached: letters are generated anew and read anew. Figures go to ``benchmarks/out/``.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.scoring import FIELDS, OUTCOMES, Score, score, summary
from dilekce import logs, reading, settings, wiring
from domain.arrival import Channel
from samples import channels, make
from samples.layouts import LAYOUTS, SetName

_OUT = Path(__file__).parent / "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which letters to measure on."""

    set_name: SetName
    layouts: tuple[str, ...]  #: none: all of the set
    seed: int
    count: int  #: letters a channel


def letters(folder: Path, asked: Asked, channel: str) -> dict[Path, dict[str, Any]]:
    """Write the letters of one channel; return each file with its truth."""
    return {
        make.write(sample, folder): sample.truth
        for sample in make.samples(
            seed=asked.seed,
            count=asked.count,
            set_name=asked.set_name,
            channel_names=(channel,),
            layouts=asked.layouts,
        )
    }


def judge(
    hands: reading.Reader, truths: dict[Path, dict[str, Any]], channel: str, jobs: int
) -> Iterator[Score]:
    """Read the files and score the first record of each: a letter cut in two is judged by that."""
    came = Channel.FAX if channels.is_fax(channel) else Channel.POST
    by_name = {path.name: (path.stem, truth) for path, truth in truths.items()}
    for found in reading.read_files(hands, truths, came, jobs):
        stem, truth = by_name[str(found[0]["arrival"]["file"])]
        yield score(stem, truth, found[0])


def table(groups: dict[str, dict[str, Any]]) -> str:
    """Return the figures as a Markdown table, one column a group."""
    head = ["", *groups]
    rows: list[list[str]] = [
        ["letters", *(str(g["letters"]) for g in groups.values())],
        ["accepted with no human touch", *(_percent(g["accepted"]) for g in groups.values())],
        [
            "wrong TCKN or name among accepted (95 % bound)",
            *(
                f"{g['accepted_wrong']} (≤ {_percent(g['accepted_wrong_at_most'])})"
                for g in groups.values()
            ),
        ],
        [
            "TCKN accepted automatically, right",
            *(_percent(g["tckn_accepted_right"]) for g in groups.values()),
        ],
        [
            "TCKN accepted automatically, wrong (95 % bound)",
            *(
                f"{g['tckn_accepted_wrong']} (≤ {_percent(g['tckn_accepted_wrong_at_most'])})"
                for g in groups.values()
            ),
        ],
        ["name right, exact letters", *(_percent(g["name_right"]) for g in groups.values())],
        ["name right, folded", *(_percent(g["name_right_folded"]) for g in groups.values())],
        ["subject, token F1", *(_mean(g["subject_f1"]) for g in groups.values())],
        ["kind right", *(_percent(g["kind_right"]) for g in groups.values())],
    ]
    rows += [
        [
            f"`{name}` right / wrong / open",
            *(" / ".join(str(g["fields"][name][o]) for o in OUTCOMES) for g in groups.values()),
        ]
        for name in FIELDS
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def by(scores: Sequence[Score], key: str) -> dict[str, dict[str, Any]]:
    """Return the summary of each group of scores with one ``layout`` or ``channel``."""
    names = dict.fromkeys(str(getattr(s, key)) for s in scores)
    return {n: summary([s for s in scores if getattr(s, key) == n]) for n in names}


def run(asked: Asked, channel_names: Iterable[str], jobs: int) -> list[Score]:
    """Generate, read and judge; report each channel's pace on the way."""
    logs.set_up()
    scores: list[Score] = []
    with wiring.reader(settings.load(), jobs) as hands:
        for channel in channel_names:
            with tempfile.TemporaryDirectory(prefix="accuracy-") as folder:
                truths = letters(Path(folder), asked, channel)
                start = time.monotonic()
                scores += judge(hands, truths, channel, jobs)
                print(f"{channel}: {asked.count} letters in {time.monotonic() - start:.0f} s")
    return scores


def main() -> None:
    """Read the arguments, measure, print and keep the figures."""
    ask = argparse.ArgumentParser(prog="benchmarks.accuracy", description=__doc__)
    ask.add_argument("--count", type=int, default=66, help="letters a channel")
    ask.add_argument(
        "--channels",
        nargs="+",
        choices=tuple(channels.CHANNELS),
        default=tuple(channels.USUAL),
    )
    ask.add_argument("--set", choices=tuple(LAYOUTS), default="test", dest="set_name")
    ask.add_argument("--layouts", nargs="+", default=(), help="only these of the set")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int, default=2)
    ask.add_argument("--by-layout", action="store_true", help="also print a table by layout")
    told = ask.parse_args()
    asked = Asked(
        set_name=told.set_name, layouts=tuple(told.layouts), seed=told.seed, count=told.count
    )
    scores = run(asked, told.channels, told.jobs)
    figures = {"channels": by(scores, "channel"), "layouts": by(scores, "layout")}
    _OUT.mkdir(exist_ok=True)
    stem = f"accuracy-{asked.set_name}-{asked.seed}-{asked.count}"
    (_OUT / f"{stem}.json").write_text(json.dumps({**asdict(asked), **figures}, indent=1), "utf-8")
    (_OUT / f"{stem}.md").write_text(table(figures["channels"]) + "\n", "utf-8")
    print(table(figures["channels"]))
    if told.by_layout:
        print(table(figures["layouts"]))


if __name__ == "__main__":
    main()
