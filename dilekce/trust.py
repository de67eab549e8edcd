"""Which gates accept: the shipped ladders, and what people found of their acceptances so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from dilekce.store import proposals
from dilekce.store.proposals import Made
from domain.calibration import Curve
from domain.field import FieldName
from domain.gates import Gate, Standing, standings


@dataclass(slots=True)
class Trust:
    """The gates and curves of all fields, what makes proposals, the largest error accepted."""

    ladders: Mapping[FieldName, tuple[Gate, ...]]
    curves: Mapping[FieldName, Curve]
    made: Made
    largest: float
    _known: tuple[tuple[str, int], tuple[Standing, ...]] | None = field(default=None, init=False)

    def standings(self, connection: sa.Connection) -> tuple[Standing, ...]:
        """Return where each gate stands now, field by field, strictest first."""
        mark = proposals.mark(connection)
        if self._known is None or self._known[0] != mark:
            tallies = proposals.tallies(connection, self.made)
            found = (standings(ladder, tallies, self.largest) for ladder in self.ladders.values())
            self._known = mark, tuple(standing for ladder in found for standing in ladder)
        return self._known[1]


def open_gates(found: Iterable[Standing]) -> frozenset[str]:
    """Return the names of the gates that accept."""
    return frozenset(standing.gate.name for standing in found if standing.is_open)
