"""One delivery attempt: from the outbox row to the destination and back into the book."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from deliver.attempt import Dead, Done, Later, attempt
from deliver.backoff import Backoff
from deliver.ports import SUFFIXES, Destination, Parcel
from dilekce import clock
from dilekce.blobs import Blobs
from dilekce.copies import StoredCopies
from dilekce.store import arrivals, outbox, petitions
from dilekce.store.audit import Deed
from domain.arrival import FileType
from domain.lifecycle import PetitionState

_BACKOFF = Backoff()
#: A destination was taken out of the settings: the row waits for it to come back, or for a person.
_UNKNOWN = Later("delivery.no_destination", "the settings do not name this destination")


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Hands accepted revisions over; the outbox row says what is still to do."""

    database: sa.Engine
    blobs: Blobs
    destinations: Mapping[str, Destination]
    max_attempts: int
    copies: StoredCopies

    def attempt(self, key: str) -> None:
        """Try the delivery once; a row that is no longer pending is left alone."""
        with self.database.begin() as connection:
            row = outbox.pending(connection, key)
            if row is None:
                return
            parcel = self._parcel(connection, key, row.petition_id, row.revision)
            petitions.move(
                connection, Deed(clock.now()), row.petition_id,
                PetitionState.ACCEPTED, PetitionState.DELIVERING,
            )  # fmt: skip
        destination = self.destinations.get(row.destination)
        outcome = attempt(destination, parcel) if destination else _UNKNOWN
        deed = Deed(clock.now())
        with self.database.begin() as connection:
            match outcome:
                case Done(receipt):
                    outbox.done(connection, deed, key, receipt)
                case Dead(code):
                    outbox.dead(connection, deed, key, code)
                case Later(code) if row.attempts + 1 >= self.max_attempts:
                    outbox.dead(connection, deed, key, code)
                case Later(code, _message, after):
                    wait = _BACKOFF.delay(row.attempts + 1, key, after)
                    again = deed.at + dt.timedelta(seconds=wait)
                    outbox.attempted(connection, deed, key, code, again)

    def _parcel(
        self, connection: sa.Connection, key: str, petition_id: str, revision: int
    ) -> Parcel:
        record = petitions.revision_record(connection, petition_id, revision)
        row = arrivals.get(connection, petitions.get(connection, petition_id)["arrival_id"])
        return Parcel(
            key=key,
            petition_id=petition_id,
            revision=revision,
            record=record,
            original=lambda: self.blobs.chunks(row["sha256"]),
            original_suffix=SUFFIXES[FileType(row["file_type"])],
            pdf=lambda: self.copies.pdf(petition_id),
        )
