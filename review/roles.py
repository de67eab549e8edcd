"""Who may do what at the desk. What is not granted here is refused."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is at the desk."""

    OPERATOR = "operator"  #: scans and feeds; sees no petition content
    REVIEWER = "reviewer"  #: corrects and decides
    SUPERVISOR = "supervisor"  #: also reopens, frees leases, settles disputes, sees the numbers
    AUDITOR = "auditor"  #: sees who did what, never content
    ADMIN = "admin"  #: accounts and roles; sees no petition content
    DOWNSTREAM = "downstream"  #: a program; has no screen


class Right(StrEnum):
    """One thing a person may do."""

    SIGNED_IN = "signed_in"  #: leave, choose a language
    ARRIVALS = "arrivals"  #: see what landed and what became of each page
    FEED = "feed"  #: upload, retry what was set aside
    RECORDS = "records"  #: read petitions and their images
    IDENTITY = "identity"  #: read tip-offs: their writers may be harmed for them
    DECIDE = "decide"  #: correct, accept, return
    SUPERVISE = "supervise"  #: reopen, free a colleague's lease
    PEOPLE = "people"  #: accounts
    TRAIL = "trail"  #: the audit trail


_REVIEWER = frozenset({Right.SIGNED_IN, Right.ARRIVALS, Right.RECORDS, Right.DECIDE})

#: role → rights.
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OPERATOR: frozenset({Right.SIGNED_IN, Right.ARRIVALS, Right.FEED}),
    Role.REVIEWER: _REVIEWER,
    Role.SUPERVISOR: _REVIEWER | {Right.FEED, Right.SUPERVISE, Right.IDENTITY},
    Role.AUDITOR: frozenset({Right.SIGNED_IN, Right.TRAIL}),
    Role.ADMIN: frozenset({Right.SIGNED_IN, Right.PEOPLE}),
    Role.DOWNSTREAM: frozenset({Right.SIGNED_IN}),
}


def may(role: Role, right: Right) -> bool:
    """Say whether ``role`` has ``right``."""
    return right in RIGHTS[role]
