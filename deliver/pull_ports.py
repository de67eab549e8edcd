"""What the pull API needs from the house: who asks, what is offered, the bytes, the receipt."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token lets its bearer do."""

    token: int  #: the token's number, which names it in the audit trail
    destination: str
    may_acknowledge: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One revision in the list of a destination."""

    number: int  #: its place: grows from offer to offer, with gaps
    petition_id: str
    revision: int
    offered_at: dt.datetime
    acknowledged_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Bytes of an offered revision."""

    media_type: str
    sha256: str
    size: int  #: in bytes
    chunks: Iterator[bytes]


class Shelf(Protocol):
    """What is offered to destinations that pull.

    What a destination was not offered is unknown to it: ``Conflict`` with code
    ``revision.unknown``. Every content that is given out leaves a row in the audit trail.
    """

    def grant(self, token: str) -> Grant | None:
        """Return what the token lets its bearer do, None for one that is worth nothing."""

    def may_ask(self, grant: Grant) -> bool:
        """Count a request and say whether the token is within its pace."""

    def offers(self, grant: Grant, after: int, limit: int) -> Sequence[Offer]:
        """Return the offers after place ``after``, in their order."""

    def record(self, grant: Grant, petition_id: str, revision: int) -> Content:
        """Return the record as JSON, the bytes that a webhook would receive."""

    def original(self, grant: Grant, petition_id: str, revision: int) -> Content:
        """Return the file as it arrived."""

    def pdf(self, grant: Grant, petition_id: str, revision: int) -> Content:
        """Return the pages as searchable PDF/A.

        Raises ``Conflict``: ``revision.superseded`` when the pages are another revision's by now,
        ``pdf.unavailable`` when none can be made.
        """

    def note_fetched(self, grant: Grant, petition_id: str, revision: int, what: str) -> None:
        """Leave a row in the audit trail: ``what`` of the revision was given out."""

    def acknowledge(
        self, grant: Grant, petition_id: str, revision: int, reference: str
    ) -> dt.datetime:
        """Keep the receipt; return when it was kept first.

        The same reference again changes nothing. Raises ``Conflict``: ``receipt.differs`` for
        another reference, ``delivery.not_offered`` when it was taken back.
        """
