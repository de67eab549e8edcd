"""How much of a page's text was read right, whatever order it was read in.

The flexible character accuracy of Clausner, Pletschacher and Antonacopoulos ("Flexible character
accuracy measure for reading-order-independent evaluation", Pattern Recognition Letters 131, 2020):
truth and reading are cut into lines; the two lines that agree best are taken out first, the shorter
where it fits best into the longer, and what is left of the longer goes back among the lines. A pair
agrees when more than half of the shorter one's characters are right. In the end, truth that found
no reading is missed (deletions), reading that found no truth is invented (insertions), so a page of
nonsense can have more errors than characters.

Counted are exact characters, case and Turkish marks included; a run of white space is one space,
and space at the ends of a line is nothing. Digits in boxes count without the spaces between them.
A word is right or wrong as a whole. A digit error is a digit of the truth that is wrong or missing,
or a character put into a number.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

#: Pieces shorter than this are matched as whole words only: they would fit anywhere.
_TINY = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the truth, or what is left of one."""

    text: str
    kind: str = "print"  #: as ``samples.printed.Kind``, or ``crossed``; ``boxed`` has no spaces
    optional: bool = False  #: right whether it was read or not: neither missed nor compared

    @property
    def forms(self) -> tuple[str, ...]:
        """How it may be read: digits in boxes with or without spaces between them."""
        if self.kind == "boxed":
            return self.text, " ".join(self.text)
        return (self.text,)


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of truth and the piece of the reading that was taken for it."""

    truth: Line
    read: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """A page's truth laid beside its reading."""

    matches: tuple[Match, ...]
    missed: tuple[Line, ...]
    invented: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Fit:
    """Where the shorter of two texts fits best into the longer."""

    start: int
    end: int
    errors: int


def align(truth: Iterable[Line], read: str) -> Alignment:
    """Lay the lines of ``read`` beside the truth's."""
    search = _Search()
    lines = [Line(_single_spaced(t.text), t.kind, t.optional) for t in truth]
    search.add([t for t in lines if t.text], _lines(read))
    return search.run()


class _Search:
    """The greedy search: best pairs first, leftovers join in."""

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._truths: dict[int, Line] = {}
        self._reads: dict[int, str] = {}
        self._queue: list[tuple[float, int, int]] = []

    def add(self, truths: Sequence[Line], reads: Sequence[str]) -> None:
        """Take new pieces and rank each pair that they make."""
        new_truths = {next(self._numbers): piece for piece in truths}
        new_reads = {next(self._numbers): piece for piece in reads}
        self._rank(new_truths, self._reads | new_reads)
        self._rank(self._truths, new_reads)
        self._truths |= new_truths
        self._reads |= new_reads

    def _rank(self, truths: dict[int, Line], reads: dict[int, str]) -> None:
        """Queue each pair by its characters right less its characters wrong, as estimated."""
        forms = [(i, form) for i, line in truths.items() for form in line.forms]
        if not forms or not reads:
            return
        texts = list(reads.values())
        alike = process.cdist([form for _, form in forms], texts, scorer=fuzz.partial_ratio)
        for row, (i, form) in zip(alike, forms, strict=True):
            for j, text, share in zip(reads, texts, row, strict=True):
                worth = (2 * float(share) / 100 - 1) * min(len(form), len(text))
                if worth > 0:
                    heapq.heappush(self._queue, (-worth, i, j))

    def run(self) -> Alignment:
        """Match until no pair agrees."""
        matches: list[Match] = []
        while self._queue:
            _, i, j = heapq.heappop(self._queue)
            if i in self._truths and j in self._reads:
                matches += self._match(i, j)
        missed = tuple(t for t in self._truths.values() if not t.optional)
        return Alignment(tuple(matches), missed, tuple(self._reads.values()))

    def _match(self, i: int, j: int) -> list[Match]:
        line, text = self._truths[i], self._reads[j]
        found = [(fit, form) for form in line.forms if (fit := _fit(form, text)) is not None]
        if not found:
            return []
        fit, form = min(found, key=lambda f: f[0].errors / min(len(f[1]), len(text)))
        del self._truths[i], self._reads[j]
        if len(form) <= len(text):
            self.add([], _rest(text, fit))
            return [Match(line, text[fit.start : fit.end].strip())]
        self.add([_part(line, rest) for rest in _rest(form, fit)], [])
        return [Match(_part(line, form[fit.start : fit.end]), text)]


def _part(line: Line, text: str) -> Line:
    text = text.replace(" ", "") if line.kind == "boxed" else text.strip()
    return Line(text, line.kind, line.optional)


def _rest(text: str, fit: _Fit) -> list[str]:
    return [rest for part in (text[: fit.start], text[fit.end :]) if (rest := part.strip())]


def _fit(one: str, other: str) -> _Fit | None:
    """Return where the shorter text fits into the longer; None when they do not agree."""
    short, long = sorted((one, other), key=len)
    fit = _infix(short, long)
    if 2 * fit.errors >= len(short):
        return None
    wide = _to_words(long, fit)
    if len(short) < _TINY and not _is_words(long, wide):
        return None
    return wide


