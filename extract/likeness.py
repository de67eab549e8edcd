"""What two pages of a batch have in common: words, a name, the whole text."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from domain import turkish
from extract.letter import folded_words
from extract.roles import Look, gate


def spoken_to(seen: Look) -> frozenset[str]:
    """Return the words of the name after Sayın, folded; empty when nobody is spoken to."""
    rows = (folded_words(row.text) for row in seen.top(0.6))
    named = next((words[1:] for words in rows if words[:1] == ["sayin"]), [])
    return frozenset(word for word in named if len(word) >= 3)


def has_like(word: str, known: Iterable[str]) -> bool:
    """Say whether a word is among others as OCR may have them."""
    return (
        process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=gate("name_likeness"))
        is not None
    )


def words_of(seen: Look) -> frozenset[str]:
    """Return the distinctive words of a page: folded, at least three letters."""
    return frozenset(w for w in folded_words(seen.layout.text) if len(w) >= 3)


def of_texts(one: Look, two: Look) -> float:
    """Return how alike the words of two pages are, 0…1."""
    return fuzz.ratio(turkish.fold(one.layout.text), turkish.fold(two.layout.text)) / 100
