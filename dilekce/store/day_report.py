"""The report that closes a day (kapanış): counts in and out, hashes, a chain of days.

What came in is counted from the tables, where it went from the trail, so one proves the other. The
hashes cover the day's rows: receipts, accepted records, deliveries, trail. A report names the hash
of the day before; whoever changes a day later breaks that day, and every day after it.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from dilekce.store.tables import arrival, audit, day_report, delivery, petition, receipt, revision
from domain.errors import Stop
from domain.lifecycle import ArrivalState, PetitionState

Report = dict[str, Any]

_LATE = "23:45"  #: what comes later may have its row of the trail on the next day
_GENESIS = "0" * 64
_DAY = dt.timedelta(days=1)
_CLOSED_ARRIVALS = (ArrivalState.SPLIT, ArrivalState.QUARANTINED, ArrivalState.DUPLICATE)
_CLOSED_PETITIONS = (
    PetitionState.DELIVERED,
    PetitionState.RETURNED,
    PetitionState.QUARANTINED,
)


@dataclass(slots=True)
class _Flow:
    """Arrivals or petitions: which are open, and what happened to them on one day."""

    closed: tuple[str, ...]
    states: dict[str, str] = field(default_factory=dict)
    day: Counter[str] = field(default_factory=Counter)
    fresh: set[str] = field(default_factory=set)  #: first seen on the day
    open_before: int = 0

    def begin(self) -> None:
        self.day, self.fresh, self.open_before = Counter(), set(), self.open_now()

    def open_now(self) -> int:
        return sum(state not in self.closed for state in self.states.values())

    def take(self, subject: str, to: str) -> None:
        was = self.states.get(subject)
        if was is None:
            self.fresh.add(subject)
        elif was in self.closed and to not in self.closed:
            self.day["reopened"] += 1
        self.day[f"to_{to}"] += 1
        self.states[subject] = to

    def counts(self, in_table: set[str]) -> dict[str, int]:
        """Return the day's counts; new is what the trail and the table (its ids) both know."""
        ends = {str(state): self.day[f"to_{state}"] for state in self.closed}
        return {
            "open_before": self.open_before,
            "new": len(self.fresh & in_table),
            "reopened": self.day["reopened"],
            **ends,
            "open_after": self.open_now(),
        }

    def balances(self, counts: Mapping[str, int]) -> bool:
        came = counts["open_before"] + counts["new"] + counts["reopened"]
        return came == counts["open_after"] + sum(counts[state] for state in self.closed)


def close(connection: sa.Connection, day: dt.date, today: dt.date) -> Report:
    """Return the day's report; days before it that are not closed yet are closed first.

    Raises ``Stop`` for a day that is not over, and for one before anything came.
    """
    if day >= today:
        raise Stop("ledger.day_open", f"{day} is not over: close it tomorrow")
    stored = _stored(connection)
    for report in _reports(connection, day):
        name = report["day"]
        if name not in stored:
            stored[name] = report
            values = {"day": name, "content": report, "hash": report["hash"]}
            connection.execute(day_report.insert().values(**values))
    if day.isoformat() not in stored:
        raise Stop("ledger.no_day", f"nothing had come by {day}")
    return stored[day.isoformat()]


def changed(connection: sa.Connection) -> list[tuple[str, str]]:
    """Return each closed day that is no longer what it was, with what differs; the first first."""
    stored, previous, found = _stored(connection), _GENESIS, []
    if not stored:
        return []
    made = {r["day"]: r for r in _reports(connection, dt.date.fromisoformat(max(stored)))}
    for day, report in sorted(stored.items()):
        told = []
        if report["hash"] != _digest(report) or report["previous"] != previous:
            told.append("the report itself")
        now = made.get(day, {})
        told += [
            name for name in ("arrivals", "petitions", "faults") if now.get(name) != report[name]
        ]
        sets = report["sets"]
        told += [name for name in sets if now.get("sets", {}).get(name) != sets[name]]
        previous = report["hash"]
        if told:
            found.append((day, ", ".join(told)))
    return found


def _stored(connection: sa.Connection) -> dict[str, Report]:
    rows = connection.execute(sa.select(day_report.c.day, day_report.c.content, day_report.c.hash))
    return {row.day: row.content | {"hash": row.hash} for row in rows}


def _reports(connection: sa.Connection, until: dt.date) -> Iterator[Report]:
    """Yield the report of each day from the first row of the trail on."""
    arrivals, petitions = _Flow(_CLOSED_ARRIVALS), _Flow(_CLOSED_PETITIONS)
    previous, by_day = _GENESIS, _by_day(connection, until)
    first = min(by_day, default=None)
    day = dt.date.fromisoformat(first) if first else until + _DAY
    while day <= until:
        arrivals.begin()
        petitions.begin()
        for action, subject, detail in by_day.get(day.isoformat(), ()):
            kind, _, what = action.partition(".")
            flow = arrivals if kind == "arrival" else petitions
            flow.day[what] += 1
            if "to" in detail or what in ("received", "reading"):
                flow.take(subject, detail.get("to", what))
        report = _report(connection, day.isoformat(), arrivals, petitions)
        report["previous"] = previous
        report["hash"] = previous = _digest(report)
        yield report
        day += _DAY


