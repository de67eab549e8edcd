"""What an archive copy of a petition is made from: its pages with their images and words."""

from dataclasses import dataclass, replace
from pathlib import Path

from domain.page import Line, Page, Word


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a petition."""

    page: Page
    image: Path  #: the upright image, ``page.width`` by ``page.height`` pixels
    rotation: int = 0  #: degrees clockwise a person turned it: 0, 90, 180 or 270

    @property
    def rows(self) -> tuple[Line, ...]:
        """Rows of the page read with words that print, boxes in pixels of the upright image."""
        rows = (_printable(line) for line in self.page.first.lines)
        return tuple(row for row in rows if row.words)


def _printable(line: Line) -> Line:
    words = (_legible(word) for word in line.words)
    return Line(tuple(word for word in words if word.text and word.box.area))


def _legible(word: Word) -> Word:
    # Controls, lone surrogates and direction marks are no ink: XML forbids some of them, and
    # readers reorder words by others.
    return replace(word, text="".join(sign for sign in word.text if sign.isprintable()).strip())
