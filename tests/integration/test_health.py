"""Readiness, figures and their doors on real stores."""

import asyncio
import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from deliver.calendar import load_calendar
from dilekce import clock, health, metrics
from dilekce.blobs import Blobs
from dilekce.health import Health
from dilekce.health_doors import create_health_doors
from dilekce.settings import DeskSettings, Settings
from dilekce.store import figures, outbox, presence, tables_of_keeping
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, revisions, upgrade
from dilekce.store.tables import person
from domain.errors import Stop
from tests.delivery_house import START, Store, open_store

CALENDAR = load_calendar(None)
TOKEN = "a token of the monitoring system"


@pytest.fixture
def store(tmp_path: Path, on_each_database: str | None) -> Iterator[Store]:
    store = open_store(tmp_path, on_each_database)
    store.blobs.prove()
    yield store
    store.database.dispose()


def health_of(store: Store, folder: Path) -> Health:
    return Health(Settings(home=folder), store.database, store.blobs, CALENDAR)


def alive(store: Store) -> None:
    with store.database.begin() as connection:
        presence.note(connection, "a", presence.WORK, {})


def figures_of(text: bytes) -> dict[tuple[str, str], float]:
    """Return each sample by its name and its only label's value."""
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def test_the_house_is_ready_once_a_worker_is_alive(store: Store, tmp_path: Path) -> None:
    assert health_of(store, tmp_path).look().reasons == ("worker.silent",)
    alive(store)
    assert health_of(store, tmp_path).look().ready


def test_a_worker_that_fell_silent_makes_the_house_unready(store: Store, tmp_path: Path) -> None:
    alive(store)
    with store.database.begin() as connection:
        old = (clock.now() - dt.timedelta(seconds=90)).isoformat(timespec="seconds")
        connection.execute(tables_of_keeping.presence.update().values(at=old))
    assert health_of(store, tmp_path).look().reasons == ("worker.silent",)


def test_tables_of_an_older_version_make_the_house_unready(
    tmp_path: Path, on_each_database: str | None
) -> None:
    database = open_database(on_each_database or f"sqlite:///{tmp_path / 'old.db'}")
    upgrade(database, revisions()[-2])
    old = Store(database, Blobs(f"file://{tmp_path / 'blobs'}"))
    old.blobs.prove()
    assert health_of(old, tmp_path).look().reasons == ("database.migrations",)
    database.dispose()


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/x.db", "postgresql+psycopg://nobody@127.0.0.1:9/x"]
)
def test_a_database_that_is_away_makes_the_house_unready(tmp_path: Path, url: str) -> None:
    away = Store(open_database(url), Blobs(f"file://{tmp_path / 'blobs'}"))
    away.blobs.prove()
    state = health_of(away, tmp_path).look()
    assert state.reasons == ("database.away",)
    assert figures_of(metrics.text(state))["dilekce_ready", ""] == 0


def test_a_blob_store_that_is_away_makes_the_house_unready(store: Store, tmp_path: Path) -> None:
    alive(store)
    (tmp_path / "blobs").rename(tmp_path / "unplugged")
    assert health_of(store, tmp_path).look().reasons == ("blobs.away",)


def test_the_figures_are_those_of_the_store(store: Store, tmp_path: Path) -> None:
    alive(store)
    waits, sent = store.accept(1), store.accept(2)
    deed = Deed(START)
    with store.database.begin() as connection:
        key = f"{sent}:1:kurum"
        outbox.attempted(connection, deed, key, "delivery.busy", START)
        outbox.done(connection, deed, key, {})
        outbox.dead(connection, deed, f"{waits}:1:kurum", "delivery.refused")
    told = figures_of(metrics.text(health_of(store, tmp_path).look()))
    assert told["dilekce_arrivals", "split"] == 2
    assert told["dilekce_petitions", "accepted"] == 2
    assert told["dilekce_deliveries", "done"] == told["dilekce_deliveries", "dead"] == 1
    assert told["dilekce_delivery_attempts_total", "delivery.busy"] == 1
    assert told["dilekce_delivery_attempts_total", "done"] == 1
    assert told["dilekce_pages_read_total", ""] == 2
    assert told["dilekce_oldest_petition_seconds", "accepted"] > 0
    assert told["dilekce_ready", ""] == 1


def test_no_label_holds_what_people_wrote(store: Store, tmp_path: Path) -> None:
    store.accept(1)
    with store.database.begin() as connection:
        row = {"name": "Çağrı IŞIK", "role": "reviewer", "created_at": START.isoformat()}
        connection.execute(person.insert().values(**row))
    text = metrics.text(health_of(store, tmp_path).look()).decode()
    for told in ("Çağrı", "IŞIK", "Yol", "fen", "p-", "a-"):
        assert told not in text


