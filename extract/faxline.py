"""The line a sending fax machine prints on each page (TTI): cut out of the letter, kept as proof.

``05-03-2026 14:20  KIMDEN:BUFE 03121234567  KIME:03125550100  S.01/02``,
``From 03121234567|BUFE|03/05/2026 14:20|Page 1 of 2`` (HylaFAX), ``11 Mar 26 13:11  0312…  P.01``.
It is typed by the sender and stamped by the sender's clock: never the source of a date, name,
number or subject, nor of the time of receipt.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from domain import turkish
from domain.geometry import union
from domain.page import FaxHeader, Line, Page, Word

#: The line stands within the top 3 % of a page; a feeder that draws late prints it down to 5 %.
_SURE_BAND, _BAND = 0.02, 0.05
#: A sheet fed upside down has the line on its foot, unreadable there.
_FOOT = 0.965

_DATE = re.compile(
    r"(?P<y1>\d{4})[./-](?P<m1>\d{1,2})[./-](?P<d1>\d{1,2})"
    r"|(?P<a>\d{1,2})\s?(?P<sep>[./-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y2>\d{4}|\d{2})\b"
    r"|(?P<d3>\d{1,2})[ .-](?P<mon>[a-z]{3,8})[ .,-]+(?P<y3>\d{4}|\d{2})\b"
    r"|(?P<mon4>[a-z]{3,8}) (?P<d4>\d{1,2}),? (?P<y4>\d{4})\b"
)
_TIME = re.compile(
    r"(?<![\d.])(?P<h>\d{1,2})[:.](?P<min>\d{2})(?:[:.]\d{2})?(?![.:]?\d)"
    r"(?:\s?(?P<half>[ap])\.?m\b)?"
)
_MARK = re.compile(
    r"\b(?:p|pg|page|s|syf|sayfa|sh|seite)\b\W{0,3}\d{1,3}\b|\b\d{1,3}\s?/\s?\d{1,3}\b"
)
_WORDS = re.compile(r"\b(?:from|to|fax|faks|fac|kimden|kime|gonderen|tel)\b")
_LOOSE_DATE = re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}")

#: A page number as OCR may have it: l for 1, o for 0.
_N = r"(\d[\dloi|]{0,2}|[oli|]\d|[li|])"
_OF_TOTAL = (
    re.compile(rf"\b(?:page|pg|p|sayfa|syf|s)\W{{0,3}}{_N}\s*(?:of|/|\\|-)\s*{_N}(?!\w)"),
    re.compile(r"(?<![\d/.-])(\d{1,3})\s?/\s?(\d{1,3})\W*$"),
    re.compile(r"(?<![\d/.-])(\d{2})-(\d{2})\W*$"),
)
_ALONE = re.compile(rf"\b(?:page|pg|p|sayfa|syf|s)\W{{0,3}}{_N}\W*$")
_LIKE_DIGITS = str.maketrans("loi|", "1011")
_SENDER = re.compile(r"\b(?:from|kimden|gonderen)\b\W*(.*?)(?:\||\bkime\b|\bto\b|$)")
_NUMBER = re.compile(r"\+?\d[\d ()-]{5,17}\d")
_MOST_PAGES = 500
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan oca", "feb sub", "mar", "apr nis", "may", "jun haz", "jul tem", "aug agu",
         "sep eyl", "oct eki", "nov kas", "dec ara"), 1,
    )
    for name in names.split()
}  # fmt: skip


def is_header(line: Line, page: Page) -> bool:
    """Say whether a row of the page is a fax machine's line and no words of the letter."""
    middle = line.box.middle[1] / max(1, page.height)
    if _BAND < middle < _FOOT:
        return False
    folded = turkish.fold(line.text)
    digits = sum(c.isdigit() for c in folded)
    if middle < _SURE_BAND:
        return digits > 0
    cues = (_LOOSE_DATE, _TIME, _MARK, _WORDS)
    seen = sum(bool(cue.search(folded)) for cue in cues) + (digits >= 10)
    if middle <= _BAND:
        return seen >= 2
    if page.turned == 180:
        return seen >= 2 or _is_garbled(line)
    return seen >= 3 and bool(_TIME.search(folded))  # a letter's own foot has no clock


def _is_garbled(line: Line) -> bool:
    return sum(word.confidence for word in line.words) < 0.6 * len(line.words)


def letter_words(line: Line, page: Page) -> tuple[Word, ...]:
    """Return the words of a row that are the letter's: all, none, or those printed into it."""
    if not line.words or not is_header(line, page):
        return line.words
    header = set(_header_words(line))
    return tuple(word for word in line.words if word not in header)


