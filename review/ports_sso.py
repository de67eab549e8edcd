"""Signing in through the office's own identity provider: the door and what can go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from review.ports import Person


class Fault(StrEnum):
    """Why nobody was let in; ``sso.<fault>`` says it in words."""

    OVER = "over"  #: no such sign-in under way: done before, too late, or of another browser
    DENIED = "denied"  #: the provider says no
    AWAY = "away"  #: the provider cannot be reached
    OFTEN = "often"  #: too many attempts from one address
    UNLINKED = "unlinked"  #: an administrator has not linked this subject to an account
    NONCE = "nonce"  #: the answer belongs to another sign-in
    AUDIENCE = "audience"  #: the answer was made for another application
    EXPIRED = "expired"  #: the answer is too old
    SIGNATURE = "signature"  #: none of the provider's keys signed the answer
    ANEW = "anew"  #: the provider did not ask anew who is there
    ANSWER = "answer"  #: the provider answers otherwise than OpenID Connect says


class Refused(Exception):
    """Nobody was let in."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where the browser goes to prove who sits there, and what it must bring back."""

    address: str
    state: str


@dataclass(frozen=True, slots=True)
class Entered:
    """A new session, and the path to go on at."""

    token: str
    back: str


class SingleSignOn(Protocol):
    """The identity provider of the office. Accounts and roles stay ours; none is made here."""

    def begin(self, landing: str, back: str, session: str, address: str | None) -> Leaving:
        """Begin a sign-in that comes back to the URL ``landing`` and goes on at ``back``.

        ``session`` is the browser's own so far, which the new one will replace, or empty;
        ``address`` the client's, when it is known. Raises ``Refused``.
        """

    def finish(self, landing: str, state: str, code: str, address: str | None) -> Entered:
        """Let in whom the provider's ``code`` tells of (empty: it said no), or raise ``Refused``.

        Each ``state`` is good once.
        """

    def links(self) -> Mapping[int, str]:
        """Return the provider's subject of each linked account."""

    def link(self, by: Person, person_id: int, subject: str) -> None:
        """Let this subject open the account, and none when empty; ``Conflict`` when it is taken."""
