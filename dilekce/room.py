"""Room for more: a house that is behind with its work leaves new files where they came.

The drop folder is a queue that its writers know; taken in, a file needs disk and database as well.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from dilekce.store import arrivals
from domain.errors import TryLater

_PAUSE = 2.0  #: seconds for which "no room" is not asked again: thousands of files may wait


@dataclass(slots=True)
class Room:
    """Says whether one more file may come in."""

    database: sa.Engine
    home: Path
    most_waiting: int  #: arrivals
    spare_mb: int
    clock: Callable[[], float] = time.monotonic
    _full_until: float = 0.0

    def check(self) -> None:
        """Raise ``TryLater`` while there is no room."""
        if self.clock() < self._full_until:
            raise TryLater("intake.full", "as before")
        try:
            self._look()
        except TryLater:
            self._full_until = self.clock() + _PAUSE
            raise

    def _look(self) -> None:
        if shutil.disk_usage(self.home).free < self.spare_mb * 1024 * 1024:
            raise TryLater("intake.full", "little disk is left")
        try:
            with self.database.begin() as connection:
                waiting = arrivals.waiting(connection, self.most_waiting)
        except sa.exc.DBAPIError as error:
            raise TryLater("database.read", "the database cannot be read") from error
        if waiting >= self.most_waiting:
            raise TryLater("intake.full", "many arrivals wait to be read")
