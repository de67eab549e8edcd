"""Letters alike: the same one by fax and by post, a fax sent again, one text signed by many.

Found when a petition has been read, by the sketch of its text (``extract.sketch``), or, where
hardly any text could be read, by the look of its first page. What they are to each other a person
says: a repeated letter may be closed as a duplicate, letters of a campaign are linked and each is
answered.

Measured (``benchmarks/likeness.py``, thirty development letters, read as the product reads them,
each beside a standard fax of it): least, median and most of what two have in common.

======================  ====================  ==========================
pair                    text                  differing bits of the look
======================  ====================  ==========================
scan and fax            0.68  0.96  1.00      0.03  0.05  0.08
the fax again           0.62  0.97  1.00      0.01  0.04  0.06
a campaign's other      0.53  0.88  0.97      0.02  0.05  0.11
another letter          0.00  0.14  0.62      0.05  0.13  0.22
======================  ====================  ==========================

One of the thirty other letters reaches half: the generator told one matter twice in one wording.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from rapidfuzz import fuzz

from dilekce.store import audit, tables, tables_of_likeness
from dilekce.store.audit import Deed
from domain import turkish
from domain.field import FieldName
from domain.lifecycle import PetitionState
from domain.record import Record, instant
from extract.sketch import alike, keys, sketch

#: Share of the text two letters must have in common; two letters of one layout share far less.
LEAST = 0.5
#: Share of the look's bits that may differ. Only asked where there is no text.
_MOST_APART = 0.08
#: Hex digits of a row of the look's cells, and its least bits: emptier rows are of every page.
_ROW, _FEWEST_BITS = 6, 6
_SAME_NAME = 90.0  #: likeness of a name read twice
_CANDIDATES = 50
_PERSONAL = (
    FieldName.NAME,
    FieldName.TCKN,
    FieldName.ADDRESS,
    FieldName.PHONE,
    FieldName.EMAIL,
    FieldName.MOTHER_MAIDEN_NAME,
)


@dataclass(frozen=True, slots=True)
class _Near:
    petition_id: str
    campaign: str
    likeness: float
    kind: str  #: repeat | campaign


def note(
    connection: sa.Connection, deed: Deed, petition_id: str, record: Record, look: str
) -> None:
    """Keep the petition's sketch and link it to the earlier letters it is most alike to.

    ``look`` is the hash of its first page (``Page.look``), empty where there is none. Read anew, a
    petition loses the links nobody decided on.
    """
    forget(connection, petition_id)
    text = sketch(record["text"], _personal(record))
    content = {"text": text} if text else {"look": look}
    values = keys(text) if text else _rows_of(look)
    if not values:
        return
    nearest = _nearest(connection, record, content, values)
    campaign = nearest[0].campaign if nearest else petition_id
    connection.execute(
        tables_of_likeness.sketch.insert().values(
            petition_id=petition_id, content=content, campaign=campaign
        )
    )
    rows = [{"petition_id": petition_id, "value": value} for value in values]
    connection.execute(tables_of_likeness.sketch_key.insert(), rows)
    for near in nearest:
        connection.execute(
            tables_of_likeness.alike.insert().values(
                petition_id=petition_id,
                other_id=near.petition_id,
                kind=near.kind,
                likeness=round(near.likeness, 3),
                found_at=instant(deed.at),
            )
        )
        told = {"other": near.petition_id, "kind": near.kind}
        audit.append(connection, deed, "alike.found", petition_id, told)


def forget(connection: sa.Connection, petition_id: str) -> None:
    """Delete the petition's sketch, its keys, and the links of it that nobody decided on."""
    for table in (tables_of_likeness.sketch_key, tables_of_likeness.sketch):
        connection.execute(table.delete().where(table.c.petition_id == petition_id))
    link = tables_of_likeness.alike.c
    connection.execute(
        tables_of_likeness.alike.delete().where(
            link.petition_id == petition_id, link.decided.is_(None)
        )
    )


