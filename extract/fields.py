"""Findings of the single finders become fields with state, evidence and confidence.

Confidence is ``p_select × p_read``: right place times right letters. Until gates are calibrated
on audited records these are honest guesses: agreement of reads counts most.
"""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from domain.field import Alternative, Evidence, Field, FieldName, FieldState, missing
from domain.geometry import Box, union
from domain.page import CropRead
from domain.places import load_places
from extract import address, addressee, contact, dates, name_gate, signature
from extract.labels import Labels
from extract.letter import Excerpt, Letter, strip_signs
from extract.people import Person

#: How often the place is right, by rule (development letters; what a label names, nearly always).
_SELECT = {
    "label.right": 0.98,
    "label.cell": 0.98,
    "label.below": 0.85,
    "address.block": 0.8,
    "address.prose": 0.9,
    "addressee.heading": 0.97,
    "addressee.foot": 0.85,
    "subject.heading": 0.95,
    "subject.title": 0.85,
    "subject.derived": 0.4,
    "phone.bare": 0.7,
    "phone.prose": 0.85,
    "email.shape": 0.8,
    "date.label": 0.98,
    "date.alone": 0.98,
}


def likeness(letter: Letter, found: Excerpt) -> float:
    """Return how alike the second read is at that place, 0…1.

    Where there was no second look, the least sure word's own confidence.
    """
    lines, page = _lines(letter, found), letter.layout.page(found.page)
    if not all(map(page.looked_twice, lines)):
        return found.confidence
    other = " ".join(letter.second(found.page, box) for box in lines)
    return fuzz.ratio(strip_signs(found.text), strip_signs(other)) / 100


def _lines(letter: Letter, found: Excerpt) -> list[Box]:
    """Return the box of each line's part: a box around all holds words that are not meant."""
    by_row: dict[int, list[Box]] = {}
    for token in range(found.start, found.end):
        for word in letter.words(token, token + 1):
            if word.box.overlap(found.box):
                by_row.setdefault(letter.segment_at(token).row, []).append(word.box)
    return [union(boxes) for boxes in by_row.values()]


def text_field(
    letter: Letter, name: FieldName, found: Excerpt | None, value: str | None = None
) -> Field:
    """Return a field whose value is the text itself."""
    if found is None:
        return missing(name)
    shown = strip_signs(found.text) if value is None else value
    if not shown:
        return missing(name)
    return Field(
        name=name,
        state=FieldState.FOUND,
        value=shown,
        # The root, for likeness is harsher than truth: of addresses at 0.6 three in four are right.
        confidence=_SELECT.get(found.rule, 0.7) * likeness(letter, found) ** 0.5,
        read_as=found.text,
        evidence=found.evidence,
    )


def address_field(letter: Letter, found: Excerpt | None) -> Field:
    """Return the address; contradictory when its district lies in another province."""
    if found is None:
        return missing(FieldName.ADDRESS)
    field = text_field(letter, FieldName.ADDRESS, found, address.value(found))
    written = str(field.value or "")
    if load_places().contradict(written):
        return replace(field, state=FieldState.CONFLICT, confidence=0.3 * field.confidence)
    place = load_places().find(written)
    if place is None or place.district is None:
        return replace(field, confidence=0.8 * field.confidence)
    return field


def subject_field(letter: Letter, found: Excerpt | None) -> Field:
    """Return the subject; the rule ``subject.derived`` marks one that no line was written for."""
    return text_field(letter, FieldName.SUBJECT, found)


def name_field(verdict: name_gate.Verdict, people: Sequence[Person]) -> Field:
    """Return the name field with the other people as alternatives."""
    if verdict.mention is None:
        return missing(FieldName.NAME)
    others = tuple(
        Alternative(
            value=p.best.value,
            confidence=0.1,
            evidence=p.best.at.evidence,
            why_not="name.two_people",
        )
        for p in people
        if p.best.folded != verdict.mention.folded and p.score > 0
    )[:5]
    return Field(
        name=FieldName.NAME,
        state=FieldState.FOUND,
        value=verdict.mention.value,
        confidence=verdict.confidence,
        read_as=" ".join(p.text for p in verdict.mention.pieces),
        evidence=verdict.mention.at.evidence,
        alternatives=others,
    )


def phone_field(letter: Letter, labels: Labels) -> Field:
    """Return the first petitioner's phone number, the others as alternatives."""
    found = list(contact.phones(letter, labels))
    if not found:
        return missing(FieldName.PHONE)
    number, at = found[0]
    again = contact.phone_number(letter.second(at.page, at.box))
    p_read = 0.99 if again == number else 0.5 if again else 0.9
    return Field(
        name=FieldName.PHONE,
        state=FieldState.FOUND,
        value=number,
        confidence=_SELECT.get(at.rule, 0.7) * p_read,
        read_as=at.text,
        evidence=at.evidence,
        alternatives=tuple(
            Alternative(value=n, confidence=0.3, evidence=e.evidence, why_not="phone.second")
            for n, e in found[1:6]
        ),
    )


