"""What the screen of a record needs besides the record: its pages' words, and images under way."""

from collections.abc import Sequence

from domain.page import Word
from review.ports import Opened
from review.renditions import Renditions
from review.task_ports import Readings

_SOON = 2  # pages whose image the browser will want at once


def words_of(
    readings: Readings, renditions: Renditions, opened: Opened
) -> dict[int, Sequence[Word]]:
    """Return the words by position of their page; the first pages' images are begun meanwhile."""
    for page in opened.pages[:_SOON]:
        if page.key:
            renditions.prepare(page.key)
    return {page.position: readings.words(page) for page in opened.pages if page.read_key}
