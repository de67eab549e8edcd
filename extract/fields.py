"""Each finder's catch as a field: value, state, confidence, evidence, alternatives.

A field's confidence is ``p_select`` × ``p_read``: how sure the rule picks the right place, and how
sure the words there were read. Both are honest guesses until audits calibrate them; gates, not
these numbers, decide on name and number.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from domain.field import Alternative, Evidence, Field, FieldName, FieldState, missing
from domain.page import CropRead
from domain.tckn import is_valid
from extract import address, addressee, contact, dates, signature, subject
from extract.identity import Identity
from extract.labels import Labels
from extract.letter import Excerpt, Letter, agreed, strip_signs

_N, _S = FieldName, FieldState

#: How often the place a rule names is the right one (see EXTRACTION 2.4: rules on boxes, scans).
_P_SELECT = {"label.right": 0.95, "label.cell": 0.95, "label.below": 0.9, "subject.derived": 0.4}
_P_OTHER = 0.8
_MOST_ALTERNATIVES = 5


@dataclass(frozen=True)
class Finds:
    """What the finders need."""

    letter: Letter
    labels: Labels
    identity: Identity
    crops: tuple[CropRead, ...]
    received_on: dt.date
    email: Excerpt | None


def fields_of(finds: Finds) -> Mapping[FieldName, Field]:
    """Return all ten fields."""
    letter, labels = finds.letter, finds.labels
    found = (
        _tckn(finds),
        _name(finds),
        _text(finds, _N.SUBJECT, subject.find(letter, labels)),
        _text(finds, _N.ADDRESS, address.find(letter, labels)),
        _phone(finds),
        _email(finds),
        _text(finds, _N.ADDRESSEE, addressee.find(letter, labels)),
        _maiden(finds),
        _date(finds),
        _signature(finds),
    )
    return {field.name: field for field in found}


def _confidence(at: Excerpt, witnesses: int) -> float:
    read = at.confidence if not witnesses else 1 - (1 - at.confidence) * 0.3
    return round(_P_SELECT.get(at.rule, _P_OTHER) * max(0.0, min(1.0, read)), 4)


def _tckn(finds: Finds) -> Field:
    verdict, numbers = finds.identity.tckn, finds.identity.numbers
    others = tuple(
        Alternative(
            value=value,
            confidence=min(0.9, 0.3 * number.votes(value)),
            evidence=Evidence(page=number.page, box=number.box, rule="tckn.seen"),
            why_not="tckn.other_person" if number.other_person else "",
        )
        for number in numbers
        for value in sorted(number.valids)
        if value != verdict.value
    )[:_MOST_ALTERNATIVES]
    if verdict.value is None or verdict.number is None:
        return _no_tckn(finds, others)
    place = verdict.number
    conflict = "tckn.two_numbers" in verdict.against or "tckn.reads_differ" in verdict.against
    return Field(
        name=_N.TCKN,
        state=_S.CONFLICT if conflict else _S.FOUND,
        value=verdict.value,
        confidence=0.995 if not verdict.against else min(0.9, 0.4 + 0.2 * verdict.votes),
        read_as=place.readings[0].raw if place.readings else verdict.value,
        evidence=Evidence(page=place.page, box=place.box, rule="tckn.two_reads"),
        alternatives=others,
    )


def _no_tckn(finds: Finds, others: tuple[Alternative, ...]) -> Field:
    """Say where digits stand that could not be read; nothing is repaired or proposed."""
    open_strings = [n for n in finds.identity.numbers if not n.valids]
    if not open_strings:
        against = finds.identity.tckn.against
        state = _S.UNREADABLE if "tckn.unresolved" in against else _S.MISSING
        return Field(name=_N.TCKN, state=state, alternatives=others)
    place = open_strings[0]
    return Field(
        name=_N.TCKN,
        state=_S.UNREADABLE,
        read_as=place.readings[0].raw if place.readings else None,
        evidence=Evidence(page=place.page, box=place.box, rule="tckn.unreadable"),
        alternatives=others,
    )


def _name(finds: Finds) -> Field:
    best, who = finds.identity.name, finds.identity
    if best is None:
        return missing(_N.NAME)
    others = tuple(
        Alternative(value=p.best.value, confidence=0.1, evidence=p.best.at.evidence)
        for p in who.people[1 : 1 + _MOST_ALTERNATIVES]
    )
    sure = _confidence(best.at, who.name_witnesses)
    return Field(
        name=_N.NAME,
        state=_S.FOUND,
        value=best.value,
        confidence=sure if not who.name_against else round(sure * 0.7, 4),
        read_as=best.at.text,
        evidence=best.at.evidence,
        alternatives=others,
    )


def _text(finds: Finds, name: FieldName, at: Excerpt | None) -> Field:
    value = strip_signs(at.text) if at else ""
    if at is None or not value:
        return missing(name)
    witnesses = agreed(value, [finds.letter.second(at.page, at.box)])
    return Field(
        name=name,
        state=_S.FOUND,
        value=value,
        confidence=_confidence(at, witnesses),
        read_as=at.text,
        evidence=at.evidence,
    )


def _phone(finds: Finds) -> Field:
    numbers = [(value, at) for value, at in contact.phones(finds.letter, finds.labels)]
    numbers = [(value, at) for value, at in numbers if not is_valid(value.removeprefix("+90"))]
    if not numbers:
        return missing(_N.PHONE)
    value, at = numbers[0]
    witnesses = agreed(value.removeprefix("+90"), [finds.letter.second(at.page, at.box)])
    others = tuple(
        Alternative(value=v, confidence=0.3, evidence=a.evidence)
        for v, a in numbers[1 : 1 + _MOST_ALTERNATIVES]
    )
    return Field(
        name=_N.PHONE, state=_S.FOUND, value=value, confidence=_confidence(at, witnesses),
        read_as=at.text, evidence=at.evidence, alternatives=others,
    )  # fmt: skip


def _email(finds: Finds) -> Field:
    at = finds.email
    if at is None:
        return missing(_N.EMAIL)
    readings = contact.email_readings(finds.letter, at, finds.crops)
    if not readings:
        return Field(name=_N.EMAIL, state=_S.UNREADABLE, read_as=at.text, evidence=at.evidence)
    agree = readings.count(readings[0]) > 1
    others = tuple(
        Alternative(value=v, confidence=0.3, evidence=at.evidence)
        for v in dict.fromkeys(readings)
        if v != readings[0]
    )
    return Field(
        name=_N.EMAIL, state=_S.FOUND, value=readings[0], confidence=0.85 if agree else 0.6,
        read_as=at.text, evidence=at.evidence, alternatives=others,
    )  # fmt: skip


def _maiden(finds: Finds) -> Field:
    """Only from its own label: there is no other sign of it that could be believed."""
    for hit in finds.labels.of("maiden.self"):
        value = finds.labels.value(hit)
        if value:
            return _text(finds, _N.MOTHER_MAIDEN_NAME, value)
    return missing(_N.MOTHER_MAIDEN_NAME)


def _date(finds: Finds) -> Field:
    found = [
        d
        for d in dates.find(finds.letter, finds.labels)
        if dates.is_plausible(d.day, finds.received_on)
    ]
    if not found:
        return missing(_N.DATE)
    best = found[0]
    second = list(dates.in_text(finds.letter.second(best.at.page, best.at.box)))
    return Field(
        name=_N.DATE,
        state=_S.FOUND,
        value=best.day.isoformat(),
        confidence=_confidence(best.at, int(best.day in second)),
        read_as=best.at.text,
        evidence=best.at.evidence,
        alternatives=tuple(
            Alternative(value=d.day.isoformat(), confidence=0.2, evidence=d.at.evidence)
            for d in found[1:3]
            if d.day != best.day
        ),
    )


def _signature(finds: Finds) -> Field:
    sign = signature.find(finds.letter, finds.labels, finds.identity.name)
    if sign is None:
        return Field(name=_N.SIGNATURE, state=_S.UNREADABLE)
    state = _S.UNREADABLE if sign.signed is None else _S.FOUND
    return Field(
        name=_N.SIGNATURE,
        state=state,
        value=sign.signed,
        confidence={True: 0.9, False: 0.7, None: 0.0}[sign.signed],
        evidence=Evidence(page=sign.page, box=sign.box, rule=sign.rule),
    )
