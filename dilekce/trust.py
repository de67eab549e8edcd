"""Which gates accept: the shipped ladders, and what people found of their acceptances so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from dilekce.store import proposals
from dilekce.store.proposals import Made
from domain.field import FieldName
from domain.gates import Gate, Standing, standings


@dataclass(frozen=True, slots=True)
class Trust:
    """The gates of all fields, who makes the proposals, and the largest error accepted."""

    ladders: Mapping[FieldName, tuple[Gate, ...]]
    made: Made
    largest: float

    def standings(self, connection: sa.Connection) -> tuple[Standing, ...]:
        """Return where each gate stands now, field by field, strictest first."""
        tallies = proposals.tallies(connection, self.made)
        found = (standings(ladder, tallies, self.largest) for ladder in self.ladders.values())
        return tuple(standing for ladder in found for standing in ladder)


def open_gates(found: Iterable[Standing]) -> frozenset[str]:
    """Return the names of the gates that accept."""
    return frozenset(standing.gate.name for standing in found if standing.is_open)
