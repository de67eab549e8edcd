"""Tarih: the day the letter was written, by our own parser.

General parsers turn a blank ``..../..../2024`` into today; here a blank is missing.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain import turkish
from extract.labels import Labels
from extract.layout import Segment, Zone
from extract.letter import Excerpt, Letter, folded_words

_MONTHS = (  # folded
    "ocak", "subat", "mart", "nisan", "mayis", "haziran",
    "temmuz", "agustos", "eylul", "ekim", "kasim", "aralik",
)  # fmt: skip
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)")
_WRITTEN = re.compile(rf"(?<!\d)(\d{{1,2}})\s?({'|'.join(_MONTHS)})\s?[, ]?\s?(\d{{4}})(?!\d)")
_OLDEST = dt.timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date on the paper and how much speaks for it as the letter's own."""

    day: dt.date
    at: Excerpt
    score: int


def in_text(text: str) -> Iterator[dt.date]:
    """Yield the days written in a text as ``12.03.2024``, ``12/3/24`` or ``12 Mart 2024``."""
    folded = turkish.fold(text)
    for match in _NUMERIC.finditer(folded):
        yield from _day(match[3], int(match[2]), match[1])
    for match in _WRITTEN.finditer(folded):
        yield from _day(match[3], _MONTHS.index(match[2]) + 1, match[1])


def _day(year: str, month: int, day: str) -> Iterator[dt.date]:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        yield dt.date(full, month, int(day))
    except ValueError:
        return


def is_plausible(day: dt.date, received_on: dt.date) -> bool:
    """Say whether a letter received then may bear this day: not later, at most two years before."""
    return received_on - _OLDEST <= day <= received_on


def find(letter: Letter, labels: Labels) -> tuple[Dated, ...]:
    """Return the dates that may be the letter's own, best first. Dates in running text lose."""
    labelled: set[int] = set()
    others: set[int] = set()
    for hit in labels.of("date.self", "date.other"):
        value = labels.value(hit)
        if value:
            (others if hit.is_other else labelled).update(range(value.start, value.end))
    found: list[Dated] = []
    for segment in letter.layout.segments:
        days = list(in_text(segment.text))
        if len(days) != 1:
            continue
        start, end = letter.tokens(segment)
        spot = set(range(start, end))
        letters_left = sum(
            len(letter.doc[i].text)
            for i in spot
            if letter.doc[i].is_alpha
            and not labels.is_label(i)
            and letter.doc[i].norm_ not in _MONTHS
        )
        short = letters_left <= 12
        zone = letter.layout.rows[segment.row].zone
        score = 3 * bool(spot & labelled) + 2 * short + (zone is not Zone.BODY)
        if spot & others or score < 2 or _is_stamped(letter, segment):
            continue
        at = letter.excerpt(start, end, "date.label" if spot & labelled else "date.alone")
        if at:
            found.append(Dated(days[0], at, score))
    return tuple(sorted(found, key=lambda d: -d.score))


def registered(letter: Letter, received_on: dt.date) -> dt.date | None:
    """Return the one day in the office's registry stamp; None without, or where several stand."""
    stamped = {
        day
        for segment in letter.layout.segments
        if _is_stamped(letter, segment)
        for day in in_text(segment.text)
        if is_plausible(day, received_on)
    }
    return stamped.pop() if len(stamped) == 1 else None


def _is_stamped(letter: Letter, segment: Segment) -> bool:
    """Say whether the office's registry stamp (evrak kayıt) stands there: not the writer's."""
    rows = letter.layout.rows[max(0, segment.row - 2) : segment.row + 1]
    near = [s for r in rows if r.page == segment.page for s in r.segments]
    words = [w for s in near if s.box.columns_shared(segment.box) for w in folded_words(s.text)]
    return "evrak" in words and "kayit" in words
