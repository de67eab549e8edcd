"""Places with the same number become one claim: what is known of that number from all of them.

A place whose reads are all a digit off a number that stands elsewhere on the paper is a misread
mention of it, not a second number: two numbers whose check digits hold differ in two digits or
more. A code printed on the paper that holds the number is one more witness; a number that only a
code holds is nobody's claim, for registries print numbers of their own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from domain.page import Page
from domain.tckn import is_valid
from extract import digit_reads, trellis
from extract.digit_reads import Place, Seen
from extract.tckn import Number
from extract.trellis import Decoded

_ELEVEN = re.compile(r"(?<!\d)\d{11}(?!\d)")
#: A digit is in question when another explains the reads at least this well beside it.
_RIVALS = 1e-3


@dataclass(frozen=True)
class Claim:
    """One number as some read has it, with every place that speaks of it."""

    value: str
    places: tuple[Number, ...]  #: where a read has it
    misread: tuple[Number, ...]  #: where every read is a digit off
    votes: int  #: reads that have it
    rows: Sequence[Sequence[float]]  #: weights of each digit at each place, from all of them

    @cached_property
    def decoded(self) -> Decoded:
        """The likeliest numbers; only asked for the number that is proposed: 2 ms of CPU."""
        return trellis.decode(self.rows)

    @property
    def blind(self) -> int:
        """Digits in question whose rival is five off, which the check digits never see."""
        pairs = zip(self.rows[:10], self.value, strict=False)
        return sum(_is_blind(row, int(digit)) for row, digit in pairs)

    @property
    def posterior(self) -> float:
        """How sure the reads are of this number among all valid ones, 0…1."""
        if self.value == self.decoded.best:
            return self.decoded.posterior
        return self.decoded.rival_posterior if self.value == self.decoded.rival else 0.0

    @property
    def reads_differ(self) -> bool:
        """Whether some read of its places is a second valid number."""
        return any(place.valids != {self.value} for place in self.places)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The numbers of a letter."""

    claims: tuple[Claim, ...]
    open: tuple[Number, ...]  #: places whose reads make no number that stands on the paper


def sort(found: Sequence[Number], pages: Iterable[Page]) -> Sorted:
    """Join the places of each number, and keep apart what could not be resolved."""
    by_value: dict[str, list[Number]] = {}
    for number in found:
        value = _value(number)
        if value is not None:
            by_value.setdefault(value, []).append(number)
    unread = [n for n in found if not n.valids]
    misread: dict[str, list[Number]] = {value: [] for value in by_value}
    left: list[Number] = []
    for number in unread:
        home = next((v for v in by_value if _is_misread(number, v)), None)
        (left if home is None else misread[home]).append(number)
    coded = frozenset(_in_codes(pages))
    claims = (
        _claim(value, places, misread[value], coded=value in coded)
        for value, places in by_value.items()
    )
    return Sorted(tuple(claims), tuple(left))


def inferred(number: Number) -> Decoded:
    """Return what an unresolved place most likely holds, though no read has it."""
    return trellis.decode(digit_reads.weights([_place(number)]))


def _value(number: Number) -> str | None:
    """Return the valid number most reads of a place agree on, the likelier one of two."""
    if len(number.valids) < 2:
        return next(iter(number.valids), None)
    rows = digit_reads.weights([_place(number)])
    return max(sorted(number.valids), key=lambda v: (number.votes(v), _weight(rows, v)))


def _weight(rows: Sequence[Sequence[float]], value: str) -> float:
    weight = 1.0
    for row, digit in zip(rows, value, strict=True):
        weight *= row[int(digit)]
    return weight


def _is_misread(number: Number, value: str) -> bool:
    return any(Levenshtein.distance(r.text, value, score_cutoff=1) <= 1 for r in number.reads)


def _claim(
    value: str, places: Sequence[Number], misread: Sequence[Number], *, coded: bool
) -> Claim:
    witnesses = [_place(number) for number in (*places, *misread)]
    if coded:
        witnesses.append(Place("", (Seen(value, digit_reads.CODE, 1.0),)))
    return Claim(
        value=value,
        places=tuple(places),
        misread=tuple(misread),
        votes=sum(n.votes(value) for n in places) + coded,
        rows=digit_reads.weights(witnesses),
    )


def _is_blind(row: Sequence[float], digit: int) -> bool:
    return row[(digit + 5) % 10] >= _RIVALS * row[digit]


def _place(number: Number) -> Place:
    return Place(number.channel, number.reads)


def _in_codes(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        for code in page.codes:
            yield from filter(is_valid, _ELEVEN.findall(code.text))
