"""The commands about what goes out, and the pull API of the real product."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from dilekce.store import destinations, outbox, petitions
from dilekce.store.audit import Deed
from domain.lifecycle import PetitionState
from tests.delivery_house import Store, dispatcher, open_store
from tests.line import Line

KURUM = json.dumps([{"name": "kurum", "kind": "pull"}])


@pytest.fixture
def line(tmp_path: Path) -> Line:
    line = Line(tmp_path / "home", role="serve")
    line.extra = {"DILEKCE_DELIVER__DESTINATIONS": KURUM}
    line.home.mkdir()
    return line


@pytest.fixture
def store(line: Line) -> Iterator[Store]:
    store = open_store(line.home)
    yield store
    store.database.dispose()


def given_up(store: Store, number: int) -> str:
    identity, deed = store.accept(number), Deed(store.at)
    key = f"{identity}:1:kurum"
    with store.database.begin() as connection:
        petitions.move(connection, deed, identity, PetitionState.ACCEPTED, PetitionState.DELIVERING)
        outbox.dead(connection, deed, key, "delivery.refused")
    return key


def test_dead_letters_are_listed_and_sent_again(line: Line, store: Store) -> None:
    keys = [given_up(store, number) for number in range(2)]
    listed = line.command("dead").stdout
    assert all(key in listed for key in keys)
    assert "delivery.refused" in listed
    assert f"dilekce retry {keys[0]}" in line.command("status").stdout
    assert "2 back in the line" in line.command("resend", "kurum").stdout
    assert "0 given up" in line.command("dead").stdout
    assert store.states() == {"pending"}


def test_a_destination_that_is_gone_is_shown_and_opened(line: Line, store: Store) -> None:
    with store.database.begin() as connection:
        destinations.gone(connection, Deed(store.at), "kurum")
    assert re.search(r"kurum +gone", line.command("status").stdout)
    assert re.search(r"kurum +closed", line.command("destinations", "--again", "kurum").stdout)
    assert line.command("destinations", "--again", "kurum").returncode == 3


def test_a_token_is_made_shown_once_listed_and_revoked(line: Line) -> None:
    made = line.command("token", "make", "kurum", "--scope", "read").stdout
    [text] = re.findall(r"^dilekce_\S+$", made, re.MULTILINE)
    listed = line.command("token", "list").stdout
    assert re.search(r"1 +kurum +read ", listed)
    assert text not in listed
    assert line.command("token", "revoke", "1").returncode == 0
    assert line.command("token", "revoke", "1").returncode == 3
    assert line.command("token", "make", "elsewhere").returncode == 3


def test_the_served_product_answers_both_doors_on_one_port(line: Line, store: Store) -> None:
    identity = store.accept(1)
    worker = dispatcher(store, pulling=frozenset({"kurum"}))
    for key in store.due():
        worker.attempt(key)
    made = line.command("token", "make", "kurum").stdout
    token = made.split()[-1]
    line.start()
    try:
        address = f"http://127.0.0.1:{line.port}"
        with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}) as kurum:
            for _ in range(200):
                try:
                    page = kurum.get("/api/v1/petitions").json()
                    break
                except httpx.ConnectError:
                    time.sleep(0.2)
            [item] = page["petitions"]
            assert item["id"] == identity
            assert kurum.get(item["record"]).json()["id"] == identity
            assert kurum.get("/kuyruk").headers["location"] == "/giris"
    finally:
        assert line.stop() == 0
    assert "Çağrı" not in line.log.read_text("utf-8")
