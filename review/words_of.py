"""The words on a record's pages, by position of the page."""

from collections.abc import Sequence

from domain.page import Word
from review.ports import Opened
from review.task_ports import Readings


def words_of(readings: Readings, opened: Opened) -> dict[int, Sequence[Word]]:
    """Return what was read; a page nobody could read has no words."""
    return {page.position: readings.words(page) for page in opened.pages if page.read_key}
