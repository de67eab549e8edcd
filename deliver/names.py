"""Names of units in one form: folded, without T.C., courtesy, apostrophes and the dative."""

import re

from domain import turkish

_APOSTROPHE = re.compile(r"['’‘`]")
_WORDS = re.compile(r"[a-z0-9]+")
_COURTESY = frozenset({"tc", "sayin", "sn", "na", "ne", "makami", "makam"})


def nominative(word: str) -> str:
    """Return a folded institution word without the dative: bakanligina, valilige, belediyesine.

    Short words are left alone: they are places (Çine) more often than institutions.
    """
    if len(word) >= 7 and word.endswith(("ina", "ine", "una", "une")):
        return word[:-2]
    if len(word) >= 7 and word.endswith(("liga", "lige")):
        return word[:-1] + "i"
    if len(word) >= 7 and word.endswith(("luga", "luge")):
        return word[:-1] + "u"
    return word


def words_of(text: str) -> list[str]:
    """Return the folded words of a name, ready to be joined and compared."""
    folded = turkish.fold(_APOSTROPHE.sub("", text))
    # "T.C." and "T. C." are two letters apart; nothing else in an addressee is.
    joined = re.sub(r"\bt[.\s]*c\b\.?", " ", folded)
    words = [nominative(word) for word in _WORDS.findall(joined)]
    return [word for word in words if word not in _COURTESY]


def key_of(text: str) -> str:
    """Return the form in which names are compared."""
    return " ".join(words_of(text))
