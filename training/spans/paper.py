"""A sample letter's blocks as the rows of words OCR would give, each word knowing its span.

No pixel is drawn: a row is a list of segments (a wide gap between them), a segment a list of
words, so that a thousand letters cost seconds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from random import Random

from domain import turkish
from samples.letter import Block, Boxes, Cell, Columns, Pair, Pressed, Sheet, Stamp, Table, Text
from samples.people import MONTHS

#: Types as ``extract.spans.TYPES``; a number tells two spans of one type apart.
Tag = tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Part:
    """Letters of one word that belong to one span, or to none."""

    text: str
    tag: Tag = None


Word = tuple[Part, ...]  #: one part, but for words OCR has run together
Segment = list[Word]
Row = list[Segment]


@dataclass(frozen=True, slots=True)
class Known:
    """A value that stands on the paper; found by its words, whatever their case."""

    type: str
    value: str
    once: bool = False  #: only where it first stands


_SIGNS = ".,;:()[]\"'’-–/"
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}")
_STREET = re.compile(r"\b(?:mah|mahallesi|sok|sokak|cad|caddesi)\b")
_MONTHS = frozenset(map(turkish.fold, MONTHS))
#: What a label says of the value beside it; the first that fits.
_LABELLED = (
    ("SURNAME", re.compile(r"kizlik|^soy ?(?:adi?|isim|ismi)")),
    ("EMAIL", re.compile(r"posta|mail")),
    ("ADDR", re.compile(r"adres|ikamet|tebligat")),
    ("KONU", re.compile(r"^(?:konu|ozu|ozet|talep konusu|dilekce konusu|ilgi konu)")),
    ("PHONE", re.compile(r"^(?:tel|cep|gsm|irtibat)")),
)


class Paper:
    """Sets the blocks of one letter; spans are numbered through the whole letter."""

    def __init__(self, rng: Random, known: Iterable[Known]) -> None:
        self._rng = rng
        self._known = [(k, _keys(k.value.split())) for k in known]
        self._seen: set[Known] = set()
        self._count = 0

    def rows(self, sheets: Sequence[Sheet]) -> list[Row]:
        """Return the rows of all sheets in reading order; writing by hand is left out."""
        rows: list[Row] = []
        for sheet in sheets:
            rows += self._blocks(sheet.blocks, self._rng.randint(70, 100))
            for stamp in sheet.stamps:
                rows += self._stamp(stamp)
        return [row for row in rows if any(row)]

    def _blocks(self, blocks: Iterable[Block], width: int) -> list[Row]:
        return [row for block in blocks for row in self._block(block, width)]

    def _block(self, block: Block, width: int) -> list[Row]:
        match block:
            case Text():
                return self._wrapped(self._tagged(block.text), width)
            case Pair():
                return self._pair(block, width)
            case Boxes():
                return self._boxes(block)
            case Pressed():
                return self._stamp(block.stamp)
            case Table() | Columns():
                return self._beside(block, width)
            case _:
                return []

    def _beside(self, block: Table | Columns, width: int) -> list[Row]:
        if isinstance(block, Table):
            return [r for row in block.rows for r in self._cells(row, width // len(row))]
        return _rows([self._blocks(c.blocks, int(c.width * width)) for c in block.columns])

    def _pair(self, pair: Pair, width: int) -> list[Row]:
        if not pair.label:
            lives = "ADDR" if _STREET.search(turkish.fold(pair.value)) else None
            return self._wrapped(self._tagged(pair.value, lives), width)
        value = self._tagged(pair.value, _type_of(pair.label))
        sign = _plain(pair.sep)
        label = _plain(pair.label)
        if pair.tab is not None and self._rng.random() < 0.5:
            first, *rest = self._wrapped(sign + value, width - len(pair.label) - 6)
            return [[label, *first], *rest]
        glued = _plain(pair.label + pair.sep)
        return self._wrapped((glued if pair.sep == ":" else label + sign) + value, width)

    def _boxes(self, boxes: Boxes) -> list[Row]:
        label = _plain(boxes.label)
        together = self._rng.random() < 0.5
        digits = boxes.digits if together else " ".join(boxes.digits)
        tag = self._new("IDNO") if len(boxes.digits) == 11 else None
        return [[label, [(Part(w, tag),) for w in digits.split()]]]

    def _cells(self, cells: Sequence[Cell], width: int) -> list[Row]:
        labels = [_plain(c.label) for c in cells]
        columns = [self._wrapped(self._tagged(c.text, _type_of(c.label)), width) for c in cells]
        return [[s for s in labels if s], *_rows(columns)]

    def _stamp(self, stamp: Stamp) -> list[Row]:
        lines = [*stamp.lines, stamp.barcode, stamp.rim]
        return [[self._tagged(line)] for line in lines if line]

    def _wrapped(self, words: Segment, width: int) -> list[Row]:
        rows: list[Row] = [[[]]]
        room = width
        for word in words:
            length = sum(len(part.text) for part in word) + 1
            if length > room and rows[-1][0]:
                rows.append([[]])
                room = width
            rows[-1][0].append(word)
            room -= length
        return rows

    def _tagged(self, text: str, whole: str | None = None) -> Segment:
        """Return the words of a text; ``whole`` is the type all of it has, when it has one."""
        words = text.split()
        tags: list[Tag] = [None] * len(words)
        for kind, start, end in self._found(words, whole):
            if not any(tags[start:end]):
                tags[start:end] = [self._new(kind)] * (end - start)
        return [(Part(w, t),) for w, t in zip(words, tags, strict=True)]

    def _found(self, words: list[str], whole: str | None) -> Iterator[tuple[str, int, int]]:
        if whole:
            yield whole, 0, len(words)
        keys = _keys(words)
        for known, value in self._known:
            for start in range(len(keys) - len(value) + 1):
                if known in self._seen or not value or keys[start : start + len(value)] != value:
                    continue
                if known.once:
                    self._seen.add(known)
                yield known.type, start, start + len(value)
        yield from _by_shape(words, keys)

    def _new(self, kind: str) -> Tag:
        self._count += 1
        return kind, self._count


def _plain(text: str) -> Segment:
    return [(Part(word),) for word in text.split()]


def _rows(columns: Iterable[list[Row]]) -> list[Row]:
    """Return columns as rows: the first lines of all side by side, then the second ones."""
    return [[s for row in side if row for s in row if s] for side in zip_longest(*columns)]


def _by_shape(words: list[str], keys: list[str]) -> Iterator[tuple[str, int, int]]:
    for at, (word, key) in enumerate(zip(words, keys, strict=True)):
        if "@" in word:
            yield "EMAIL", at, at + 1
        elif _DAY.fullmatch(word.strip(_SIGNS)):
            yield "DATE", at, at + 1
        elif key.isdigit() and len(key) == 11 and key[0] != "0":
            yield "IDNO", at, at + 1
        elif key in _MONTHS and 0 < at < len(keys) - 1 and _is_day(keys[at - 1], keys[at + 1]):
            yield "DATE", at - 1, at + 2


def _is_day(day: str, year: str) -> bool:
    return day.isdigit() and year.isdigit() and len(year) == 4


def _type_of(label: str) -> str | None:
    folded = turkish.fold(label)
    return next((kind for kind, sign in _LABELLED if sign.search(folded)), None)


def _keys(words: Iterable[str]) -> list[str]:
    """Return words for comparison: folded, without signs around them and apostrophe suffix."""
    stripped = (turkish.fold(w).strip(_SIGNS) for w in words)
    return [re.split("['’]", w)[0] or w for w in stripped]
