"""What a person can do with a record: accept it, close it, or leave it for later or another.

Law 3071 m.6: a petition cannot be examined (incelenemez) when (a) it has no definite subject,
(b) its subject is a matter of the courts, (c) it lacks a condition of m.4 (name, signature,
address). That is not a refusal: it stays received and registered. Only a named person decides it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from domain.turkish import squeeze
from review.wording import say_if_known

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
APPROVE, ROUTE, ASK = "approve", "route", "ask"
#: Outcomes that accept: as routed, or to a unit the person names.
ACCEPTING = frozenset({APPROVE, ROUTE})
#: Put off for a while: nobody is given the record before.
PUT_OFF = ("later", "tomorrow")
_LATER, _MORNING = dt.timedelta(minutes=15), dt.time(8, 0)
_HALF = 15  # days of the thirty: nothing is put off past the middle of the deadline
_WORDLESS = frozenset({APPROVE, *PUT_OFF})

#: What F4 lists, the everyday ones first.
LISTED = (ROUTE, *(outcome.code for outcome in OUTCOMES), *PUT_OFF, ASK)

_BY_CODE = {outcome.code: outcome for outcome in OUTCOMES}


def fault(code: str, words: str) -> str | None:
    """Return the wording key of what is missing, or None when the decision is complete."""
    if code in _WORDLESS:
        return None
    if code not in {ROUTE, ASK, *_BY_CODE}:
        return "return.fault.code"
    if len(squeeze(words)) < LEAST_WORDS:
        return "return.fault.words"
    return None


def put_off_until(code: str, now: dt.datetime, due: dt.date | None) -> dt.datetime:
    """Return when a record put off comes back: at once when half of its deadline has passed."""
    until = now + _LATER
    if code == "tomorrow":
        until = dt.datetime.combine(now.date() + dt.timedelta(days=1), _MORNING, now.tzinfo)
    if due is None:
        return until
    middle = dt.datetime.combine(due - dt.timedelta(days=_HALF), dt.time(), now.tzinfo)
    return max(now, min(until, middle)) if code == "tomorrow" else until


def signed(words: str, by: str, at: str) -> dict[str, Any]:
    """Return a person's words with their name; ``at`` is an instant."""
    return {"words": squeeze(words), "by": by, "at": at}


def text(code: str, language: str) -> str:
    """Return what an outcome is called."""
    return say_if_known(f"return.{code}", language, code)


def decided(code: str, words: str, by: str, at: str) -> dict[str, Any]:
    """Return what ``record["returned"]`` holds; ``by`` is a person's name, ``at`` an instant."""
    outcome = _BY_CODE[code]
    return {"code": outcome.code, "article": outcome.article, **signed(words, by, at)}
