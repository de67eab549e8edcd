"""Hide personal data where a screen only needs to tell records apart."""

from domain.petition import Kind
from domain.record import Record
from review.ports import Person
from review.roles import Right, may

#: Petitions of this kind are read by right only: whoever wrote one may be harmed for it.
PROTECTED = Kind.IHBAR
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
