"""Where an arrival or a petition can be, and the one table of allowed moves.

The store makes each move a compare-and-set with an audit row in the same transaction.
"""

from enum import StrEnum

from domain.errors import Conflict


class ArrivalState(StrEnum):
    """States of an arrival."""

    RECEIVED = "received"
    READ = "read"
    SPLIT = "split"
    QUARANTINED = "quarantined"
    DUPLICATE = "duplicate"


class PetitionState(StrEnum):
    """States of a petition."""

    READING = "reading"
    REVIEW = "review"
    SECOND_KEY = "second_key"  #: decided; a number typed by hand waits for another person's key
    ACCEPTED = "accepted"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    RETURNED = "returned"  #: a named person's decision, with article and reason
    QUARANTINED = "quarantined"


_A, _P = ArrivalState, PetitionState

#: from → to. A machine may make every move except those of ``ONLY_PEOPLE``.
ARRIVAL_MOVES: dict[ArrivalState, frozenset[ArrivalState]] = {
    _A.RECEIVED: frozenset({_A.READ, _A.QUARANTINED, _A.DUPLICATE}),
    _A.READ: frozenset({_A.SPLIT, _A.QUARANTINED}),
    _A.SPLIT: frozenset(),
    _A.QUARANTINED: frozenset({_A.RECEIVED}),
    _A.DUPLICATE: frozenset({_A.RECEIVED}),
}

PETITION_MOVES: dict[PetitionState, frozenset[PetitionState]] = {
    _P.READING: frozenset({_P.REVIEW, _P.ACCEPTED, _P.QUARANTINED}),
    _P.REVIEW: frozenset({_P.SECOND_KEY, _P.ACCEPTED, _P.RETURNED, _P.READING}),
    _P.SECOND_KEY: frozenset({_P.ACCEPTED, _P.REVIEW}),
    _P.ACCEPTED: frozenset({_P.DELIVERING, _P.REVIEW}),
    _P.DELIVERING: frozenset({_P.DELIVERED, _P.REVIEW}),  # back when a destination refused it
    _P.DELIVERED: frozenset({_P.REVIEW}),
    _P.RETURNED: frozenset({_P.REVIEW, _P.READING}),
    _P.QUARANTINED: frozenset({_P.READING}),
}

#: Moves that only a named person may make (KVKK m.11/g: no adverse outcome by machine alone).
ONLY_PEOPLE: frozenset[tuple[PetitionState, PetitionState]] = frozenset(
    {
        (_P.REVIEW, _P.SECOND_KEY),
        (_P.REVIEW, _P.ACCEPTED),
        (_P.REVIEW, _P.RETURNED),
        (_P.SECOND_KEY, _P.ACCEPTED),
        (_P.SECOND_KEY, _P.REVIEW),
        (_P.REVIEW, _P.READING),  # its pages are others now: understood anew
        (_P.RETURNED, _P.REVIEW),
        (_P.RETURNED, _P.READING),
        (_P.ACCEPTED, _P.REVIEW),
        (_P.DELIVERING, _P.REVIEW),
        (_P.DELIVERED, _P.REVIEW),
    }
)


def check_arrival_move(now: ArrivalState, to: ArrivalState) -> None:
    """Raise ``Conflict`` unless the table allows the move."""
    if to not in ARRIVAL_MOVES[now]:
        raise Conflict("move.forbidden", f"an arrival cannot go from {now} to {to}")


def check_petition_move(now: PetitionState, to: PetitionState, *, by_person: bool) -> None:
    """Raise ``Conflict`` unless the table allows the move to this kind of actor."""
    if to not in PETITION_MOVES[now]:
        raise Conflict("move.forbidden", f"a petition cannot go from {now} to {to}")
    if (now, to) in ONLY_PEOPLE and not by_person:
        raise Conflict("move.person_only", f"only a person may move a petition from {now} to {to}")
