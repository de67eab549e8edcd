"""What is offered to downstream systems that pull: implements ``deliver.pull_ports.Shelf``."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from deliver.ports import body_of
from deliver.pull_ports import Content, Grant, Offer
from dilekce import clock
from dilekce.blobs import Blobs
from dilekce.store import arrivals, audit, offers, petitions, tokens, turnstile
from dilekce.store.audit import Deed
from domain.arrival import FileType
from domain.errors import Conflict

#: Requests of one token: five a second over a minute is a poll, a fetch and two copies of each of
#: seventy petitions a minute, ten times what a large centre receives.
_PACE = turnstile.Limit(300, dt.timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class StoredShelf:
    """The shelf on our own tables and blobs."""

    database: sa.Engine
    blobs: Blobs
    pages: Callable[[str], bytes | None]  #: makes the PDF/A; None when it cannot be made
    now: Callable[[], dt.datetime] = clock.now

    def grant(self, token: str) -> Grant | None:
        """Return what the token lets its bearer do, None for one that is worth nothing."""
        with self.database.begin() as connection:
            return tokens.grant(connection, token, self.now())

    def may_ask(self, grant: Grant) -> bool:
        """Count a request and say whether the token is within its pace."""
        with self.database.begin() as connection:
            return turnstile.passes(connection, "pull", str(grant.token), self.now(), _PACE)

    def offers(self, grant: Grant, after: int, limit: int) -> Sequence[Offer]:
        """Return the offers after place ``after``, in their order."""
        with self.database.begin() as connection:
            return offers.after(connection, grant.destination, after, limit)

    def record(self, grant: Grant, petition_id: str, revision: int) -> Content:
        """Return the record as JSON, the bytes that a webhook would receive."""
        with self.database.begin() as connection:
            offers.find(connection, grant.destination, petition_id, revision)
            body = body_of(petitions.revision_record(connection, petition_id, revision))
        return _whole("application/json", body)

    def original(self, grant: Grant, petition_id: str, revision: int) -> Content:
        """Return the file as it arrived."""
        with self.database.begin() as connection:
            offer = offers.find(connection, grant.destination, petition_id, revision)
            came = arrivals.get(connection, offer["arrival_id"])
        return Content(
            media_type=FileType(came["file_type"]).value,
            sha256=came["sha256"],
            size=came["size"],
            chunks=self.blobs.chunks(came["sha256"]),
        )

    def pdf(self, grant: Grant, petition_id: str, revision: int) -> Content:
        """Return the pages as searchable PDF/A; raises ``Conflict`` when they cannot be had."""
        with self.database.begin() as connection:
            offer = offers.find(connection, grant.destination, petition_id, revision)
        if offer["current"] != revision:
            raise Conflict("revision.superseded", "the pages are another revision's by now")
        made = self.pages(petition_id)
        if made is None:
            raise Conflict("pdf.unavailable", "no PDF can be made of these pages")
        return _whole("application/pdf", made)

    def note_fetched(self, grant: Grant, petition_id: str, revision: int, what: str) -> None:
        """Leave a row in the audit trail: ``what`` of the revision was given out."""
        told = {"revision": revision, "what": what, "destination": grant.destination}
        with self.database.begin() as connection:
            audit.append(connection, self._deed(grant), "petition.fetched", petition_id, told)

    def acknowledge(
        self, grant: Grant, petition_id: str, revision: int, reference: str
    ) -> dt.datetime:
        """Keep the receipt; return when it was kept first."""
        with self.database.begin() as connection:
            offer = offers.find(connection, grant.destination, petition_id, revision)
            return offers.acknowledge(connection, self._deed(grant), offer, reference)

    def _deed(self, grant: Grant) -> Deed:
        return Deed(self.now(), f"token:{grant.token}")


def _whole(media_type: str, body: bytes) -> Content:
    digest = hashlib.sha256(body).hexdigest()
    return Content(media_type=media_type, sha256=digest, size=len(body), chunks=iter([body]))
