"""From what one and two workers used to what many would need: which part is full first.

Plain proportion: what a page uses, times the pages. A day's pages are taken to come within eight
hours, and no part is planned to be busier than 70 %.
"""

import math
from collections.abc import Mapping
from typing import Any

_DAYS = (10_000, 100_000, 300_000, 1_000_000)  #: pages a day
_HOURS, _BUSY = 8, 0.7
_CORES = 4  #: of one machine, each with a reading process
_LINK = 125e6  #: bytes a second of a 1 Gbit/s link
_CONNECTIONS = 100  #: PostgreSQL's default for max_connections

_COLUMNS = (
    "pages a day", "pages/s", "machines of 4 cores", "transactions/s", "connections",
    "S3 requests/s", "S3 MB/s", "new in the bucket, GB a day", "trail busy",
)  # fmt: skip

Figures = Mapping[str, Any]


def page(figures: Figures) -> str:
    """Return the two tables of ``docs/explanation/scale.md``."""
    return f"{_needs(figures)}\n\n{_limits(figures)}"


def connections(jobs: int) -> int:
    """Return the most database connections of one worker: runs of files, pages, deliveries, looks.

    As ``dilekce.engine`` bounds its queues: jobs + 2 files, jobs pages, 4 deliveries.
    """
    return (jobs + 2) + jobs + 4 + 1


def _use(figures: Figures, name: str) -> float:
    """Return what a page used, over both rounds."""
    rounds = (figures["one"], figures["two"])
    pages = sum(float(r["pages"]) for r in rounds)
    return sum(float(r[f"{name}_per_page"]) * float(r["pages"]) for r in rounds) / pages


def _transactions(figures: Figures) -> float:
    """Return the transactions of a page without those of looking for work ten times too often."""
    looks = (figures["one"]["seconds"] + 2 * figures["two"]["seconds"]) * figures["idle"] * 10
    pages = float(figures["one"]["pages"] + figures["two"]["pages"])
    return _use(figures, "transactions") - float(looks) / pages


def _rate(pages_a_day: float) -> float:
    return pages_a_day / (_HOURS * 3600)


def _machines(figures: Figures, pages_a_day: float) -> int:
    return math.ceil(_rate(pages_a_day) * _use(figures, "cpu") / (_CORES * _BUSY))


def _needs(figures: Figures) -> str:
    moved = _use(figures, "s3_received") + _use(figures, "s3_sent")
    rows = [
        f"| {' | '.join(_COLUMNS)} |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for day in _DAYS:
        rate, machines = _rate(day), _machines(figures, day)
        told = (
            f"{day:,}",
            f"{rate:.1f}",
            f"{machines}",
            f"{rate * _transactions(figures) + machines * figures['idle']:.0f}",
            f"{machines * connections(_CORES)}",
            f"{rate * _use(figures, 's3_requests'):.0f}",
            f"{rate * moved / 1e6:.1f}",
            f"{day * _use(figures, 's3_received') / 1e9:.0f}",
            f"{rate * _use(figures, 'trail_transactions') / figures['trail_per_second']:.0%}",
        )
        rows.append(f"| {' | '.join(told)} |")
    return "\n".join(rows)


def _limits(figures: Figures) -> str:
    moved = _use(figures, "s3_received") + _use(figures, "s3_sent")
    a_core = _BUSY / _use(figures, "cpu")
    limits = {
        "one core": a_core,
        "a 1 Gbit/s link of the bucket": _LINK * _BUSY / moved,
        "the audit trail, which is written in one order": (
            figures["trail_per_second"] * _BUSY / _use(figures, "trail_transactions")
        ),
        f"PostgreSQL's default of {_CONNECTIONS} connections": (
            _CONNECTIONS // connections(_CORES) * _CORES * a_core
        ),
    }
    rows = ["| full at | pages a day |", "|---|---|"]
    for name, rate in sorted(limits.items(), key=lambda item: item[1]):
        rows.append(f"| {name} | {round(rate * _HOURS * 3600, -3):,.0f} |")
    return "\n".join(rows)
