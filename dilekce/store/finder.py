"""Words by which records are found: folded the Turkish way, kept beside each record.

Names and subjects are looked up by whole words, numbers by all their digits. A record that waits
also has its reasons here, so that a queue of any length can be counted by reason, and its number a
second time, so that those of the same number are found along an index of the queue alone.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from dilekce.store.tables import finder
from domain.field import FieldName
from domain.record import Record
from domain.turkish import fold, squeeze

_LONGEST = 200  # characters; what the column takes
TCKN, NAME, SUBJECT, REASON, WAITS = "tckn", "name", "subject", "reason", "waits"


def keys_of(record: Record, *, waiting: bool) -> set[tuple[str, str]]:
    """Return (kind, folded text) pairs of a record."""
    fields = record.get("fields", {})
    number, name, subject = (
        fields.get(n.value, {}).get("value") or ""
        for n in (FieldName.TCKN, FieldName.NAME, FieldName.SUBJECT)
    )
    keys = {(NAME, word) for word in words_of(name)}
    keys |= {(kind, text) for kind, text in ((TCKN, number), (SUBJECT, _folded(subject))) if text}
    if waiting:
        keys |= {(REASON, reason["code"]) for reason in record.get("reasons", ())}
        keys |= {(WAITS, number)} if number else set()
    return {(kind, text[:_LONGEST]) for kind, text in keys}


def words_of(text: str) -> list[str]:
    """Return the words of a name as they are compared."""
    return _folded(text).split()


def _folded(text: str) -> str:
    return fold(squeeze(text))


def note(connection: sa.Connection, petition_id: str, record: Record, *, waiting: bool) -> None:
    """Write a record's words in place of those it had."""
    connection.execute(finder.delete().where(finder.c.petition_id == petition_id))
    rows = [
        {"petition_id": petition_id, "kind": kind, "value": text}
        for kind, text in sorted(keys_of(record, waiting=waiting))
    ]
    if rows:
        connection.execute(finder.insert(), rows)


def having(connection: sa.Connection, keys: Iterable[tuple[str, str]], limit: int) -> list[str]:
    """Return the ids of records that have every key."""
    wanted = list(keys)
    if not wanted:
        return []
    rarest, *others = (
        sa.select(finder.c.petition_id).where(finder.c.kind == kind, finder.c.value == value)
        for kind, value in wanted
    )
    query = rarest
    for other in others:
        query = query.where(finder.c.petition_id.in_(other))
    return list(connection.execute(query.order_by(finder.c.petition_id).limit(limit)).scalars())


def by_reason(connection: sa.Connection) -> dict[str, int]:
    """Return how many waiting records each reason has."""
    rows = connection.execute(
        sa.select(finder.c.value, sa.func.count())
        .where(finder.c.kind == REASON)
        .group_by(finder.c.value)
    )
    return {code: count for code, count in rows}  # noqa: C416 - rows are not pairs to mypy
