"""El yazısı: which labelled values are by hand, and whether handwriting matters to the letter.

Handwriting was located by ocr/ and is never read: a value by hand is unreadable, its box the crop
that a person types from.
"""

from domain.field import Evidence
from domain.geometry import Box
from domain.page import Page
from extract.layout import Layout
from extract.letter import Letter

#: How far a value stands from its label, in line heights: to the right (tabs), below (cells).
_RIGHT, _BELOW = 14.0, 2.6
#: A place stands in the label's row when they share this part of the lower one's height.
_SHARED = 0.3
#: More than this share of the written area by hand is the letter itself; a referral note on the
#: corner of a printed letter of ten lines has about 0.15.
_MATTERS = 0.25


def beside(letter: Letter, page: int, label: Box, height: float) -> Evidence | None:
    """Return where a hand wrote the value of a printed label, to its right or below it."""
    places = letter.layout.page(page).handwriting
    right = [p for p in places if _is_right(label, p, height) and _is_free(letter, page, label, p)]
    if right:
        nearest = min(right, key=lambda p: p.x)
        return Evidence(page=page, box=nearest, rule="hand.right")
    below = [p for p in places if _is_below(label, p, height)]
    if below:
        nearest = min(below, key=lambda p: p.y)
        return Evidence(page=page, box=nearest, rule="hand.below")
    return None


def matters(layout: Layout) -> bool:
    """Say whether a hand wrote so much of some page that it must be the letter itself."""
    return any(_share(page) > _MATTERS for page in layout.pages)


def _share(page: Page) -> float:
    by_hand = sum(place.area for place in page.handwriting)
    printed = sum(word.box.area for word in page.first.words)
    return by_hand / (by_hand + printed) if by_hand else 0.0


def _is_right(label: Box, place: Box, height: float) -> bool:
    shared = min(label.bottom, place.bottom) - max(label.y, place.y)
    near = label.right - height <= place.x <= label.right + _RIGHT * height
    return near and shared >= _SHARED * min(label.h, place.h)


def _is_below(label: Box, place: Box, height: float) -> bool:
    _, middle = place.middle
    under = label.bottom < middle and place.y <= label.bottom + _BELOW * height
    return under and place.columns_shared(label) > 0


def _is_free(letter: Letter, page: int, label: Box, place: Box) -> bool:
    """Say whether no printed word stands between a label and a place to its right."""
    return not any(
        label.right <= word.box.x < place.x
        and min(label.bottom, word.box.bottom) > max(label.y, word.box.y)
        and any(c.isalnum() for c in word.text)
        for segment in letter.layout.segments_of(page)
        for word in segment.words
    )
