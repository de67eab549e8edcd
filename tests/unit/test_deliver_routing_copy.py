"""The copy for the unit: who hides is not in it, in no field, mark or line."""

import json
from typing import Any

import pytest

from deliver.routing_copy import is_hidden, routing_copy
from domain.field import Alternative, Field, FieldName, FieldState
from domain.record import field_to_json

TEXT = """ZARA KAYMAKAMLIĞINA
Komşum kaçak elektrik kullanıyor.
Kimliğimin gizli tutulmasını isterim.
Işıl ÇAĞLAYANGİL
T.C. No: 100 000 001 46
0 312 555 01 23, isil@ornek.tr
Kiraz Sokak No: 7"""


def a_record(kind: str = "ihbar", **more: Any) -> dict[str, Any]:
    values = {
        FieldName.TCKN: "10000000146",
        FieldName.NAME: "Işıl ÇAĞLAYANGİL",
        FieldName.ADDRESS: "Kiraz Sokak No: 7",
        FieldName.PHONE: "+903125550123",
        FieldName.EMAIL: "isil@ornek.tr",
        FieldName.SUBJECT: "Kaçak elektrik",
    }
    fields = {
        name.value: field_to_json(
            Field(
                name=name, state=FieldState.FOUND, value=value, read_as=value,
                alternatives=(Alternative(value=value[::-1], confidence=0.1),),
            )
        )
        for name, value in values.items()
    }  # fmt: skip
    return {
        "kind": kind,
        "arrival": {"file": "isil-caglayangil.tif", "channel": "fax"},
        "fields": fields,
        "name_parts": {"given": "Işıl", "family": "ÇAĞLAYANGİL"},
        "signatories": [{"name": "Nail BÜYÜKATLI", "tckn": "10000000214"}],
        "attachments": [{"text": "Işıl'ın kimliği", "pages": 1}],
        "pages": [
            {"page": 1, "fax_header": {"text": "IŞIL 3125550123"}, "fax_tags": {}, "codes": []}
        ],
        "text": TEXT + "\nNail Büyükatlı",
    } | more


def test_nothing_of_the_writer_is_left_and_the_matter_stays() -> None:
    copy = routing_copy(a_record())
    told = json.dumps(copy, ensure_ascii=False)
    facts = ["Işıl", "IŞIL", "isil", "AĞLAYANG", "10000000146", "64100000001", "100 000 001"]
    facts += ["5550123", "555 01 23", "ornek", "Kiraz", "Büyükatlı", "BÜYÜKATLI"]
    for fact in facts:
        assert fact not in told
    assert copy["fields"]["subject"]["value"] == "Kaçak elektrik"
    assert "Komşum kaçak elektrik kullanıyor." in copy["text"]
    assert copy["withheld"] == ["address", "email", "name", "phone", "tckn"]


@pytest.mark.parametrize(
    ("kind", "asked", "hidden"),
    [("ihbar", False, True), ("sikayet", True, True), ("sikayet", False, False)],
)
def test_tip_offs_and_those_who_ask_are_hidden(kind: str, asked: bool, hidden: bool) -> None:  # noqa: FBT001 - a table's cell
    record = a_record(kind, identity_hidden=asked)
    assert is_hidden(record) is hidden
    assert (routing_copy(record) is record) is not hidden


def test_the_record_itself_is_not_changed() -> None:
    record = a_record()
    routing_copy(record)
    assert record == a_record()
