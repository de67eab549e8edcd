"""A value keyed again by a person who has not seen it. Pure.

Anyone checking a value that stands before them tends to see it on the paper too; two people who
type apart are right together almost always (0.046 against 0.37 errors in 1,000 fields: Paulsen
2012). Where they differ, a third person looks: either of the two would make the entries match each
other rather than the paper (Barchard 2019).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.field import Field, FieldName, FieldState, FieldValue, SetBy
from domain.turkish import compose, lower, squeeze
from review.corrections import Choice
from review.entry import NotAValue, canonical


class Purpose(StrEnum):
    """Why a value is keyed again."""

    SECOND = "second"  #: a number that a person typed by hand
    AUDIT = "audit"  #: a record that the machine accepted, drawn to be checked


#: Fields that are typed twice when typed by hand. A check digit finds one misread digit always,
#: two neighbours swapped by typing only nine times in ten.
TWICE = (FieldName.TCKN,)
#: Audited fields that two people write alike; any other is judged by sight.
KEYED = (FieldName.TCKN, FieldName.NAME)


@dataclass(frozen=True, slots=True)
class Key:
    """What one person, or the machine, says of a field."""

    choice: Choice
    value: FieldValue = None

    def to_json(self) -> dict[str, Any]:
        """Return ``{"choice", "value"}``."""
        return {"choice": self.choice.value, "value": self.value}


def key_from_json(raw: Mapping[str, Any]) -> Key:
    """Return the key that ``to_json`` wrote."""
    return Key(Choice(raw["choice"]), raw["value"])


def key_of(field: Field) -> Key:
    """Return what a record says of a field."""
    if field.state is FieldState.FOUND:
        return Key(Choice.VALUE, field.value)
    unreadable = field.state is FieldState.UNREADABLE
    return Key(Choice.UNREADABLE if unreadable else Choice.MISSING)


def typed_by_hand(field: Field, read: Collection[FieldValue]) -> bool:
    """Say whether a person typed the value; ``read`` holds what the machine proposed."""
    known = {alternative.value for alternative in field.alternatives} | set(read)
    return field.by is SetBy.REVIEWER and field.value is not None and field.value not in known


def same(first: Key, second: Key) -> bool:
    """Say whether two people found the same. What neither could read is not the same."""
    if first.choice is not second.choice or first.choice is Choice.UNREADABLE:
        return False
    return _plain(first.value) == _plain(second.value)


def _plain(value: FieldValue) -> str:
    return lower(compose(squeeze(value))) if isinstance(value, str) else str(value)


def keyed(
    form: Mapping[str, str], names: Iterable[FieldName], sight: Mapping[FieldName, Key]
) -> tuple[dict[FieldName, Key], dict[FieldName, str]]:
    """Return what a posted form says of each field, and wording keys of what is wrong.

    ``sight`` holds the machine's value of the fields that are judged by sight.
    """
    keys: dict[FieldName, Key] = {}
    faults: dict[FieldName, str] = {}
    for name in names:
        try:
            keys[name] = _one(form, name, sight.get(name))
        except NotAValue as fault:
            faults[name] = fault.key
    return keys, faults


def _one(form: Mapping[str, str], name: FieldName, seen: Key | None) -> Key:
    choice = form.get(f"choice.{name}", "")
    if choice == "right" and seen is not None:
        return seen
    if choice not in {Choice.VALUE, Choice.MISSING, Choice.UNREADABLE}:
        raise NotAValue("fault.choose")
    if choice != Choice.VALUE:
        return Key(Choice(choice))
    return Key(Choice.VALUE, canonical(name, form.get(f"value.{name}", "")))


def with_key(field: Field, key: Key) -> Field:
    """Return the field as a supervisor settled it; a value that stands stays as it was."""
    if same(key_of(field), key):
        return field
    corrected = field.corrected(key.value)
    if key.choice is not Choice.UNREADABLE:
        return corrected
    return Field(
        name=field.name,
        state=FieldState.UNREADABLE,
        confidence=corrected.confidence,
        read_as=field.read_as,
        evidence=field.evidence,
        alternatives=corrected.alternatives,
        by=SetBy.REVIEWER,
    )
