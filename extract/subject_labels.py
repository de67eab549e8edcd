"""Labels of a subject however they are put: "Dilekçenin Konusu:", "4- İsteğin özü", "Kanu :"."""

from functools import cache

from rapidfuzz.distance import Levenshtein
from spacy.tokens import Doc

from extract import knowledge

_COLONS = frozenset(":;=")
_ENDS = _COLONS | frozenset("-–—.|\n\t")
_MOST_WORDS = 4


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(knowledge.table("subject")["label"][key])


def end_of(doc: Doc, start: int) -> int | None:
    """Return the token after a subject's label that begins at ``start``; None: there is none."""
    words: list[str] = []
    for token in doc[start : start + 2 * _MOST_WORDS]:
        if token.is_alpha:
            words.append(token.norm_)
            after = doc[token.i + 1].text if token.i + 1 < len(doc) else "\n"
            if _is_label(words, after):
                return int(token.i) + 1
        elif token.text != "." or len(words) == _MOST_WORDS:
            return None
    return None


def _is_label(words: list[str], after: str) -> bool:
    if len(words) > _MOST_WORDS or _words("not_before") & set(words[:-1]):
        return False
    if words[-1] in _words("heads") and after in _ENDS:
        return True
    if after not in _COLONS:
        return False
    return " ".join(words) in _words("colon") or (len(words) == 1 and _is_misread(words[0]))


def _is_misread(word: str) -> bool:
    """Say whether a word is one letter off a head, and no other word that may stand there."""
    if word in _words("not_misread"):
        return False
    return any(Levenshtein.distance(word, head, score_cutoff=1) <= 1 for head in _words("misread"))
