"""Gates: named conditions under which a machine's value is accepted, and what audits say of them.

A field's gates form a ladder, strictest first; what passes one passes all below it. A gate is
trusted by evidence only: people settle values the machine proposed, and the share it had wrong,
bounded from above, must not exceed the largest error the operator accepts. Testing the gates in
this fixed order, and no further than the first that fails, keeps that promise for all of them at
once (learn then test: Angelopoulos, Bates, Candès, Jordan and Lei 2021). Picking the loosest gate
whose observed error is low enough does not: simulated, it broke the promise in a third to a half
of all runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.bounds import trials_needed, upper_bound
from domain.field import FieldName, FieldValue

#: Share of a certified gate's acceptances that a person checks: until its bound is half of what
#: is allowed, then for ever.
_OFTEN, _FLOOR = 0.1, 0.02


class GateState(StrEnum):
    """How far a gate is trusted."""

    SHADOW = "shadow"  #: watched: what passes it goes to a person all the same
    AUDITED = "audited"  #: accepts, and a person checks every acceptance
    CERTIFIED = "certified"  #: accepts, and a person checks a sample
    SUSPENDED = "suspended"  #: an audit found it wrong: accepts nothing until proven again


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One rung: which doubts it bears and how much of each measure it asks for."""

    field: FieldName
    name: str  #: ``field.word``, unique
    bears: frozenset[str]  #: codes of ``REASONS`` that may speak against the value
    least: Mapping[str, float]  #: floors of ``Proposal.measures``; an absent measure is 0
    opens: bool  #: accepts before it is certified, every acceptance audited

    def passes(self, measures: Mapping[str, float], against: Sequence[str]) -> bool:
        """Say whether a value with these measures and doubts passes."""
        enough = (measures.get(name, 0.0) >= floor for name, floor in self.least.items())
        return self.bears.issuperset(against) and all(enough)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A machine's value of a field with all that its gates judge; kept until a person settles it.

    ``p_select`` is the probability that it is the right person's or the right line, ``p_read``
    that its letters are right.
    """

    field: FieldName
    value: FieldValue
    p_select: float
    p_read: float
    measures: Mapping[str, float]
    against: tuple[str, ...]  #: codes of ``REASONS``
    gates: tuple[str, ...]  #: names of the gates it passes, strictest first


@dataclass(frozen=True, slots=True)
class Tally:
    """What people found of the values that passed a gate."""

    settled: int = 0
    wrong: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a gate stands."""

    gate: Gate
    state: GateState
    tally: Tally
    bound: float  #: upper bound of its error rate, 95 %
    missing: int  #: values still to be settled, none wrong, until it is certified

    @property
    def is_open(self) -> bool:
        """Whether it accepts."""
        return self.state in (GateState.AUDITED, GateState.CERTIFIED)

    def audit_rate(self, largest: float) -> float:
        """Return the share of its acceptances that a person must check."""
        if self.state is not GateState.CERTIFIED:
            return 1.0
        return _FLOOR if self.bound <= largest / 2 else _OFTEN


def standings(
    ladder: Sequence[Gate], tallies: Mapping[str, Tally], largest: float
) -> tuple[Standing, ...]:
    """Return where each gate of one field stands; ``ladder`` is strictest first.

    ``largest`` is the largest error rate the operator accepts. A gate found wrong once accepts
    nothing until its bound is below that again.
    """
    out: list[Standing] = []
    proven = True
    for gate in ladder:
        tally = tallies.get(gate.name, Tally())
        bound = upper_bound(tally.wrong, tally.settled)
        proven = proven and bound <= largest
        out.append(
            Standing(
                gate=gate,
                state=_state(gate, tally, proven=proven),
                tally=tally,
                bound=bound,
                missing=max(0, trials_needed(tally.wrong, largest) - tally.settled),
            )
        )
    return tuple(out)


def _state(gate: Gate, tally: Tally, *, proven: bool) -> GateState:
    if proven:
        return GateState.CERTIFIED
    if tally.wrong:
        return GateState.SUSPENDED
    return GateState.AUDITED if gate.opens else GateState.SHADOW
