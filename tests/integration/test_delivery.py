"""From the outbox to a real HTTP sink that misbehaves: one effect a revision, in order."""

import base64
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from deliver.breaker import Pace
from deliver.webhook import Webhook
from dilekce import clock
from dilekce.store import audit, destinations, petitions
from dilekce.store.audit import Deed
from dilekce.store.tables import audit as audit_table
from dilekce.store.tables import delivery
from tests.deliver_builders import (
    Sink,
    SinkRequest,
    answering_twice,
    cutting,
    cutting_within_the_answer,
    dripping,
    flooding,
    hanging,
    refusing,
    running_sink,
)
from tests.delivery_house import (
    DELIVERED,
    DELIVERING,
    Store,
    dispatcher,
    drive,
    moved_clock,
    open_store,
)
from tests.postgresql import database_of

SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
Behaviour = Callable[[SinkRequest], None]
PASSING: dict[str, Behaviour] = {
    "500": refusing(500),
    "429": refusing(429, retry_after="30"),
    "hangs": hanging,
    "cuts after the body": cutting,
    "cuts within the answer": cutting_within_the_answer,
    "byte by byte": dripping,
    "answers twice": answering_twice,
    "endless answer": flooding,
}
FINAL: dict[str, Behaviour] = {
    "422": refusing(422),
    "redirects": refusing(307, location="/elsewhere"),
    "410": refusing(410),
}


@pytest.fixture(params=["sqlite", "postgresql"])
def store(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    postgresql: str | None,
) -> Iterator[Store]:
    url = database_of(postgresql, tmp_path.name) if request.param == "postgresql" else None
    store = open_store(tmp_path, url)
    with moved_clock(store):
        yield store
    store.database.dispose()


@pytest.fixture
def sink() -> Iterator[Sink]:
    yield from running_sink()


def a_webhook(sink: Sink, name: str = "kurum") -> Webhook:
    return Webhook(name, sink.url, (SECRET,), clock.now, timeout=0.4)


def ids(sink: Sink) -> list[str]:
    return [headers["webhook-id"] for headers, _body in sink.seen]


def state(store: Store, identity: str) -> str:
    with store.database.begin() as connection:
        return str(petitions.get(connection, identity)["state"])


def changes(store: Store) -> list[tuple[str, str]]:
    query = sa.select(audit_table).order_by(audit_table.c.seq)
    with store.database.begin() as connection:
        rows = connection.execute(query.where(audit_table.c.action == "destination.changed")).all()
    return [(row.detail["from"], row.detail["to"]) for row in rows]


@pytest.mark.parametrize("fault", PASSING)
def test_through_a_fault_that_passes_the_id_repeats_and_the_effect_does_not(
    store: Store, sink: Sink, fault: str
) -> None:
    key = f"{store.accept(1)}:1:kurum"
    sink.script = [PASSING[fault]] * 2
    drive(store, dispatcher(store, a_webhook(sink)))
    told_at_once = fault in {"answers twice", "endless answer"}
    assert ids(sink) == [key] * (1 if told_at_once else 3)
    assert list(sink.effects) == [key]
    assert store.states() == {"done"}


@pytest.mark.parametrize("fault", FINAL)
def test_a_refusal_waits_for_a_person_who_sends_it_again_under_the_same_id(
    store: Store, sink: Sink, fault: str
) -> None:
    identity = store.accept(1)
    key, line = f"{identity}:1:kurum", dispatcher(store, a_webhook(sink))
    sink.script = [FINAL[fault]]
    drive(store, line)
    assert (ids(sink), store.dead(), sink.effects) == ([key], [key], {})
    assert state(store, identity) == DELIVERING
    with store.database.begin() as connection:
        if fault == "410":
            destinations.close(connection, Deed(store.at, "user:1"), "kurum")
    store.resend(key)
    drive(store, line)
    assert (ids(sink), list(sink.effects)) == ([key, key], [key])
    assert state(store, identity) == DELIVERED


def test_what_was_tried_in_vain_too_often_waits_for_a_person(store: Store, sink: Sink) -> None:
    key = f"{store.accept(1)}:1:kurum"
    sink.script = [refusing(500)] * 3
    line = dispatcher(store, a_webhook(sink), max_attempts=3)
    drive(store, line)
    assert (len(sink.seen), store.dead()) == (3, [key])
    store.resend(key)
    drive(store, line)
    assert list(sink.effects) == [key]


def test_revisions_of_a_petition_arrive_in_order_whatever_fails(store: Store, sink: Sink) -> None:
    line = dispatcher(store, a_webhook(sink))
    people = [store.accept(number) for number in range(3)]
    faults = list(PASSING.values())
    for revision in (1, 2, 3):
        sink.script = [faults[(revision + n) % len(faults)] for n in range(4)]
        drive(store, line)
        if revision < 3:
            assert [store.correct(identity) for identity in people] == [revision + 1] * 3
    arrived = list(sink.effects)
    for identity in people:
        own = [key for key in arrived if key.startswith(identity)]
        assert own == [f"{identity}:{revision}:kurum" for revision in (1, 2, 3)]


