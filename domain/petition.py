"""Dilekçe (petition): one citizen's matter, cut from one or more arrivals."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.arrival import FaxTags
from domain.decision import Decision
from domain.field import Evidence, Field, FieldName, missing
from domain.gates import Proposal
from domain.page import Code, FaxHeader, PageRole


class Kind(StrEnum):
    """What the citizen wants."""

    ISTEK = "istek"  #: request
    SIKAYET = "sikayet"  #: complaint
    IHBAR = "ihbar"  #: tip-off
    ONERI = "oneri"  #: suggestion
    GORUS = "gorus"  #: opinion
    BILGI_EDINME = "bilgi_edinme"  #: freedom of information, law 4982
    DIGER = "diger"  #: other


class Track(StrEnum):
    """The law whose clock runs."""

    PETITION = "3071"
    INFORMATION = "4982"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PageRef:
    """One page of a petition: which arrival, which of its pages, turned by a person or not."""

    arrival_id: str
    page: int  #: 1-based
    rotation: int = 0  #: degrees clockwise, on top of what the reader turned


@dataclass(frozen=True, slots=True)
class Attachment:
    """What the letter says it encloses (ek). Whether it came is another thing: see the sheets."""

    text: str  #: as listed
    pages: int | None = None  #: as told: "(2 sayfa)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a page of a petition is for, and what it carries besides words: evidence, no facts."""

    page: int  #: 1-based within the arrival
    role: PageRole
    fax_header: FaxHeader | None = None
    fax_tags: FaxTags | None = None
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """One of the people who signed a joint petition (toplu dilekçe), as their row was read."""

    name: str
    tckn: str | None  #: None where no valid number was read beside the name
    evidence: Evidence  #: the row: name and number


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be competent, and why: words of the *table*, never words of the petition."""

    unit: str  #: code from the units table
    name: str
    because: str


@dataclass(frozen=True, slots=True)
class Route:
    """The unit (birim) proposed, and why. ``addressed_to`` is another thing: see the field."""

    unit: str | None  #: code from the units table; None: pre-assessment by a person
    unit_name: str | None
    because: str  #: rule and matched words of the *table*, never words of the petition
    candidates: tuple[Candidate, ...] = ()  #: at most three, the likeliest first


class Receipt(StrEnum):
    """What tells the day of receipt."""

    FAX = "fax"  #: our server's clock when the fax was there
    REGISTRY = "registry"  #: the registry stamp (evrak kayıt) on a letter
    SCAN = "scan"  #: our server's clock when the scan of a letter without a stamp was there


class Counted(StrEnum):
    """Which days a term counts."""

    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class DayOff:
    """A weekday on which public offices do not work."""

    day: dt.date
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalClock:
    """The day an answer is due, and everything that went into it."""

    due: dt.date  #: the statutory day; an office works to this one
    moved_to: dt.date  #: the next working day when ``due`` is none
    rule: str  #: law and article, for instance ``3071/7``
    counted_from: dt.date  #: day of receipt in Türkiye; counting starts on the day after
    receipt: Receipt
    days: int  #: how many the law gives
    counted: Counted
    skipped: tuple[DayOff, ...]  #: days off that the count, or the move of its end, passed over
    half_day: bool  #: offices close at 13:00 on ``moved_to``
    half_on: dt.date  #: half of the days are gone
    nearly_on: dt.date  #: 80 % of the days are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Petition:
    """What extract/ understood of one letter."""

    pages: tuple[PageRef, ...]
    kind: Kind
    track: Track
    fields: Mapping[FieldName, Field] = field(default_factory=dict)
    decision: Decision
    text: str  #: full text in reading order
    findings: tuple[str, ...] = ()  #: 3071 m.4 findings for a person; codes of ``REASONS``
    attachments: tuple[Attachment, ...] = ()  #: as listed under EKLER
    registered_on: dt.date | None = None  #: the day in the registry stamp (evrak kayıt), if read
    sheets: tuple[Sheet, ...] = ()  #: one a page, in the order of ``pages``
    signatories: tuple[Signatory, ...] = ()  #: of a joint petition, in the order of their list
    proposals: tuple[Proposal, ...] = ()  #: of the fields that have gates; no part of the record

    def field(self, name: FieldName) -> Field:
        """Return the field, as missing when nothing was found."""
        return self.fields.get(name, missing(name))
