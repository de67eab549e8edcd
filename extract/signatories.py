"""Toplu dilekçe: everybody who signed a joint petition, row by row of its list."""

from collections.abc import Sequence
from statistics import median

from domain.field import Evidence
from domain.geometry import Box, union
from domain.petition import Signatory
from extract.layout import is_prose
from extract.letter import Letter
from extract.names import Mention
from extract.tckn import Number

#: So many rows of a name beside a number are a list of signatories, whatever the letter says.
FEWEST = 3


def find(
    letter: Letter, mentions: Sequence[Mention], numbers: Sequence[Number]
) -> tuple[Signatory, ...]:
    """Return one signatory a row of the list, top to bottom; none when there is no such list.

    A row is a name beside a number. A name of the same column between two such rows, or right
    below the last, counts too: its number was not read.
    """
    named = {m.at.row: m for m in reversed(mentions) if not is_prose(letter.layout.rows[m.at.row])}
    seen = {n.segment.row: n for n in numbers if n.segment is not None}
    full = sorted(named.keys() & seen.keys())
    if len(full) < 2:
        return ()
    left = median(named[row].at.box.x for row in full)
    height = letter.segment_at(named[full[0]].at.start).line_height
    rows = [
        row
        for row in sorted(named)
        if row in seen
        or (full[0] < row <= full[-1] + 1 and abs(named[row].at.box.x - left) < 2 * height)
    ]
    return tuple(_signatory(named[row], seen.get(row)) for row in rows)


def _signatory(mention: Mention, number: Number | None) -> Signatory:
    boxes: list[Box] = [p.box for p in mention.pieces]
    if number is not None:
        boxes.append(number.box)
    where = Evidence(page=mention.at.page, box=union(boxes), rule="signatory.row")
    valid = sorted(number.valids) if number is not None else []
    best = max(valid, key=number.votes) if number is not None and valid else None
    return Signatory(name=mention.value, tckn=best, evidence=where)
