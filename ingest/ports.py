"""What ingest needs from the house: a place for bytes, a book of arrivals, a way to say "begin"."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from domain.arrival import Arrival


class BlobSink(Protocol):
    """Keeps bytes by their hash."""

    def put_file(self, path: Path, sha256: str) -> None:
        """Keep the bytes of ``path``, put-if-absent.

        When it returns, file and folders are fsync-ed, also when the blob was there already.
        Raises ``TryLater``.
        """


class ArrivalBook(Protocol):
    """The table of arrivals; each call is one committed transaction. Raises ``TryLater``."""

    def record(self, arrival: Arrival, companions: Mapping[str, str]) -> bool:
        """Write the arrival, or one more receipt when its bytes are known; say whether it was new.

        ``companions`` maps a sidecar's suffix (``.xml``) to the SHA-256 of its blob.
        """

    def attach(self, arrival_id: str, companions: Mapping[str, str]) -> None:
        """Add sidecars that came after their arrival."""


class Submit(Protocol):
    """Hands an arrival to the pipeline."""

    def __call__(self, arrival_id: str) -> None:
        """Begin, or do nothing when it was begun before. Raises ``TryLater``."""