def decide(connection: sa.Connection, deed: Deed, one: str, other: str, what: str) -> None:
    """Write down what a person says two petitions are to each other, found by us or by them."""
    link = tables_of_likeness.alike.c
    decision = {"decided": what, "decided_by": deed.actor, "decided_at": instant(deed.at)}
    pair = sa.tuple_(link.petition_id, link.other_id).in_([(one, other), (other, one)])
    if not connection.execute(
        tables_of_likeness.alike.update().where(pair).values(**decision)
    ).rowcount:
        known = {"petition_id": one, "other_id": other, "kind": what, "likeness": 0.0}
        connection.execute(
            tables_of_likeness.alike.insert().values(**known, found_at=instant(deed.at), **decision)
        )
    audit.append(connection, deed, "alike.decided", one, {"other": other, "as": what})


def decided(connection: sa.Connection) -> set[frozenset[str]]:
    """Return the pairs of waiting petitions that a person has decided on."""
    link, waiting = tables_of_likeness.alike.c, tables.petition.alias()
    query = (
        sa.select(link.petition_id, link.other_id)
        .join(waiting, waiting.c.id.in_([link.petition_id, link.other_id]))
        .where(link.decided.is_not(None), waiting.c.state == PetitionState.REVIEW)
    )
    return {frozenset((row.petition_id, row.other_id)) for row in connection.execute(query)}


def _personal(record: Record) -> list[str]:
    values = [_value(record, name) for name in _PERSONAL]
    values += [signatory["name"] for signatory in record.get("signatories", ())]
    return [value for value in values if value]


def _value(record: Record, name: FieldName) -> str:
    return str((record["fields"].get(name.value) or {}).get("value") or "")


def _rows_of(look: str) -> list[str]:
    rows = [look[i : i + _ROW] for i in range(0, len(look), _ROW)]
    return [f"L{n}:{row}" for n, row in enumerate(rows) if int(row, 16).bit_count() >= _FEWEST_BITS]


def _nearest(
    connection: sa.Connection,
    record: Record,
    content: Mapping[str, Any],
    values: Sequence[str],
) -> list[_Near]:
    """Return the most alike letter of the same person and of another one, the nearer first."""
    best: dict[str, _Near] = {}
    for row in _candidates(connection, values):
        likeness = _likeness(content, row.content)
        kind = "campaign" if _by_another(record, row.record) else "repeat"
        if likeness >= LEAST and (kind not in best or likeness > best[kind].likeness):
            best[kind] = _Near(row.petition_id, row.campaign, likeness, kind)
    return sorted(best.values(), key=lambda near: near.likeness, reverse=True)


def _candidates(
    connection: sa.Connection, values: Sequence[str]
) -> Sequence[sa.Row[Any, Any, Any, Any]]:
    """Return the petitions that share most keys, the earliest of equals first."""
    key, own = tables_of_likeness.sketch_key.c, tables_of_likeness.sketch.c
    shared = (
        sa.select(key.petition_id)
        .where(key.value.in_(values))
        .group_by(key.petition_id)
        .order_by(sa.func.count().desc(), key.petition_id)
        .limit(_CANDIDATES)
        .subquery()
    )
    query = (
        sa.select(own.petition_id, own.campaign, own.content, tables.petition.c.record)
        .join(shared, shared.c.petition_id == own.petition_id)
        .join(tables.petition, tables.petition.c.id == own.petition_id)
        .order_by(tables.petition.c.created_at, own.petition_id)
    )
    return connection.execute(query).all()


def _likeness(one: Mapping[str, Any], two: Mapping[str, Any]) -> float:
    if "text" in one and "text" in two:
        return alike(one["text"], two["text"])
    first, second = one.get("look", ""), two.get("look", "")
    if not first or len(first) != len(second):
        return 0.0
    apart = (int(first, 16) ^ int(second, 16)).bit_count() / (4 * len(first))
    return 1 - apart if apart <= _MOST_APART else 0.0


def _by_another(one: Record, two: Record) -> bool:
    """Say whether two letters are signed by different people, as far as was read."""
    numbers = [_value(record, FieldName.TCKN) for record in (one, two)]
    if all(numbers):
        return numbers[0] != numbers[1]
    names = [turkish.fold(_value(record, FieldName.NAME)) for record in (one, two)]
    return all(names) and fuzz.ratio(*names) < _SAME_NAME
