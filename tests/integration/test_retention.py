"""What retention lets go and what it never touches, on SQLite and PostgreSQL."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce.purge import by_products, let_go, letters_over
from dilekce.store import arrivals, ledger, outbox, petitions, retention
from dilekce.store.audit import Deed
from dilekce.store.tables import arrival, audit, audit_sample, blind_task, page, petition
from domain.arrival import Arrival, Channel, FileType, Receipt
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from tests.delivery_house import ORIGINAL, START, Store, open_store

DAYS = 365
LATER = Deed(START + dt.timedelta(days=400), "user:cli")
ACCEPTED, DELIVERING = PetitionState.ACCEPTED, PetitionState.DELIVERING
DELIVERED, REVIEW = PetitionState.DELIVERED, PetitionState.REVIEW


@pytest.fixture
def store(tmp_path: Path, on_each_database: str | None) -> Iterator[Store]:
    store = open_store(tmp_path, on_each_database)
    yield store
    store.database.dispose()


def delivered(store: Store, number: int = 1, at: dt.datetime = START) -> str:
    """Store a petition with its page, delivered; return its id."""
    store.at = at
    identity = store.accept(number)
    key = store.blobs.put(f"page {number}".encode())
    deed = Deed(at)
    with store.database.begin() as connection:
        of_it = page.c.arrival_id == petitions.get(connection, identity)["arrival_id"]
        connection.execute(page.update().where(of_it).values(image_key=key, read_key=key))
        petitions.move(connection, deed, identity, ACCEPTED, DELIVERING)
        outbox.done(connection, deed, f"{identity}:1:kurum", {})
        assert petitions.get(connection, identity)["state"] == DELIVERED
    return identity


def purged(store: Store) -> int:
    """Do what `dilekce purge --yes` does a year later; return how many letters were let go."""
    count = let_go(store.database, LATER, DAYS)
    for file in blobs(store):
        os.utime(file, (0, 0))
    for blob in by_products(store.database, url(store), 7):
        blob.unlink()
    return count


def url(store: Store) -> str:
    return f"file://{store.blobs._root}"


def blobs(store: Store) -> list[Path]:
    assert store.blobs._root is not None
    return list(store.blobs._root.glob("??/??/*"))


def test_a_letter_long_delivered_loses_its_bytes_and_keeps_its_record(store: Store) -> None:
    identity = delivered(store)
    assert len(blobs(store)) == 2
    assert purged(store) == 1
    assert blobs(store) == []
    with store.database.begin() as connection:
        assert petitions.get(connection, identity)["record"]["text"] == "Yol bozuk."
        assert petitions.revision_record(connection, identity, 1)
        book = ledger.balance(connection)
        last = connection.execute(sa.select(audit).order_by(audit.c.seq.desc()).limit(1)).one()
    assert book.balanced
    assert book.petitions == {"delivered": 1}
    assert (last.action, last.actor) == ("arrival.purged", "user:cli")
    assert last.detail == {"pages": 1, "sidecars": 0}
    assert purged(store) == 0, "nothing is let go twice"


def test_looking_touches_nothing_and_without_a_setting_all_is_kept(store: Store) -> None:
    delivered(store)
    assert len(letters_over(store.database, DAYS, LATER.at)) == 1
    assert letters_over(store.database, None, LATER.at) == []
    assert not list(by_products(store.database, url(store), 7))
    assert len(blobs(store)) == 2


def under_a_hold(store: Store, identity: str) -> None:
    with store.database.begin() as connection:
        retention.hold(connection, LATER, identity, "dava")


def taken_up_again(store: Store, identity: str) -> None:
    with store.database.begin() as connection:
        petitions.move(connection, Deed(START, "user:1"), identity, DELIVERED, REVIEW)


def waiting_for_an_audit(store: Store, identity: str) -> None:
    with store.database.begin() as connection:
        row = {"petition_id": identity, "drawn_at": START.isoformat()}
        connection.execute(audit_sample.insert().values(**row))


def waiting_for_a_second_key(store: Store, identity: str) -> None:
    with store.database.begin() as connection:
        row = {
            "petition_id": identity, "purpose": "second", "revision": 1, "state": "conflict",
            "asked_at": START.isoformat(), "first_by": "user:1", "first": {},
        }  # fmt: skip
        connection.execute(blind_task.insert().values(**row))


def changed_lately(store: Store, identity: str) -> None:
    with store.database.begin() as connection:
        lately = (LATER.at - dt.timedelta(days=DAYS - 1)).isoformat(timespec="seconds")
        mine = petition.c.id == identity
        connection.execute(petition.update().where(mine).values(changed_at=lately))


def sharing_its_file_with_an_open_one(store: Store, identity: str) -> None:
    with store.database.begin() as connection:
        refs = petitions.pages(connection, identity)
        petitions.create(connection, Deed(START), f"{identity[:-1]}2", refs)


@pytest.mark.parametrize(
    "reason",
    [
        under_a_hold,
        taken_up_again,
        waiting_for_an_audit,
        waiting_for_a_second_key,
        changed_lately,
        sharing_its_file_with_an_open_one,
    ],
)
def test_what_is_open_or_held_is_never_touched(
    store: Store, reason: Callable[[Store, str], None]
) -> None:
    kept = delivered(store, 1)
    delivered(store, 2)
    reason(store, kept)
    assert purged(store) == 1
    assert len(blobs(store)) == 2, "the other's are gone, this one's are there"
    with store.database.begin() as connection:
        row = arrivals.get(connection, petitions.get(connection, kept)["arrival_id"])
    assert row["purged_at"] is None
    assert store.blobs.get(row["sha256"])


def test_what_is_not_delivered_yet_or_set_aside_is_never_touched(store: Store) -> None:
    store.accept(1)
    assert purged(store) == 0
    assert len(blobs(store)) == 1


def test_a_released_letter_may_go(store: Store) -> None:
    identity = delivered(store)
    under_a_hold(store, identity)
    with store.database.begin() as connection:
        assert retention.held(connection) == {identity: "dava"}
        with pytest.raises(Conflict):
            retention.hold(connection, LATER, identity, "again")
        retention.release(connection, LATER, identity)
        with pytest.raises(Conflict):
            retention.release(connection, LATER, identity)
        with pytest.raises(Conflict):
            retention.hold(connection, LATER, "p-unknown", "x")
        told = [row.detail for row in connection.execute(sa.select(audit.c.detail))]
    assert "dava" not in str(told), "a person's words are not for the trail"
    assert purged(store) == 1


def test_a_letter_that_comes_again_is_kept_again(store: Store) -> None:
    identity = delivered(store)
    purged(store)
    with store.database.begin() as connection:
        known = arrivals.get(connection, petitions.get(connection, identity)["arrival_id"])
    store.blobs.put(ORIGINAL + b"1")
    landing = Receipt(file_name="1.tif", received_at=LATER.at, channel=Channel.POST)
    item = Arrival(
        id=known["id"], sha256=known["sha256"], size=known["size"], file_type=FileType.TIFF,
        receipt=landing,
    )  # fmt: skip
    with store.database.begin() as connection:
        assert not arrivals.record(connection, LATER, item, {})
        row = connection.execute(sa.select(arrival.c.purged_at)).one()
    assert row.purged_at is None
    assert purged(store) == 0
    assert store.blobs.get(known["sha256"]) == ORIGINAL + b"1"
