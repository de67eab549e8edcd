"""The audit trail: append-only, each row carrying the hash of the one before.

A row holds who did what to which record, never a field's content.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dilekce.store import turns
from dilekce.store.tables import audit
from dilekce.store.turns import Turn

MACHINE = "machine"
_GENESIS = "0" * 64
#: Beside all that is ``viewed`` and all about people: changes nothing that a list shows.
_LOOKS = (
    "petition.claimed", "petition.compared", "petition.fetched", "search.done", "search.refused",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """Who acts, and when."""

    at: dt.datetime
    actor: str = MACHINE  #: ``machine``, ``user:<id>`` or ``token:<id>``

    @property
    def by_person(self) -> bool:
        """Whether a named person acts."""
        return self.actor.startswith("user:")


def append(
    connection: sa.Connection,
    deed: Deed,
    action: str,
    subject: str,
    detail: Mapping[str, Any] | None = None,
) -> int:
    """Add one row inside the caller's transaction, so that deed and record commit together.

    Returns its number; numbers grow in the order of commits.
    """
    # Writers must queue here, or two rows would claim the same predecessor.
    turns.wait_for(connection, Turn.AUDIT)
    last = connection.execute(
        sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
    ).first()
    row: dict[str, Any] = {
        "seq": last.seq + 1 if last else 1,
        "at": deed.at.isoformat(timespec="milliseconds"),
        "actor": deed.actor,
        "action": action,
        "subject": subject,
        "detail": dict(detail or {}),
        "previous": last.hash if last else _GENESIS,
    }
    connection.execute(audit.insert().values(**row, hash=_digest(row)))
    return int(row["seq"])


def _digest(row: Mapping[str, Any]) -> str:
    canonical = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def last_change(connection: sa.Connection) -> int:
    """Return the number of the last row that tells of more than a look at something, 0 for none.

    Whatever changes a list leaves a row, so this stands for the state of all lists. It is found
    from the end backwards: what it costs grows with the looks since, not with the trail.
    """
    rows = (
        sa.select(audit.c.seq)
        .where(
            audit.c.action.not_like("%viewed"),
            audit.c.action.not_like("person.%"),
            audit.c.action.not_in(_LOOKS),
        )
        .order_by(audit.c.seq.desc())
        .limit(1)
    )
    return connection.scalar(rows) or 0


def first_broken_link(connection: sa.Connection) -> int | None:
    """Return the number of the first row that does not follow from the one before, or None."""
    previous, expected = _GENESIS, 1
    for row in connection.execute(sa.select(audit).order_by(audit.c.seq)).mappings():
        content = {k: row[k] for k in row if k != "hash"}
        if row["seq"] != expected or row["previous"] != previous or row["hash"] != _digest(content):
            return int(row["seq"])
        previous, expected = row["hash"], expected + 1
    return None
