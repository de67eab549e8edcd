"""A store of accepted petitions and the real dispatcher on it, with a clock that tests move."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import sqlalchemy as sa

from deliver.ports import Destination
from dilekce import clock
from dilekce.blobs import Blobs
from dilekce.clock import TURKIYE
from dilekce.dispatch import Dispatcher, Outlets
from dilekce.store import arrivals, outbox, petitions
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from dilekce.store.tables import delivery, destination
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id, petition_id
from domain.lifecycle import ArrivalState, PetitionState
from domain.petition import PageRef
from domain.record import Record, instant

START = dt.datetime(2026, 11, 23, 9, tzinfo=TURKIYE)
ORIGINAL = b"II*\x00" + bytes(range(256)) * 40
READING, REVIEW = PetitionState.READING, PetitionState.REVIEW
DELIVERING, DELIVERED = PetitionState.DELIVERING, PetitionState.DELIVERED


@dataclass
class Store:
    """A database and blobs; ``at`` is what the dispatcher takes for the time of day."""

    database: sa.Engine
    blobs: Blobs
    at: dt.datetime = START

    def accept(self, number: int, names: Iterable[str] = ("kurum",)) -> str:
        """Store an invented petition, accepted for these destinations; return its id."""
        sha256 = self.blobs.put(ORIGINAL + str(number).encode())
        identity, arrival = petition_id(sha256, 1), arrival_id(sha256)
        landing = Receipt(file_name=f"{number}.tif", received_at=self.at, channel=Channel.FAX)
        size = len(ORIGINAL) + len(str(number))
        item = Arrival(
            id=arrival, sha256=sha256, size=size, file_type=FileType.TIFF, receipt=landing
        )
        deed = Deed(self.at)
        with self.database.begin() as connection:
            arrivals.record(connection, deed, item, {})
            for now, to in (("received", "read"), ("read", "split")):
                arrivals.move(
                    connection, deed, arrival, ArrivalState(now), ArrivalState(to), page_count=1
                )
            row = {"number": 1, "fate": "petition", "reason": None, "role": "petition"}
            arrivals.put_pages(connection, arrival, [row])
            petitions.create(connection, deed, identity, [PageRef(arrival, 1)])
            petitions.accept(
                connection, deed, identity, READING,
                record=a_record(identity), destinations=lambda *_: tuple(names),
            )  # fmt: skip
        return identity

    def correct(self, identity: str, names: Iterable[str] = ("kurum",), **record: str) -> int:
        """Take a delivered petition up again and accept it corrected; return the revision."""
        deed = Deed(self.at, "user:1")
        with self.database.begin() as connection:
            petitions.move(connection, deed, identity, DELIVERED, REVIEW)
            content = petitions.get(connection, identity)["record"] | record
            number = petitions.accept(
                connection, deed, identity, REVIEW,
                record=content, destinations=lambda *_: tuple(names),
            )  # fmt: skip
        assert number is not None
        return number

    def rows(self, identity: str | None = None) -> list[Mapping[str, object]]:
        """Return the delivery rows, of one petition or all."""
        query = sa.select(delivery).order_by(delivery.c.key)
        if identity:
            query = query.where(delivery.c.petition_id == identity)
        with self.database.begin() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def states(self) -> set[str]:
        """Return the states that deliveries are in."""
        return {str(row["state"]) for row in self.rows()}

    def due(self) -> list[str]:
        """Return the keys that are due now."""
        with self.database.begin() as connection:
            return [key for key, _ in outbox.due(connection, instant(self.at))]

    def dead(self) -> list[str]:
        """Return the keys that wait for a person."""
        with self.database.begin() as connection:
            return [letter.key for letter in outbox.dead_letters(connection)]

    def resend(self, key: str) -> None:
        """Send a dead letter again, as a person does."""
        with self.database.begin() as connection:
            outbox.resend(connection, Deed(self.at, "user:1"), key)


def a_record(identity: str) -> Record:
    """Return a record with something personal in it."""
    route = {"unit": "fen", "name": "Fen İşleri Müdürlüğü", "because": "subject: yol"}
    fields = {"name": {"value": "Çağrı IŞIK"}, "subject": {"value": "Yolun onarılması"}}
    return {
        "schema": "dilekce.petition/1", "id": identity, "kind": "istek", "track": "3071",
        "fields": fields, "route": route, "clock": None, "reasons": [], "text": "Yol bozuk.",
    }  # fmt: skip


def open_store(folder: Path, url: str | None = None) -> Store:
    """Return an empty store in ``folder``, or with its database at ``url``."""
    database = open_database(url or f"sqlite:///{folder / 'dilekce.db'}")
    upgrade(database)
    return Store(database, Blobs(f"file://{folder / 'blobs'}"))


def dispatcher(
    store: Store, *called: Destination, max_attempts: int = 50, **outlets: object
) -> Dispatcher:
    """Return the product's dispatcher for these destinations."""
    doors = Outlets(called={item.name: item for item in called}, **outlets)  # type: ignore[arg-type]
    return Dispatcher(store.database, store.blobs, doors, max_attempts, lambda _petition: None)


@contextmanager
def moved_clock(store: Store) -> Iterator[Callable[[], dt.datetime]]:
    """Let the product take the store's ``at`` for the time of day."""
    with patch.object(clock, "now", lambda: store.at):
        yield lambda: store.at


def drive(store: Store, line: Dispatcher, hours: float = 48) -> None:
    """Try what is due, move the clock to what is due next, until nothing is or time is up."""
    end = store.at + dt.timedelta(hours=hours)
    while store.at < end:
        for key in store.due():
            line.attempt(key)
        with store.database.begin() as connection:
            waits = sa.select(delivery.c.next_at).where(delivery.c.state == "pending")
            times = [*connection.execute(waits).scalars()]
            times += connection.execute(sa.select(destination.c.until)).scalars()
        if "pending" not in store.states():
            return
        later = [t for t in map(dt.datetime.fromisoformat, filter(None, times)) if t > store.at]
        store.at = min(later, default=end)
