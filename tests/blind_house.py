"""Records that wait for another person: a second key, an audit, a dispute."""

from typing import Any

import sqlalchemy as sa

from dilekce.store import blind_tasks, petitions, proposals
from dilekce.store.audit import Deed
from dilekce.store.tables import audit_sample, blind_task
from domain.field import FieldName
from domain.gates import Proposal
from review.blind import Key
from review.corrections import Choice
from tests.review_desk_house import MADE, START, House, tckn

OTHER = tckn("317402956")


def typed_by_hand(house: House, key: str, actor: str) -> None:
    """Leave the record as a reviewer does who typed its number and approved."""
    record = house.row(key)["record"]
    record["fields"]["tckn"] |= {"value": tckn(), "by": "reviewer", "alternatives": []}
    with house.database.begin() as connection:
        version = petitions.get(connection, key)["version"]
        assert blind_tasks.ask_second(connection, Deed(START, actor), key, version, record)


def disputed(house: House, key: str, first: str, second: str) -> int:
    """Leave a record whose number two people keyed differently; return the task."""
    typed_by_hand(house, key, first)
    with house.database.begin() as connection:
        row = sa.select(blind_task.c.id).where(blind_task.c.petition_id == key)
        task = int(connection.execute(row).scalar_one())
        otherwise = {FieldName.TCKN: Key(Choice.VALUE, OTHER)}
        blind_tasks.close(
            connection, task, blind_tasks.WAITING, state=blind_tasks.CONFLICT, second_by=second,
            second=blind_tasks.keys_to_json(otherwise), keyed_at=START.isoformat(),
        )  # fmt: skip
    return task


def audited(house: House, key: str, **values: Any) -> None:
    """Make the record one the machine accepted and that was drawn for an audit."""
    found = [
        Proposal(
            field=FieldName(name), value=value, p_select=1.0, p_read=1.0, measures={}, against=(),
            gates=(f"{name}.strict",),
        )
        for name, value in values.items()
    ]  # fmt: skip
    with house.database.begin() as connection:
        gates = frozenset(f"{name}.strict" for name in values)
        proposals.keep(connection, Deed(START), key, found, MADE, gates)
        connection.execute(
            audit_sample.insert().values(petition_id=key, drawn_at=START.isoformat())
        )
