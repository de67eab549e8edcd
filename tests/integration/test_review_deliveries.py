"""What goes out, at the desk: who sees it, what is shown, sending again."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from deliver.webhook import Webhook
from dilekce.store import destinations, outbox, petitions
from dilekce.store.audit import Deed
from dilekce.store.tables import audit as audit_table
from dilekce.store.tables import delivery
from domain.lifecycle import PetitionState
from review.roles import Role
from tests.deliver_builders import Sink, running_sink
from tests.delivery_house import Store, dispatcher, drive, moved_clock
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in, tckn


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep")
    house.person("sultan", Role.SUPERVISOR)
    yield house
    house.database.dispose()


@pytest.fixture
def sultan(house: House) -> Iterator[httpx.Client]:
    with served(house) as address, browser(address) as client:
        sign_in(client, "sultan")
        yield client


def given_up(house: House, code: str = "delivery.refused") -> str:
    """Leave an accepted record that could not be delivered; return the delivery's key."""
    identity, deed = petition(house), Deed(house.at[0])
    with house.database.begin() as connection:
        record = petitions.get(connection, identity)["record"]
        petitions.accept(
            connection, Deed(house.at[0], "user:1"), identity, PetitionState.REVIEW,
            record=record, destinations=lambda *_: ["folder"],
        )  # fmt: skip
        petitions.move(connection, deed, identity, PetitionState.ACCEPTED, PetitionState.DELIVERING)
        key = petitions.delivery_key(identity, 1, "folder")
        assert outbox.dead(connection, deed, key, code)
    return key


def test_a_supervisor_sees_what_was_given_up_and_nothing_of_the_person(
    house: House, sultan: httpx.Client
) -> None:
    key = given_up(house)
    shown = sultan.get("/teslimler").text
    assert "Kaydı geri çevirdi." in shown
    assert "delivery.refused" in shown
    assert key in shown
    assert "ÇAĞLAYANGİL" not in shown
    assert "Bozuk yol" not in shown


def test_sending_again_puts_it_back_into_the_line_under_the_supervisors_name(
    house: House, sultan: httpx.Client
) -> None:
    key = given_up(house)
    answer = sultan.post(f"/teslimler/{key}/yeniden")
    assert "Kayıt yeniden sıraya alındı." in answer.text
    assert "Teslim edilemeyen kayıt yok." in answer.text
    with house.database.begin() as connection:
        assert connection.scalar(sa.select(delivery.c.state)) == "pending"
        last = sa.select(audit_table).where(audit_table.c.action == "delivery.resent")
        row = connection.execute(last).one()
    assert (row.actor, row.subject) == ("user:2", key)
    assert sultan.post(f"/teslimler/{key}/yeniden").status_code == 409


def test_a_destination_that_is_gone_is_opened_by_a_supervisor(
    house: House, sultan: httpx.Client
) -> None:
    with house.database.begin() as connection:
        destinations.gone(connection, Deed(house.at[0]), "folder")
    assert "artık kabul etmiyor (410)" in sultan.get("/teslimler").text
    opened = sultan.post("/teslimler/hedef/folder/ac")
    assert "artık kabul etmiyor" not in opened.text
    assert sultan.post("/teslimler/hedef/folder/ac").status_code == 409


def test_a_reviewer_neither_sees_nor_sends(house: House) -> None:
    key = given_up(house)
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        assert client.get("/teslimler").status_code == 403
        assert client.post(f"/teslimler/{key}/yeniden").status_code == 403
        assert client.post("/teslimler/hedef/folder/ac").status_code == 403
        assert "/teslimler" not in client.get("/kuyruk").text


def test_a_record_refused_for_its_content_is_reopened_and_its_next_revision_takes_its_place(
    house: House, sultan: httpx.Client
) -> None:
    key = given_up(house)
    identity = key.partition(":")[0]
    sultan.post(f"/kayit/{identity}/ac", data={"words": "Adres yanlış okunmuş, düzeltilecek."})
    assert house.row(identity)["state"] == PetitionState.REVIEW
    with house.database.begin() as connection:
        record = petitions.get(connection, identity)["record"]
        record["fields"]["address"]["value"] = "Gül Sok. No: 3 Çamlıdere"
        number = petitions.accept(
            connection, Deed(house.at[0], "user:2"), identity, PetitionState.REVIEW,
            record=record, destinations=lambda *_: ["folder"],
        )  # fmt: skip
        sent = petitions.revision_record(connection, identity, 2)
    assert number == 2
    assert sent["changes"] == {"since": 1, "changed": ["fields.address"]}
    assert "reopened" not in sent
    assert "Teslim edilemeyen kayıt yok." in sultan.get("/teslimler").text
    assert sultan.post(f"/teslimler/{key}/yeniden").status_code == 409


def test_a_record_on_its_way_is_not_reopened(house: House, sultan: httpx.Client) -> None:
    key = given_up(house)
    identity = key.partition(":")[0]
    sultan.post(f"/teslimler/{key}/yeniden")
    words = {"words": "Adres yanlış okunmuş, düzeltilecek."}
    assert sultan.post(f"/kayit/{identity}/ac", data=words).status_code == 409
    assert house.row(identity)["state"] == PetitionState.DELIVERING


def decide(client: httpx.Client, key: str, **fields: str) -> None:
    """Take the record, type these values and approve it, as its screen does."""
    task = client.get(f"/api/tasks/{key}").raise_for_status().json()
    body = {
        "lease_token": task["lease_token"], "version": task["version"], "outcome": "approve",
        "fields": {name: {"choice": "value", "text": text} for name, text in fields.items()},
    }  # fmt: skip
    path, headers = f"/api/tasks/{key}/decision", {"Idempotency-Key": uuid4().hex}
    client.post(path, json=body, headers=headers).raise_for_status()


def hand_over(house: House, sink: Sink) -> None:
    """Let the worker deliver, once the time to undo has passed."""
    house.pass_time(minutes=1)
    store = Store(house.database, house.blobs, house.at[0])
    with moved_clock(store) as now:
        secret = "whsec_" + base64.b64encode(b"s" * 32).decode()
        drive(store, dispatcher(store, Webhook("folder", sink.url, (secret,), now)))


def test_a_correction_after_delivery_goes_out_as_the_next_revision_and_says_what_changed(
    house: House, sultan: httpx.Client
) -> None:
    key = petition(house)
    with contextmanager(running_sink)() as sink:
        decide(sultan, key, tckn=tckn())
        hand_over(house, sink)
        assert house.row(key)["state"] == PetitionState.DELIVERED
        sultan.post(f"/kayit/{key}/ac", data={"words": "Telefon yanlış okunmuş, düzeltilecek."})
        decide(sultan, key, phone="0312 555 01 24")
        hand_over(house, sink)
    assert list(sink.effects) == [f"{key}:1:folder", f"{key}:2:folder"]
    first, second = map(json.loads, sink.effects.values())
    assert "changes" not in first
    assert second["changes"] == {"since": 1, "changed": ["fields.phone"]}
    assert second["fields"]["phone"]["value"] == "+903125550124"
    with house.database.begin() as connection:
        rows = outbox.of_petition(connection, key)
    assert [(row["revision"], row["state"]) for row in rows] == [(1, "done"), (2, "done")]
    assert all(row["receipt"]["status"] == 200 for row in rows)
