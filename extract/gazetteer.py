"""Which words are known as names, and how well: listed by hand, formed by rule, or unknown.

A hit is evidence, never proof, and no word is ever corrected towards an entry. ``formed`` holds
rare names and surnames that rules make of parts (``data/README.md``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from domain import turkish
from extract import knowledge


class Known(IntEnum):
    """How well a word is known as a name."""

    UNKNOWN = 0
    FORMED = 1
    LISTED = 2


@dataclass(frozen=True, slots=True)
class Names:
    """Words known as names. ``exact`` holds Turkish lower case, ``folded`` ASCII letters."""

    exact: frozenset[str]
    folded: frozenset[str]


def listed(kind: str) -> frozenset[str]:
    """Return the ``first_names`` or ``surnames`` that were listed by hand, in lower case."""
    return _names(f"{kind}.txt").exact


@cache
def _names(file: str) -> Names:
    exact = frozenset(turkish.compose(line) for line in knowledge.text(file).split())
    return Names(exact, frozenset(turkish.fold(name) for name in exact))


def given(word: str) -> Known:
    """Return how well a word is known as a given name, dots and case aside."""
    return _folded(word, "first_names")


def family(word: str) -> Known:
    """Return how well a word is known as a surname, dots and case aside."""
    return _folded(word, "surnames")


def _folded(word: str, kind: str) -> Known:
    folded = turkish.fold(word)
    if folded in _names(f"{kind}.txt").folded:
        return Known.LISTED
    return Known.FORMED if folded in _names(f"{kind}_formed.txt").folded else Known.UNKNOWN


def letter_by_letter(word: str, *, last: bool) -> Known:
    """Return how well a word is known exactly as written: ``Rıza`` or ``RIZA``, never ``RıZa``.

    Any word may be a given name; a surname stands only behind the first (``last``).
    """
    if not (word.isupper() or (word[:1].isupper() and word[1:].islower())):
        return Known.UNKNOWN
    lower = turkish.lower(word)
    kinds = ("first_names", "surnames") if last else ("first_names",)
    if any(lower in _names(f"{kind}.txt").exact for kind in kinds):
        return Known.LISTED
    formed = any(lower in _names(f"{kind}_formed.txt").exact for kind in kinds)
    return Known.FORMED if formed else Known.UNKNOWN


def whole(words: Sequence[str], *, marked: bool = True) -> Known:
    """Return how well a name is known letter by letter: as well as its least known part.

    In a letter typed without Turkish letters (not ``marked``) dots do not count.
    """
    parts = [part for word in words for part in word.split("-") if part]
    if marked:
        levels = [letter_by_letter(part, last=i > 0) for i, part in enumerate(parts)]
    else:
        levels = [either(part) if i else given(part) for i, part in enumerate(parts)]
    return min(levels, default=Known.UNKNOWN)


def either(word: str) -> Known:
    """Return how well a word is known as any part of a name, dots and case aside."""
    return max(given(word), family(word))


def lost_marks(word: str) -> bool:
    """Say whether a word is a known name but for its dots: ``ŞAHIN`` for ``ŞAHİN``."""
    listed = (_names("first_names.txt"), _names("surnames.txt"))
    lower, folded = turkish.lower(word), turkish.fold(word)
    return any(folded in n.folded for n in listed) and not any(lower in n.exact for n in listed)
