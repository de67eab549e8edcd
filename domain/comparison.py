"""When two values of a field are the same fact: the one rule of benchmarks and of gates."""

import re

from domain import turkish
from domain.field import FieldName, FieldValue

#: Fields whose every character counts.
_EXACT = frozenset({FieldName.TCKN, FieldName.PHONE, FieldName.DATE, FieldName.EMAIL})
_ABOUT = re.compile(r"\s*(hk|hakkında|hakkındadır)\.?$")
_DATIVE = re.compile(r"(na|ne|ya|ye|a|e)$")
_CIRCUMFLEX = str.maketrans("âîû", "aiu")


def same(field: str, one: FieldValue, two: FieldValue) -> bool:
    """Say whether both are the same fact; a value is never the same as none."""
    if isinstance(one, str) and isinstance(two, str):
        return what_counts(field, one) == what_counts(field, two)
    return one is two


def what_counts(field: str, value: str) -> str:
    """Return what counts of a value: its exact Turkish letters and digits, case apart.

    Numbers, dates and e-mail addresses count as they are, a name with its hyphens and the bounds of
    its words. A subject counts without ``hakkında``, an addressee without its dative and its
    circumflexes: the model cannot write MİLLÎ's Î.
    """
    if field in _EXACT:
        return value
    text = turkish.lower(value)
    if field == FieldName.NAME:
        return turkish.squeeze(text)
    if field == FieldName.SUBJECT:
        text = without_about(text)
    if field == FieldName.ADDRESSEE:
        text = text.replace("'", "").replace("’", "").translate(_CIRCUMFLEX)
        text = _DATIVE.sub("", text)
    return "".join(c for c in text if c.isalnum())


def without_about(subject: str) -> str:
    """Return a subject in lower case without ``hakkında`` at its end."""
    return _ABOUT.sub("", subject)
