"""What a password must be: long, typed twice, and not one that everybody tries first.

A password that is nothing but a few well-known pieces is refused, however they are put together:
``Ankara-Ankara-1923``, ``1qaz2wsx3edc``, ``P4rola.2026.zeynep``. No server is asked.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from domain.turkish import compose, fold

LEAST, MOST = 12, 200  # characters; the upper bound keeps hashing cheap
_DISTINCT = 5  # fewer different characters are a pattern, not a password
_PIECES = 3  # so many known pieces are still guessed: word, number, word

#: What fingers run along: Turkish Q, Turkish F and the alphabet, folded; the other way round too.
_ROWS = (
    "1234567890", "qwertyuiopgu", "asdfghjklsi", "zxcvbnmoc", "1q2w3e4r5t6y7u8i9o0p",
    "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "qazwsxedcrfvtgbyhnujm",
    "fggiodrnhpqw", "uieautkmlysx", "jovcczsb",
    "abcdefghijklmnopqrstuvwxyz", "abccdefgghiijklmnooprsstuuvyz",
)  # fmt: skip
_WAYS = (*_ROWS, *(row[::-1] for row in _ROWS))
_WALK = 3  # keys: fewer are syllables
_LOOKS_LIKE = {"a": "a4@", "e": "e3", "i": "i1!", "o": "o0", "s": "s5$", "t": "t7", "b": "b8"}
_BETWEEN = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_SAME = re.compile(r"(.)\1+")


def fault_of(password: str, again: str, name: str) -> str | None:
    """Return the wording key of what is wrong with a new password, None when nothing is."""
    if not LEAST <= len(password) <= MOST:
        return "first.short"
    if password != again:
        return "first.differ"
    plain = fold(compose(password))
    if len(set(plain)) < _DISTINCT or (name and fold(name) in plain):
        return "first.easy"
    return "first.known" if is_known(plain) else None


def is_known(plain: str) -> bool:
    """Say whether a folded password is wholly made of at most three different known pieces."""
    seen: set[tuple[int, frozenset[str]]] = set()
    todo: list[tuple[int, frozenset[str]]] = [(0, frozenset())]
    while todo:
        at, used = todo.pop()
        if at == len(plain):
            return True
        for piece, end in _pieces(plain, at):
            state = (end, used | {piece} if piece else used)
            if len(state[1]) <= _PIECES and state not in seen:
                seen.add(state)
                todo.append(state)
    return False


def _pieces(plain: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield (name of the piece, where it ends); what stands between pieces has no name."""
    if between := _BETWEEN.match(plain, at):
        yield "", between.end()
    yield plain[at], at + 1
    for pattern in (_DIGITS, _SAME):
        if found := pattern.match(plain, at):
            yield found.group(), found.end()
    for word, spelt in _words():
        if found := spelt.match(plain, at):
            yield word, found.end()
    for end in range(at + _WALK, len(plain) + 1):
        walk = plain[at:end]
        if not any(walk in way for way in _WAYS):
            return
        yield walk, end


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each listed word and what it is spelt like, digits in place of letters included."""
    text = (resources.files("review") / "known_words.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    words = sorted({word for line in lines for word in line.split()})
    return tuple((word, re.compile("".join(_spelt(letter) for letter in word))) for word in words)


def _spelt(letter: str) -> str:
    return f"[{_LOOKS_LIKE[letter]}]" if letter in _LOOKS_LIKE else letter
