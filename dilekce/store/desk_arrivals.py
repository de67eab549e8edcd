"""Arrivals and the audit trail as the desk shows them."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import arrivals, audit
from dilekce.store.audit import Deed
from dilekce.store.tables import arrival, page, petition, petition_page, receipt
from dilekce.store.tables import audit as audit_table
from domain.arrival import Channel
from domain.lifecycle import ArrivalState, PetitionState
from review.ports import Landed, PageFate, Person, Trace


class DeskArrivals:
    """Implements ``review.ports.Arrivals``.

    ``drop`` puts a file into the drop folder whole or not at all; ``resubmit`` is called with
    (arrival id, attempt) after a retry is committed.
    """

    def __init__(
        self,
        engine: sa.Engine,
        *,
        drop: Callable[[str, Channel, BinaryIO], None],
        resubmit: Callable[[str, int], None],
        now: Callable[[], dt.datetime] = clock.now,
    ) -> None:
        self._engine = engine
        self._drop = drop
        self._resubmit = resubmit
        self._now = now

    def landed(self, by: Person, limit: int, *, set_aside: bool) -> Sequence[Landed]:
        """Return arrivals, newest first, each with its ledger."""
        newest = sa.select(arrival).order_by(arrival.c.received_at.desc(), arrival.c.id)
        if set_aside:
            newest = newest.where(arrival.c.state == ArrivalState.QUARANTINED)
        with self._engine.begin() as connection:
            rows = connection.execute(newest.limit(limit)).all()
            ids = [row.id for row in rows]
            fates, landings = _fates(connection, ids), _landings(connection, ids)
            deed = Deed(self._now(), by.actor)
            audit.append(connection, deed, "arrivals.viewed", "arrivals", {"rows": len(rows)})
        return [
            Landed(
                id=row.id,
                file_name=row.file_name,
                channel=Channel(row.channel),
                received_at=dt.datetime.fromisoformat(row.received_at),
                state=ArrivalState(row.state),
                problem=row.problem,
                size=row.size,
                page_count=row.page_count,
                landings=landings.get(row.id, 1),
                pages=tuple(fates[row.id]),
            )
            for row in rows
        ]

    def retry(self, by: Person, arrival_id: str) -> None:
        """Put what was set aside back into the line."""
        with self._engine.begin() as connection:
            attempt = arrivals.retry(connection, Deed(self._now(), by.actor), arrival_id)
        self._resubmit(arrival_id, attempt)

    def upload(self, by: Person, file_name: str, channel: Channel, content: BinaryIO) -> None:
        """Put a file into the drop folder."""
        self._drop(file_name, channel, content)
        with self._engine.begin() as connection:
            told = {"channel": channel.value}
            audit.append(connection, Deed(self._now(), by.actor), "arrival.uploaded", "drop", told)


class DeskTrail:
    """Implements ``review.ports.Trail``."""

    def __init__(self, engine: sa.Engine, now: Callable[[], dt.datetime] = clock.now) -> None:
        self._engine = engine
        self._now = now

    def latest(self, by: Person, limit: int, subject: str, actor: str) -> Sequence[Trace]:
        """Return the newest rows, of that subject and actor where they are not empty."""
        newest = sa.select(audit_table).order_by(audit_table.c.seq.desc()).limit(limit)
        for column, wanted in ((audit_table.c.subject, subject), (audit_table.c.actor, actor)):
            if wanted:
                newest = newest.where(column == wanted)
        with self._engine.begin() as connection:
            rows = connection.execute(newest).all()
            audit.append(connection, Deed(self._now(), by.actor), "trail.viewed", "audit")
        return [
            Trace(
                number=row.seq,
                at=dt.datetime.fromisoformat(row.at),
                actor=row.actor,
                action=row.action,
                subject=row.subject,
                detail=json.dumps(row.detail, ensure_ascii=False),
            )
            for row in rows
        ]

    def first_broken_link(self) -> int | None:
        """Return the number of the first row that does not follow from the one before."""
        with self._engine.begin() as connection:
            return audit.first_broken_link(connection)


def _landings(connection: sa.Connection, arrival_ids: Iterable[str]) -> dict[str, int]:
    counted = connection.execute(
        sa.select(receipt.c.arrival_id, sa.func.count())
        .where(receipt.c.arrival_id.in_(list(arrival_ids)))
        .group_by(receipt.c.arrival_id)
    )
    return {row.arrival_id: row[1] for row in counted}


def _fates(connection: sa.Connection, arrival_ids: Iterable[str]) -> dict[str, list[PageFate]]:
    same_page = sa.and_(
        petition_page.c.arrival_id == page.c.arrival_id, petition_page.c.page == page.c.number
    )
    rows = connection.execute(
        sa.select(page, petition.c.id.label("petition_id"), petition.c.state)
        .join(petition_page, same_page, isouter=True)
        .join(petition, petition.c.id == petition_page.c.petition_id, isouter=True)
        .where(page.c.arrival_id.in_(list(arrival_ids)))
        .order_by(page.c.arrival_id, page.c.number)
    )
    out: dict[str, list[PageFate]] = defaultdict(list)
    for row in rows:
        out[row.arrival_id].append(
            PageFate(
                number=row.number,
                fate=row.fate,
                reason=row.reason,
                petition_id=row.petition_id,
                petition_state=PetitionState(row.state) if row.state else None,
            )
        )
    return out
