"""Thirty reviewers at one queue: every request over HTTP, each person with a browser's manners."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from tests.review_desk_house import House, browser, petition, served, sign_in, tckn

#: Seconds a person reads before each of a record's three saves: 15 s a record.
_THINK = (3.5, 6.5)


@dataclass
class Shift:
    """What thirty people met in their time."""

    claims: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    refused: Counter[int] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, seconds: float, answer: httpx.Response) -> None:
        """Count one request."""
        with self._lock:
            self.seconds.setdefault(what, []).append(seconds)
            if answer.status_code >= 400:
                self.refused[answer.status_code] += 1
            if what == "claim" and answer.status_code == 200:
                self.claims[answer.json()["id"]] += 1


def shift(house: House, people: int, seconds: float, records: int) -> Shift:
    """Let ``people`` work for so long at a queue of ``records``."""
    for number in range(people):
        house.person(f"kisi{number:02}")
    for _ in range(records):
        petition(house, reasons=(("tckn.invalid", "tckn"),))
    told, until = Shift(), time.monotonic() + seconds + 5
    with served(house) as address:
        threads = [
            threading.Thread(target=_work, args=(told, address, f"kisi{n:02}", until, n))
            for n in range(people)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return told


def _work(told: Shift, address: str, name: str, until: float, number: int) -> None:
    chance = random.Random(number)
    with browser(address) as client:
        client.timeout = httpx.Timeout(30)
        sign_in(client, name)
        task = _sent(told, client, "claim", "POST", "/api/tasks/claim", {})
        while task and time.monotonic() < until:
            task = _record(told, client, task, chance)


def _record(
    told: Shift, client: httpx.Client, task: dict[str, object], chance: random.Random
) -> dict[str, object]:
    """Work on one record; return the one that was fetched ahead meanwhile."""
    path = f"/api/tasks/{task['id']}"
    lease = {"lease_token": task["lease_token"], "version": task["version"]}
    shown = {"shown": [task["id"]], "ahead": True}
    following = _sent(told, client, "claim", "POST", "/api/tasks/claim", shown)
    fields = {"tckn": {"choice": "value", "text": tckn()}}
    for _ in range(2):
        time.sleep(chance.uniform(*_THINK))
        _sent(told, client, "draft", "PUT", f"{path}/draft", lease | {"fields": fields})
    time.sleep(chance.uniform(*_THINK))
    decision = lease | {"fields": fields, "outcome": "approve"}
    _sent(told, client, "decision", "POST", f"{path}/decision", decision)
    return following


def _sent(
    told: Shift, client: httpx.Client, what: str, verb: str, path: str, body: dict[str, object]
) -> dict[str, object]:
    headers = {"Idempotency-Key": uuid4().hex}
    before = time.perf_counter()
    answer = client.request(verb, path, json=body, headers=headers)
    told.note(what, time.perf_counter() - before, answer)
    return dict(answer.json()) if answer.status_code == 200 else {}