def _header_words(line: Line) -> tuple[Word, ...]:
    """Return the words on the level of the row's digits: a letter's first line hangs lower."""
    level = [w for w in line.words if any(c.isdigit() for c in w.text)] or list(line.words)
    height = median(w.box.h for w in level)
    middle = median(w.box.middle[1] for w in level)
    return tuple(w for w in line.words if abs(w.box.middle[1] - middle) <= 0.6 * height)


def find(page: Page) -> FaxHeader | None:
    """Return the page's header line as evidence; page and total only where the reads agree."""
    found = [header for read in page.reads for header in _in_lines(read.lines, page)]
    if not found:
        return None
    first = found[0]
    for other in found[1:]:
        first = replace(
            first,
            page=_agreed(first.page, other.page),
            total=_agreed(first.total, other.total),
            sender=first.sender or other.sender,
        )
    return first


def _in_lines(lines: tuple[Line, ...], page: Page) -> Iterator[FaxHeader]:
    """Yield at most one header of a read: its rows in the band joined."""
    words = [
        w for line in lines if line.words and is_header(line, page) for w in _header_words(line)
    ]
    if words:
        yield parse(Line(tuple(words)))


def _agreed(one: int | None, two: int | None) -> int | None:
    if one is None or two is None:
        return one or two
    return one if one == two else None


def parse(line: Line) -> FaxHeader:
    """Return what the line says; what cannot be told from it is None."""
    text = turkish.compose(line.text)
    folded = turkish.fold(text)
    date, rest = _DATE.search(folded), folded
    time = None
    if date is not None:
        rest = _without(rest, date)
    time = _TIME.search(rest)
    if time is not None:
        rest = _without(rest, time)
    number, total = _page_of(rest)
    for pattern in (*_OF_TOTAL, _ALONE):
        rest = pattern.sub(_blotted, rest)
    return FaxHeader(
        text=line.text,
        box=union(word.box for word in line.words),
        sender=_sender(rest, text),
        sent_at=_written(text, date, time),
        sent_at_iso=_iso(date, time),
        page=number,
        total=total,
    )


def _without(text: str, match: re.Match[str]) -> str:
    """Return the text, as long as before, with the match blotted out."""
    return text[: match.start()] + _blotted(match) + text[match.end() :]


def _blotted(match: re.Match[str]) -> str:
    return "|" * (match.end() - match.start())


def _page_of(rest: str) -> tuple[int | None, int | None]:
    rest = rest.rstrip("| ")
    for pattern in _OF_TOTAL:
        found = pattern.search(rest)
        if found is not None:
            number, total = (_number(group) for group in found.groups())
            if number is not None and total is not None and 1 <= number <= total <= _MOST_PAGES:
                return number, total
    alone = _ALONE.search(rest)
    number = _number(alone.group(1)) if alone else None
    return (number, None) if number and number <= _MOST_PAGES else (None, None)


def _number(text: str) -> int | None:
    digits = text.translate(_LIKE_DIGITS)
    return int(digits) if digits.isdigit() else None


def _sender(rest: str, text: str) -> str | None:
    """Return the sender's number, else the words after ``FROM``; the receiver is none."""
    named = _SENDER.search(rest)
    start, end = named.span(1) if named else (0, len(rest))
    numbers = ("".join(filter(str.isdigit, m.group())) for m in _NUMBER.finditer(rest[start:end]))
    number = next((n for n in numbers if 7 <= len(n) <= 15), None)
    if number or named is None:
        return number
    words = turkish.squeeze(text[start:end].strip(" :|.-"))
    return words or None


def _written(text: str, date: re.Match[str] | None, time: re.Match[str] | None) -> str | None:
    parts = [text[match.start() : match.end()] for match in (date, time) if match is not None]
    return " ".join(parts) or None


def _iso(date: re.Match[str] | None, time: re.Match[str] | None) -> str | None:
    """Return the instant when only one order of day and month is possible."""
    if date is None:
        return None
    day = _day(date)
    if day is None or not (1 <= day[1] <= 12 and 1 <= day[2] <= 31):
        return None
    told = f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"
    if time is None:
        return told
    hour = int(time["h"]) % 12 + 12 * (time["half"] == "p") if time["half"] else int(time["h"])
    return f"{told}T{hour:02d}:{time['min']}" if hour < 24 and int(time["min"]) < 60 else told


def _day(date: re.Match[str]) -> tuple[int, int, int] | None:
    if date["y1"]:
        return int(date["y1"]), int(date["m1"]), int(date["d1"])
    if date["mon"] or date["mon4"]:
        month = _MONTHS.get((date["mon"] or date["mon4"])[:3])
        year, day = date["y3"] or date["y4"], date["d3"] or date["d4"]
        return (_year(year), month, int(day)) if month else None
    one, two, year = int(date["a"]), int(date["b"]), _year(date["y2"])
    if date["sep"] == "." or one == two or one > 12:
        return year, two, one  # dots part days from months in that order only
    return (year, one, two) if two > 12 else None


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year