def _by_day(
    connection: sa.Connection, until: dt.date
) -> dict[str, list[tuple[str, str, Mapping[str, Any]]]]:
    out: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {}
    query = (
        sa.select(audit.c.at, audit.c.action, audit.c.subject, audit.c.detail)
        .where(audit.c.action.like("arrival.%") | audit.c.action.like("petition.%"))
        .where(audit.c.at < (until + _DAY).isoformat())
        .order_by(audit.c.seq)
    )
    for row in connection.execute(query):
        out.setdefault(row.at[:10], []).append((row.action, row.subject, row.detail))
    return out


def _report(connection: sa.Connection, day: str, arrivals: _Flow, petitions: _Flow) -> Report:
    on = {name: _on(column, day) for name, column in _COLUMNS.items()}
    counted, faults = {}, []
    for name, flow, came in (
        ("arrivals", arrivals, arrival.c.received_at),
        ("petitions", petitions, petition.c.created_at),
    ):
        around, within = _ids(connection, came, day)
        counted[name] = flow.counts(around)
        if not flow.balances(counted[name]):
            faults.append(f"{name}: what came in is not what went on and what is left")
        if within - flow.states.keys():
            faults.append(f"{name}: the trail knows nothing of some that came")
    return {
        "day": day,
        **counted,
        "came_again": arrivals.day["received_again"],
        "read": arrivals.day[f"to_{ArrivalState.READ}"],
        "to_review": petitions.day[f"to_{PetitionState.REVIEW}"],
        "accepted": petitions.day[f"to_{PetitionState.ACCEPTED}"],
        "sets": {
            "receipts": _set(connection, _receipts(on["receipt"])),
            "revisions": _set(connection, _revisions(on["revision"])),
            "deliveries": _set(connection, _deliveries(on["delivery"])),
            "trail": _set(connection, _trail(on["audit"])),
        },
        "faults": faults,
    }


_COLUMNS: Mapping[str, sa.Column[Any]] = {
    "receipt": receipt.c.received_at,
    "revision": revision.c.accepted_at,
    "delivery": delivery.c.done_at,
    "audit": audit.c.at,
}


def _on(column: sa.Column[Any], day: str) -> sa.ColumnElement[bool]:
    after = (dt.date.fromisoformat(day) + _DAY).isoformat()
    return sa.and_(column >= day, column < after)


def _ids(connection: sa.Connection, came: sa.Column[Any], day: str) -> tuple[set[str], set[str]]:
    """Return the ids of the rows that came within two days of the day, and on it.

    The trail has its row a moment after the paper came: near midnight, on the next day.
    """
    middle = dt.date.fromisoformat(day)
    first, last = ((middle + n * _DAY).isoformat() for n in (-2, 3))
    query = sa.select(came.table.c.id, came).where(came >= first, came < last)
    rows = connection.execute(query).all()
    late = f"{day}T{_LATE}"
    return {row[0] for row in rows}, {row[0] for row in rows if day <= row[1] < late}


def _receipts(where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    columns = (receipt.c.id, receipt.c.arrival_id, receipt.c.received_at, receipt.c.channel)
    return (
        sa.select(*columns, arrival.c.sha256)
        .join(arrival, arrival.c.id == receipt.c.arrival_id)
        .where(where)
        .order_by(receipt.c.id)
    )


def _revisions(where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    key = (revision.c.petition_id, revision.c.revision)
    return sa.select(*key, revision.c.accepted_at, revision.c.record).where(where).order_by(*key)


def _deliveries(where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    columns = (delivery.c.key, delivery.c.done_at, delivery.c.receipt)
    return sa.select(*columns).where(where).order_by(delivery.c.key)


def _trail(where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(audit.c.seq, audit.c.hash).where(where).order_by(audit.c.seq)


def _set(connection: sa.Connection, rows: sa.Select[Any]) -> Report:
    """Return how many rows there are, and one hash over them in their order."""
    count, digest = 0, hashlib.sha256()
    for row in connection.execute(rows, execution_options={"yield_per": 500}):
        digest.update(_canonical(list(row)))
        count += 1
    return {"count": count, "sha256": digest.hexdigest()}


def _digest(report: Report) -> str:
    return hashlib.sha256(_canonical({k: v for k, v in report.items() if k != "hash"})).hexdigest()


def _canonical(value: Mapping[str, Any] | Iterable[Any]) -> bytes:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return (text + "\n").encode()
