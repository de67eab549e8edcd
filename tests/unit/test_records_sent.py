"""Whom a letter was written to, where it goes, whom a person chose, and who is told."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from deliver.calendar import Calendar
from deliver.routing_copy import routing_copy
from deliver.units import load_units
from dilekce import records
from dilekce.records import Origin, Registry
from domain.decision import Decision, Reason
from domain.field import Field, FieldName, FieldState
from domain.petition import Kind, PageRef, Petition, Track

SCHEMA = Path(records.__file__).parent / "schemas" / "petition-1.schema.json"
ORIGIN = Origin(
    file_name="faks.tif", sha256="ab" * 32, channel="fax",
    received_at=dt.datetime.fromisoformat("2026-03-10T10:00+03:00"),
)  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry(load_units(), Calendar())


def built(
    registry: Registry, addressee: str, text: str = "", kind: Kind = Kind.SIKAYET, **more: Any
) -> dict[str, Any]:
    values = {FieldName.ADDRESSEE: addressee, FieldName.ADDRESS: "Zara/SİVAS"}
    fields = {n: Field(name=n, state=FieldState.FOUND, value=v) for n, v in values.items()}
    track = more.pop("track", Track.PETITION)
    petition = Petition(
        pages=(PageRef("a-1", 1),), kind=kind, track=track, fields=fields,
        decision=Decision(tuple(map(Reason, more.pop("reasons", ())))), text=f"{addressee}\n{text}",
    )  # fmt: skip
    record = records.build(f"p-{'ab' * 12}-1", petition, ORIGIN, registry)
    validate(record)
    return record


def validate(record: dict[str, Any]) -> None:
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(record)


@pytest.mark.parametrize(
    ("track", "law"), [(Track.PETITION, "3071/5"), (Track.INFORMATION, "4982/7")]
)
def test_who_wrote_to_another_body_than_it_goes_to_is_told(
    registry: Registry, track: Track, law: str
) -> None:
    record = built(registry, "ZARA BELEDİYE BAŞKANLIĞINA", "Belediye yolumu kazdı.", track=track)
    assert record["notice"] == {
        "law": law, "addressed_to": "ilce-belediyesi.58.zara", "sent_to": "kaymakamlik.58.zara",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("addressee", "text"),
    [
        ("ZARA BELEDİYE BAŞKANLIĞINA", "Komşum gürültü yapıyor."),  # goes where it was written to
        ("CUMHURBAŞKANLIĞI İLETİŞİM BAŞKANLIĞINA", "Okul ve ilkokul."),  # a centre sends on
        ("İLGİLİ MAKAMA", "Okul ve ilkokul."),  # nobody knows whom it was written to
    ],
)
def test_no_notice_where_none_is_owed(registry: Registry, addressee: str, text: str) -> None:
    assert built(registry, addressee, text)["notice"] is None


def test_a_unit_that_a_person_chose_stays_with_what_the_machine_proposed(
    registry: Registry,
) -> None:
    record = built(registry, "ZARA BELEDİYE BAŞKANLIĞINA", "Komşum gürültü yapıyor.")
    chosen = {"unit": "valilik.58", "name": "Sivas Valiliği", "because": "reviewer"}
    after = records.rerouted(record | {"route": chosen}, registry)
    validate(after)
    assert {name: after["route"][name] for name in chosen} == chosen
    assert after["route"]["proposed"] == "ilce-belediyesi.58.zara"
    assert after["notice"]["sent_to"] == "valilik.58"
    again = records.rerouted(after, registry)
    assert again["route"] == after["route"]


def test_a_chosen_unit_that_is_no_more_is_proposed_anew(registry: Registry) -> None:
    record = built(registry, "ZARA BELEDİYE BAŞKANLIĞINA", "Komşum gürültü yapıyor.")
    gone = {"unit": "eski.birim", "name": "Eski Birim", "because": "reviewer"}
    after = records.rerouted(record | {"route": gone}, registry)
    assert after["route"]["unit"] == "ilce-belediyesi.58.zara"


def test_who_asks_to_be_hidden_stays_so_when_the_reason_is_settled(registry: Registry) -> None:
    reasons = ("petition.hidden_identity",)
    record = built(registry, "ZARA BELEDİYE BAŞKANLIĞINA", reasons=reasons)
    after = records.rerouted(record | {"reasons": []}, registry)
    assert after["identity_hidden"] is True
    copy = routing_copy(after)
    validate(copy)
    assert copy["fields"]["address"]["value"] is None
