"""Reply letters to stored petitions: drafted for a person, never sent by the machine."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from deliver.reply import letter_pdf
from dilekce import clock
from dilekce.store import audit, petitions, sight
from dilekce.store.audit import Deed
from domain.errors import Conflict
from domain.field import FieldName, FieldState
from domain.legal import Finding
from domain.record import Record
from domain.reply import Lack, Reply, Sender
from review.ports import Person

#: The lacks that law 3071 m.4 names, each the field of its name.
_LEGAL = (Lack.NAME, Lack.SIGNATURE, Lack.ADDRESS)


@dataclass(frozen=True, slots=True)
class DeskReplies:
    """Implements ``review.ports_reply.Replies``."""

    database: sa.Engine
    sender: Sender
    now: Callable[[], dt.datetime] = clock.now

    def proposed(self, by: Person, petition_id: str) -> Reply:
        """Return the letter that the record asks for, noting the view."""
        with self.database.begin() as connection:
            row = petitions.get(connection, petition_id, sight.visible_to(by))
            audit.append(connection, Deed(self.now(), by.actor), "petition.viewed", petition_id)
        return reply_to(row["record"])

    def letter(self, by: Person, petition_id: str, reply: Reply) -> bytes:
        """Return the letter as a PDF, noting who drafted it and for which lacks."""
        with self.database.begin() as connection:
            petitions.get(connection, petition_id, sight.visible_to(by))
            drafted(connection, Deed(self.now(), by.actor), petition_id, reply)
        return letter_pdf(reply, self.sender)


def write(
    database: sa.Engine,
    deed: Deed,
    petition_id: str,
    lacks: tuple[Lack, ...],
    sender: Sender,
    file: Path,
) -> tuple[Lack, ...]:
    """Write the letter to ``file`` and return what it asks for: ``lacks``, else the record's.

    Raises ``Conflict`` for an unknown petition and for one that lacks nothing.
    """
    with database.begin() as connection:
        reply = reply_to(petitions.get(connection, petition_id)["record"])
        reply = replace(reply, lacks=lacks or reply.lacks)
        if not reply.lacks:
            raise Conflict("reply.nothing", "the record lacks nothing; say what with --lacks")
        content = letter_pdf(reply, sender)
        drafted(connection, deed, petition_id, reply)
    file.write_bytes(content)
    return reply.lacks


def drafted(connection: sa.Connection, deed: Deed, petition_id: str, reply: Reply) -> None:
    """Note in the trail that a letter was drafted: what it asks for, not to whom it goes."""
    told = {"lacks": [lack.value for lack in reply.lacks]}
    audit.append(connection, deed, "reply.drafted", petition_id, told)


def reply_to(record: Record) -> Reply:
    """Return the letter that a record asks for; ``lacks`` is empty when it lacks nothing.

    Raises ``Conflict`` while the petition is still being read.
    """
    if not record.get("fields"):
        raise Conflict("petition.unknown", "the petition is still being read")
    fields, came = record["fields"], record["arrival"]
    seen = record.get("completeness", {})
    lacks = [lack for lack in _LEGAL if seen.get(lack.value) == Finding.NOT_FOUND]
    if (fields.get(FieldName.TCKN.value) or {}).get("state") == FieldState.UNREADABLE:
        lacks.append(Lack.TCKN)
    counted = (record["clock"] or {}).get("counted_from") or came["received_at"][:10]
    return Reply(
        name=_text(record, FieldName.NAME),
        address=_text(record, FieldName.ADDRESS),
        received_on=dt.date.fromisoformat(counted).strftime("%d.%m.%Y"),
        by_fax=came["channel"] == "fax",
        information=record["track"] == "4982",
        lacks=tuple(lacks),
    )


def _text(record: Record, name: FieldName) -> str:
    field = record["fields"].get(name.value) or {}
    return str(field.get("value") or "") if field.get("state") == FieldState.FOUND else ""
