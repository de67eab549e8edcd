"""What the desk needs from the house: values it shows and doors it calls.

``dilekce.store`` implements the protocols. Every method that shows or changes a citizen's data
writes its own audit row; lost races raise ``Conflict``.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from domain.arrival import Channel
from domain.lifecycle import ArrivalState, PetitionState
from domain.record import Record
from review.bands import Term
from review.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Who sits at the desk."""

    id: int
    name: str
    role: Role
    locked: bool = False  #: the screen is covered: the session opens nothing before the password

    @property
    def actor(self) -> str:
        """How the audit trail names this person."""
        return f"user:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person as the supervisor sees one."""

    person: Person
    active: bool
    has_password: bool
    locked_until: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Where a person is signed in."""

    handle: str  #: names it among the person's own; opens nothing
    begun_at: dt.datetime
    seen_at: dt.datetime
    address: str | None
    here: bool  #: the one that asks


@dataclass(frozen=True, slots=True)
class Lease:
    """Who has a record in hand, until when."""

    holder: str
    until: dt.datetime
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """One page of a petition; ``key`` names the blob of its upright PNG, None when unreadable.

    ``read_key`` names the blob of what was read on it, None when nothing was.
    """

    position: int  #: 1-based within the petition
    arrival_page: int  #: 1-based within the arrival; what ``Evidence.page`` counts
    key: str | None
    width: int  #: pixels of the upright image
    height: int
    read_key: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The last deed that changed a record."""

    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A record as it stands, with its pages."""

    id: str
    state: PetitionState
    version: int
    record: Record
    pages: tuple[PageImage, ...]
    lease: Lease | None
    last: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One record in the queue: what its line shows, not the record."""

    id: str
    name: str  #: empty when none was read; likewise the subject
    subject: str
    reasons: tuple[str, ...]  #: codes, each once, in order
    term: Term | None
    lease: Lease | None
    kept: bool  #: a tip-off, for who may not read it: name and subject are empty


@dataclass(frozen=True, slots=True)
class Queue:
    """The first rows by deadline, and how many wait for each term over all.

    ``next_image`` is the first page of the record that a claim would give now, if it has one.
    """

    rows: tuple[Waiting, ...]
    by_term: Mapping[Term | None, int]
    next_image: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One delivery of one revision."""

    destination: str
    state: str  #: pending, done or dead
    attempts: int
    done_at: dt.datetime | None
    receipt: str | None  #: what the destination answered, as JSON text


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A record that left the queue."""

    id: str
    state: PetitionState
    record: Record
    changed_at: dt.datetime
    deliveries: tuple[Sent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFate:
    """One line of the ledger: what became of one page."""

    number: int
    fate: str  #: petition, leftover or failed
    reason: str | None
    petition_id: str | None
    petition_state: PetitionState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """One arrival with its ledger."""

    id: str
    file_name: str
    channel: Channel
    received_at: dt.datetime
    state: ArrivalState
    problem: str | None
    size: int
    page_count: int | None
    landings: int  #: how often these bytes came
    pages: tuple[PageFate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One row of the audit trail."""

    number: int
    at: dt.datetime
    actor: str
    action: str
    subject: str
    detail: str  #: JSON text of codes and counts


class Accounts(Protocol):
    """People, passwords, sessions."""

    def sign_in(self, name: str, password: str, address: str | None) -> str | None:
        """Return a session token; None for every kind of failure alike.

        ``address`` is the client's, None when it is not known for certain.
        """

    def first_sign_in(self, token: str, password: str, address: str | None) -> str | None:
        """Use a one-time link: set the password and return a session token, or None."""

    def who(self, session: str, *, extend: bool) -> Person | None:
        """Return whose session it is; ``extend`` counts as activity."""

    def sign_out(self, session: str) -> None:
        """End the session."""

    def sessions(self, by: Person, token: str) -> Sequence[Session]:
        """Return the person's sessions, newest first."""

    def end_session(self, by: Person, handle: str) -> None:
        """End one of the person's own sessions."""

    def is_fresh(self, token: str) -> bool:
        """Say whether the password was given in this session a moment ago."""

    def confirm(self, by: Person, token: str, password: str) -> bool:
        """Check the password again and count it as fresh for a while."""

    def lock(self, by: Person, token: str) -> None:
        """Lock the session until its person gives the password."""

    def unlock(self, by: Person, token: str, password: str) -> bool:
        """Open a locked session when the password is right."""

    def change_password(self, by: Person, token: str, old: str, new: str) -> bool:
        """Set a new password and end the other sessions; False for a wrong old one."""

    def everyone(self) -> Sequence[Account]:
        """Return all accounts by name."""

    def invite(self, name: str, role: Role, by: str) -> str:
        """Create a person and return the one-time token; ``Conflict`` when the name is taken."""

    def renew(self, person_id: int, by: str) -> str:
        """Return a fresh one-time token for a person who forgot the password."""

    def set_role(self, person_id: int, role: Role, by: str) -> None:
        """Give a person another role and end their sessions."""

    def set_active(self, person_id: int, by: str, *, active: bool) -> None:
        """Let a person in, or shut them out and end their sessions."""


class Records(Protocol):
    """The queue and the records in it."""

    def mark(self) -> str:
        """Return a short text that changes when a list would look different."""

    def queue(self, by: Person, limit: int) -> Queue:
        """Return what waits, the nearest deadline first."""

    def open(self, by: Person, petition_id: str) -> Opened:
        """Return a record to be read, noting the view."""

    def page(self, by: Person, petition_id: str, position: int, *, noted: bool) -> PageImage | None:
        """Return a page of the petition, None when there is none; ``noted``: as a view."""

    def release(self, by: Person, petition_id: str) -> None:
        """Take the lease from whoever holds it."""

    def reopen(self, by: Person, petition_id: str, words: str) -> None:
        """Put a closed record back into the queue."""

    def done(self, by: Person, limit: int) -> Sequence[Done]:
        """Return what left the queue, newest first."""


class Arrivals(Protocol):
    """What landed."""

    def landed(self, by: Person, limit: int, *, set_aside: bool) -> Sequence[Landed]:
        """Return arrivals, newest first; with ``set_aside`` only those in quarantine."""

    def retry(self, by: Person, arrival_id: str) -> None:
        """Put what was set aside back into the line."""

    def upload(self, by: Person, file_name: str, channel: Channel, content: BinaryIO) -> None:
        """Put a file into the drop folder, whole or not at all."""


class Trail(Protocol):
    """The audit trail."""

    def latest(self, by: Person, limit: int, subject: str, actor: str) -> Sequence[Trace]:
        """Return the newest rows, of that subject and actor where they are not empty."""

    def first_broken_link(self) -> int | None:
        """Return the number of the first row that does not follow from the one before."""


class Images(Protocol):
    """Page images by blob key."""

    def get(self, key: str) -> bytes:
        """Return the bytes; raises ``TryLater`` when the store cannot give them."""
