"""A letter's text as a short sketch (MinHash): texts alike are found without reading them all.

A sketch holds, for each of 120 hash functions, the least hash over the text's runs of seven
letters; the share of equal ones is about the share of common runs (Jaccard). Four neighbours of a
sketch make a key: texts that share four fifths of their runs have one in common nearly always, half
of them 86 times in a hundred, a tenth of them 3 in a thousand. Runs of letters, not of words: one
misread letter spoils seven runs of letters, and three whole words.

``benchmarks/likeness.py`` measures it; its figures stand in ``dilekce/store/likeness.py``.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

import numpy as np

from domain import turkish

_RUN = 7  #: letters
_SIZE, _ROWS = 120, 4
_LEAST = 150  #: letters; less is too little to be told from another letter of the kind
_LETTERS = re.compile(r"[^a-z0-9]+")
_rng = np.random.default_rng(20260101)
_FACTORS = _rng.integers(1, 1 << 63, _SIZE, dtype=np.uint64) | np.uint64(1)
_TERMS = _rng.integers(0, 1 << 63, _SIZE, dtype=np.uint64)


def sketch(text: str, without: Iterable[str] = ()) -> tuple[int, ...]:
    """Return 120 numbers, or none for too little text.

    ``without`` are facts about the writer: their words do not count, so that the letters of one
    campaign are alike whoever signs.
    """
    personal = {w for fact in without for w in _LETTERS.split(turkish.fold(fact)) if len(w) > 1}
    words = (w for w in _LETTERS.split(turkish.fold(text)) if w not in personal)
    letters = "".join(word for word in words if not word.isdigit()).encode()
    if len(letters) < _LEAST:
        return ()
    runs = {letters[i : i + _RUN] for i in range(len(letters) - _RUN + 1)}
    digests = (hashlib.blake2b(run, digest_size=8).digest() for run in sorted(runs))
    hashes = np.frombuffer(b"".join(digests), dtype=np.uint64)
    mixed = (hashes[:, None] * _FACTORS + _TERMS) >> np.uint64(32)
    return tuple(int(least) for least in mixed.min(axis=0))


def keys(of: Sequence[int]) -> list[str]:
    """Return the keys by which alike sketches are found."""
    parts = (of[i : i + _ROWS] for i in range(0, len(of), _ROWS))
    return [f"{n}:{_digest(part)}" for n, part in enumerate(parts)]


def _digest(part: Sequence[int]) -> str:
    return hashlib.blake2b(np.asarray(part, np.uint64).tobytes(), digest_size=6).hexdigest()


def alike(one: Sequence[int], two: Sequence[int]) -> float:
    """Return the share of runs that two texts have in common, 0…1, as their sketches tell it."""
    if not one or len(one) != len(two):
        return 0.0
    return sum(a == b for a, b in zip(one, two, strict=True)) / len(one)
