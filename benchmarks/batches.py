"""Are files of several letters cut right? With separator sheets, without, and faxes not whole.

``python -m benchmarks.batches --count 10`` writes files of sealed letters, decodes, reads and cuts
them exactly as ``dilekce read`` does, and compares the cut with the truth. Nothing is cached.
Figures go to ``benchmarks/out/``.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dilekce import logs, reading, settings, wiring
from domain.batch import Batch
from domain.bounds import upper_bound
from samples import batches, channels
from samples.layouts import LAYOUTS, SetName
from samples.make import Sample

_OUT = Path(__file__).parent / "out"
_FAULTS = {"whole": None, "missing": "fax.page_missing", "repeated": "fax.page_repeated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One file's cut against its truth."""

    kind: str
    channel: str
    stem: str
    right: bool  #: every petition has exactly its own pages
    merged: bool  #: some petition has pages of two letters
    silent: bool  #: … or a fax is not whole, and nothing about it was left to a person
    torn: bool  #: some letter's pages are in two petitions
    doubts: tuple[str, ...]
    petitions: int
    doubted: int  #: petitions of which something was doubted


def judge(kind: str, sample: Sample, batch: Batch) -> Judged:
    """Compare a cut with the truth of a batch."""
    owners = {n: p["petition"] for n, p in enumerate(sample.truth["pages"], 1) if p["petition"]}
    wanted = {tuple(n for n in owners if owners[n] == petition) for petition in owners.values()}
    held = [{owners.get(n) for n in cut.pages} - {None} for cut in batch.cuts]
    merged = [len(of) > 1 for of in held]
    homes = Counter(petition for of in held for petition in of)
    return Judged(
        kind=kind,
        channel=sample.truth["channel"],
        stem=sample.stem,
        right={cut.pages for cut in batch.cuts} == wanted,
        merged=any(merged),
        silent=any(m and not cut.doubts for m, cut in zip(merged, batch.cuts, strict=True)),
        torn=any(count > 1 for count in homes.values()),
        doubts=tuple(sorted({code for cut in batch.cuts for code in cut.doubts})),
        petitions=len(batch.cuts),
        doubted=sum(bool(cut.doubts) for cut in batch.cuts),
    )


def judge_fax(sample: Sample, batch: Batch) -> Judged:
    """Compare the flags of a fax of one letter with what was done to it: right, or not."""
    doubts = {code for cut in batch.cuts for code in cut.doubts}
    expected = _FAULTS[sample.truth["fault"]]
    return Judged(
        kind=f"fax {sample.truth['fault']}",
        channel=sample.truth["channel"],
        stem=sample.stem,
        right=len(batch.cuts) == 1 and doubts == ({expected} if expected else set()),
        merged=False,
        silent=expected is not None and not doubts,
        torn=len(batch.cuts) > 1,
        doubts=tuple(sorted(doubts)),
        petitions=len(batch.cuts),
        doubted=sum(bool(cut.doubts) for cut in batch.cuts),
    )


def files(kind: str, channel: str, set_name: SetName, seed: int, count: int) -> Iterator[Sample]:
    """Yield the files of one kind: ``separated``, ``bare`` or a fault of ``_FAULTS``."""
    if kind in _FAULTS:
        for index in range(count):
            stem = f"{set_name}-{kind}-{seed}-{index:04d}"
            yield batches.a_broken_fax(stem, set_name, channel, kind)
        return
    yield from batches.batches(
        seed=seed, count=count, set_name=set_name, channel=channel, separated=kind == "separated"
    )


def run(hands: reading.Reader, kind: str, samples: Iterable[Sample], jobs: int) -> list[Judged]:
    """Write, read and judge the files, several at a time."""

    def one(sample: Sample) -> Judged:
        with tempfile.TemporaryDirectory(prefix="batches-") as name:
            folder = Path(name)
            path = folder / f"source{sample.suffix}"
            path.write_bytes(sample.data)
            batch, _ = reading.cut_file(hands, path, folder)
        return judge_fax(sample, batch) if kind in _FAULTS else judge(kind, sample, batch)

    with ThreadPoolExecutor(jobs) as threads:
        return list(threads.map(one, samples))


