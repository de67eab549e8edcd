"""The book that proves in = out: every page of every arrival has one named place."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dilekce.store import audit
from dilekce.store.tables import (
    arrival,
    delivery,
    page,
    petition,
    petition_page,
    receipt,
    revision,
)
from domain.lifecycle import ArrivalState, PetitionState

_OPEN = {ArrivalState.RECEIVED, ArrivalState.READ}
_HANDED_ON = {PetitionState.ACCEPTED, PetitionState.DELIVERING, PetitionState.DELIVERED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One arrival and where its pages are."""

    arrival_id: str
    state: str
    pages: int | None  #: None while nobody has counted them
    in_petitions: int
    leftovers: int
    failed: int
    problem: str | None
    receipts: int
    faults: tuple[str, ...]  #: what does not add up; empty when the entry balances


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every entry, the counts, and the faults that are not of one arrival."""

    entries: tuple[Entry, ...]
    arrivals: Mapping[str, int]  #: by state
    petitions: Mapping[str, int]
    deliveries: Mapping[str, int]
    faults: tuple[str, ...]

    @property
    def balanced(self) -> bool:
        """Whether everything that came in has its place."""
        return not self.faults and not any(entry.faults for entry in self.entries)


def balance(connection: sa.Connection) -> Ledger:
    """Add up the whole book."""
    pages = _pages(connection)
    refs = sa.select(petition_page.c.arrival_id, petition_page.c.page)
    placed = Counter((row.arrival_id, row.page) for row in connection.execute(refs))
    query = sa.select(receipt.c.arrival_id, sa.func.count()).group_by(receipt.c.arrival_id)
    receipts: dict[str, int] = {row[0]: row[1] for row in connection.execute(query)}
    rows = connection.execute(sa.select(arrival).order_by(arrival.c.received_at)).mappings()
    return Ledger(
        entries=tuple(
            _entry(row, pages.get(row["id"], {}), placed, receipts.get(row["id"], 0))
            for row in rows
        ),
        arrivals=_count(connection, arrival.c.state),
        petitions=_count(connection, petition.c.state),
        deliveries=_count(connection, delivery.c.state),
        faults=(*_delivery_faults(connection), *_audit_faults(connection)),
    )


def _pages(connection: sa.Connection) -> dict[str, dict[int, str]]:
    fates: dict[str, dict[int, str]] = {}
    for row in connection.execute(sa.select(page.c.arrival_id, page.c.number, page.c.fate)):
        fates.setdefault(row.arrival_id, {})[row.number] = row.fate
    return fates


def _entry(
    row: Mapping[Any, Any],
    fates: Mapping[int, str],
    placed: Mapping[tuple[str, int], int],
    receipts: int,
) -> Entry:
    identity, state = row["id"], ArrivalState(row["state"])
    counts = Counter(fates.values())
    in_petitions = sum((identity, number) in placed for number in fates)
    faults = []
    if receipts == 0:
        faults.append("no receipt")
    if state is ArrivalState.SPLIT:
        if row["page_count"] != len(fates) or sorted(fates) != list(range(1, len(fates) + 1)):
            faults.append("pages counted and pages booked differ")
        if counts["petition"] != in_petitions:
            faults.append("a page of a letter is in no petition")
        if any(placed.get((identity, number), 0) > 1 for number in fates):
            faults.append("a page is in two petitions")
        if any(fate != "petition" and (identity, n) in placed for n, fate in fates.items()):
            faults.append("a page is in a petition and beside it")
    if state is ArrivalState.QUARANTINED and not row["problem"]:
        faults.append("quarantined without a reason")
    return Entry(
        arrival_id=identity,
        state=state,
        pages=None if state in _OPEN else len(fates),
        in_petitions=in_petitions,
        leftovers=counts["leftover"],
        failed=counts["failed"],
        problem=row["problem"],
        receipts=receipts,
        faults=tuple(faults),
    )


def _count(connection: sa.Connection, column: sa.Column[Any]) -> dict[str, int]:
    query = sa.select(column, sa.func.count()).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query)}


def _delivery_faults(connection: sa.Connection) -> list[str]:
    """Every accepted revision must stand in the outbox, and delivered means all done."""
    faults = []
    accepted = connection.execute(sa.select(revision.c.petition_id, revision.c.revision))
    revisions = {(row.petition_id, row.revision) for row in accepted}
    sent: dict[tuple[str, int], list[str]] = {}
    for row in connection.execute(sa.select(delivery)):
        sent.setdefault((row.petition_id, row.revision), []).append(row.state)
    if revisions - set(sent):
        faults.append("an accepted revision has no delivery")
    for row in connection.execute(sa.select(petition).where(petition.c.state.in_(_HANDED_ON))):
        states = sent.get((row.id, row.revision), [])
        if not states:
            faults.append("an accepted petition has no revision in the outbox")
        if row.state == PetitionState.DELIVERED and set(states) != {"done"}:
            faults.append("a delivered petition has an open delivery")
    return faults


def _audit_faults(connection: sa.Connection) -> list[str]:
    broken = audit.first_broken_link(connection)
    return [] if broken is None else [f"the audit chain breaks at row {broken}"]
