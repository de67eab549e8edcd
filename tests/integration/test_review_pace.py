"""What the lists know without looking at every record, and what they prepare."""

import datetime as dt
import threading
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import httpx

from review.ports import Person
from review.roles import Role
from tests.review_desk_house import (
    House,
    browser,
    open_house,
    petition,
    served,
    sign_in,
    tckn,
)


def _house(folder: Path) -> House:
    house = open_house(folder)
    for name in ("zeynep", "mert"):
        house.person(name, Role.SUPERVISOR)
    return house


def test_looking_at_lists_and_records_tells_no_open_list_to_renew_itself(tmp_path: Path) -> None:
    house = _house(tmp_path)
    petition(house)
    before = house.ports.records.mark()
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        for path in ("/kuyruk", "/bitenler", "/benzerler", "/gelen", "/sayilar"):
            assert client.get(path).status_code == 200
        task = client.post("/api/tasks/claim", json={}).json()
        assert client.get(f"/pages/{task['id']}/1/view").status_code == 200
        found = client.post("/ara", data={"text": tckn(), "aim": "citizen"})
        assert found.status_code == 200
    assert house.ports.records.mark() == before


def test_each_record_that_came_was_put_off_or_accepted_tells_open_lists(tmp_path: Path) -> None:
    house = _house(tmp_path)
    marks = [house.ports.records.mark()]
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        for outcome in ("tomorrow", "approve"):
            petition(house)
            marks.append(house.ports.records.mark())
            _decide(client, outcome)
            marks.append(house.ports.records.mark())
    assert len(set(marks)) == len(marks)


def _decide(client: httpx.Client, outcome: str) -> None:
    task = client.post("/api/tasks/claim", json={}).json()
    fields = {"tckn": {"choice": "value", "text": tckn()}}
    lease = {"lease_token": task["lease_token"], "version": task["version"]}
    answer = client.post(
        f"/api/tasks/{task['id']}/decision",
        json=lease | {"fields": fields, "outcome": outcome},
        headers={"Idempotency-Key": uuid4().hex},
    )
    assert answer.status_code == 200


def test_the_queue_names_the_image_of_the_very_record_a_claim_gives(tmp_path: Path) -> None:
    house = _house(tmp_path)
    for day in (3, 1, 2):  # the most urgent is the second
        petition(house, due=dt.date(2026, 12, day), tckn=tckn(f"48291736{day}"))
    zeynep, mert = (
        Person(n, name, Role.SUPERVISOR) for n, name in enumerate(("zeynep", "mert"), 1)
    )
    records, tasks = house.ports.records, house.ports.tasks
    images = [records.queue(zeynep, 10).next_image]
    for by in (mert, zeynep):
        task = tasks.claim(by, besides=(), ahead=False)
        assert task is not None
        assert task.opened.pages[0].key == images[-1]
        images.append(records.queue(zeynep, 10).next_image)
    assert len(set(images)) == 3


def test_the_page_to_come_is_drawn_while_a_person_looks_at_the_queue(tmp_path: Path) -> None:
    house = _house(tmp_path)
    petition(house)
    drawn = threading.Event()

    class Watched:
        def get(self, key: str) -> bytes:
            drawn.set()
            return house.blobs.get(key)

    house.ports = replace(house.ports, images=Watched())
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        client.get("/kuyruk")
        assert drawn.wait(timeout=30)
