"""Second keys and blind audits over real HTTP: nobody checks their own, a third person decides."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from dilekce.store import proposals
from dilekce.store.audit import Deed
from domain.field import FieldName
from domain.gates import Proposal, Tally
from domain.lifecycle import PetitionState
from review.roles import Role
from tests.blind_house import OTHER, audited
from tests.review_desk_house import (
    MADE,
    START,
    House,
    at_desks,
    open_house,
    petition,
    tckn,
)


@pytest.fixture
def house(on_each_database: str | None, tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path, url=on_each_database, second_key=True)
    for name in ("zeynep", "kerem"):
        house.person(name)
    for name in ("sultan", "leyla"):
        house.person(name, Role.SUPERVISOR)
    yield house
    house.database.dispose()


@pytest.fixture
def at_desk(house: House) -> Iterator[dict[str, httpx.Client]]:
    with at_desks(house, "zeynep", "kerem", "sultan", "leyla") as desk:
        yield desk


def accepted_with(client: httpx.Client, key: str, number: str) -> httpx.Response:
    """Approve the record with that number, as its screen does."""
    task = client.get(f"/api/tasks/{key}").raise_for_status().json()
    said = {"tckn": {"choice": "value", "text": number}}
    body = {
        "lease_token": task["lease_token"], "version": task["version"],
        "fields": said, "outcome": "approve", "seconds": 12.0, "keys": 14,
    }  # fmt: skip
    headers = {"Idempotency-Key": uuid4().hex}
    answer = client.post(f"/api/tasks/{key}/decision", json=body, headers=headers)
    return answer.raise_for_status()


def task_of(client: httpx.Client, purpose: str = "second") -> str | None:
    path = client.post(f"/denetim/{purpose}").url.path
    return path if path.startswith("/anahtar/") else None


def keyed(client: httpx.Client, task: str, **values: str) -> httpx.Response:
    form: dict[str, str] = {}
    for name, value in values.items():
        form |= {f"choice.{name}": "value", f"value.{name}": value}
    return client.post(task, data=form)


def propose(house: House, key: str, values: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
    """Note what the machine proposed: (field, value, doubts)."""
    found = [
        Proposal(
            field=FieldName(name), value=value, p_select=1.0, p_read=0.5, measures={},
            against=doubts, gates=(),
        )
        for name, value, doubts in values
    ]  # fmt: skip
    with house.database.begin() as connection:
        proposals.keep(connection, Deed(START), key, found, MADE, frozenset())


def tallies(house: House) -> dict[str, Tally]:
    with house.database.begin() as connection:
        return proposals.tallies(connection, MADE)


def test_a_number_typed_by_hand_waits_until_another_person_keys_the_same(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house)
    accepted_with(at_desk["zeynep"], key, tckn())
    assert house.row(key)["state"] == PetitionState.SECOND_KEY
    assert house.notified == []
    assert task_of(at_desk["zeynep"]) is None, "nobody checks their own number"
    task = task_of(at_desk["kerem"])
    assert task is not None
    assert tckn() not in at_desk["kerem"].get(task).text
    answer = keyed(at_desk["kerem"], task, tckn=tckn())
    assert "İki anahtar tuttu" in answer.text
    assert house.row(key)["state"] == PetitionState.ACCEPTED
    assert house.notified == [(key, 1)]


def test_a_number_the_machine_read_and_a_person_only_confirmed_needs_no_second_key(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house, tckn=tckn(), reasons=(("tckn.doubtful", "tckn"),))
    propose(house, key, [("tckn", tckn(), ())])
    accepted_with(at_desk["zeynep"], key, tckn())
    assert house.row(key)["state"] == PetitionState.ACCEPTED


def test_two_keys_that_differ_go_to_a_supervisor_who_is_neither_of_the_two(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house)
    accepted_with(at_desk["sultan"], key, tckn())
    task = task_of(at_desk["kerem"])
    assert task is not None
    answer = keyed(at_desk["kerem"], task, tckn=OTHER)
    assert "İki anahtar tutmadı" in answer.text
    assert house.row(key)["state"] == PetitionState.SECOND_KEY
    dispute = task.replace("anahtar", "uyusmazlik")
    assert at_desk["sultan"].get(dispute).status_code == 404, "typed it herself"
    assert at_desk["kerem"].get(dispute).status_code == 403
    first_look = at_desk["leyla"].get(dispute).text
    assert tckn() not in first_look
    assert OTHER not in first_look
    both = at_desk["leyla"].get(f"{dispute}?degerler=1").text
    assert tckn() in both
    assert OTHER in both
    at_desk["leyla"].post(dispute, data={"choice.tckn": "second"})
    row = house.row(key)
    assert row["state"] == PetitionState.ACCEPTED
    assert row["record"]["fields"]["tckn"]["value"] == OTHER
    assert at_desk["leyla"].post(dispute, data={"choice.tckn": "first"}).status_code == 404


def test_a_second_key_with_wrong_check_digits_is_refused_and_may_be_typed_again(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house)
    accepted_with(at_desk["zeynep"], key, tckn())
    task = task_of(at_desk["kerem"])
    assert task is not None
    slip = tckn()[:10] + str((int(tckn()[10]) + 1) % 10)
    answer = keyed(at_desk["kerem"], task, tckn=slip)
    assert answer.status_code == 422
    assert "Denetim haneleri tutmuyor" in answer.text
    keyed(at_desk["kerem"], task, tckn=tckn())
    assert house.row(key)["state"] == PetitionState.ACCEPTED


def test_a_decision_that_waits_for_a_second_key_can_be_undone_until_somebody_takes_it_up(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house)
    assert accepted_with(at_desk["zeynep"], key, tckn()).json()["outcome"] == "second_key"
    undo = f"/api/tasks/{key}/undo"
    at_desk["zeynep"].post(undo, headers={"Idempotency-Key": uuid4().hex}).raise_for_status()
    assert house.row(key)["state"] == PetitionState.REVIEW
    assert task_of(at_desk["kerem"]) is None
    accepted_with(at_desk["zeynep"], key, tckn())
    assert task_of(at_desk["kerem"]) is not None
    late = at_desk["zeynep"].post(undo, headers={"Idempotency-Key": uuid4().hex})
    assert late.status_code == 409


def test_two_people_never_hold_the_same_task_and_a_late_key_is_not_taken(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    accepted_with(at_desk["zeynep"], petition(house), tckn())
    task = task_of(at_desk["kerem"])
    assert task is not None
    assert task_of(at_desk["leyla"]) is None
    assert at_desk["leyla"].get(task).status_code == 404
    house.pass_time(minutes=6)
    assert task_of(at_desk["leyla"]) == task
    assert "kaydedilmedi" in keyed(at_desk["kerem"], task, tckn=tckn()).text
    keyed(at_desk["leyla"], task, tckn=tckn())
    assert len(house.notified) == 1


def test_an_audit_that_finds_the_same_counts_for_its_gates(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house, state=PetitionState.ACCEPTED, tckn=tckn(), reasons=())
    name, subject = "Işıl ÇAĞLAYANGİL", "Bozuk yolun onarılması"
    audited(house, key, tckn=tckn(), name=name, subject=subject)
    task = task_of(at_desk["kerem"], "audit")
    assert task is not None
    screen = at_desk["kerem"].get(task).text
    assert tckn() not in screen
    assert name not in screen
    assert subject in screen, "two people never word a subject alike: it is judged by sight"
    form = {
        "choice.tckn": "value", "value.tckn": tckn(),
        "choice.name": "value", "value.name": "ışıl çağlayangil",
        "choice.subject": "right",
    }  # fmt: skip
    at_desk["kerem"].post(task, data=form)
    assert tallies(house) == {f"{n}.strict": Tally(1, 0) for n in ("tckn", "name", "subject")}
    assert house.row(key)["state"] == PetitionState.ACCEPTED
    assert house.row(key)["revision"] == 0, "what was right is not delivered again"
    assert task_of(at_desk["kerem"], "audit") is None


def test_an_audit_that_finds_a_wrong_number_counts_against_the_gate_and_delivers_anew(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house, state=PetitionState.ACCEPTED, tckn=tckn(), reasons=())
    audited(house, key, tckn=tckn())
    task = task_of(at_desk["kerem"], "audit")
    assert task is not None
    keyed(at_desk["kerem"], task, tckn=OTHER)
    assert tallies(house) == {}, "not before a third person has looked"
    dispute = task.replace("anahtar", "uyusmazlik")
    at_desk["leyla"].post(dispute, data={"choice.tckn": "second"})
    assert tallies(house) == {"tckn.strict": Tally(1, 1)}
    row = house.row(key)
    assert row["state"] == PetitionState.ACCEPTED
    assert row["record"]["fields"]["tckn"]["value"] == OTHER
    assert house.notified == [(key, 1)]


def test_an_audit_whose_keyer_was_wrong_leaves_record_and_gate_in_honour(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house, state=PetitionState.ACCEPTED, tckn=tckn(), reasons=())
    audited(house, key, tckn=tckn())
    task = task_of(at_desk["kerem"], "audit")
    assert task is not None
    keyed(at_desk["kerem"], task, tckn=OTHER)
    at_desk["leyla"].post(task.replace("anahtar", "uyusmazlik"), data={"choice.tckn": "first"})
    assert tallies(house) == {"tckn.strict": Tally(1, 0)}
    assert house.notified == []


def test_the_supervisors_numbers_tell_times_corrections_and_gates_and_others_only_their_own(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    accepted_with(at_desk["zeynep"], petition(house), tckn())
    task = task_of(at_desk["kerem"])
    assert task is not None
    keyed(at_desk["kerem"], task, tckn=OTHER)
    own = at_desk["zeynep"].get("/sayilar").text
    assert '<th scope="row">zeynep</th><td>1</td><td>12,0 sn</td>' in own
    assert "tckn.strict" not in own
    doubted = petition(house, tckn=OTHER, reasons=(("tckn.doubtful", "tckn"),))
    doubts = ("tckn.single_read",)
    propose(house, doubted, [("tckn", OTHER, doubts), ("name", "Işıl ÇAĞLAYANGİL", ())])
    accepted_with(at_desk["kerem"], doubted, OTHER)
    everybody = at_desk["leyla"].get("/sayilar").text
    assert '<th scope="row">T.C. kimlik no</th><td>1</td><td>1 (%100)</td>' in everybody
    assert '<th scope="row">Adı soyadı</th>' not in everybody, "nobody doubted the name"
    assert '<th scope="row">zeynep</th>' in everybody
    assert "<td>%100</td><td>%0</td><td>1 / 1</td>" in everybody
    assert "tckn." in everybody
    assert '<th scope="row">zeynep</th>' not in at_desk["kerem"].get("/sayilar").text


def test_the_lens_is_a_piece_of_the_page_and_only_for_who_holds_the_task(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    accepted_with(at_desk["zeynep"], petition(house), tckn())
    task = task_of(at_desk["kerem"])
    image = at_desk["kerem"].get(f"{task}/mercek/tckn")
    assert image.headers["content-type"] == "image/webp"
    width, height = Image.open(io.BytesIO(image.content)).size
    assert width < 1240
    assert height < 300
    assert at_desk["kerem"].get(f"{task}/sayfa/1").status_code == 200
    assert at_desk["kerem"].get(f"{task}/mercek/name").status_code == 404
    assert at_desk["leyla"].get(f"{task}/mercek/tckn").status_code == 404