def _infix(short: str, long: str) -> _Fit:
    """Return the longest piece of ``long`` with the fewest edits to ``short`` (Sellers)."""
    at = long.find(short)
    if at >= 0:
        return _Fit(at, at + len(short), 0)
    row = [(0, start) for start in range(len(long) + 1)]  # errors and start, by the piece's end
    for i, wanted in enumerate(short, start=1):
        above, row = row, [(i, 0)]
        for j, got in enumerate(long, start=1):
            (put, put_start), (skip, skip_start), (add, add_start) = above[j - 1], above[j], row[-1]
            ways = (put + (wanted != got), put_start), (skip + 1, skip_start), (add + 1, add_start)
            row.append(min(ways))
    end = min(range(len(row)), key=lambda j: (row[j][0], row[j][1] - j))
    return _Fit(row[end][1], end, row[end][0])


def _to_words(text: str, fit: _Fit) -> _Fit:
    """Widen the piece to whole words where less than half of a word lies outside."""
    start, end = fit.start, fit.end
    left = text.rfind(" ", 0, start) + 1
    right = text.find(" ", end) if " " in text[end:] else len(text)
    if start - left < _until_space(text[start:end]):
        start = left
    if right - end < _until_space(text[start:end][::-1]):
        end = right
    return _Fit(start, end, fit.errors)


def _until_space(text: str) -> int:
    return len(text.partition(" ")[0])


def _is_words(text: str, fit: _Fit) -> bool:
    return text[: fit.start][-1:] in ("", " ") and text[fit.end :][:1] in ("", " ")


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> list[str]:
    return [line for row in text.splitlines() if (line := _single_spaced(row))]


@dataclass(slots=True)
class Tally:
    """Counts over pages."""

    pages: int = 0
    characters: int = 0  #: of the truth, optional lines apart
    substituted: int = 0
    deleted: int = 0
    inserted: int = 0
    missed: int = 0  #: of the deleted, those of lines nothing was read for
    invented: int = 0  #: of the inserted, those of lines that are not there
    words: int = 0
    word_errors: int = 0
    digits: int = 0
    digit_errors: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)  #: characters of each kind of line
    errors_by_kind: Counter[str] = field(default_factory=Counter)  #: invented ones apart
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)  #: (truth, read)

    @property
    def errors(self) -> int:
        """Character errors of all three sorts."""
        return self.substituted + self.deleted + self.inserted

    def add(self, page: Alignment) -> None:
        """Count one page."""
        self.pages += 1
        for match in page.matches:
            if not match.truth.optional:
                self._add_match(match)
        for line in page.missed:
            self._add_size(line)
            self.deleted += len(line.text)
            self.missed += len(line.text)
            self.word_errors += len(line.text.split())
            self.digit_errors += sum(c.isdigit() for c in line.text)
            self.errors_by_kind[line.kind] += len(line.text)
        for text in page.invented:
            self.inserted += len(text)
            self.invented += len(text)
            self.word_errors += len(text.split())

    def _add_size(self, line: Line) -> None:
        self.characters += len(line.text)
        self.by_kind[line.kind] += len(line.text)
        self.words += len(line.text.split())
        self.digits += sum(c.isdigit() for c in line.text)

    def _add_match(self, match: Match) -> None:
        truth = match.truth.text
        read = match.read.replace(" ", "") if match.truth.kind == "boxed" else match.read
        self._add_size(match.truth)
        edits = Levenshtein.editops(truth, read)
        kinds = Counter(edit.tag for edit in edits)
        self.substituted += kinds["replace"]
        self.deleted += kinds["delete"]
        self.inserted += kinds["insert"]
        self.errors_by_kind[match.truth.kind] += len(edits)
        self.word_errors += Levenshtein.distance(truth.split(), read.split())
        for edit in edits:
            self.digit_errors += _hits_number(truth, read, edit.tag, edit.src_pos, edit.dest_pos)
        self.confusions.update(_confusions(truth, read))

    def to_json(self) -> dict[str, Any]:
        """Return the counts and rates as plain JSON values."""
        size = max(1, self.characters)
        return {
            "pages": self.pages,
            "characters": self.characters,
            "cer": self.errors / size,
            "wer": self.word_errors / max(1, self.words),
            "digit_cer": self.digit_errors / max(1, self.digits),
            "digits": self.digits,
            "found": 1 - (self.substituted + self.deleted) / size,
            "substituted": self.substituted / size,
            "deleted": self.deleted / size,
            "inserted": self.inserted / size,
            "missed": self.missed / size,
            "invented": self.invented / size,
            "by_kind": {
                kind: {"characters": count, "cer": self.errors_by_kind[kind] / count}
                for kind, count in self.by_kind.most_common()
            },
            "confusions": [[t, r, n] for (t, r), n in self.confusions.most_common(50)],
        }


def _hits_number(truth: str, read: str, tag: str, at: int, read_at: int) -> bool:
    if tag != "insert":
        return truth[at].isdigit()
    sides = [c.isdigit() for c in (truth[at - 1 : at], truth[at : at + 1])]
    return all(sides) or (any(sides) and read[read_at].isdigit())


def _confusions(truth: str, read: str) -> Iterator[tuple[str, str]]:
    """Yield what stood there and what was read instead, neighbouring edits together."""
    blocks = itertools.groupby(
        Levenshtein.opcodes(truth, read), key=lambda block: block.tag == "equal"
    )
    for equal, group in blocks:
        if not equal:
            edits = list(group)
            first, last = edits[0], edits[-1]
            wanted = truth[first.src_start : last.src_end]
            yield wanted, read[first.dest_start : last.dest_end]
