"""Strings of digits on the paper, as each read has them. Nothing is ever repaired here.

Look-alike letters become the digits they resemble and the reading is marked ``mapped``; a letter
that resembles none stays as ``?``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.geometry import Box, union
from domain.page import Page, Word
from extract.faxline import letter_words
from extract.layout import usual_height

_ALIKE = str.maketrans("OoQDIlıİi|!SsBZzGqTA", "0000111111155822697" + "4")
_CUT = re.compile(r"[:;()\[\]{}'\"’‘“”<>=*_]+")
_ENDS = ".,-–—/|\\~•·…"
_INSIDE = re.compile(r"[-–—/.,\\|]")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_AMOUNT = re.compile(r"[\d.]+,\d{2}")


@dataclass(frozen=True, slots=True)
class Digits:
    """One string of digits in one read. ``text`` holds digits and ``?`` for what is none."""

    text: str
    raw: str
    page: int
    read: str
    box: Box
    confidence: float
    mapped: bool  #: a letter was taken for a digit

    @property
    def is_phone_like(self) -> bool:
        """Whether it has the shape of a Turkish phone number, which no TCKN has."""
        t = self.text
        return (
            (len(t) == 11 and t[0] == "0" and t[1] in "23458")
            or (len(t) == 10 and t[0] == "5")
            or (len(t) == 12 and t.startswith("90"))
            or (len(t) == 13 and t.startswith("090"))
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    digits: str
    raw: str
    word: Word
    mapped: bool
    joins: bool


def in_page(page: Page) -> Iterator[Digits]:
    """Yield the strings of 10 to 13 digits of every read of the page, fax header left out."""
    height = usual_height(page)
    for read in page.reads:
        for line in read.lines:
            for run in _runs(letter_words(line, page), height):
                yield from _strings(run, page.number, read.name)


def in_text(text: str) -> str:
    """Return the digits of a crop's text; look-alikes are not mapped, the engine was told."""
    return "".join(c for c in text if c.isascii() and c.isdigit())


def _pieces(word: Word) -> Iterator[_Piece | None]:
    """Yield digit-like parts of a word, None for a part that is not."""
    for part in _CUT.split(word.text):
        bare = part.strip(_ENDS)
        if not bare:
            continue
        solid = _INSIDE.sub("", bare)
        real = sum(c.isascii() and c.isdigit() for c in solid)
        single = len(solid) == 1 and solid.translate(_ALIKE).isdigit()
        if not single and (real == 0 or 10 * real < 6 * len(solid)):
            yield None
            continue
        digits = "".join(c if _is_digit(c) else "?" for c in solid.translate(_ALIKE))
        joins = not (_DATE.fullmatch(bare) or _AMOUNT.fullmatch(bare))
        yield _Piece(digits, part, word, real != len(solid), joins)


def _is_digit(c: str) -> bool:
    return c.isascii() and c.isdigit()


def _runs(words: Sequence[Word], height: float) -> Iterator[list[_Piece]]:
    run: list[_Piece] = []
    for word in sorted(words, key=lambda w: w.box.x):
        for piece in _pieces(word):
            far = bool(run) and word.box.x - run[-1].word.box.right > 2.2 * height
            if piece is None or far or not piece.joins:
                if run:
                    yield run
                run = []
            if piece is not None and piece.joins:
                run.append(piece)
    if run:
        yield run


def _strings(run: Sequence[_Piece], page: int, read: str) -> Iterator[Digits]:
    """Yield long pieces by themselves, and neighbours that make 11 digits together."""
    long = [p for p in run if 10 <= len(p.digits) <= 13]
    for piece in long:
        yield _joined([piece], page, read)
    if long:
        return
    total = sum(len(p.digits) for p in run)
    if 10 <= total <= 13:
        yield _joined(run, page, read)
        return
    yield from (_joined(part, page, read) for part in _elevens(run))


def _elevens(run: Sequence[_Piece]) -> Iterable[Sequence[_Piece]]:
    start, total = 0, 0
    for end, piece in enumerate(run):
        total += len(piece.digits)
        while total > 11:
            total -= len(run[start].digits)
            start += 1
        if total == 11 and end > start:
            yield run[start : end + 1]


def _joined(pieces: Sequence[_Piece], page: int, read: str) -> Digits:
    words = [p.word for p in pieces]
    return Digits(
        text="".join(p.digits for p in pieces),
        raw=" ".join(p.raw for p in pieces),
        page=page,
        read=read,
        box=union(w.box for w in words),
        confidence=min(w.confidence for w in words),
        mapped=any(p.mapped for p in pieces),
    )