def table(found: list[Judged]) -> str:
    """Return the figures as a Markdown table, one column a kind and channel."""
    groups: dict[str, list[Judged]] = {}
    for judged in found:
        groups.setdefault(f"{judged.kind}, {judged.channel}", []).append(judged)
    lines: dict[str, Callable[[list[Judged]], str]] = {
        "files": lambda g: str(len(g)),
        "exactly right": lambda g: _share(sum(j.right for j in g), len(g)),
        "two letters in one, or not whole, unflagged": lambda g: str(sum(j.silent for j in g)),
        "two letters in one, to a person": lambda g: str(sum(j.merged > j.silent for j in g)),
        "a letter torn apart": lambda g: str(sum(j.torn for j in g)),
        "petitions to a person for the cut": lambda g: _share(
            sum(j.doubted for j in g), sum(j.petitions for j in g)
        ),
    }
    rows = [["", *groups], ["---"] * (len(groups) + 1)]
    rows += [[name, *map(told, groups.values())] for name, told in lines.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(1, whole):.1f} %)"


def summary(found: list[Judged]) -> str:
    """Return the two figures that must hold, with their 95 % bounds."""
    separated = [j for j in found if j.kind == "separated"]
    mixed = [j for j in found if not j.kind.startswith("fax")]
    wrong, silent = sum(not j.right for j in separated), sum(j.silent for j in mixed)
    return (
        f"with separators {len(separated) - wrong} of {len(separated)} exactly right "
        f"(wrong ≤ {100 * upper_bound(wrong, len(separated)):.1f} %), silently merged {silent} of "
        f"{len(mixed)} (≤ {100 * upper_bound(silent, len(mixed)):.1f} %)"
    )


def main() -> None:
    """Read the arguments, measure, print and keep the figures."""
    kinds = ("separated", "bare", *_FAULTS)
    ask = argparse.ArgumentParser(prog="benchmarks.batches", description=__doc__)
    ask.add_argument("--count", type=int, default=10, help="files a kind and channel")
    ask.add_argument("--kinds", nargs="+", choices=kinds, default=kinds)
    ask.add_argument("--channels", nargs="+", default=tuple(channels.USUAL))
    ask.add_argument("--set", choices=tuple(LAYOUTS), default="test", dest="set_name")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int, default=2)
    told = ask.parse_args()
    logs.set_up()
    found: list[Judged] = []
    with wiring.reader(settings.load(), told.jobs) as hands:
        for kind in told.kinds:
            for channel in told.channels:
                if kind in _FAULTS and not channels.is_fax(channel):
                    continue
                start = time.monotonic()
                made = files(kind, channel, told.set_name, told.seed, told.count)
                found += run(hands, kind, made, told.jobs)
                print(f"{kind}, {channel}: {time.monotonic() - start:.0f} s", flush=True)
    failures = [_plain(j) for j in found if not j.right or j.doubts]
    _OUT.mkdir(exist_ok=True)
    stem = f"batches-{told.set_name}-{told.seed}-{told.count}"
    (_OUT / f"{stem}.md").write_text(f"{table(found)}\n\n{summary(found)}\n", "utf-8")
    (_OUT / f"{stem}.json").write_text(json.dumps(failures, indent=1), "utf-8")
    print(table(found))
    print(summary(found))


def _plain(judged: Judged) -> dict[str, Any]:
    return {
        "kind": judged.kind, "channel": judged.channel, "stem": judged.stem,
        "right": judged.right, "silent": judged.silent, "doubts": judged.doubts,
    }  # fmt: skip


if __name__ == "__main__":
    main()
