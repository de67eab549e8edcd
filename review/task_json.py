"""A record in hand as the verification screen gets it: one JSON object, everything drawn from it.

Boxes are pixels of the upright page image, origin at the top left; ``page`` counts from 1 within
the petition. Texts are in the visitor's language; values as a person types them.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from domain.decision import REASONS
from domain.field import Alternative, Evidence, Field, FieldName, FieldState, SetBy
from domain.page import Word
from domain.record import Record
from review.bands import band
from review.corrections import choice_of, fields_of, in_doubt
from review.entry import shown
from review.ports import Opened
from review.rendering import day, moment, reason_text
from review.screens import due_of, legal_of, reasons_of
from review.task_ports import Json, Task
from review.wording import say

#: Fields in legal weight: what 3071 m.4 asks for first, then what helps to answer.
ORDER = (
    FieldName.NAME,
    FieldName.ADDRESS,
    FieldName.SIGNATURE,
    FieldName.DATE,
    FieldName.TCKN,
    FieldName.PHONE,
    FieldName.EMAIL,
    FieldName.MOTHER_MAIDEN_NAME,
    FieldName.SUBJECT,
    FieldName.ADDRESSEE,
)
#: Shown as areas that grow; the others are one line.
_LONG = frozenset({FieldName.ADDRESS, FieldName.SUBJECT, FieldName.ADDRESSEE})
#: Reasons after whose dot stands one of these are faults, not mere doubt.
_HARD = frozenset({"invalid", "missing", "reads_differ", "two_numbers", "two_people"})
_VERY_LOW = 0.5  # below this a value is as good as wrong
_MARGIN = 6  # pixels around a box, so that its frame does not touch the letters


def task_json(
    task: Task,
    words: Mapping[int, Sequence[Word]],
    language: str,
    now: dt.datetime,
    order: Sequence[FieldName],
) -> Json:
    """Return the record with its lease and draft; ``words`` by position of their page."""
    lease = {
        "lease_token": task.token,
        "lease_seconds": max(0, round((task.until - now).total_seconds())),
        "draft": task.draft,
    }
    return opened_json(task.opened, words, language, now, order) | lease


def opened_json(
    opened: Opened,
    words: Mapping[int, Sequence[Word]],
    language: str,
    now: dt.datetime,
    order: Sequence[FieldName],
) -> Json:
    """Return the record as it stands, without a lease: to be read only.

    Fields come in ``order``, those in doubt first.
    """
    record, due = opened.record, due_of(opened.record)
    return {
        "id": opened.id,
        "no": short_number(opened.id),
        "version": opened.version,
        "state": opened.state.value,
        "kind": record["kind"],
        "due": _due(due, language, now.date()) if due else None,
        "reasons": [reason_text(language, code) for code in reasons_of(record, None)],
        "split_doubtful": "split.doubtful" in reasons_of(record, None),
        "facts": _facts(record, language),
        "pages": [
            {"n": p.position, "w": p.width, "h": p.height, "readable": p.key is not None}
            for p in opened.pages
        ],
        "words": [
            [w.text, w.box.x, w.box.y, w.box.w, w.box.h, round(w.confidence, 2), position]
            for position, found in sorted(words.items())
            for w in found
        ],
        "fields": _fields(opened, language, order),
        "text": record["text"],
    }


def short_number(petition_id: str) -> str:
    """Return what people call the record by: the end of the hash in its id, and its place."""
    parts = petition_id.split("-")
    return f"{parts[1][-6:]}-{parts[2]}" if len(parts) == 3 else petition_id[-8:]


def _due(due: dt.date, language: str, today: dt.date) -> Json:
    left = (due - today).days
    key = "days.late" if left < 0 else "days.left" if left else "days.today"
    text = say(key, language, days=abs(left))
    return {"day": day(language, due), "text": text, "band": band(due, today).value}


def _facts(record: Record, language: str) -> list[list[str]]:
    """Return what the head of the form tells: pairs of label and text."""
    route = (record["route"] or {}).get("name") or say("record.no_route", language)
    facts = [[say("record.route", language), route]]
    if whom := record.get("addressed_to"):
        facts.append([say("record.addressed_to", language), whom["name"]])
    lacking = [
        f"{say(f'field.{name}', language)}: {say(f'finding.{finding}', language)}"
        for name, finding in legal_of(record).items()
        if finding != "found"
    ]
    facts += [[say("record.findings", language), " · ".join(lacking)]] if lacking else []
    for key in ("question", "reopened", "returned"):
        if told := record.get(key):
            when = moment(language, dt.datetime.fromisoformat(told["at"]))
            words = f"“{told['words']}” ({told['by']}, {when})"
            facts.append([say(f"record.{key}", language), words])
    if of := (record.get("returned") or {}).get("of"):
        facts.append([say("record.duplicate_of", language), short_number(of)])
    return facts


def _fields(opened: Opened, language: str, order: Sequence[FieldName]) -> list[Json]:
    fields, doubtful = fields_of(opened.record), set(in_doubt(opened.record))
    position = {page.arrival_page: page.position for page in opened.pages}
    return [
        _field(
            fields[name],
            reasons_of(opened.record, name),
            position,
            language,
            doubtful=name in doubtful,
        )
        for name in sorted(order, key=lambda name: name not in doubtful)
    ]


def _field(
    field: Field,
    codes: Sequence[str],
    position: Mapping[int, int],
    language: str,
    *,
    doubtful: bool,
) -> Json:
    text = shown(field.name, field.value)
    return {
        "id": field.name.value,
        "label": say(f"field.{field.name}", language),
        "value": text,
        "choice": choice_of(field).value,
        "conf": round(field.confidence * 100),
        "level": level(field, codes, doubtful=doubtful),
        "why": [reason_text(language, code) for code in codes],
        "doubtful": list(field.doubtful) if text == field.value else [],
        "read_as": field.read_as if field.read_as != text else None,
        "long": field.name in _LONG,
        **_place(field.evidence, position),
        "alts": [_alternative(field.name, a, position, language) for a in field.alternatives],
    }


def level(field: Field, codes: Sequence[str], *, doubtful: bool) -> str:
    """Return ``red``, ``amber``, ``auto``, ``person`` or the state of a field without a value."""
    if field.by is SetBy.REVIEWER:
        return "person"
    if not doubtful:
        return "auto" if field.state is FieldState.FOUND else field.state.value
    hard = any(code.partition(".")[2] in _HARD for code in codes)
    sure = field.state is FieldState.FOUND and field.confidence >= _VERY_LOW
    return "amber" if sure and not hard else "red"


def _alternative(
    name: FieldName, other: Alternative, position: Mapping[int, int], language: str
) -> Json:
    why = reason_text(language, other.why_not) if other.why_not in REASONS else ""
    return {
        "value": shown(name, other.value),
        "conf": round(other.confidence * 100),
        "why": why,
        **_place(other.evidence, position),
    }


def _place(evidence: Evidence | None, position: Mapping[int, int]) -> Json:
    if evidence is None or evidence.page not in position:
        return {"page": None, "box": None}
    box = evidence.box.grown(_MARGIN)
    return {"page": position[evidence.page], "box": [box.x, box.y, box.w, box.h]}
