"""Each value through its field's ladder of gates, and what then still speaks for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from domain.calibration import Curve, logit
from domain.field import Field, FieldName
from domain.gates import Gate, Proposal
from extract import knowledge


@dataclass(frozen=True, slots=True)
class Regime:
    """What decides whether a value is accepted: the gates that accept, and each field's curve."""

    open_gates: frozenset[str]
    curves: Mapping[FieldName, Curve]


@cache
def ladders() -> Mapping[FieldName, tuple[Gate, ...]]:
    """Return the shipped gates of each field, strictest first."""
    return {
        FieldName(field): tuple(
            Gate(
                field=FieldName(field),
                name=f"{field}.{rung['gate']}",
                bears=frozenset(rung.get("bears", ())),
                least=rung.get("least", {}),
                opens=rung.get("opens", False),
            )
            for rung in rungs
        )
        for field, rungs in knowledge.table("gates").items()
    }


@cache
def shipped_curves() -> Mapping[FieldName, Curve]:
    """Return the curves fitted to generated letters (``training.calibrate``)."""
    table = knowledge.fitted("calibration")
    return {FieldName(f): Curve(c["bias"], c["weights"]) for f, c in table["curves"].items()}


@cache
def as_shipped() -> Regime:
    """Return the regime before any audit."""
    opened = (gate.name for ladder in ladders().values() for gate in ladder if gate.opens)
    return Regime(frozenset(opened), shipped_curves())


def weigh(
    field: Field,
    curves: Mapping[FieldName, Curve],
    *,
    p_select: float,
    p_read: float,
    measures: Mapping[str, float],
    against: Iterable[str],
) -> Proposal:
    """Return the field's value with the gates it passes."""
    doubts = tuple(against)
    told = {**measures, "select": logit(p_select), "read": logit(p_read)}
    curve = curves.get(field.name)
    told["p"] = curve.probability(told) if curve else p_select * p_read
    passed = [gate.name for gate in ladders().get(field.name, ()) if gate.passes(told, doubts)]
    return Proposal(
        field=field.name,
        value=field.value,
        p_select=p_select,
        p_read=p_read,
        measures=told,
        against=doubts,
        gates=tuple(passed) if field.value is not None else (),
    )


def doubts(proposal: Proposal, open_gates: frozenset[str]) -> Sequence[str]:
    """Return the codes that send the value to a person: none when it passes an open gate."""
    if not open_gates.isdisjoint(proposal.gates):
        return ()
    return proposal.against or (f"{proposal.field}.unproven",)
