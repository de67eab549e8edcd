"""The petition record: what ``dilekce read`` prints, the store keeps and the downstream receives.

Pure mapping between ``Petition`` values and plain JSON values; the JSON Schema is published as
package data of ``dilekce``.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from domain.arrival import FaxTags
from domain.decision import Decision, Reason
from domain.field import Alternative, Evidence, Field, FieldName, FieldState, SetBy
from domain.geometry import Box
from domain.legal import completeness
from domain.page import Code, FaxHeader, PageRole
from domain.person import parted
from domain.petition import (
    Attachment,
    Kind,
    LegalClock,
    PageRef,
    Petition,
    Route,
    Sheet,
    Signatory,
    Track,
)

SCHEMA = "dilekce.petition/1"

#: A record is a JSON object; its shape is the published schema's.
Record = dict[str, Any]


def reason_to_json(reason: Reason) -> Record:
    """Return ``{"code", "text", "field"?}``."""
    out: Record = {"code": reason.code, "text": reason.tr}
    if reason.field:
        out["field"] = reason.field.value
    return out


def _place(evidence: Evidence | None) -> Record:
    if evidence is None:
        return {"page": None, "box": None, "rule": None}
    return {
        "page": evidence.page,
        "box": _box(evidence.box),
        "rule": evidence.rule,
    }


def _placed(raw: Mapping[str, Any]) -> Evidence | None:
    if raw.get("page") is None or raw.get("box") is None:
        return None
    return Evidence(page=raw["page"], box=Box(*raw["box"]), rule=raw.get("rule") or "")


def field_to_json(field: Field) -> Record:
    """Return one entry of the record's ``fields``."""
    return {
        "value": field.value,
        "state": field.state.value,
        "confidence": round(field.confidence, 4),
        "read_as": field.read_as,
        **_place(field.evidence),
        "alternatives": [
            {
                "value": a.value,
                "confidence": round(a.confidence, 4),
                "why_not": a.why_not,
                **_place(a.evidence),
            }
            for a in field.alternatives
        ],
        "doubtful": list(field.doubtful),
        "by": field.by.value,
    }


def field_from_json(name: FieldName, raw: Mapping[str, Any]) -> Field:
    """Return the field that ``field_to_json`` wrote."""
    return Field(
        name=name,
        state=FieldState(raw["state"]),
        value=raw["value"],
        confidence=raw["confidence"],
        read_as=raw["read_as"],
        evidence=_placed(raw),
        alternatives=tuple(
            Alternative(
                value=a["value"],
                confidence=a["confidence"],
                evidence=_placed(a),
                why_not=a["why_not"],
            )
            for a in raw["alternatives"]
        ),
        doubtful=tuple(raw.get("doubtful", ())),
        by=SetBy(raw["by"]),
    )


def sheet_to_json(sheet: Sheet) -> Record:
    """Return one entry of the record's ``pages``."""
    header = sheet.fax_header
    return {
        "page": sheet.page,
        "role": sheet.role.value,
        "fax_header": asdict(header) | {"box": _box(header.box)} if header else None,
        "fax_tags": asdict(sheet.fax_tags) if sheet.fax_tags else None,
        "codes": [{"kind": c.kind, "text": c.text, "box": _box(c.box)} for c in sheet.codes],
    }


def sheet_from_json(raw: Mapping[str, Any]) -> Sheet:
    """Return the sheet that ``sheet_to_json`` wrote."""
    header, tags = raw["fax_header"], raw["fax_tags"]
    return Sheet(
        page=raw["page"],
        role=PageRole(raw["role"]),
        fax_header=FaxHeader(**header | {"box": Box(*header["box"])}) if header else None,
        fax_tags=FaxTags(**tags) if tags else None,
        codes=tuple(Code(c["kind"], c["text"], Box(*c["box"])) for c in raw["codes"]),
    )


def signatory_to_json(signatory: Signatory) -> Record:
    """Return one entry of the record's ``signatories``."""
    return {
        "name": signatory.name,
        "tckn": signatory.tckn,
        **_place(signatory.evidence),
    }


