"""One fact of a petition, with where it was read and how sure we are."""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.geometry import Box

#: Canonical value of a fact: text, or true/false for the signature; None when there is none.
FieldValue = str | bool | None


class FieldName(StrEnum):
    """The facts a petition record carries, in the order the record prints them."""

    TCKN = "tckn"
    NAME = "name"
    SUBJECT = "subject"
    ADDRESS = "address"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESSEE = "addressee"  #: muhatap: whom the citizen wrote to
    MOTHER_MAIDEN_NAME = "mother_maiden_name"
    DATE = "date"
    SIGNATURE = "signature"


class FieldState(StrEnum):
    """Not there, not legible and contradictory are three different findings."""

    FOUND = "found"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    CONFLICT = "conflict"


class SetBy(StrEnum):
    """Who settled the value. A person's value outranks any machine's, for ever."""

    MACHINE = "machine"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a value was read, and the rule that chose it."""

    page: int  #: 1-based within the petition's arrival
    box: Box
    rule: str  #: name of the rule, for instance ``label.right``


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another value seen on the paper, kept so that a person can choose it."""

    value: str
    confidence: float
    evidence: Evidence | None = None
    why_not: str = ""  #: code of the reason it was not chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One fact. ``value`` is canonical (ISO date, E.164 phone, bool for the signature)."""

    name: FieldName
    state: FieldState
    value: FieldValue = None
    confidence: float = 0.0  #: probability that the value is right, 0…1
    read_as: str | None = None  #: the text as OCR gave it
    evidence: Evidence | None = None
    alternatives: tuple[Alternative, ...] = ()
    doubtful: tuple[int, ...] = ()  #: places in the value, from 0, where a character is not sure
    by: SetBy = SetBy.MACHINE

    @property
    def is_derived(self) -> bool:
        """Whether the value is a sentence of the text, not what was written for the field."""
        return self.evidence is not None and self.evidence.rule == f"{self.name}.derived"

    def corrected(self, value: FieldValue) -> "Field":
        """Return the field as a person settled it; the machine's value stays as an alternative."""
        past = self.alternatives
        if self.by is SetBy.MACHINE and isinstance(self.value, str) and self.value != value:
            kept = Alternative(
                value=self.value,
                confidence=self.confidence,
                evidence=self.evidence,
                why_not="corrected",
            )
            past = (kept, *past)
        state = FieldState.MISSING if value is None else FieldState.FOUND
        return replace(
            self,
            value=value,
            state=state,
            confidence=1.0,
            by=SetBy.REVIEWER,
            alternatives=past,
            doubtful=(),
        )


def missing(name: FieldName) -> Field:
    """Return the field of a fact that is not on the paper."""
    return Field(name=name, state=FieldState.MISSING)
