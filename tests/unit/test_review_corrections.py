from typing import Any

import pytest

from domain.field import Alternative, Evidence, Field, FieldName, FieldState, SetBy
from domain.geometry import Box
from domain.petition import Kind
from domain.record import Record, field_to_json
from domain.tckn import check_digits
from review import outcomes
from review.corrections import Choice, Said, amended, before_acceptance, fields_of, in_doubt, settle
from review.entry import NotAValue, canonical, shown

NUMBER = "482917365" + check_digits("482917365")
WRONG = NUMBER[:10] + str((int(NUMBER[10]) + 1) % 10)


def record(*reasons: tuple[str, str | None], **fields: Field) -> Record:
    return {
        "kind": "istek",
        "track": "3071",
        "reasons": [{"code": c, "text": c} | ({"field": f} if f else {}) for c, f in reasons],
        "fields": {name: field_to_json(field) for name, field in fields.items()},
    }


def found(name: FieldName, value: Any, by: SetBy = SetBy.MACHINE) -> Field:
    place = Evidence(page=1, box=Box(1, 2, 3, 4), rule="label.right")
    return Field(
        name=name, state=FieldState.FOUND, value=value, confidence=0.4, evidence=place, by=by
    )


def said(name: str, text: str = "", choice: str = "value") -> dict[FieldName, Said]:
    return {FieldName(name): Said(Choice(choice), text)}


def test_nothing_said_changes_nothing() -> None:
    base = record(name=found(FieldName.NAME, "Işıl ÇAĞLAYANGİL"))
    made = settle(base, {}, "istek")
    assert not made.fields
    assert made.kind is None
    assert not made.faults


def test_a_typed_value_is_the_persons_and_the_machines_stays_as_an_alternative() -> None:
    base = record(tckn=found(FieldName.TCKN, WRONG))
    field = settle(base, said("tckn", NUMBER), None).fields[FieldName.TCKN]
    assert (field.value, field.by, field.confidence) == (NUMBER, SetBy.REVIEWER, 1.0)
    assert [a.value for a in field.alternatives] == [WRONG]
    assert isinstance(field.alternatives[0], Alternative)
    assert field.evidence is not None


def test_a_wrong_checksum_typed_by_a_person_is_told_and_not_kept() -> None:
    made = settle(record(), said("tckn", WRONG), None)
    assert made.faults == {FieldName.TCKN: "fault.tckn.checksum"}
    assert not made.fields


def test_nobody_can_vouch_for_a_number_whose_digits_do_not_match() -> None:
    base = record(("tckn.invalid", "tckn"), tckn=found(FieldName.TCKN, WRONG))
    made = settle(base, said("tckn", WRONG), None)
    assert made.faults == {FieldName.TCKN: "fault.tckn.checksum"}


@pytest.mark.parametrize(("state", "kept"), [("missing", "missing"), ("unreadable", "unreadable")])
def test_not_there_and_illegible_are_a_persons_own_findings(state: str, kept: str) -> None:
    base = record(tckn=found(FieldName.TCKN, WRONG))
    field = settle(base, said("tckn", WRONG, state), None).fields[FieldName.TCKN]
    assert (field.state.value, field.value, field.by) == (kept, None, SetBy.REVIEWER)


def test_typing_into_a_field_that_was_not_there_fills_it() -> None:
    field = settle(record(), said("name", "Ayşe Demir"), None).fields[FieldName.NAME]
    assert field.value == "Ayşe Demir"


def test_a_field_in_doubt_stops_acceptance_until_a_person_settles_it() -> None:
    name = found(FieldName.NAME, "Işıl ÇAĞLAYANGİL")
    base = record(("name.doubtful", "name"), name=name)
    assert before_acceptance(base) == {FieldName.NAME: "fault.look"}
    vouched = settle(base, said("name", str(name.value)), None)
    after = amended(base, vouched)
    assert before_acceptance(after) == {}
    assert in_doubt(after) == ()


def test_without_a_name_acceptance_needs_a_person_to_say_it_is_not_there() -> None:
    assert before_acceptance(record()) == {FieldName.NAME: "fault.name.needed"}
    vouched = settle(record(), said("name", choice="missing"), None)
    assert before_acceptance(amended(record(), vouched)) == {}


def test_a_contradiction_is_chosen_from_never_vouched_for() -> None:
    conflict = Field(name=FieldName.NAME, state=FieldState.CONFLICT, value="A B", confidence=0.5)
    assert settle(record(name=conflict), said("name", "A B", "conflict"), None).faults == {
        FieldName.NAME: "fault.choose"
    }


def test_asking_for_information_runs_the_clock_of_law_4982() -> None:
    made = settle(record(), {}, "bilgi_edinme")
    assert made.kind is Kind.BILGI_EDINME
    assert amended(record(), made)["track"] == "4982"


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        (FieldName.PHONE, "0312 555 01 23", "+903125550123"),
        (FieldName.DATE, "3.11.2026", "2026-11-03"),
        (FieldName.DATE, "2026-11-03", "2026-11-03"),
        (FieldName.TCKN, f"{NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}", NUMBER),
        (FieldName.NAME, "  Işıl \u202e  ÇAĞLAYANGİL ", "Işıl ÇAĞLAYANGİL"),
        (FieldName.EMAIL, "isil@example.com", "isil@example.com"),
        (FieldName.SIGNATURE, "no", False),
    ],
)
def test_what_is_typed_becomes_canonical(name: FieldName, typed: str, value: object) -> None:
    assert canonical(name, typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "key"),
    [
        (FieldName.PHONE, "12", "fault.phone"),
        (FieldName.DATE, "31.02.2026", "fault.date"),
        (FieldName.EMAIL, "isil@", "fault.email"),
        (FieldName.NAME, "4711", "fault.name"),
        (FieldName.SUBJECT, " \u200b ", "fault.empty"),
        (FieldName.SUBJECT, "a" * 2001, "fault.long"),
        (FieldName.TCKN, "123", "fault.tckn.length"),
        (FieldName.TCKN, "10000000146", "fault.tckn.placeholder"),
    ],
)
def test_what_is_no_value_is_refused_with_a_reason(name: FieldName, typed: str, key: str) -> None:
    with pytest.raises(NotAValue) as refused:
        canonical(name, typed)
    assert refused.value.key == key


def test_a_date_is_shown_as_people_here_write_it() -> None:
    assert shown(FieldName.DATE, "2026-11-03") == "03.11.2026"


def test_absent_fields_read_as_missing() -> None:
    assert fields_of(record())[FieldName.EMAIL].state is FieldState.MISSING


def test_a_closing_decision_needs_a_ground_and_own_words() -> None:
    assert outcomes.fault("because", "yeterince uzun bir söz") == "return.fault.code"
    assert outcomes.fault("m6a", "   kısa     ") == "return.fault.words"
    assert outcomes.fault("m6a", "Konusu belirli değil.") is None
    assert outcomes.decided("m6a", " Konusu  yok gibi. ", "zeynep", "t")["article"] == "3071/6-a"
