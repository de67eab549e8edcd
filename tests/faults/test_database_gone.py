"""The PostgreSQL server goes away under us: letters wait, and nobody has to start us again."""

from pathlib import Path

import pytest

from benchmarks import desk_postgres
from dilekce import clock
from dilekce.book import Book
from dilekce.engine import _tell
from dilekce.store import ledger
from dilekce.store.database import open_database, upgrade
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id
from domain.errors import TryLater


def an_arrival(number: int) -> Arrival:
    sha256 = f"{number:064x}"[::-1]
    landing = Receipt(file_name="a.tif", received_at=clock.now(), channel=Channel.FAX)
    return Arrival(
        id=arrival_id(sha256), sha256=sha256, size=1, file_type=FileType.TIFF, receipt=landing
    )


@pytest.mark.skipif(not desk_postgres.is_there(), reason="PostgreSQL is not installed")
def test_while_the_server_is_gone_work_is_put_off_and_afterwards_it_is_done(tmp_path: Path) -> None:
    with desk_postgres.server() as server:
        database = open_database(server.url)
        upgrade(database)
        book = Book(database)
        assert book.record(an_arrival(1), {})
        server.stop()
        with pytest.raises(TryLater) as caught:
            book.record(an_arrival(2), {})
        assert caught.value.code == "database.write"
        assert _tell("test", lambda: ledger.balance(database.connect())) == {
            "later": "database.away"
        }
        server.start()
        assert book.record(an_arrival(2), {})
        with database.begin() as connection:
            assert ledger.balance(connection).arrivals == {"received": 2}
        database.dispose()
