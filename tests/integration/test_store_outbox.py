"""The outbox on a real SQLite database: each move once, each with its audit row."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce.clock import TURKIYE
from dilekce.store import arrivals, audit, destinations, outbox, petitions
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from dilekce.store.tables import audit as audit_table
from dilekce.store.tables import delivery_attempt
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id, petition_id
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from domain.petition import PageRef
from domain.record import instant

START = dt.datetime(2026, 11, 23, 9, tzinfo=TURKIYE)
SHA = "ab" * 32
PETITION = petition_id(SHA, 1)
KEYS = {name: f"{PETITION}:1:{name}" for name in ("kurum", "klasor")}
ACCEPTED, DELIVERING = PetitionState.ACCEPTED, PetitionState.DELIVERING
DELIVERED, REVIEW = PetitionState.DELIVERED, PetitionState.REVIEW


def at(minutes: float) -> dt.datetime:
    return START + dt.timedelta(minutes=minutes)


def machine(minutes: float = 0) -> Deed:
    return Deed(at(minutes))


def person(minutes: float = 0) -> Deed:
    return Deed(at(minutes), "user:1")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sa.Connection]:
    """A database with one petition accepted for two destinations."""
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    landing = Receipt(file_name="x.tif", received_at=START, channel=Channel.FAX)
    item = Arrival(
        id=arrival_id(SHA), sha256=SHA, size=10, file_type=FileType.TIFF, receipt=landing
    )
    with engine.begin() as connection:
        arrivals.record(connection, machine(), item, {})
        petitions.create(connection, machine(), PETITION, [PageRef(item.id, 1)])
        accept(connection, PetitionState.READING)
        yield connection
    engine.dispose()


def accept(connection: sa.Connection, expect: PetitionState, deed: Deed | None = None) -> None:
    petitions.accept(
        connection,
        deed or machine(),
        PETITION,
        expect,
        record={"fields": {}},
        destinations=lambda *_: tuple(KEYS),
    )


def start(connection: sa.Connection) -> None:
    petitions.move(connection, machine(), PETITION, ACCEPTED, DELIVERING)


def state(connection: sa.Connection) -> str:
    return str(petitions.get(connection, PETITION)["state"])


def actions(connection: sa.Connection) -> list[str]:
    rows = connection.execute(sa.select(audit_table.c.action).order_by(audit_table.c.seq))
    return list(rows.scalars())


def test_an_acceptance_is_due_at_once_at_every_destination(connection: sa.Connection) -> None:
    assert outbox.due(connection, instant(START)) == [(KEYS["klasor"], 0), (KEYS["kurum"], 0)]
    row = outbox.pending(connection, KEYS["kurum"])
    assert row == outbox.Pending(
        key=KEYS["kurum"], petition_id=PETITION, revision=1, destination="kurum", attempts=0
    )


def test_a_failed_attempt_waits_for_its_time(connection: sa.Connection) -> None:
    assert outbox.attempted(connection, machine(), KEYS["kurum"], "delivery.busy", at(5))
    assert (KEYS["kurum"], 1) not in outbox.due(connection, instant(at(4)))
    assert (KEYS["kurum"], 1) in outbox.due(connection, instant(at(5)))


def test_a_clock_set_back_leaves_no_delivery_waiting(connection: sa.Connection) -> None:
    a_year = 366 * 24 * 60
    outbox.attempted(connection, machine(a_year), KEYS["kurum"], "delivery.busy", at(a_year + 5))
    ahead = Deed(at(a_year))
    destinations.failed(connection, ahead, "klasor", after=60)
    assert (KEYS["kurum"], 1) not in outbox.due(connection, instant(at(a_year)))
    assert outbox.due(connection, instant(START)) == [(KEYS["klasor"], 0), (KEYS["kurum"], 1)]


def test_a_petition_is_delivered_with_its_last_delivery(connection: sa.Connection) -> None:
    start(connection)
    assert outbox.done(connection, machine(1), KEYS["kurum"], {"status": 200})
    assert state(connection) == DELIVERING
    assert outbox.done(connection, machine(2), KEYS["klasor"], {"folder": "x"})
    assert state(connection) == DELIVERED
    rows = outbox.of_petition(connection, PETITION)
    assert [(r["state"], r["attempts"], r["receipt"]) for r in rows] == [
        ("done", 1, {"folder": "x"}),
        ("done", 1, {"status": 200}),
    ]
    assert rows[0]["done_at"] == instant(at(2))


def test_the_first_receipt_stands_whatever_comes_after(connection: sa.Connection) -> None:
    key = KEYS["kurum"]
    start(connection)
    outbox.done(connection, machine(), key, {"status": 200})
    before = actions(connection)
    assert not outbox.done(connection, machine(1), key, {"status": 202})
    assert not outbox.dead(connection, machine(1), key, "delivery.refused")
    assert not outbox.attempted(connection, machine(1), key, "delivery.busy", at(5))
    assert actions(connection) == before
    assert outbox.of_petition(connection, PETITION)[1]["receipt"] == {"status": 200}
    assert outbox.pending(connection, key) is None


def test_a_dead_letter_is_not_tried_until_a_person_sends_it_again(
    connection: sa.Connection,
) -> None:
    key = KEYS["kurum"]
    start(connection)
    outbox.attempted(connection, machine(), key, "delivery.busy", at(0))
    outbox.dead(connection, machine(1), key, "delivery.refused")
    assert key not in dict(outbox.due(connection, instant(at(99))))
    outbox.done(connection, machine(2), KEYS["klasor"], {})
    assert state(connection) == DELIVERING
    outbox.resend(connection, person(3), key)
    assert outbox.due(connection, instant(at(3))) == [(key, 0)]
    outbox.done(connection, machine(4), key, {})
    assert state(connection) == DELIVERED


def test_only_a_dead_letter_can_be_sent_again(connection: sa.Connection) -> None:
    with pytest.raises(Conflict) as refused:
        outbox.resend(connection, person(), KEYS["kurum"])
    assert refused.value.code == "delivery.not_dead"
    with pytest.raises(Conflict) as unknown:
        outbox.resend(connection, person(), "no:1:such")
    assert unknown.value.code == "delivery.unknown"


def test_what_a_person_took_back_is_not_sent(connection: sa.Connection) -> None:
    petitions.move(connection, person(), PETITION, ACCEPTED, REVIEW)
    assert outbox.due(connection, instant(at(9))) == []
    assert outbox.pending(connection, KEYS["kurum"]) is None
    assert outbox.withdraw(connection, person(), PETITION) == 2
    assert outbox.withdraw(connection, person(), PETITION) == 0
    accept(connection, REVIEW, person(1))
    keys = [key for key, _ in outbox.due(connection, instant(at(9)))]
    assert keys == [f"{PETITION}:2:klasor", f"{PETITION}:2:kurum"]
    with pytest.raises(Conflict) as superseded:
        outbox.resend(connection, person(2), KEYS["kurum"])
    assert superseded.value.code == "delivery.superseded"


def test_a_late_answer_to_an_old_revision_does_not_close_the_new_one(
    connection: sa.Connection,
) -> None:
    petitions.move(connection, person(), PETITION, ACCEPTED, REVIEW)
    accept(connection, REVIEW, person(1))
    start(connection)
    for key in KEYS.values():
        outbox.done(connection, machine(2), key, {})
    assert state(connection) == DELIVERING


def test_a_correction_after_delivery_goes_out_as_a_new_revision(
    connection: sa.Connection,
) -> None:
    start(connection)
    for key in KEYS.values():
        outbox.done(connection, machine(), key, {})
    petitions.move(connection, person(1), PETITION, DELIVERED, REVIEW)
    accept(connection, REVIEW, person(2))
    assert len(outbox.due(connection, instant(at(3)))) == 2
    assert [r["revision"] for r in outbox.of_petition(connection, PETITION)] == [1, 1, 2, 2]


def test_every_move_leaves_an_attempt_and_an_audit_row(connection: sa.Connection) -> None:
    key = KEYS["kurum"]
    start(connection)
    outbox.attempted(connection, machine(), key, "delivery.timeout", at(0))
    outbox.dead(connection, machine(), key, "delivery.refused")
    outbox.resend(connection, person(), key)
    outbox.done(connection, machine(), key, {})
    outcomes = connection.execute(
        sa.select(delivery_attempt.c.outcome).order_by(delivery_attempt.c.id)
    )
    assert list(outcomes.scalars()) == ["delivery.timeout", "delivery.refused", "done"]
    assert actions(connection)[-4:] == [
        "delivery.attempted",
        "delivery.dead",
        "delivery.resent",
        "delivery.done",
    ]
    assert audit.first_broken_link(connection) is None