def test_what_looks_ahead_of_our_clock_is_drift(store: Store) -> None:
    store.accept(1)
    with store.database.begin() as connection:
        found = figures.count(connection, START - dt.timedelta(minutes=2))
        assert found.from_future == 120
        assert abs(figures.count(connection, clock.now()).drift) < 5


class Doors:
    """The doors as somebody at an address meets them."""

    def __init__(
        self, store: Store, folder: Path, client: str = "127.0.0.1", **desk: object
    ) -> None:
        settings = DeskSettings.model_validate(desk)
        self._app = create_health_doors(health_of(store, folder), settings)
        self._client = (client, 5000)

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return asyncio.run(self._get(path, headers))

    async def _get(self, path: str, headers: dict[str, str] | None) -> httpx.Response:
        way = httpx.ASGITransport(self._app, client=self._client)
        async with httpx.AsyncClient(transport=way, base_url="http://desk") as client:
            return await client.get(path, headers=headers)


def test_anybody_is_told_whether_the_house_lives_and_is_ready_but_not_why(
    store: Store, tmp_path: Path
) -> None:
    far = Doors(store, tmp_path, "10.0.0.9")
    assert far.get("/healthz").text == "alive\n"
    answer = far.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})
    near = Doors(store, tmp_path).get("/readyz")
    assert near.json() == {"ready": False, "reasons": ["worker.silent"], "alarms": []}
    alive(store)
    assert Doors(store, tmp_path, "10.0.0.9").get("/readyz").status_code == 200


def test_figures_are_for_this_machine_where_no_proxy_is(store: Store, tmp_path: Path) -> None:
    assert Doors(store, tmp_path).get("/metrics").status_code == 200
    assert Doors(store, tmp_path, "::1").get("/metrics").status_code == 200
    assert Doors(store, tmp_path, "10.0.0.9").get("/metrics").status_code == 403
    assert Doors(store, tmp_path, https=True).get("/metrics").status_code == 403
    passed_on = {"X-Forwarded-For": "10.0.0.9"}
    assert Doors(store, tmp_path).get("/metrics", headers=passed_on).status_code == 403


def test_with_a_token_figures_are_for_its_bearer_alone(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    near = Doors(store, tmp_path, metrics_token_file=file)
    far = Doors(store, tmp_path, "10.0.0.9", metrics_token_file=file, https=True)
    assert near.get("/metrics").status_code == 403
    for given in ("", "Bearer ", "Bearer wrong", f"Basic {TOKEN}"):
        assert far.get("/metrics", headers={"Authorization": given}).status_code == 403
    shown = {"Authorization": f"Bearer {TOKEN}"}
    assert far.get("/metrics", headers=shown).status_code == 200
    assert "reasons" in far.get("/readyz", headers=shown).json()


@pytest.mark.parametrize("content", [None, "short"])
def test_a_token_file_that_protects_nothing_stops_the_start(
    store: Store, tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "token"
    if content:
        file.write_text(content)
    with pytest.raises(Stop):
        Doors(store, tmp_path, metrics_token_file=file)


def test_an_alarm_is_logged_once_when_it_begins_and_once_when_it_ends() -> None:
    with capture_logs() as logs:
        known = health.tell({"disk.low"}, frozenset())
        known = health.tell({"disk.low"}, known)
        health.tell(set(), known)
    assert [(line["event"], line["code"]) for line in logs] == [
        ("alarm.begun", "disk.low"),
        ("alarm.ended", "disk.low"),
    ]


def test_one_look_serves_all_who_ask_at_once(store: Store, tmp_path: Path) -> None:
    asked = health_of(store, tmp_path)
    first = asked.look()
    with store.database.begin() as connection:
        connection.execute(sa.text("delete from presence"))
    assert asked.look() is first


def test_who_stops_when_asked_is_not_missed(store: Store, tmp_path: Path) -> None:
    watcher = presence.Presence(store.database, "a", presence.WATCH)
    watcher.beat(waiting=2, longest_wait=1.5)
    watcher.beat(waiting=9, longest_wait=9.9)
    with store.database.begin() as connection:
        (seen,) = presence.seen(connection)
    assert (seen.name, seen.role) == ("a", "watch")
    assert seen.facts == {"waiting": 2, "longest_wait": 1.5}, "not oftener than it must"
    watcher.leave()
    with store.database.begin() as connection:
        assert presence.seen(connection) == []


def test_a_look_that_hangs_is_told_and_not_begun_twice(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, let_go = [], threading.Event()

    def hang(*_: object) -> None:
        begun.append(1)
        let_go.wait()

    monkeypatch.setattr(health, "_PATIENCE", 0.1)
    monkeypatch.setattr(health, "_KEPT", 0.0)
    monkeypatch.setattr(store.blobs, "check", hang)
    asked = health_of(store, tmp_path)
    assert asked.look().reasons == asked.look().reasons == ("check.slow",)
    assert len(begun) <= 1
    let_go.set()
    asked.close()
