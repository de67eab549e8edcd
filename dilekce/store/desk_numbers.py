"""Figures of the desk: implements ``review.ports_numbers.Numbers``."""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import audit, blind_tasks
from dilekce.store.audit import Deed
from dilekce.store.tables import blind_task, decision, person, proposal
from domain.field import FieldName
from domain.gates import Standing
from domain.record import instant
from review.blind import Purpose
from review.ports import Person
from review.ports_numbers import FieldNumbers, Worked

#: A value that stood in a doubtful record without being doubted itself says nothing of doubts.
_DOUBTED = sa.cast(proposal.c.against, sa.Text) != "[]"


class DeskNumbers:
    """``standings`` tells where each gate stands now."""

    def __init__(
        self,
        engine: sa.Engine,
        standings: Callable[[sa.Connection], Sequence[Standing]],
        now: Callable[[], dt.datetime] = clock.now,
    ) -> None:
        self._engine = engine
        self._standings = standings
        self._now = now

    def worked(self, by: Person, days: int, *, all_people: bool) -> Sequence[Worked]:
        """Return what people did in the last days, by name; else only what ``by`` did."""
        deed = Deed(self._now(), by.actor)
        since = instant(deed.at - dt.timedelta(days=days))
        query = (
            sa.select(decision.c.person_id, person.c.name, decision.c.seconds)
            .add_columns(decision.c.changed, decision.c.undone_at)
            .join(person, person.c.id == decision.c.person_id)
            .where(decision.c.at >= since)
            .order_by(person.c.name)
        )
        if not all_people:
            query = query.where(decision.c.person_id == by.id)
        with self._engine.begin() as connection:
            rows: dict[int, list[Any]] = defaultdict(list)
            for row in connection.execute(query):
                rows[row.person_id].append(row)
            keyed = _keyed(connection, since)
            audit.append(connection, deed, "numbers.viewed", "numbers", {"all": all_people})
        return [
            _worked(found, keyed.get(f"user:{number}", (0, 0))) for number, found in rows.items()
        ]

    def fields(self) -> Sequence[FieldNumbers]:
        """Return how well the machine knew itself, by field."""
        right = sa.func.sum(sa.case((proposal.c.is_right, 1), else_=0))
        query = (
            sa.select(proposal.c.field, proposal.c.settled_in, sa.func.count(), right)
            .where(proposal.c.is_right.is_not(None), _DOUBTED | (proposal.c.settled_in == "audit"))
            .group_by(proposal.c.field, proposal.c.settled_in)
        )
        counted: dict[str, Mapping[str, tuple[int, int]]] = defaultdict(dict)
        with self._engine.begin() as connection:
            for field, settled_in, count, rightly in connection.execute(query):
                counted[field] = {**counted[field], settled_in: (count, rightly)}
        return [
            FieldNumbers(
                field=name,
                doubted=counted[name].get("review", (0, 0))[0],
                doubted_right=counted[name].get("review", (0, 0))[1],
                trusted=counted[name].get("audit", (0, 0))[0],
                trusted_wrong=_difference(counted[name].get("audit", (0, 0))),
            )
            for name in FieldName
            if name in counted
        ]

    def gates(self) -> Sequence[Standing]:
        """Return where each gate stands."""
        with self._engine.begin() as connection:
            return self._standings(connection)


def _difference(pair: tuple[int, int]) -> int:
    return pair[0] - pair[1]


def _worked(rows: Sequence[Any], keyed: tuple[int, int]) -> Worked:
    standing = [row for row in rows if row.undone_at is None]
    seconds = sorted(row.seconds for row in standing if row.seconds) or [0.0]
    return Worked(
        name=rows[0].name,
        records=len(standing),
        median_seconds=statistics.median(seconds),
        p90_seconds=seconds[min(len(seconds) - 1, len(seconds) * 9 // 10)],
        corrected=sum(bool(row.changed) for row in standing) / max(1, len(standing)),
        undone=1 - len(standing) / len(rows),
        second_keys=keyed[0],
        disagreed=keyed[1],
    )


def _keyed(connection: sa.Connection, since: str) -> dict[str, tuple[int, int]]:
    """Return by first person how many of their numbers were keyed again, and how many otherwise."""
    differs = sa.or_(
        blind_task.c.state == blind_tasks.CONFLICT, blind_task.c.settled_by.is_not(None)
    )
    rows = connection.execute(
        sa.select(
            blind_task.c.first_by,
            sa.func.count(),
            sa.func.sum(sa.case((differs, 1), else_=0)),
        )
        .where(blind_task.c.purpose == Purpose.SECOND, blind_task.c.keyed_at >= since)
        .group_by(blind_task.c.first_by)
    )
    return {first: (count, otherwise) for first, count, otherwise in rows}
