"""One file cut into petitions: every page has a role, and is in one petition or left over."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.page import PageRole


@dataclass(frozen=True, slots=True)
class Cut:
    """The pages of one petition, in file order."""

    pages: tuple[int, ...]  #: 1-based within the arrival; never empty
    doubts: tuple[str, ...] = ()  #: codes of ``REASONS``; any one sends the petition to a person


@dataclass(frozen=True, slots=True)
class Leftover:
    """A page that belongs to no petition."""

    page: int
    reason: str  #: ``blank`` or ``separator``


@dataclass(frozen=True, slots=True)
class Batch:
    """A whole file: cuts and leftovers hold each readable page exactly once."""

    cuts: tuple[Cut, ...]
    leftovers: tuple[Leftover, ...]
    roles: Mapping[int, PageRole]  #: page number → role
