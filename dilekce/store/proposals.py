"""What the machine proposed, what people made of it, and so how far each gate is trusted.

A gate's tally counts values of the present reader and model only: another OCR engine or model must
earn its trust anew. Values that a gate accepted count when they were drawn for an audit, or
found wrong however that came out: records that came to a person for other reasons say nothing good
about those accepted.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dilekce.store import audit
from dilekce.store.audit import Deed
from dilekce.store.tables import audit_sample, proposal, proposal_gate
from domain.comparison import same
from domain.field import FieldName, FieldState
from domain.gates import Proposal, Standing, Tally
from domain.record import Record, instant

_CHANCE = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Made:
    """What made a proposal: trust does not pass from one to another."""

    reader: str  #: OCR engine and its version
    model: str  #: version of the product and of its data


@dataclass(frozen=True, slots=True)
class Settled:
    """What was measured of a proposal, and what a person found."""

    petition_id: str
    field: FieldName
    measures: Mapping[str, float]
    right: bool


def keep(
    connection: sa.Connection,
    deed: Deed,
    petition_id: str,
    proposals: Iterable[Proposal],
    made: Made,
    open_gates: frozenset[str],
) -> None:
    """Write a petition's proposals, in place of any of an earlier reading."""
    for table in (proposal_gate, proposal):
        connection.execute(table.delete().where(table.c.petition_id == petition_id))
    rows = [_row(petition_id, item, deed, made) for item in proposals]
    gates = [
        {"petition_id": petition_id, "field": item.field, "gate": g, "was_open": g in open_gates}
        for item in proposals
        for g in item.gates
    ]
    if rows:
        connection.execute(proposal.insert(), rows)
    if gates:
        connection.execute(proposal_gate.insert(), gates)


def _row(petition_id: str, item: Proposal, deed: Deed, made: Made) -> dict[str, Any]:
    return {
        "petition_id": petition_id,
        "field": item.field,
        "at": instant(deed.at),
        "reader": made.reader,
        "model": made.model,
        "value": item.value,
        "p_select": item.p_select,
        "p_read": item.p_read,
        "measures": dict(item.measures),
        "against": list(item.against),
    }


def mark(connection: sa.Connection) -> tuple[str, int]:
    """Return what changes whenever a value is settled; far cheaper than the tallies."""
    newest = sa.select(sa.func.max(proposal.c.settled_at))
    count = sa.select(sa.func.count(proposal.c.is_right))
    return str(connection.scalar(newest)), connection.scalar(count) or 0


def tallies(connection: sa.Connection, made: Made) -> dict[str, Tally]:
    """Return for each gate how many values people settled, and how many of them were wrong."""
    told = proposal.c.settled_in == "audit"
    counts = told | ~proposal_gate.c.was_open | ~proposal.c.is_right
    same = (proposal.c.petition_id == proposal_gate.c.petition_id) & (
        proposal.c.field == proposal_gate.c.field
    )
    rows = connection.execute(
        sa.select(
            proposal_gate.c.gate,
            sa.func.count(),
            sa.func.sum(sa.case((proposal.c.is_right, 0), else_=1)),
        )
        .join(proposal, same)
        .where(
            proposal.c.is_right.is_not(None),
            proposal.c.reader == made.reader,
            proposal.c.model == made.model,
            counts,
        )
        .group_by(proposal_gate.c.gate)
    )
    return {gate: Tally(settled, wrong) for gate, settled, wrong in rows}


def draw(
    connection: sa.Connection,
    deed: Deed,
    petition_id: str,
    proposals: Iterable[Proposal],
    standings: Sequence[Standing],
    largest: float,
) -> bool:
    """Draw an acceptance for an audit, as often as its least trusted field asks; say if drawn."""
    trusted = {s.gate.name: s.audit_rate(largest) for s in standings if s.is_open}
    rates = (min((trusted[g] for g in p.gates if g in trusted), default=0.0) for p in proposals)
    if _CHANCE.random() >= max(rates, default=0.0):
        return False
    connection.execute(
        audit_sample.insert().values(petition_id=petition_id, drawn_at=instant(deed.at))
    )
    audit.append(connection, deed, "petition.sampled", petition_id)
    return True


def settle(connection: sa.Connection, deed: Deed, petition_id: str, record: Record) -> None:
    """Note what a person made of each proposal; ``record`` is as the person left it.

    Another case or other stops are no correction (``domain.comparison``).

    Counts as an audit when the petition was drawn for one.
    """
    drawn = connection.execute(
        audit_sample.update()
        .where(audit_sample.c.petition_id == petition_id, audit_sample.c.done_at.is_(None))
        .values(done_at=instant(deed.at))
    ).rowcount
    rows = connection.execute(
        sa.select(proposal.c.field, proposal.c.value).where(proposal.c.petition_id == petition_id)
    )
    for field, value in rows.all():
        told = record["fields"].get(field, {"value": None, "state": FieldState.MISSING})
        if told["state"] == FieldState.UNREADABLE:
            continue  # the person could not tell either
        connection.execute(
            proposal.update()
            .where(proposal.c.petition_id == petition_id, proposal.c.field == field)
            .values(
                settled=told["value"],
                is_right=same(field, told["value"], value),
                settled_in="audit" if drawn else "review",
                settled_at=instant(deed.at),
            )
        )


def unsettle(connection: sa.Connection, petition_id: str) -> None:
    """Forget what a person made of the proposals: they took their decision back."""
    connection.execute(
        proposal.update()
        .where(proposal.c.petition_id == petition_id)
        .values(settled=sa.null(), is_right=None, settled_in=None, settled_at=None)
    )


def settled(connection: sa.Connection) -> list[Settled]:
    """Return every proposal that a person settled, in the order of the ids."""
    rows = connection.execute(
        sa.select(
            proposal.c.petition_id, proposal.c.field, proposal.c.measures, proposal.c.is_right
        )
        .where(proposal.c.is_right.is_not(None))
        .order_by(proposal.c.petition_id, proposal.c.field)
    )
    return [Settled(row[0], FieldName(row[1]), row[2], row[3]) for row in rows]


def waiting_for_audit(connection: sa.Connection, limit: int) -> list[str]:
    """Return the ids of acceptances drawn and not yet checked, oldest first."""
    rows = connection.execute(
        sa.select(audit_sample.c.petition_id)
        .where(audit_sample.c.done_at.is_(None))
        .order_by(audit_sample.c.drawn_at)
        .limit(limit)
    )
    return list(rows.scalars())
