"""İmza: ink near the petitioner's name that no recognised word explains."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.geometry import Box
from domain.page import Ink
from extract.labels import Labels
from extract.layout import Zone
from extract.letter import Letter
from extract.people import Person

#: A signature is at least this wide and high, in line heights; a fleck is less.
_WIDE, _HIGH = 1.5, 0.8
_FLECK = 0.5


@dataclass(frozen=True, slots=True)
class Sign:
    """What was seen: True signed, False clean paper, None unsure."""

    signed: bool | None
    page: int
    box: Box
    rule: str


def find(letter: Letter, labels: Labels, people: Sequence[Person]) -> Sign | None:
    """Return what stands around the names below the closing, or around the word İmza."""
    places = _places(letter, labels, people)
    seen: list[Sign] = []
    for page, box, height, rule in places:
        around = _search(box, height)
        near = [i for i in letter.layout.page(page).ink if i.box.overlap(around)]
        written = letter.layout.page(page).handwriting
        strokes = [i for i in near if _is_stroke(i, height) and not _is_writing(i, written)]
        if strokes:
            largest = max(strokes, key=lambda i: i.pixels)
            return Sign(signed=True, page=page, box=largest.box, rule=rule)
        # A day written by hand near the name is no signature, but who knows: unsure.
        flecks = [i for i in near if i.box.w >= _FLECK * height]
        seen.append(Sign(signed=None if flecks else False, page=page, box=box, rule=rule))
    unsure = [s for s in seen if s.signed is None]
    return next(iter(unsure or seen), None)


def _is_stroke(ink: Ink, height: float) -> bool:
    wide, high = ink.box.w >= _WIDE * height, ink.box.h >= _HIGH * height
    line = ink.box.h < 0.25 * height  # a ruled line, not a hand
    return wide and high and not line


def _is_writing(ink: Ink, by_hand: Sequence[Box]) -> bool:
    return 2 * sum(place.overlap(ink.box) for place in by_hand) > ink.box.area


def _places(
    letter: Letter, labels: Labels, people: Sequence[Person]
) -> list[tuple[int, Box, float, str]]:
    out: list[tuple[int, Box, float, str]] = []
    for person in people:
        for mention in person.mentions:
            segment = letter.segment_at(mention.at.start)
            zone = letter.layout.rows[segment.row].zone
            if zone is Zone.SIGNATURE or "signature_block" in mention.signs:
                where = (mention.at.page, mention.at.box)
                out.append((*where, segment.line_height, "signature.name"))
    for hit in labels.of("signature.self"):
        segment = letter.segment_at(hit.start)
        out.append((segment.page, segment.box, segment.line_height, "signature.label"))
    if not out and letter.layout.closing < len(letter.layout.rows):
        row = letter.layout.rows[letter.layout.closing]
        segment = row.segments[-1]
        width = letter.layout.page(row.page).width
        below = Box(0, row.box.bottom, width, int(6 * segment.line_height))
        out.append((row.page, below, segment.line_height, "signature.closing"))
    return out


def _search(box: Box, height: float) -> Box:
    """Return the neighbourhood of a name: four line heights up and down, three to each side."""
    up, side = int(4 * height), int(3 * height)
    x, y = max(0, box.x - side), max(0, box.y - up)
    return Box(x, y, box.right + side - x, box.bottom + up - y)
