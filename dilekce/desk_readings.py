"""What was read on page images, for the desk; and reading a piece of one again."""

import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from dilekce import codec
from dilekce.blobs import Blobs
from domain.geometry import Box
from domain.page import CropPurpose, Page, Word
from domain.turkish import squeeze
from review.ports import PageImage

#: Reads a piece of a page's image in a folder: ``work.read_piece`` in a child.
ReadPiece = Callable[[Page, Path, Box, CropPurpose | None], Sequence[str]]

_HELD = 64  # pages in memory: about a dozen reviewers' open records and the next ones


class DeskReadings:
    """Implements ``review.task_ports.Readings`` on kept blobs."""

    def __init__(self, blobs: Blobs, read_piece: ReadPiece) -> None:
        self._blobs, self._read_piece = blobs, read_piece
        self._page = lru_cache(maxsize=_HELD)(self._load)

    def _load(self, key: str) -> Page:
        return codec.page_from_bytes(self._blobs.get(key))

    def words(self, page: PageImage) -> Sequence[Word]:
        """Return the page's words in reading order."""
        return self._page(page.read_key).first.words if page.read_key else ()

    def read(self, page: PageImage, box: Box, purpose: CropPurpose | None) -> Sequence[str]:
        """Return what the piece says: by a fresh reading, then by the page's own words in it."""
        if page.key is None or page.read_key is None:
            return ()
        known = self._page(page.read_key)
        with tempfile.TemporaryDirectory(prefix="dilekce-") as folder:
            self._blobs.copy_to(page.key, Path(folder) / known.image)
            fresh = self._read_piece(known, Path(folder), box, purpose)
        inside = " ".join(w.text for w in known.first.words if _mostly_in(w.box, box))
        texts = (squeeze(text) for text in (*fresh, inside))
        return tuple(dict.fromkeys(text for text in texts if text))


def _mostly_in(word: Box, box: Box) -> bool:
    return 2 * word.overlap(box) > word.area
