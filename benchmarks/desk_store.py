"""A store as full as an office's after a year: every table that the desk's lists read.

A tenth of the records waits, with due days over a month and up to three reasons; the rest is
delivered. Numbers, names and subjects are those of invented people: one record in twenty is a
second letter of an earlier writer, every other one of those on the same subject.
"""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

import sqlalchemy as sa

from dilekce.store import finder, tables
from dilekce.store.petitions import delivery_key
from domain.decision import REASONS
from domain.record import Record, instant
from samples import people
from samples.words.dev import WORDS
from tests.review_desk_house import START, House, petition

_AT_ONCE = 2000  # records a batch
_DEEDS = ("petition.reading", "petition.review", "petition.accepted", "petition.delivered")


def fill(house: House, count: int) -> list[Record]:
    """Store so many records; return those of every thousandth, which are there to be found."""
    key, found = petition(house), []
    with house.database.begin() as connection:
        first = {
            table.name: dict(connection.execute(sa.select(table)).mappings().all()[-1])
            for table in (tables.arrival, tables.page, tables.petition, tables.petition_page)
        }
        seq = connection.scalar(sa.select(sa.func.max(tables.audit.c.seq))) or 0
        records = _records(first["petition"]["record"], count)
        for start in range(0, count, _AT_ONCE):
            batch = [(f"{key}{n:06d}", next(records)) for n in range(start, start + _AT_ONCE)]
            for table, rows in _rows(first, batch, start, seq).items():
                connection.execute(table.insert(), rows)
            found += [record for number, (_, record) in enumerate(batch) if number % 1000 == 0]
    if house.database.dialect.name == "postgresql":
        with house.database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")  # as the server does by itself in minutes
    return found


def _records(model: Record, count: int) -> Iterator[Record]:
    """Return records of invented people in the shape of ``model``."""
    rng, known = Random(5), list[tuple[str, str, str]]()
    codes = sorted(REASONS)
    for number in range(count):
        waits, again = number % 10 == 0, rng.random() < 0.05
        tckn, name, subject = rng.choice(known) if known and again else _somebody(rng)
        if again and rng.random() < 0.5:
            subject = _subject(rng)
        known.append((tckn, name, subject))
        fields = dict(model["fields"])
        for field, value in (("tckn", tckn), ("name", name), ("subject", subject)):
            fields[field] = fields[field] | {"value": value}
        reasons = rng.sample(codes, rng.randint(1, 3)) if waits else []
        yield model | {
            "status": "review" if waits else "accepted",
            "reasons": [{"code": code, "text": REASONS[code][0]} for code in reasons],
            "fields": fields,
        }


def _somebody(rng: Random) -> tuple[str, str, str]:
    """Return number, name and subject of a first letter."""
    given = WORDS.female if rng.random() < 0.5 else WORDS.male
    name = f"{rng.choice(given)} {rng.choice(WORDS.surnames)}"
    return people.a_tckn(rng), name, _subject(rng)


def _subject(rng: Random) -> str:
    place = f"{rng.choice(WORDS.streets)} No: {rng.randint(1, 99)}"
    return f"{place} {rng.choice(rng.choice(WORDS.topics).subjects)}"


def _rows(
    first: dict[str, dict[str, Any]], batch: list[tuple[str, Record]], start: int, seq: int
) -> dict[sa.Table, list[dict[str, Any]]]:
    """Return the rows of a batch of records by table, in an order that keeps foreign keys."""
    out: dict[sa.Table, list[dict[str, Any]]] = {
        table: [] for table in (
            tables.arrival, tables.page, tables.petition, tables.petition_page, tables.finder,
            tables.delivery, tables.audit,
        )
    }  # fmt: skip
    for number, (key, record) in enumerate(batch, start):
        waits = record["status"] == "review"
        at = instant(START - dt.timedelta(minutes=number))
        arrival = {"id": f"a-{number:06d}", "sha256": f"{number:064d}", "received_at": at}
        out[tables.arrival].append(first["arrival"] | arrival)
        out[tables.page].append(first["page"] | {"arrival_id": arrival["id"]})
        facts = {"id": key, "record": record, "arrival_id": arrival["id"], "changed_at": at}
        state = "review" if waits else "delivered"
        due = f"2026-12-{1 + number // 10 % 28:02d}"
        out[tables.petition].append(first["petition"] | facts | {"state": state, "due": due})
        place = {"petition_id": key, "arrival_id": arrival["id"]}
        out[tables.petition_page].append(first["petition_page"] | place)
        out[tables.finder] += [
            {"petition_id": key, "kind": kind, "value": value}
            for kind, value in finder.keys_of(record, waiting=waits)
        ]
        if not waits:
            out[tables.delivery].append(_delivery(key, at))
        for step, action in enumerate(_DEEDS, 1 + seq + number * len(_DEEDS)):
            out[tables.audit].append(_deed(step, at, action, key))
    return out


def _delivery(key: str, at: str) -> dict[str, Any]:
    return {
        "key": delivery_key(key, 1, "folder"),
        "petition_id": key,
        "revision": 1,
        "destination": "folder",
        "state": "done",
        "attempts": 1,
        "next_at": at,
        "receipt": {"folder": key},
        "created_at": at,
        "done_at": at,
    }


def _deed(seq: int, at: str, action: str, key: str) -> dict[str, Any]:
    """Return a row of the trail's size; the chain of hashes is nothing that a list looks at."""
    told = {"subject": key, "detail": {"from": "reading", "to": "review"}}
    chain = {"previous": f"{seq - 1:064x}", "hash": f"{seq:064x}"}
    return {"seq": seq, "at": at, "actor": "machine", "action": action, **told, **chain}