def signatory_from_json(raw: Mapping[str, Any]) -> Signatory:
    """Return the signatory that ``signatory_to_json`` wrote."""
    where = Evidence(page=raw["page"], box=Box(*raw["box"]), rule=raw["rule"])
    return Signatory(name=raw["name"], tckn=raw["tckn"], evidence=where)


def _box(box: Box) -> list[int]:
    return [box.x, box.y, box.w, box.h]


def _name_parts(name: Field) -> Record | None:
    """Return ``{"given", "family"}``; None without a full name."""
    parts = parted(name.value) if isinstance(name.value, str) else None
    return asdict(parts) if parts else None


def completeness_to_json(petition: Petition) -> Record:
    """Return what law 3071 art. 4 asks for and whether it was found: ``{"name": "found", …}``."""
    doubted = {reason.field for reason in petition.decision.reasons if reason.field}
    found = completeness(petition.fields, doubted)
    return {name.value: finding.value for name, finding in found.items()}


def petition_to_json(petition: Petition) -> Record:
    """Return the petition's own part of a record; the caller adds arrival, route and clock."""
    return {
        "kind": petition.kind.value,
        "track": petition.track.value,
        "reasons": [reason_to_json(r) for r in petition.decision.reasons],
        "findings": list(petition.findings),
        "completeness": completeness_to_json(petition),
        "fields": {name.value: field_to_json(petition.field(name)) for name in FieldName},
        "name_parts": _name_parts(petition.field(FieldName.NAME)),
        "signatories": [signatory_to_json(s) for s in petition.signatories],
        "attachments": [{"text": a.text, "pages": a.pages} for a in petition.attachments],
        "registered_on": _day(petition.registered_on),
        "pages": [sheet_to_json(sheet) for sheet in petition.sheets],
        "text": petition.text,
    }


def petition_from_json(raw: Mapping[str, Any], pages: tuple[PageRef, ...]) -> Petition:
    """Return the petition that ``petition_to_json`` wrote."""
    reasons = tuple(
        Reason(r["code"], FieldName(r["field"]) if "field" in r else None) for r in raw["reasons"]
    )
    return Petition(
        pages=pages,
        kind=Kind(raw["kind"]),
        track=Track(raw["track"]),
        fields={FieldName(k): field_from_json(FieldName(k), v) for k, v in raw["fields"].items()},
        decision=Decision(reasons),
        text=raw["text"],
        findings=tuple(raw["findings"]),
        attachments=tuple(Attachment(a["text"], a["pages"]) for a in raw["attachments"]),
        sheets=tuple(sheet_from_json(sheet) for sheet in raw["pages"]),
        registered_on=registered_on(raw),
        # Records kept before joint petitions were listed have none.
        signatories=tuple(signatory_from_json(s) for s in raw.get("signatories", ())),
    )


def registered_on(raw: Mapping[str, Any]) -> dt.date | None:
    """Return the day in the registry stamp; records of before 0.2 tell none."""
    told = raw.get("registered_on")
    return dt.date.fromisoformat(told) if told else None


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def route_to_json(route: Route | None) -> Record | None:
    """Return ``{"unit", "name", "because", "candidates"}``."""
    if route is None:
        return None
    return {
        "unit": route.unit,
        "name": route.unit_name,
        "because": route.because,
        "candidates": [asdict(candidate) for candidate in route.candidates],
    }


def clock_to_json(clock: LegalClock | None) -> Record | None:
    """Return the record's ``clock``, days as ISO."""
    if clock is None:
        return None
    return {
        "due": clock.due.isoformat(),
        "moved_to": clock.moved_to.isoformat(),
        "rule": clock.rule,
        "counted_from": clock.counted_from.isoformat(),
        "receipt": clock.receipt.value,
        "days": clock.days,
        "counted": clock.counted.value,
        "skipped": [{"day": off.day.isoformat(), "name": off.name} for off in clock.skipped],
        "half_day": clock.half_day,
        "half_on": clock.half_on.isoformat(),
        "nearly_on": clock.nearly_on.isoformat(),
    }


def instant(when: dt.datetime) -> str:
    """Return ``when`` as ISO 8601 with offset, seconds precision."""
    return when.isoformat(timespec="seconds")
