"""One delivery attempt: from the outbox row to the destination and back into the book."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
import structlog

from deliver.attempt import Dead, Done, Later, Outcome, attempt
from deliver.backoff import Backoff
from deliver.breaker import Pace
from deliver.ports import SUFFIXES, Destination, Parcel
from dilekce import clock
from dilekce.blobs import Blobs
from dilekce.store import arrivals, destinations, outbox, petitions
from dilekce.store.audit import Deed
from domain.arrival import FileType
from domain.lifecycle import PetitionState

_log = structlog.get_logger()
_BACKOFF = Backoff()
#: A destination was taken out of the settings: the row waits for it to come back, or for a person.
_UNKNOWN = Later("delivery.no_destination", "the settings do not name this destination", ours=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """Where revisions can go: to destinations that we call, or into the list of those that pull."""

    called: Mapping[str, Destination]
    pulling: frozenset[str] = frozenset()
    paces: Mapping[str, Pace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Hands accepted revisions over; the outbox row says what is still to do."""

    database: sa.Engine
    blobs: Blobs
    outlets: Outlets
    max_attempts: int
    pdf: Callable[[str], bytes | None]  #: the petition's pages; None when it cannot be made

    def attempt(self, key: str) -> None:
        """Try the delivery once; a row that is no longer pending is left alone."""
        begun = self._begin(key)
        if begun is None:
            return
        row, parcel = begun
        destination = self.outlets.called.get(row.destination)
        outcome = attempt(destination, parcel) if destination else _UNKNOWN
        deed = Deed(clock.now())
        code = "done" if isinstance(outcome, Done) else outcome.code
        _log.info("delivery.attempted", subject=key, outcome=code)
        with self.database.begin() as connection:
            _note(connection, deed, row.destination, outcome)
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

    def _begin(self, key: str) -> tuple[outbox.Pending, Parcel] | None:
        """Begin an attempt; None when there is nothing to send, or not now, or it is offered."""
        deed = Deed(clock.now())
        with self.database.begin() as connection:
            row = outbox.pending(connection, key)
            if row is None:
                return None
            pace = self.outlets.paces.get(row.destination)
            later = destinations.enter(connection, row.destination, deed.at, pace)
            if later is not None:
                outbox.defer(connection, key, later)
                return None
            petitions.move(
                connection, deed, row.petition_id,
                PetitionState.ACCEPTED, PetitionState.DELIVERING,
            )  # fmt: skip
            if row.destination in self.outlets.pulling:
                outbox.offer(connection, deed, key)
                return None
            return row, self._parcel(connection, key, row.petition_id, row.revision)

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
            pdf=lambda: self.pdf(petition_id),
        )


def _note(connection: sa.Connection, deed: Deed, name: str, outcome: Outcome) -> None:
    """Tell the destination's breaker how it went: a refusal is an answer like any other."""
    match outcome:
        case Dead(gone=True):
            destinations.gone(connection, deed, name)
        case Later(after=after, ours=False):
            destinations.failed(connection, deed, name, after)
        case Done() | Dead():
            destinations.worked(connection, deed, name)
