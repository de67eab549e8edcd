"""What law 3071 art. 4 asks of a petition: name, signature, home or work address, definite subject.

Findings for a person, never a refusal. A letter that lacks something is still received and
registered (refusing it unlawfully is a crime, penal code art. 121), an unsigned tip-off with
documents may have to be looked into (law 4483 art. 4), and no result may rest on a machine alone
(law 6698 art. 11). So "not found" says what was not seen on the paper, no more.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from domain.field import Field, FieldName, FieldState, SetBy, missing

#: What art. 4 and art. 6(a) ask for.
REQUIRED = (FieldName.NAME, FieldName.SIGNATURE, FieldName.ADDRESS, FieldName.SUBJECT)


class Finding(StrEnum):
    """What was seen of one of them."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNSURE = "unsure"  #: illegible, contradictory, doubted, or only derived from the text


def completeness(
    fields: Mapping[FieldName, Field], doubted: Collection[FieldName] = ()
) -> dict[FieldName, Finding]:
    """Return a finding for each of ``REQUIRED``; ``doubted`` are the fields a reason speaks of."""
    return {
        name: _finding(fields.get(name, missing(name)), doubted=name in doubted)
        for name in REQUIRED
    }


def _finding(field: Field, *, doubted: bool) -> Finding:
    if field.state in (FieldState.UNREADABLE, FieldState.CONFLICT):
        return Finding.UNSURE
    by_machine = field.by is SetBy.MACHINE
    if by_machine and field.is_derived:
        return Finding.UNSURE
    if field.state is FieldState.MISSING:
        return Finding.UNSURE if by_machine and field.alternatives else Finding.NOT_FOUND
    if field.value is False:
        return Finding.NOT_FOUND
    return Finding.UNSURE if by_machine and doubted else Finding.FOUND
