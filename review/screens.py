"""What the templates draw: rows of fields, boxes over pages, lines of lists. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.field import Field, FieldName, FieldState, SetBy
from domain.geometry import Box
from domain.legal import Finding, completeness
from domain.record import Record
from review.bands import Band, band
from review.corrections import Posted, choice_of, fields_of, in_doubt
from review.entry import shown
from review.masking import masked_name
from review.ports import Opened, Waiting

#: Fields in legal weight: what 3071 m.4 asks for first, then what helps to answer.
ORDER = (
    FieldName.TCKN,
    FieldName.NAME,
    FieldName.ADDRESS,
    FieldName.SIGNATURE,
    FieldName.SUBJECT,
    FieldName.DATE,
    FieldName.ADDRESSEE,
    FieldName.PHONE,
    FieldName.EMAIL,
    FieldName.MOTHER_MAIDEN_NAME,
)
LONG = frozenset({FieldName.ADDRESS, FieldName.SUBJECT, FieldName.ADDRESSEE})
_MARGIN = 6  # pixels of the page around a box, so that the frame does not touch the letters


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One field of the form. ``was``/``was_choice`` are what the record holds."""

    name: FieldName
    text: str
    choice: str
    was: str
    was_choice: str
    level: str  #: check, auto, person, missing, unreadable or conflict
    reasons: tuple[str, ...]  #: codes
    percent: int
    page: int | None
    read_as: str | None
    others: tuple[tuple[str, int], ...]  #: (value, percent) of other readings
    fault: str | None
    doubtful: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class Overlay:
    """A field's box on a page, in pixels of the upright image."""

    field: FieldName
    box: Box
    doubtful: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One line of the queue; the name is masked."""

    id: str
    name: str
    subject: str
    reasons: tuple[str, ...]
    due: dt.date | None
    left: int
    band: Band
    holder: str | None
    mine: bool


def field_rows(
    record: Record,
    said: Mapping[FieldName, Posted] | None = None,
    faults: Mapping[FieldName, str] | None = None,
) -> list[FieldRow]:
    """Return the form's rows: doubtful ones first; what a person just typed stays typed."""
    fields, doubtful = fields_of(record), set(in_doubt(record))
    order = sorted(ORDER, key=lambda name: name not in doubtful)
    return [
        _row(
            fields[name],
            reasons_of(record, name),
            (said or {}).get(name),
            (faults or {}).get(name),
            doubtful=name in doubtful,
        )
        for name in order
    ]


def _row(
    field: Field,
    reasons: tuple[str, ...],
    said: Posted | None,
    fault: str | None,
    *,
    doubtful: bool,
) -> FieldRow:
    was, was_choice = shown(field.name, field.value), choice_of(field).value
    return FieldRow(
        name=field.name,
        text=said.text if said else was,
        choice=said.choice.value if said else was_choice,
        was=was,
        was_choice=was_choice,
        level="check" if doubtful else _level(field),
        reasons=reasons,
        percent=round(field.confidence * 100),
        page=field.evidence.page if field.evidence else None,
        read_as=field.read_as if field.read_as != was else None,
        others=tuple((a.value, round(a.confidence * 100)) for a in field.alternatives),
        fault=fault,
        doubtful=doubtful,
        seen=bool(said and said.seen),
    )


def _level(field: Field) -> str:
    if field.by is SetBy.REVIEWER:
        return "person"
    return "auto" if field.state is FieldState.FOUND else field.state.value


def reasons_of(record: Record, name: FieldName | None) -> tuple[str, ...]:
    """Return the codes that speak of ``name``; for None those that speak of no field."""
    wanted = name.value if name else None
    return tuple(r["code"] for r in record["reasons"] if r.get("field") == wanted)


def legal_of(record: Record) -> dict[FieldName, Finding]:
    """Return the findings under law 3071 art. 4 as the record stands now, corrections included."""
    doubted = {FieldName(r["field"]) for r in record["reasons"] if "field" in r}
    return completeness(fields_of(record), doubted)


def overlays(opened: Opened) -> dict[int, list[Overlay]]:
    """Return the boxes to draw, by position of the page."""
    doubtful = set(in_doubt(opened.record))
    position = {page.arrival_page: page.position for page in opened.pages}
    out: dict[int, list[Overlay]] = {page.position: [] for page in opened.pages}
    for name, field in fields_of(opened.record).items():
        place = field.evidence
        if place is not None and place.page in position:
            overlay = Overlay(name, place.box.grown(_MARGIN), name in doubtful)
            out[position[place.page]].append(overlay)
    return out


def queue_row(waiting: Waiting, today: dt.date) -> QueueRow:
    """Return one line of the queue."""
    fields = waiting.record.get("fields", {})
    return QueueRow(
        id=waiting.id,
        name=masked_name(text_of(fields, FieldName.NAME)),
        subject=text_of(fields, FieldName.SUBJECT),
        reasons=reason_codes(waiting.record),
        due=waiting.due,
        left=(waiting.due - today).days if waiting.due else 0,
        band=band(waiting.due, today),
        holder=waiting.lease.holder if waiting.lease else None,
        mine=bool(waiting.lease and waiting.lease.mine),
    )


def text_of(fields: Mapping[str, Any], name: FieldName) -> str:
    """Return a field's value out of a record's JSON, empty when there is none."""
    return str(fields.get(name.value, {}).get("value") or "")


def reason_codes(record: Record) -> tuple[str, ...]:
    """Return each reason's code once, in order."""
    return tuple(dict.fromkeys(r["code"] for r in record.get("reasons", [])))


def due_of(record: Record) -> dt.date | None:
    """Return the statutory day of the record's clock, None when no clock runs."""
    clock = record["clock"]
    return dt.date.fromisoformat(clock["due"]) if clock else None
