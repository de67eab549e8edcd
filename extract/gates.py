"""Each value through its field's ladder of gates, and what then still speaks for a person."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from domain.field import Field, FieldName
from domain.gates import Gate, Proposal
from extract import knowledge


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
def opened_as_shipped() -> frozenset[str]:
    """Return the names of the gates that accept before any audit."""
    return frozenset(gate.name for ladder in ladders().values() for gate in ladder if gate.opens)


def weigh(
    field: Field,
    *,
    p_select: float,
    p_read: float,
    measures: Mapping[str, float],
    against: Iterable[str],
) -> Proposal:
    """Return the field's value with the gates it passes."""
    doubts = tuple(against)
    told = {**measures, "p": p_select * p_read}
    passed = [gate.name for gate in ladders()[field.name] if gate.passes(told, doubts)]
    return Proposal(
        field=field.name,
        value=field.value,
        p_select=p_select,
        p_read=p_read,
        measures=told,
        against=doubts,
        gates=tuple(passed) if field.value is not None else (),
    )


def doubts(proposal: Proposal, open_gates: frozenset[str] | None) -> Sequence[str]:
    """Return the codes that send the value to a person: none when it passes an open gate.

    Without ``open_gates``, those that ship open.
    """
    if not (opened_as_shipped() if open_gates is None else open_gates).isdisjoint(proposal.gates):
        return ()
    return proposal.against or (f"{proposal.field}.unproven",)