def email_field(letter: Letter, labels: Labels, crops: Sequence[CropRead]) -> Field:
    """Return the e-mail address; unreadable when only its place was found.

    Contradictory when the page's read has other letters than the crop's: three of four such
    addresses are wrong, of those with the same letters none was (26 addresses, samples).
    """
    at = contact.email_place(letter, labels)
    if at is None:
        return missing(FieldName.EMAIL)
    readings = contact.email_readings(letter, at, tuple(crops))
    if not readings:
        return Field(
            name=FieldName.EMAIL,
            state=FieldState.UNREADABLE,
            read_as=at.text,
            evidence=at.evidence,
        )
    agreed = readings.count(readings[0]) > 1 or contact.email_agrees(letter, at, readings[0])
    return Field(
        name=FieldName.EMAIL,
        state=FieldState.FOUND if agreed else FieldState.CONFLICT,
        value=readings[0],
        confidence=_SELECT.get(at.rule, 0.9) * (0.95 if agreed else 0.5),
        read_as=at.text,
        evidence=at.evidence,
    )


def date_field(letter: Letter, found: Sequence[dates.Dated], *, plausible: bool) -> Field:
    """Return the letter's day as ISO text.

    Contradictory when a second read has another day, or when the letter came before that day or
    more than two years after it.
    """
    if not found:
        return missing(FieldName.DATE)
    best = found[0]
    others = list(dates.in_text(letter.second(best.at.page, best.at.box)))
    p_read = 0.99 if best.day in others else 0.5 if others else 0.8
    sound = plausible and (not others or best.day in others)
    return Field(
        name=FieldName.DATE,
        state=FieldState.FOUND if sound else FieldState.CONFLICT,
        value=best.day.isoformat(),
        confidence=_SELECT[best.at.rule] * p_read * (1 if plausible else 0.3),
        read_as=best.at.text,
        evidence=best.at.evidence,
    )


def signature_field(sign: signature.Sign | None) -> Field:
    """Return true or false as seen; unreadable when ink is there but may be none."""
    if sign is None:
        return Field(name=FieldName.SIGNATURE, state=FieldState.UNREADABLE)
    evidence = Evidence(page=sign.page, box=sign.box, rule=sign.rule)
    if sign.signed is None:
        return Field(name=FieldName.SIGNATURE, state=FieldState.UNREADABLE, evidence=evidence)
    return Field(
        name=FieldName.SIGNATURE,
        state=FieldState.FOUND,
        value=sign.signed,
        confidence=0.9 if sign.signed else 0.7,
        evidence=evidence,
    )


def addressee_field(letter: Letter, labels: Labels) -> Field:
    """Return the addressee as on paper."""
    found = addressee.find(letter, labels)
    return text_field(letter, FieldName.ADDRESSEE, found, addressee.value(found) if found else None)


def maiden_field(letter: Letter, labels: Labels) -> Field:
    """Return the mother's maiden surname, only from its own label."""
    for hit in labels.of("maiden.self"):
        value = labels.value(hit)
        words = value.text.split() if value else []
        if len(words) > 1 and len(words[0]) == 1:
            words = words[1:]  # a colon read as a letter
        if value and 1 <= len(words) <= 3 and "".join(words).isalpha():
            return text_field(letter, FieldName.MOTHER_MAIDEN_NAME, value, " ".join(words))
    return missing(FieldName.MOTHER_MAIDEN_NAME)


#: Fields whose value a form asks for by a label.
_LABELS = {
    FieldName.TCKN: "tckn.self",
    FieldName.NAME: "name.self",
    FieldName.SUBJECT: "subject.self",
    FieldName.ADDRESS: "address.self",
    FieldName.PHONE: "phone.self",
    FieldName.EMAIL: "email.self",
    FieldName.MOTHER_MAIDEN_NAME: "maiden.self",
    FieldName.DATE: "date.self",
}


def by_hand(field: Field, labels: Labels) -> Field:
    """Return the field, unreadable where it is missing and a hand filled in its label's value."""
    key = _LABELS.get(field.name)
    if field.value is not None or field.evidence is not None or key is None:
        return field
    places = (labels.by_hand(hit) for hit in labels.of(key) if not hit.is_other)
    place = next((place for place in places if place), None)
    if place is None:
        return field
    return replace(field, state=FieldState.UNREADABLE, evidence=place)
