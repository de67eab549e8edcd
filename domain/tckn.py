"""T.C. kimlik numarası (TCKN): Turkish identity number, 11 digits of which two are check digits.

d10 = (7·(d1+d3+d5+d7+d9) − (d2+d4+d6+d8)) mod 10 and d11 = (d1+…+d10) mod 10; the first digit is
never 0. Numbers that begin with 99 are foreigners' (yabancı kimlik no) under the same arithmetic.
A valid checksum is not acceptance: two wrong digits pass in 4.6 of 100 cases.
"""

from dataclasses import dataclass
from enum import StrEnum

#: Numbers printed on forms as an example; they pass the check and belong to nobody who writes.
_EXAMPLES = frozenset({"10000000146", "12345678950", "11111111110"})


class TcknFault(StrEnum):
    """Why a text is not a TCKN."""

    LENGTH = "length"
    FORMAT = "format"
    CHECKSUM = "checksum"


class NotATckn(ValueError):
    """The text is no TCKN; ``fault`` says why. The message never holds the text."""

    def __init__(self, fault: TcknFault) -> None:
        super().__init__(f"not a T.C. kimlik number: {fault.value}")
        self.fault = fault


def check_digits(first_nine: str) -> str:
    """Return the two check digits for nine digits."""
    digits = [int(c) for c in first_nine]
    tenth = (7 * sum(digits[0::2]) - sum(digits[1::2])) % 10
    return f"{tenth}{(sum(digits) + tenth) % 10}"


@dataclass(frozen=True, slots=True, order=True)
class Tckn:
    """A number whose format and check digits hold. Build it with ``Tckn.parse``."""

    digits: str

    @classmethod
    def parse(cls, text: str) -> "Tckn":
        """Return the number in ``text`` (digits only, no spaces); raises ``NotATckn``."""
        if len(text) != 11:
            raise NotATckn(TcknFault.LENGTH)
        if not (text.isascii() and text.isdigit()) or text[0] == "0":
            raise NotATckn(TcknFault.FORMAT)
        if text[9:] != check_digits(text[:9]):
            raise NotATckn(TcknFault.CHECKSUM)
        return cls(text)

    @property
    def is_foreigner(self) -> bool:
        """Whether it is a foreigner's number."""
        return self.digits.startswith("99")

    @property
    def is_placeholder(self) -> bool:
        """Whether it is an example from a form: one repeated digit, or a well-known sample."""
        return self.digits in _EXAMPLES or len(set(self.digits[:10])) == 1

    @property
    def masked(self) -> str:
        """First three and last two digits, the rest hidden."""
        return f"{self.digits[:3]}******{self.digits[9:]}"

    def __repr__(self) -> str:
        """Never print the number: a repr ends up in logs."""
        return f"Tckn({self.masked})"


def is_valid(text: str) -> bool:
    """Say whether ``text`` is 11 digits with a right checksum."""
    try:
        Tckn.parse(text)
    except NotATckn:
        return False
    return True
