import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from dilekce.store import audit, outbox, proposals, tables
from dilekce.store.tables import audit as trail
from dilekce.store.tables import delivery
from domain.field import FieldName
from domain.gates import Proposal, Tally
from domain.lifecycle import PetitionState
from domain.record import instant
from review.roles import Role
from tests.review_desk_house import (
    START,
    House,
    browser,
    open_house,
    petition,
    served,
    set_aside,
    sign_in,
    tckn,
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep")
    house.person("kerem")
    house.person("sultan", Role.SUPERVISOR)
    yield house
    house.database.dispose()


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with served(house) as address:
        yield address


@pytest.fixture
def zeynep(address: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        sign_in(client, "zeynep")
        yield client


@pytest.fixture
def kerem(address: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        sign_in(client, "kerem")
        yield client


@pytest.fixture
def sultan(address: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        sign_in(client, "sultan")
        yield client


def taken(client: httpx.Client, key: str) -> dict[str, Any]:
    """Take this very record, as its screen does."""
    found: dict[str, Any] = client.get(f"/api/tasks/{key}").raise_for_status().json()
    return found


def said(text: str, choice: str = "value") -> dict[str, str]:
    return {"choice": choice, "text": text}


def write(
    client: httpx.Client, task: dict[str, Any], verb: str, *, key: str = "", **parts: Any
) -> httpx.Response:
    """Send a draft or a decision on a record in hand."""
    body = {"lease_token": task["lease_token"], "version": task["version"], "fields": {}, **parts}
    return client.request(
        "PUT" if verb == "draft" else "POST",
        f"/api/tasks/{task['id']}/{verb}",
        json=body,
        headers={"Idempotency-Key": key or uuid4().hex},
    )


def approve(client: httpx.Client, task: dict[str, Any], **fields: dict[str, str]) -> httpx.Response:
    return write(client, task, "decision", outcome="approve", fields=fields)


def deeds(house: House, subject: str) -> list[str]:
    with house.database.begin() as connection:
        assert audit.first_broken_link(connection) is None
        query = sa.select(trail.c.action).where(trail.c.subject == subject).order_by(trail.c.seq)
        return list(connection.execute(query).scalars())


def test_the_queue_shows_the_nearest_deadline_first_with_names_masked(
    house: House, zeynep: httpx.Client
) -> None:
    petition(house, due=dt.date(2026, 12, 20), subject="Sonraki iş")
    petition(house, due=dt.date(2026, 11, 25), subject="Önceki iş")
    page = zeynep.get("/kuyruk").text
    assert page.index("Önceki iş") < page.index("Sonraki iş")
    assert "I*** Ç***" in page
    assert "ÇAĞLAYANGİL" not in page
    assert tckn()[:10] not in page


def test_a_draft_changes_nothing_in_the_record_and_waits_for_the_same_person(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    key = petition(house)
    answer = write(zeynep, taken(zeynep, key), "draft", fields={"tckn": said(tckn())})
    assert answer.json()["faults"] == {}
    assert house.row(key)["version"] == 2
    house.pass_time(minutes=6)
    assert taken(kerem, key)["draft"] is None
    house.pass_time(minutes=6)
    assert taken(zeynep, key)["draft"]["fields"]["tckn"]["text"] == tckn()
    house.pass_time(hours=25)
    sign_in(zeynep, "zeynep")
    assert taken(zeynep, key)["draft"] is None


def test_a_draft_is_told_what_of_it_cannot_stand(house: House, zeynep: httpx.Client) -> None:
    task = taken(zeynep, petition(house))
    answer = write(zeynep, task, "draft", fields={"date": said("31.02.2026")})
    assert set(answer.json()["faults"]) == {"date"}


def test_a_decision_is_told_in_the_trail_without_content(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    approve(zeynep, taken(zeynep, key), tckn=said(tckn()))
    assert deeds(house, key)[-2:] == ["petition.decided", "petition.accepted"]
    with house.database.begin() as connection:
        details = str(connection.execute(sa.select(trail.c.detail)).all())
    assert tckn() not in details
    assert "ÇAĞLAYANGİL" not in details


def test_a_doubtful_field_nobody_looked_at_keeps_the_record_in_the_queue(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    answer = approve(zeynep, taken(zeynep, key))
    assert answer.status_code == 422
    assert set(answer.json()["faults"]) == {"tckn"}
    assert house.row(key)["state"] == "review"


def test_a_wrong_number_typed_by_a_person_is_refused(house: House, zeynep: httpx.Client) -> None:
    wrong = tckn()[:10] + str((int(tckn()[10]) + 3) % 10)
    answer = approve(zeynep, taken(zeynep, petition(house)), tckn=said(wrong))
    assert answer.status_code == 422
    assert "Denetim haneleri tutmuyor" in answer.json()["faults"]["tckn"]


def test_acceptance_writes_a_revision_and_a_delivery_held_while_it_can_be_undone(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    approve(zeynep, taken(zeynep, key), tckn=said(tckn()))
    row = house.row(key)
    assert (row["state"], row["revision"], row["record"]["reasons"]) == ("accepted", 1, [])
    assert house.notified == [(key, 1)]
    with house.database.begin() as connection:
        assert connection.execute(sa.select(delivery.c.key)).scalars().all() == [f"{key}:1:folder"]
        assert outbox.due(connection, instant(house.at[0])) == []
        house.pass_time(seconds=30)
        assert outbox.due(connection, instant(house.at[0])) == [(f"{key}:1:folder", 0)]


def test_a_decision_can_be_undone_for_half_a_minute_and_the_record_is_as_it_was(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    task = taken(zeynep, key)
    write(zeynep, task, "draft", fields={"tckn": said(tckn())})
    before = house.row(key)["record"]
    approve(zeynep, task, tckn=said(tckn()))
    undone = zeynep.post(f"/api/tasks/{key}/undo", headers={"Idempotency-Key": uuid4().hex})
    assert undone.json()["draft"]["fields"]["tckn"]["text"] == tckn()
    assert house.row(key)["state"] == "review"
    assert house.row(key)["record"] == before
    assert approve(zeynep, undone.json(), tckn=said(tckn())).status_code == 200
    house.pass_time(seconds=31)
    late = zeynep.post(f"/api/tasks/{key}/undo", headers={"Idempotency-Key": uuid4().hex})
    assert late.status_code == 409
    assert house.row(key)["revision"] == 2


def test_nobody_undoes_another_persons_decision(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    key = petition(house)
    approve(zeynep, taken(zeynep, key), tckn=said(tckn()))
    answer = kerem.post(f"/api/tasks/{key}/undo", headers={"Idempotency-Key": uuid4().hex})
    assert answer.status_code == 409
    assert house.row(key)["state"] == "accepted"


def test_a_person_sees_their_own_latest_decisions_and_takes_the_last_one_back_from_there(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    for _ in range(11):
        key = petition(house)
        approve(zeynep, taken(zeynep, key), tckn=said(tckn()))
        house.pass_time(seconds=20)
    page = zeynep.get("/sayilar").text
    assert page.count(">Onaylandı<") == 10
    assert page.count("/geri") == 1, "only the last is younger than half a minute"
    assert ">Onaylandı<" not in kerem.get("/sayilar").text
    assert zeynep.post(f"/kayit/{key}/geri").url.path == f"/kayit/{key}"
    assert house.row(key)["state"] == "review"
    assert zeynep.get("/sayilar").text.count("/geri") == 0


def test_acceptance_settles_what_the_machine_proposed_and_an_undo_unsettles_it(
    house: House, zeynep: httpx.Client
) -> None:
    key, made = petition(house), proposals.Made("tesseract 5.5", "1")
    number = Proposal(
        field=FieldName.TCKN,
        value="misread",
        p_select=0.9,
        p_read=0.9,
        measures={},
        against=("tckn.single_read",),
        gates=("tckn.one_read",),
    )
    with house.database.begin() as connection:
        proposals.keep(connection, audit.Deed(START), key, [number], made, frozenset())
    approve(zeynep, taken(zeynep, key), tckn=said(tckn()))
    with house.database.begin() as connection:
        assert proposals.tallies(connection, made) == {"tckn.one_read": Tally(1, 1)}
    zeynep.post(f"/api/tasks/{key}/undo", headers={"Idempotency-Key": uuid4().hex})
    with house.database.begin() as connection:
        assert proposals.tallies(connection, made) == {}


def test_the_same_decision_sent_twice_is_done_once_and_answered_alike(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    task = taken(zeynep, key)
    parts: dict[str, Any] = {"outcome": "approve", "fields": {"tckn": said(tckn())}}
    answers = [write(zeynep, task, "decision", key="one-intention", **parts) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["undo_seconds"] == 30
    assert house.notified == [(key, 1)]
    assert write(zeynep, task, "decision", **parts).status_code == 409


def test_a_draft_that_comes_late_a_second_time_overwrites_nothing(
    house: House, zeynep: httpx.Client
) -> None:
    task = taken(zeynep, petition(house))
    for key, text in (("first-draft", "Bir"), ("second-draft", "İki"), ("first-draft", "Bir")):
        write(zeynep, task, "draft", key=key, fields={"subject": said(text)})
    assert taken(zeynep, task["id"])["draft"]["fields"]["subject"]["text"] == "İki"


def test_who_lost_the_lease_is_told_what_stands_in_the_record_and_changes_nothing(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    key = petition(house)
    first = taken(zeynep, key)
    house.pass_time(minutes=6)  # zeynep's lease is over
    taken(kerem, key)
    answer = approve(zeynep, first, tckn=said(tckn()))
    assert answer.status_code == 409
    assert answer.json()["by"] == "kerem"
    assert answer.json()["theirs"]["name"]["text"] == "Işıl ÇAĞLAYANGİL"
    assert house.row(key)["state"] == "review"


def test_a_write_upon_an_older_version_is_refused(house: House, zeynep: httpx.Client) -> None:
    task = taken(zeynep, petition(house))
    answer = approve(zeynep, task | {"version": task["version"] - 1}, tckn=said(tckn()))
    assert (answer.status_code, answer.json()["code"]) == (409, "petition.changed")


def test_a_record_in_one_persons_hand_is_only_read_by_another(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    key = petition(house)
    task = taken(zeynep, key)
    page = kerem.get(f"/kayit/{key}").text
    assert "zeynep elinde" in page
    assert 'data-editable="no"' in page
    assert "lease_token" not in page
    assert kerem.get(f"/api/tasks/{key}").status_code == 409
    assert approve(kerem, task, tckn=said(tckn())).status_code == 409
    assert house.row(key)["state"] == "review"


def beat(client: httpx.Client, task: dict[str, Any], **parts: Any) -> int:
    body = {"lease_token": task["lease_token"], **parts}
    return client.post(f"/api/tasks/{task['id']}/heartbeat", json=body).status_code


def test_a_lease_lives_while_its_holder_works_and_ends_five_minutes_later(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    task = taken(zeynep, petition(house))
    house.pass_time(minutes=4)
    assert beat(zeynep, task) == 200
    house.pass_time(minutes=4)
    assert kerem.get(f"/api/tasks/{task['id']}").status_code == 409
    house.pass_time(minutes=2)
    assert taken(kerem, task["id"])
    assert beat(zeynep, task) == 409


def test_a_lease_that_nobody_took_over_lives_on_with_the_next_sign(
    house: House, zeynep: httpx.Client
) -> None:
    task = taken(zeynep, petition(house))
    house.pass_time(minutes=20)
    assert approve(zeynep, task, tckn=said(tckn())).status_code == 200


def claim(client: httpx.Client, *shown: str, ahead: bool = False) -> httpx.Response:
    return client.post("/api/tasks/claim", json={"shown": list(shown), "ahead": ahead})


def test_the_next_record_is_claimed_ahead_and_nobody_holds_more_than_two(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    keys = {petition(house) for _ in range(4)}
    shown = claim(zeynep).json()["id"]
    ahead = claim(zeynep, shown, ahead=True).json()
    assert claim(zeynep, shown, ahead=True).json()["id"] == ahead["id"] != shown
    others = {claim(kerem).json()["id"]}
    others.add(claim(kerem, *others, ahead=True).json()["id"])
    assert others == keys - {shown, ahead["id"]}
    house.pass_time(minutes=3)
    assert claim(kerem, "p-none-1").json()["id"] in others


def test_a_record_fetched_ahead_is_viewed_when_it_is_shown(
    house: House, zeynep: httpx.Client
) -> None:
    petition(house)
    task = claim(zeynep, ahead=True).json()
    assert deeds(house, task["id"])[-1] == "petition.claimed"
    assert beat(zeynep, task, shown=True) == 200
    assert deeds(house, task["id"])[-1] == "petition.viewed"


def test_the_nearest_deadline_is_given_first_and_no_deadline_last(
    house: House, zeynep: httpx.Client
) -> None:
    late = petition(house, due=dt.date(2026, 12, 20))
    soon = petition(house, due=dt.date(2026, 11, 25))
    clockless = petition(house)
    with house.database.begin() as connection:
        connection.execute(tables.petition.update().filter_by(id=clockless).values(due=None))
    given = []
    for _ in range(3):
        task = claim(zeynep).json()
        given.append(task["id"])
        approve(zeynep, task, tckn=said(tckn()))
    assert given == [soon, late, clockless]


def test_an_empty_queue_says_why_it_is_empty(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    key = petition(house)
    taken(kerem, key)
    answer = claim(zeynep)
    assert answer.status_code == 204
    assert answer.headers["queue-counts"] == "waiting=1, in_hand=1, put_off=0, asked=0"


def test_a_record_put_off_is_given_to_nobody_before_its_time(
    house: House, zeynep: httpx.Client
) -> None:
    task = taken(zeynep, petition(house))
    answer = write(zeynep, task, "decision", outcome="later", fields={"subject": said("Yol")})
    assert answer.status_code == 200
    assert claim(zeynep).status_code == 204
    house.pass_time(minutes=15)
    again = claim(zeynep).json()
    assert {f["id"]: f["value"] for f in again["fields"]}["subject"] == "Yol"


def test_a_question_takes_the_record_to_a_supervisor(
    house: House, zeynep: httpx.Client, sultan: httpx.Client
) -> None:
    task = taken(zeynep, petition(house))
    write(zeynep, task, "decision", outcome="ask", words="Bu imza vekâleten mi atılmış?")
    assert claim(zeynep).status_code == 204
    assert "vekâleten" in str(claim(sultan).json()["facts"])


def test_a_record_can_be_sent_to_a_unit_of_the_persons_choice(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    parts: dict[str, Any] = {"words": "Konu zabıtanın görevinde.", "fields": {"tckn": said(tckn())}}
    task = taken(zeynep, key)
    nowhere = write(zeynep, task, "decision", outcome="route", unit="yok", **parts)
    assert nowhere.status_code == 422
    write(zeynep, task, "decision", outcome="route", unit="zabita", **parts)
    row = house.row(key)
    assert (row["unit"], row["record"]["route"]["because"]) == ("zabita", "reviewer")


def test_given_back_a_record_is_free_for_others(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    task = taken(zeynep, petition(house))
    body = {"lease_token": task["lease_token"]}
    zeynep.request("DELETE", f"/api/tasks/{task['id']}/lease", json=body)
    assert claim(kerem).json()["id"] == task["id"]


def test_two_people_who_start_get_two_records(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    petition(house)
    petition(house)
    paths = {client.post("/kuyruk/sonraki").url.path for client in (zeynep, kerem)}
    assert len(paths) == 2
    assert all(path.startswith("/kayit/") for path in paths)


def test_a_supervisor_frees_a_record(
    house: House, zeynep: httpx.Client, sultan: httpx.Client
) -> None:
    key = petition(house)
    taken(zeynep, key)
    assert 'data-editable="yes"' in sultan.post(f"/kayit/{key}/coz").text
    assert "petition.lease_freed" in deeds(house, key)


def test_closing_needs_ground_and_words_and_names_the_person(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    task = taken(zeynep, key)
    short = write(zeynep, task, "decision", outcome="m6a", words="kısa")
    assert short.status_code == 422
    assert house.row(key)["state"] == "review"
    write(zeynep, task, "decision", outcome="m6a", words="Belli bir konusu bulunmuyor.")
    row = house.row(key)
    assert row["state"] == "returned"
    assert row["record"]["returned"]["article"] == "3071/6-a"
    assert row["record"]["returned"]["by"] == "zeynep"
    assert house.notified == []


def test_a_supervisor_reopens_what_was_closed_and_the_next_acceptance_is_a_new_revision(
    house: House, zeynep: httpx.Client, sultan: httpx.Client
) -> None:
    key = petition(house)
    approve(zeynep, taken(zeynep, key), tckn=said(tckn()))
    assert zeynep.post(f"/kayit/{key}/ac", data={"words": "x" * 20}).status_code == 403
    sultan.post(f"/kayit/{key}/ac", data={"words": "Adres eksik bırakılmış."})
    assert house.row(key)["state"] == PetitionState.REVIEW
    approve(sultan, taken(sultan, key))
    assert house.row(key)["revision"] == 2


def test_each_view_of_record_and_image_is_in_the_trail(house: House, zeynep: httpx.Client) -> None:
    key = petition(house)
    zeynep.get(f"/kayit/{key}")
    zeynep.get(f"/pages/{key}/1/view")
    zeynep.get(f"/pages/{key}/1/thumb")
    assert deeds(house, key)[-2:] == ["petition.viewed", "petition.page_viewed"]


def test_what_was_set_aside_says_why_in_both_languages_and_can_be_retried(
    house: House, sultan: httpx.Client
) -> None:
    arrival = set_aside(house, "file.encrypted")
    assert "PDF parola ile korunuyor" in sultan.get("/gelen").text
    sultan.post("/dil", data={"language": "en", "back": "/gelen"})
    assert "protected by a password" in sultan.get("/gelen").text
    sultan.post(f"/gelen/{arrival}/yeniden")
    assert house.resubmitted == [(arrival, 1)]
    assert sultan.post(f"/gelen/{arrival}/yeniden").status_code == 409


def test_an_upload_lands_whole_in_the_drop_folder_and_overwrites_nothing(
    house: House, sultan: httpx.Client
) -> None:
    for content in (b"first", b"second"):
        file = {"file": ("../../kötü\\ad.pdf", content, "application/pdf")}
        sultan.post("/gelen/yukle", files=file, data={"channel": "fax"})
    kept = sorted(path.name for path in (house.drop / "fax").iterdir())
    assert kept == ["ad-2.pdf", "ad.pdf"]
    assert (house.drop / "fax" / "ad.pdf").read_bytes() == b"first"


def test_every_screen_renders_in_both_languages(house: House, sultan: httpx.Client) -> None:
    petition(house)
    petition(house, state=PetitionState.ACCEPTED, reasons=())
    for language in ("tr", "en"):
        sultan.post("/dil", data={"language": language})
        for path in ("/kuyruk", "/gelen", "/bitenler"):
            assert f'<html lang="{language}">' in sultan.get(path).raise_for_status().text


def test_an_auditor_sees_deeds_and_whether_the_chain_holds(house: House, address: str) -> None:
    house.person("ayla", Role.AUDITOR)
    petition(house)
    with browser(address) as client:
        page = sign_in(client, "ayla")
        assert page.url.path == "/iz"
        assert "Zincir sağlam" in client.post("/iz/dogrula").text
        assert "ÇAĞLAYANGİL" not in page.text


def test_what_the_law_asks_for_and_was_not_found_is_told(
    house: House, zeynep: httpx.Client
) -> None:
    assert "görülmedi" not in str(taken(zeynep, petition(house))["facts"])
    lacking = taken(zeynep, petition(house, address=None))
    assert "Adres: görülmedi" in str(lacking["facts"])


def test_a_region_of_the_page_is_read_again_and_offered(house: House, zeynep: httpx.Client) -> None:
    task = taken(zeynep, petition(house))
    box = next(f["box"] for f in task["fields"] if f["id"] == "name")
    answer = zeynep.post(f"/pages/{task['id']}/1/read", json={"box": box, "field": "name"})
    assert "Işıl ÇAĞLAYANGİL" in [answer.json()["text"], *answer.json()["alternatives"]]


def test_the_record_carries_every_word_of_its_pages_with_its_place(
    house: House, zeynep: httpx.Client
) -> None:
    task = taken(zeynep, petition(house))
    texts = [word[0] for word in task["words"]]
    assert {"Işıl", "ÇAĞLAYANGİL", "Söğütlü"} <= set(texts)
    assert all(len(word) == 7 and word[6] == 1 for word in task["words"])
    assert (task["pages"][0]["w"], task["pages"][0]["h"]) == (2480, 3508)
