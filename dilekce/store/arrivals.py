"""Arrivals, their receipts, companions and pages."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from dilekce.store import audit
from dilekce.store.audit import Deed
from dilekce.store.claims import NOBODYS, Reach
from dilekce.store.tables import arrival, companion, page, petition, receipt
from domain.arrival import Arrival, Receipt
from domain.errors import Conflict
from domain.lifecycle import ArrivalState, PetitionState, check_arrival_move
from domain.record import instant


def record(
    connection: sa.Connection, deed: Deed, item: Arrival, companions: Mapping[str, str]
) -> bool:
    """Write the arrival or, when its bytes are known, one more receipt; say whether it was new."""
    known = connection.execute(sa.select(arrival.c.id).where(arrival.c.id == item.id)).first()
    if known is None:
        connection.execute(
            arrival.insert().values(
                id=item.id,
                sha256=item.sha256,
                size=item.size,
                file_type=item.file_type,
                file_name=item.receipt.file_name,
                channel=item.receipt.channel,
                received_at=instant(item.receipt.received_at),
                state=ArrivalState.RECEIVED,
                attempt=0,
            )
        )
    else:  # its bytes are here again, wherever they went
        connection.execute(arrival.update().where(arrival.c.id == item.id).values(purged_at=None))
    _add_receipt(connection, item.id, item.receipt)
    for suffix, sha256 in companions.items():
        _add_companion(connection, item.id, suffix, sha256)
    action = "arrival.received" if known is None else "arrival.received_again"
    audit.append(connection, deed, action, item.id, {"size": item.size})
    return known is None


def attach(
    connection: sa.Connection, deed: Deed, arrival_id: str, companions: Mapping[str, str]
) -> None:
    """Keep sidecars that came after their arrival."""
    for suffix, sha256 in companions.items():
        _add_companion(connection, arrival_id, suffix, sha256)
    audit.append(connection, deed, "arrival.companions", arrival_id, {"count": len(companions)})


def _add_receipt(connection: sa.Connection, arrival_id: str, landing: Receipt) -> None:
    values = {
        "arrival_id": arrival_id,
        "file_name": landing.file_name,
        "channel": landing.channel,
        "received_at": instant(landing.received_at),
    }
    connection.execute(receipt.insert().values(**values))


def _add_companion(connection: sa.Connection, arrival_id: str, suffix: str, sha256: str) -> None:
    key = {"arrival_id": arrival_id, "suffix": suffix, "sha256": sha256}
    if not connection.execute(sa.select(companion).filter_by(**key)).first():
        connection.execute(companion.insert().values(**key))


def move(
    connection: sa.Connection,
    deed: Deed,
    arrival_id: str,
    expect: ArrivalState,
    to: ArrivalState,
    **facts: Any,
) -> bool:
    """Compare-and-set the state, with its audit row; False when the state was not ``expect``.

    ``facts`` are further columns to set, for instance ``problem`` or ``page_count``.
    """
    check_arrival_move(expect, to)
    changed = connection.execute(
        arrival.update()
        .where(arrival.c.id == arrival_id, arrival.c.state == expect)
        .values(state=to, **facts)
    ).rowcount
    if not changed:
        return False
    detail = {"from": expect, "to": to} | {k: facts[k] for k in ("problem",) if facts.get(k)}
    audit.append(connection, deed, f"arrival.{to.value}", arrival_id, detail)
    return True


def retry(connection: sa.Connection, deed: Deed, arrival_id: str) -> int:
    """Put a quarantined arrival back into the line; return the number of this attempt."""
    row = get(connection, arrival_id)
    attempt = int(row["attempt"]) + 1
    if not move(
        connection, deed, arrival_id, ArrivalState.QUARANTINED, ArrivalState.RECEIVED,
        problem=None, attempt=attempt,
    ):  # fmt: skip
        raise Conflict("arrival.not_quarantined", "only a quarantined arrival can be retried")
    connection.execute(page.delete().where(page.c.arrival_id == arrival_id))
    return attempt


def get(connection: sa.Connection, arrival_id: str) -> Mapping[str, Any]:
    """Return the arrival's row; raises ``Conflict`` when there is none."""
    found = connection.execute(sa.select(arrival).where(arrival.c.id == arrival_id)).mappings()
    row = found.first()
    if row is None:
        raise Conflict("arrival.unknown", "there is no such arrival")
    return dict(row)


def unfinished(
    connection: sa.Connection, limit: int, reach: Reach = NOBODYS
) -> list[tuple[str, int]]:
    """Return (id, attempt) of arrivals not yet read, or with a petition not yet understood.

    The oldest within ``reach`` come first, without those another machine is just looking at.
    """
    reading = sa.select(petition.c.arrival_id).where(petition.c.state == PetitionState.READING)
    query = (
        sa.select(arrival.c.id, arrival.c.attempt)
        .where((arrival.c.state == ArrivalState.RECEIVED) | arrival.c.id.in_(reading))
        .where(reach.includes(arrival.c.id))
        .order_by(arrival.c.received_at)
        .limit(limit)
        .with_for_update(of=arrival, skip_locked=True)
    )
    return [(row.id, row.attempt) for row in connection.execute(query)]


def waiting(connection: sa.Connection, most: int) -> int:
    """Return how many arrivals wait to be read; counts no further than ``most``."""
    some = sa.select(arrival.c.id).where(arrival.c.state == ArrivalState.RECEIVED).limit(most)
    return connection.scalar(sa.select(sa.func.count()).select_from(some.subquery())) or 0


def put_pages(
    connection: sa.Connection, arrival_id: str, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Replace the arrival's page rows; each names its fate."""
    connection.execute(page.delete().where(page.c.arrival_id == arrival_id))
    values = [{"arrival_id": arrival_id, **row} for row in rows]
    if values:
        connection.execute(page.insert(), values)


def pages(connection: sa.Connection, arrival_id: str) -> list[Mapping[str, Any]]:
    """Return the arrival's page rows in order."""
    query = sa.select(page).where(page.c.arrival_id == arrival_id).order_by(page.c.number)
    return [dict(row) for row in connection.execute(query).mappings()]


def replace_page(connection: sa.Connection, arrival_id: str, number: int, **facts: Any) -> None:
    """Set what is known of a page's image: it was turned and read anew."""
    where = (page.c.arrival_id == arrival_id) & (page.c.number == number)
    connection.execute(page.update().where(where).values(**facts))
