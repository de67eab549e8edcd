"""The figures of reading as Markdown tables."""

from collections.abc import Iterable, Sequence
from typing import Any

#: What is said of each way of reading, by its key in ``Tally.to_json``.
_ROWS = {
    "cer": "character errors",
    "wer": "word errors",
    "digit_cer": "digit errors",
    "found": "characters read right",
    "missed": "of lines not read at all",
    "invented": "of lines that are not there",
}


def rates(groups: dict[str, dict[str, Any]]) -> str:
    """Return the error rates, one column a group, ours and naive."""
    rows = [["pages", *(str(g["ours"]["pages"]) for g in groups.values())]]
    for way in ("ours", "naive"):
        for key, words in _ROWS.items():
            told = [_percent(g[way][key]) if way in g else "–" for g in groups.values()]
            rows.append([f"{way}: {words}", *told])
    rows.append(["set upright", *(_share(g["upright"]) for g in groups.values())])
    return _table(["", *groups], rows)


def orientation(groups: dict[str, dict[str, Any]]) -> str:
    """Return how many of the turned pages were set right, and how many upright ones turned."""
    right, turned, spoilt, upright = 0, 0, 0, 0
    for group in groups.values():
        good, of = group["upright"]
        if group["fed_turned"]:
            right, turned = right + good, turned + of
        else:
            spoilt, upright = spoilt + of - good, upright + of
    return (
        f"turned pages set upright: {right} of {turned}; upright ones turned: {spoilt} of {upright}"
    )


def kinds(groups: dict[str, dict[str, Any]]) -> str:
    """Return our character errors by what was printed."""
    found = dict.fromkeys(kind for g in groups.values() for kind in g["ours"]["by_kind"])
    rows = [
        [f"`{kind}`", *(_kind(g["ours"]["by_kind"].get(kind)) for g in groups.values())]
        for kind in found
    ]
    return _table(["ours: errors of characters", *groups], rows)


def confusions(groups: dict[str, dict[str, Any]], count: int = 15) -> str:
    """Return our most frequent confusions, one column a group."""
    columns = [[_confusion(c) for c in g["ours"]["confusions"][:count]] for g in groups.values()]
    rows = [
        [str(rank + 1), *(column[rank] if rank < len(column) else "" for column in columns)]
        for rank in range(max(map(len, columns), default=0))
    ]
    return _table(["ours: printed → read", *groups], rows)


def speed(ways: dict[str, dict[str, float]]) -> str:
    """Return what each way costs, one row a way, and how much slower it is than the first."""
    ours = ways["ours"]
    rows = [
        [
            name,
            f"{told['pages']:.0f}",
            f"{told['wall']:.1f}",
            f"{told['cpu']:.1f}",
            f"{told['pages_per_core_minute']:.1f}",
            f"{told['pages_per_cpu_minute']:.1f}",
            f"{ours['pages_per_core_minute'] / told['pages_per_core_minute']:.2f}",
            f"{ours['pages_per_cpu_minute'] / told['pages_per_cpu_minute']:.2f}",
        ]
        for name, told in ways.items()
    ]
    return _table(
        [
            "",
            "pages",
            "wall s",
            "CPU s",
            "pages a core-minute",
            "pages a CPU-minute",
            "ours is so many times as fast",
            "by CPU",
        ],
        rows,
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _percent(share: float) -> str:
    return f"{100 * share:.2f} %"


def _share(counts: Sequence[int]) -> str:
    right, of = counts
    return f"{right} of {of}"


def _kind(told: dict[str, Any] | None) -> str:
    return "–" if told is None else f"{_percent(told['cer'])} of {told['characters']}"


def _confusion(told: Sequence[Any]) -> str:
    wanted, got, times = told
    return f"{_shown(wanted)} → {_shown(got)} ({times})"


def _shown(text: str) -> str:
    return "nothing" if not text else "`" + text.replace("|", "¦").replace(" ", "␣") + "`"
