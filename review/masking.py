"""Hide personal data where a screen only needs to tell records apart."""

import re

from domain.petition import Kind
from domain.record import Record
from review.ports import Person
from review.roles import Right, may

#: Petitions of this kind are read by right only: whoever wrote one may be harmed for it.
PROTECTED = Kind.IHBAR
#: A T.C. number, phone or card number within a text, its groups apart or not.
_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){6,}")
_SHOWN = 2  # last digits of a number: enough to tell two hits apart


def kept_from(by: Person, record: Record) -> bool:
    """Say whether a list may tell this person of the record no more than that it is there."""
    return record.get("kind") == PROTECTED and not may(by.role, Right.IDENTITY)


def masked_name(name: str) -> str:
    """Return the first letter of each word: ``Işıl Çağlayan`` → ``I*** Ç***``."""
    return " ".join(f"{word[0]}***" for word in name.split())


def masked_number(number: str) -> str:
    """Return a number's last two digits: ``12345678901`` → ``*********01``."""
    return "*" * (len(number) - _SHOWN) + number[-_SHOWN:] if len(number) > _SHOWN else number


def masked_text(text: str) -> str:
    """Return a text with but two digits of each number of seven or more; dates stay."""
    return _LONG_NUMBER.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    number = found.group()
    is_date = re.fullmatch(r"\d{1,2}[ .-]\d{1,2}[ .-]\d{4}", number)
    return number if is_date else masked_number(number)
