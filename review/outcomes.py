"""Why a person closes a petition without a delivery.

Law 3071 m.6: a petition cannot be examined (incelenemez) when (a) it has no definite subject,
(b) its subject is a matter of the courts, (c) it lacks a condition of m.4 (name, signature,
address). That is not a refusal: it stays received and registered. Only a named person decides it.
"""

from dataclasses import dataclass
from typing import Any

from domain.turkish import squeeze

#: A decision carries the person's own words, at least this many characters.
LEAST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way to close a petition; ``article`` is None where no law is applied."""

    code: str
    article: str | None


OUTCOMES = (
    Outcome("m6a", "3071/6-a"),
    Outcome("m6b", "3071/6-b"),
    Outcome("m6c", "3071/6-c"),
    Outcome("rescan", None),  # the paper must be scanned again
    Outcome("duplicate", None),  # the matter is in another record
    Outcome("no_petition", None),  # cover sheet, advertisement, empty form
)
_BY_CODE = {outcome.code: outcome for outcome in OUTCOMES}


def fault(code: str, words: str) -> str | None:
    """Return the wording key of what is missing, or None when the decision is complete."""
    if code not in _BY_CODE:
        return "return.fault.code"
    if len(squeeze(words)) < LEAST_WORDS:
        return "return.fault.words"
    return None


def decided(code: str, words: str, by: str, at: str) -> dict[str, Any]:
    """Return what ``record["returned"]`` holds; ``by`` is a person's name, ``at`` an instant."""
    outcome = _BY_CODE[code]
    return {
        "code": outcome.code,
        "article": outcome.article,
        "words": squeeze(words),
        "by": by,
        "at": at,
    }
