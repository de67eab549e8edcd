"""Found, not found, unsure: what law 3071 art. 4 asks for, as a person is told it."""

from dataclasses import replace

import pytest

from domain.field import Alternative, Evidence, Field, FieldName, FieldState, missing
from domain.geometry import Box
from domain.legal import REQUIRED, Finding, completeness

NAME = Field(name=FieldName.NAME, state=FieldState.FOUND, value="Işıl ÇAĞLA", confidence=0.9)
SIGNED = Field(name=FieldName.SIGNATURE, state=FieldState.FOUND, value=True, confidence=0.9)
SUBJECT = missing(FieldName.SUBJECT)
SEEN = replace(SUBJECT, alternatives=(Alternative(value="Arz ederim", confidence=0.4),))
DERIVED = Field(
    name=FieldName.SUBJECT,
    state=FieldState.FOUND,
    value="Yolun onarılmasını arz ederim",
    evidence=Evidence(page=1, box=Box(10, 10, 90, 20), rule="subject.derived"),
)


@pytest.mark.parametrize(
    ("field", "finding"),
    [
        (NAME, Finding.FOUND),
        (replace(NAME, state=FieldState.CONFLICT), Finding.UNSURE),
        (replace(NAME, state=FieldState.UNREADABLE, value=None), Finding.UNSURE),
        (missing(FieldName.NAME), Finding.NOT_FOUND),
        (SIGNED, Finding.FOUND),
        (replace(SIGNED, value=False), Finding.NOT_FOUND),
        (replace(SIGNED, state=FieldState.UNREADABLE, value=None), Finding.UNSURE),
        (SUBJECT, Finding.NOT_FOUND),
        (SEEN, Finding.UNSURE),
        (DERIVED.corrected("Yolun onarımı"), Finding.FOUND),
        (DERIVED, Finding.UNSURE),  # a sentence of the letter is no written subject
    ],
)
def test_a_finding_says_what_was_seen(field: Field, finding: Finding) -> None:
    assert completeness({field.name: field})[field.name] is finding


def test_what_a_reason_speaks_of_is_unsure_until_a_person_settles_it() -> None:
    doubted = {FieldName.NAME}
    assert completeness({FieldName.NAME: NAME}, doubted)[FieldName.NAME] is Finding.UNSURE
    settled = NAME.corrected("Işıl ÇAĞLA")
    assert completeness({FieldName.NAME: settled}, doubted)[FieldName.NAME] is Finding.FOUND


def test_a_person_s_not_there_is_not_found_even_beside_the_machine_s_proposal() -> None:
    settled = DERIVED.corrected(None)
    assert completeness({FieldName.SUBJECT: settled})[FieldName.SUBJECT] is Finding.NOT_FOUND


def test_the_law_asks_for_four_things_and_no_number() -> None:
    assert {name.value for name in REQUIRED} == {"name", "signature", "address", "subject"}
    assert set(completeness({})) == set(REQUIRED)
