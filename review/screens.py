"""What the templates draw: lines of lists, findings, reasons. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.field import FieldName
from domain.legal import Finding, completeness
from domain.record import Record
from review.bands import Band, Term, band, term_of
from review.corrections import fields_of
from review.masking import masked_name, masked_text
from review.ports import Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of the queue; the name is masked. ``kept``: no more than that something waits."""

    id: str
    name: str
    subject: str
    reasons: tuple[str, ...]
    due: dt.date | None
    left: int
    band: Band
    holder: str | None
    mine: bool
    kept: bool


def reasons_of(record: Record, name: FieldName | None) -> tuple[str, ...]:
    """Return the codes that speak of ``name``; for None those that speak of no field."""
    wanted = name.value if name else None
    return tuple(r["code"] for r in record["reasons"] if r.get("field") == wanted)


def legal_of(record: Record) -> dict[FieldName, Finding]:
    """Return the findings under law 3071 art. 4 as the record stands now, corrections included."""
    doubted = {FieldName(r["field"]) for r in record["reasons"] if "field" in r}
    return completeness(fields_of(record), doubted)


def queue_row(waiting: Waiting, today: dt.date) -> QueueRow:
    """Return one line of the queue."""
    return QueueRow(
        id=waiting.id,
        name=masked_name(waiting.name),
        subject=masked_text(waiting.subject),
        reasons=waiting.reasons,
        due=waiting.term.due if waiting.term else None,
        left=(waiting.term.due - today).days if waiting.term else 0,
        band=band(waiting.term, today),
        holder=waiting.lease.holder if waiting.lease else None,
        mine=bool(waiting.lease and waiting.lease.mine),
        kept=waiting.kept,
    )


def text_of(fields: Mapping[str, Any], name: FieldName) -> str:
    """Return a field's value out of a record's JSON, empty when there is none."""
    return str(fields.get(name.value, {}).get("value") or "")


def term_in(record: Record) -> Term | None:
    """Return the term of the record's clock, None when no clock runs."""
    clock = record["clock"] or {}
    days = (clock.get(name) for name in ("due", "half_on", "nearly_on"))
    return term_of(*(dt.date.fromisoformat(day) if day else None for day in days))
