"""What is handed over, and the door every destination has."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.arrival import FileType
from domain.errors import TryLater, Unacceptable
from domain.record import Record

#: File-name endings of originals; an original's own name is never used.
SUFFIXES: Mapping[FileType, str] = {
    FileType.TIFF: ".tif",
    FileType.PDF: ".pdf",
    FileType.JPEG: ".jpg",
    FileType.PNG: ".png",
}

#: What a destination answered: status, numbers it gave, digests. Plain JSON scalars.
Receipt = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One accepted revision on its way to one destination."""

    key: str  #: idempotency key, the same in every attempt
    petition_id: str
    revision: int
    record: Record
    original: Callable[[], Iterator[bytes]]  #: opens the bytes as they arrived, piece by piece
    original_suffix: str  #: a value of ``SUFFIXES``
    pdf: Callable[[], bytes | None]  #: makes the searchable PDF/A; None when it cannot be made

    @property
    def label(self) -> str:
        """Name of the revision for files and folders; holds no personal data."""
        return f"{self.petition_id}-r{self.revision}"

    def body(self) -> bytes:
        """Return the record as ``body_of`` does."""
        return body_of(self.record)


def body_of(record: Record) -> bytes:
    """Return the record as JSON in UTF-8: sorted keys, no spaces, the same bytes each time."""
    text = json.dumps(
        record, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    # A file name may hold bytes that are no UTF-8; ``\udce9`` is their valid JSON spelling.
    return text.encode("utf-8", "backslashreplace")


class Destination(Protocol):
    """A downstream. Handing over the same key again has no second effect."""

    @property
    def name(self) -> str:
        """Short name from the settings, part of the idempotency key."""

    def deliver(self, parcel: Parcel) -> Receipt:
        """Hand over; raises ``Busy`` or ``TryLater``, ``Unacceptable`` when a person must look."""


class Busy(TryLater):
    """The destination is not ready; ``after``: not before so many seconds from now, if it said so.

    Counts against the destination, as a plain ``TryLater`` (a fault of ours) does not.
    """

    def __init__(self, code: str, message: str, after: float = 0.0) -> None:
        super().__init__(code, message)
        self.after = after


class Gone(Unacceptable):
    """The destination wants nothing any more: nothing is sent to it until a person says so."""
