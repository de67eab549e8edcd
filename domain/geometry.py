"""Boxes on a page.

All coordinates are whole pixels of the *upright page image*: pixels squared from the fax's tags,
page turned and deskewed, origin at the top left, x to the right and y down.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in upright page pixels: left, top, width, height."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """First column right of the box."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """First row below the box."""
        return self.y + self.h

    @property
    def middle(self) -> tuple[float, float]:
        """Centre as (x, y)."""
        return self.x + self.w / 2, self.y + self.h / 2

    @property
    def area(self) -> int:
        """Square pixels."""
        return self.w * self.h

    def overlap(self, other: "Box") -> int:
        """Return the shared area in square pixels."""
        width = min(self.right, other.right) - max(self.x, other.x)
        height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return max(0, width) * max(0, height)

    def columns_shared(self, other: "Box") -> int:
        """Return the number of pixel columns both boxes cover."""
        return max(0, min(self.right, other.right) - max(self.x, other.x))

    def grown(self, by: int) -> "Box":
        """Return the box with ``by`` pixels added on each side, never left of or above the page."""
        x, y = max(0, self.x - by), max(0, self.y - by)
        return Box(x, y, self.right + by - x, self.bottom + by - y)


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all ``boxes``; raises ValueError when there are none."""
    found = list(boxes)
    x, y = min(b.x for b in found), min(b.y for b in found)
    return Box(x, y, max(b.right for b in found) - x, max(b.bottom for b in found) - y)
