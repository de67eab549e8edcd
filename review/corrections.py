"""What a person said about fields becomes settled fields. Pure; a person outranks any machine.

A field nobody spoke of is left alone, so two people's changes can be joined.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.field import Field, FieldName, FieldState, SetBy, missing
from domain.petition import Kind, Track
from domain.record import Record, field_from_json, field_to_json
from domain.turkish import squeeze
from review.entry import NotAValue, canonical, shown


class Choice(StrEnum):
    """What a person may say about a field. ``CONFLICT`` is shown, never chosen."""

    VALUE = "value"
    MISSING = "missing"  #: not on the document (belgede yok)
    UNREADABLE = "unreadable"  #: there, but illegible (okunamıyor)
    CONFLICT = "conflict"


_CHOICE = {
    FieldState.FOUND: Choice.VALUE,
    FieldState.MISSING: Choice.MISSING,
    FieldState.UNREADABLE: Choice.UNREADABLE,
    FieldState.CONFLICT: Choice.CONFLICT,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said about one field; ``text`` counts for a value only."""

    choice: Choice
    text: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """Settled fields, the kind when it was changed, and wording keys of what is wrong."""

    fields: Mapping[FieldName, Field]
    kind: Kind | None
    faults: Mapping[FieldName, str]


def choice_of(field: Field) -> Choice:
    """Return how the form shows the field's state."""
    return _CHOICE[field.state]


def fields_of(record: Record) -> dict[FieldName, Field]:
    """Return every field of the record, absent ones as missing."""
    raw = record["fields"]
    return {
        name: field_from_json(name, raw[name.value]) if name.value in raw else missing(name)
        for name in FieldName
    }


def told(field: Field) -> dict[str, str]:
    """Return what the record says of a field, as a person would say it."""
    return {"choice": choice_of(field).value, "text": shown(field.name, field.value)}


def settle(record: Record, said: Mapping[FieldName, Said], kind: str | None) -> Corrections:
    """Return the fields as the person settled them; faulty ones only as a fault."""
    fields = fields_of(record)
    settled: dict[FieldName, Field] = {}
    faults: dict[FieldName, str] = {}
    for name, item in said.items():
        try:
            field = _settled(fields[name], item)
        except NotAValue as fault:
            faults[name] = fault.key
        else:
            if field != fields[name]:
                settled[name] = field
    changed = Kind(kind) if kind in set(Kind) and kind != record["kind"] else None
    return Corrections(settled, changed, faults)


def _settled(field: Field, item: Said) -> Field:
    if item.choice is Choice.CONFLICT:
        raise NotAValue("fault.choose")
    if item.choice is Choice.MISSING:
        return field.corrected(None)
    if item.choice is Choice.UNREADABLE:
        return replace(field.corrected(None), state=FieldState.UNREADABLE)
    text = squeeze(item.text)
    if text == squeeze(shown(field.name, field.value)):
        canonical(field.name, text)  # a person cannot vouch for what no rule allows
        return field.corrected(field.value)
    return field.corrected(canonical(field.name, text))


def amended(record: Record, corrections: Corrections) -> Record:
    """Return the record with the corrections in it; its reasons stand until it is accepted."""
    fields = dict(record["fields"])
    for name, field in corrections.fields.items():
        fields[name.value] = field_to_json(field)
    out = record | {"fields": fields}
    if corrections.kind is not None:
        out["kind"] = corrections.kind.value
        asks_information = corrections.kind is Kind.BILGI_EDINME
        out["track"] = (Track.INFORMATION if asks_information else Track.PETITION).value
    return out


def in_doubt(record: Record) -> tuple[FieldName, ...]:
    """Return the fields a reason speaks of that no person has settled yet."""
    named = {reason.get("field") for reason in record["reasons"]}
    return tuple(
        name
        for name, field in fields_of(record).items()
        if name.value in named and field.by is SetBy.MACHINE
    )


def before_acceptance(record: Record) -> dict[FieldName, str]:
    """Return wording keys of what a person must still settle before accepting."""
    faults = dict.fromkeys(in_doubt(record), "fault.look")
    name = fields_of(record)[FieldName.NAME]
    if not name.value and name.by is SetBy.MACHINE:
        faults[FieldName.NAME] = "fault.name.needed"
    return faults