def test_a_destination_that_is_down_is_left_in_peace_and_probed_by_one(
    store: Store, sink: Sink
) -> None:
    for number in range(20):
        store.accept(number)
    sink.script = [refusing(500)] * 6
    line = dispatcher(store, a_webhook(sink))
    for key in store.due():
        line.attempt(key)
    assert len(sink.seen) == 5  # the sixth found it open
    assert store.due() == []
    store.at += dt.timedelta(seconds=10)
    for key in store.due():
        line.attempt(key)
    assert len(sink.seen) == 6  # half open: one, which failed
    drive(store, line)
    assert len(sink.effects) == 20
    assert changes(store) == [("closed", "open"), ("open", "closed")]


def test_a_down_destination_costs_the_waiting_ones_no_attempt(store: Store, sink: Sink) -> None:
    for number in range(20):
        store.accept(number)
    sink.script = [refusing(500)] * 12
    drive(store, dispatcher(store, a_webhook(sink)))
    attempts = sorted(int(str(row["attempts"])) for row in store.rows())
    assert sum(attempts) == 20 + 12
    assert attempts[0] == 1


def test_a_destination_that_is_gone_gets_nothing_more_until_a_person_says_so(
    store: Store, sink: Sink
) -> None:
    keys = [f"{store.accept(number)}:1:kurum" for number in range(3)]
    sink.script = [refusing(410)]
    line = dispatcher(store, a_webhook(sink))
    drive(store, line, hours=24 * 30)
    assert (len(sink.seen), len(store.dead())) == (1, 1)
    with store.database.begin() as connection:
        destinations.close(connection, Deed(store.at, "user:1"), "kurum")
    store.resend(store.dead()[0])
    drive(store, line)
    assert sorted(sink.effects) == sorted(keys)
    assert changes(store) == [("closed", "gone"), ("gone", "closed")]


def test_a_wait_that_is_asked_for_holds_all_that_go_there(store: Store, sink: Sink) -> None:
    for number in range(5):
        store.accept(number)
    sink.script = [refusing(429, retry_after="90")]
    line, began = dispatcher(store, a_webhook(sink)), store.at
    for key in store.due():
        line.attempt(key)
    assert len(sink.seen) == 1
    assert store.due() == []
    drive(store, line)
    assert len(sink.effects) == 5
    assert store.at >= began + dt.timedelta(seconds=90)


def test_one_destination_that_is_down_does_not_hold_up_another(store: Store, sink: Sink) -> None:
    for number in range(6):
        store.accept(number, ("kurum", "valilik"))
    sink.script = [refusing(500)] * 500
    with contextmanager(running_sink)() as well:
        line = dispatcher(store, a_webhook(sink), a_webhook(well, "valilik"))
        for key in store.due():
            line.attempt(key)
    assert len(well.effects) == 6
    assert sink.effects == {}


def test_a_limit_a_minute_is_kept(store: Store, sink: Sink) -> None:
    for number in range(12):
        store.accept(number)
    line, began = dispatcher(store, a_webhook(sink), paces={"kurum": Pace(6)}), store.at
    for key in store.due():
        line.attempt(key)
    assert len(sink.seen) == 2  # ten seconds' worth, and the one that begins it
    drive(store, line)
    assert len(sink.effects) == 12
    assert store.at - began >= dt.timedelta(seconds=100)


def test_a_correction_tells_what_changed_and_each_revision_keeps_its_receipt(
    store: Store, sink: Sink
) -> None:
    line, identity = dispatcher(store, a_webhook(sink)), store.accept(1)
    drive(store, line)
    assert store.correct(identity, text="Yol onarıldı, köprü bozuk.") == 2
    drive(store, line)
    with store.database.begin() as connection:
        first, second = (petitions.revision_record(connection, identity, n) for n in (1, 2))
    assert "changes" not in first
    assert second["changes"] == {"since": 1, "changed": ["text"]}
    assert b'"changes":{"changed":["text"],"since":1}' in sink.effects[f"{identity}:2:kurum"]
    assert all(row["receipt"] for row in store.rows(identity))


def test_every_attempt_and_change_stands_in_an_unbroken_trail(store: Store, sink: Sink) -> None:
    store.accept(1)
    sink.script = [refusing(500), refusing(410)]
    drive(store, dispatcher(store, a_webhook(sink)))
    with store.database.begin() as connection:
        assert audit.first_broken_link(connection) is None
        assert connection.scalar(sa.select(delivery.c.attempts)) == 2
