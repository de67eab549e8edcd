"""Our own tables on a real SQLite file: moves, audit chain, ledger, schema."""

import datetime as dt
import importlib
import pkgutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dilekce import store
from dilekce.clock import TURKIYE
from dilekce.store import arrivals, audit, ledger, outbox, petitions, schema, tables
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade, wal_is_safe
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id, petition_id
from domain.errors import Conflict
from domain.lifecycle import ArrivalState, PetitionState
from domain.petition import PageRef
from domain.record import instant

NOW = dt.datetime(2026, 3, 10, 9, 30, tzinfo=TURKIYE)
DEED, PERSON = Deed(NOW), Deed(NOW, "user:1")
SHA = "ab" * 32
ARRIVAL, PETITION = arrival_id(SHA), petition_id(SHA, 1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(database: sa.Engine) -> Iterator[sa.Connection]:
    with database.begin() as connection:
        yield connection


def an_arrival() -> Arrival:
    landing = Receipt(file_name="x.tif", received_at=NOW, channel=Channel.FAX)
    return Arrival(id=ARRIVAL, sha256=SHA, size=9, file_type=FileType.TIFF, receipt=landing)


def a_page(number: int, fate: str = "petition") -> dict[str, object]:
    row = dict.fromkeys(("reason", "image_key", "read_key", "width", "height"))
    return {**row, "number": number, "fate": fate}


def admitted(connection: sa.Connection) -> None:
    arrivals.record(connection, DEED, an_arrival(), {})


def split(connection: sa.Connection, pages: int = 2) -> None:
    admitted(connection)
    arrivals.put_pages(connection, ARRIVAL, [a_page(n) for n in range(1, pages + 1)])
    refs = [PageRef(ARRIVAL, n) for n in range(1, pages + 1)]
    assert petitions.create(connection, DEED, PETITION, refs)
    for now, to in (("received", "read"), ("read", "split")):
        arrivals.move(
            connection, DEED, ARRIVAL, ArrivalState(now), ArrivalState(to), page_count=pages
        )


def accepted(connection: sa.Connection) -> int | None:
    split(connection)
    record = {"id": PETITION, "route": {"unit": "u"}, "clock": {"due": "2026-04-09"}}
    return petitions.accept(
        connection,
        DEED,
        PETITION,
        PetitionState.READING,
        record=record,
        destinations=lambda *_: ["folder"],
    )


def test_the_migrations_make_exactly_the_tables_the_code_speaks_of(
    connection: sa.Connection,
) -> None:
    for module in pkgutil.iter_modules(store.__path__):
        importlib.import_module(f"{store.__name__}.{module.name}")  # each adds its tables
    context = MigrationContext.configure(connection)
    assert compare_metadata(context, schema.metadata) == []


def test_the_same_bytes_twice_are_one_arrival_with_two_receipts(
    connection: sa.Connection,
) -> None:
    assert arrivals.record(connection, DEED, an_arrival(), {".xml": "cd" * 32})
    assert not arrivals.record(connection, DEED, an_arrival(), {".xml": "cd" * 32})
    count = sa.select(sa.func.count())
    assert connection.scalar(count.select_from(tables.arrival)) == 1
    assert connection.scalar(count.select_from(tables.receipt)) == 2
    assert connection.scalar(count.select_from(tables.companion)) == 1


def test_a_move_from_another_state_changes_nothing(connection: sa.Connection) -> None:
    split(connection)
    before = connection.scalar(sa.select(sa.func.count()).select_from(tables.audit))
    moved = petitions.move(
        connection, PERSON, PETITION, PetitionState.REVIEW, PetitionState.RETURNED
    )
    assert not moved
    assert petitions.get(connection, PETITION)["state"] == "reading"
    assert connection.scalar(sa.select(sa.func.count()).select_from(tables.audit)) == before


def test_a_stale_version_loses(connection: sa.Connection) -> None:
    split(connection)
    reading, review = PetitionState.READING, PetitionState.REVIEW
    assert petitions.move(connection, DEED, PETITION, reading, review, version=1)
    accepted_late = petitions.accept(
        connection, PERSON, PETITION, review, record={}, destinations=lambda *_: [], version=1
    )
    assert accepted_late is None


def test_acceptance_writes_revision_and_outbox_together(connection: sa.Connection) -> None:
    assert accepted(connection) == 1
    record = petitions.revision_record(connection, PETITION, 1)
    assert (record["revision"], record["status"]) == (1, "accepted")
    keys = list(connection.execute(sa.select(tables.delivery.c.key)).scalars())
    assert keys == [f"{PETITION}:1:folder"]


def test_a_delivery_given_up_is_listed_until_a_person_sends_it_again(
    connection: sa.Connection,
) -> None:
    accepted(connection)
    key = petitions.delivery_key(PETITION, 1, "folder")
    assert outbox.dead_letters(connection) == []
    outbox.dead(connection, DEED, key, "delivery.refused")
    assert [letter.key for letter in outbox.dead_letters(connection)] == [key]
    outbox.resend(connection, PERSON, key)
    assert outbox.dead_letters(connection) == []
    assert outbox.due(connection, instant(NOW)) == [(key, 0)]


def test_a_machine_cannot_return_a_petition(connection: sa.Connection) -> None:
    split(connection)
    petitions.move(connection, DEED, PETITION, PetitionState.READING, PetitionState.REVIEW)
    with pytest.raises(Conflict):
        petitions.move(connection, DEED, PETITION, PetitionState.REVIEW, PetitionState.RETURNED)


def test_creating_a_petition_twice_changes_nothing(connection: sa.Connection) -> None:
    split(connection)
    assert not petitions.create(connection, DEED, PETITION, [PageRef(ARRIVAL, 1)])
    assert len(petitions.pages(connection, PETITION)) == 2


def test_a_retry_puts_a_quarantined_arrival_back_with_a_new_attempt(
    connection: sa.Connection,
) -> None:
    admitted(connection)
    received, aside = ArrivalState.RECEIVED, ArrivalState.QUARANTINED
    arrivals.move(connection, DEED, ARRIVAL, received, aside, problem="file.empty")
    assert arrivals.retry(connection, PERSON, ARRIVAL) == 1
    assert arrivals.unfinished(connection, limit=5) == [(ARRIVAL, 1)]
    with pytest.raises(Conflict):
        arrivals.retry(connection, PERSON, ARRIVAL)


def test_the_audit_chain_shows_every_kind_of_tampering(connection: sa.Connection) -> None:
    accepted(connection)
    assert audit.first_broken_link(connection) is None
    for change in (
        tables.audit.update().where(tables.audit.c.seq == 2).values(actor="user:9"),
        tables.audit.update().where(tables.audit.c.seq == 2).values(detail={"x": 1}),
        tables.audit.delete().where(tables.audit.c.seq == 2),
    ):
        nested = connection.begin_nested()
        connection.execute(change)
        assert audit.first_broken_link(connection) in {2, 3}
        nested.rollback()
    assert audit.first_broken_link(connection) is None


def test_a_balanced_ledger_balances(connection: sa.Connection) -> None:
    accepted(connection)
    book = ledger.balance(connection)
    assert book.balanced, book
    assert book.entries[0].in_petitions == 2
    assert book.petitions == {"accepted": 1}


@pytest.mark.parametrize(
    "damage",
    [
        tables.page.delete().where(tables.page.c.number == 2),
        tables.petition_page.delete().where(tables.petition_page.c.page == 2),
        tables.delivery.delete(),
        tables.receipt.delete(),
        tables.petition.update().values(state="delivered"),
        tables.audit.delete().where(tables.audit.c.seq == 1),
    ],
    ids=["page", "petition page", "delivery", "receipt", "delivered early", "audit"],
)
def test_the_ledger_finds_what_does_not_add_up(
    connection: sa.Connection, damage: sa.Delete | sa.Update
) -> None:
    accepted(connection)
    connection.execute(damage)
    assert not ledger.balance(connection).balanced


def test_a_database_error_never_shows_what_was_written(database: sa.Engine) -> None:
    secret = "Işıl ÇAĞLA"
    with pytest.raises(sa.exc.IntegrityError) as caught, database.begin() as connection:
        connection.execute(tables.person.insert().values(name=secret, role=None, created_at=""))
    assert secret not in str(caught.value)


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 50, 7), True),
        ((3, 51, 2), False), ((3, 51, 3), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_wal_is_used_only_where_it_cannot_corrupt(
    version: tuple[int, int, int], *, safe: bool
) -> None:
    assert wal_is_safe(version) is safe


def test_the_journal_follows_this_machines_sqlite(database: sa.Engine) -> None:
    with database.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert mode == ("wal" if wal_is_safe(sqlite3.sqlite_version_info[:3]) else "delete")
