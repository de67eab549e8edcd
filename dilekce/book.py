"""The arrivals table as ingest/ asks for it: one committed transaction a call."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
import structlog

from dilekce import clock
from dilekce.store import arrivals
from dilekce.store.audit import Deed
from domain.arrival import Arrival
from domain.errors import TryLater

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Book:
    """Writes arrivals; a database that is away or full is ``TryLater``."""

    database: sa.Engine

    def record(self, arrival: Arrival, companions: Mapping[str, str]) -> bool:
        """Write the arrival or one more receipt; say whether it was new."""
        with self._transaction() as connection:
            new = arrivals.record(connection, Deed(clock.now()), arrival, companions)
        _log.info("arrival.received", subject=arrival.id, new=new)
        return new

    def attach(self, arrival_id: str, companions: Mapping[str, str]) -> None:
        """Add sidecars that came after their arrival."""
        with self._transaction() as connection:
            arrivals.attach(connection, Deed(clock.now()), arrival_id, companions)

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        try:
            with self.database.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise TryLater("database.write", "the database cannot be written") from error
