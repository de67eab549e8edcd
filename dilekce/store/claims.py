"""Who has what in hand. A claim is its machine's for as long as the machine is alive.

A machine shows that it is alive by counting on. No clock is compared with another: who watches
decides by its own how long a count has stood still (``dilekce.roll``), and then takes over what
the silent one had. One that was silent and wakes up again does no harm, since every change it still
makes is a compare-and-set.
"""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dilekce.store.tables_of_machines import claim, machine


@dataclass(frozen=True, slots=True)
class Reach:
    """What a machine may take up: all that no other living machine has in hand."""

    me: str
    dead: Collection[str] = ()
    besides: Collection[str] = ()  #: subjects that are left alone

    def includes(self, subject: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        """Return the condition that ``subject`` is within reach."""
        others = sa.select(claim.c.subject).where(claim.c.machine.not_in([self.me, *self.dead]))
        return subject.not_in(others) & subject.not_in(self.besides)


#: Of one who has no name: what nobody has in hand.
NOBODYS = Reach("")


def beat(connection: sa.Connection, me: str) -> dict[str, int]:
    """Count on for this machine; return every machine's count."""
    connection.execute(
        _insert(connection, machine)
        .values(name=me, beats=1)
        .on_conflict_do_update(index_elements=[machine.c.name], set_={"beats": machine.c.beats + 1})
    )
    return {row.name: row.beats for row in connection.execute(sa.select(machine))}


def succeed(connection: sa.Connection, before: str, me: str) -> set[str]:
    """Go on with what a worker of another name had in hand; return what this one has now."""
    connection.execute(claim.update().where(claim.c.machine == before).values(machine=me))
    connection.execute(machine.delete().where(machine.c.name == before))
    return set(connection.scalars(sa.select(claim.c.subject).where(claim.c.machine == me)))


def leave(connection: sa.Connection, me: str) -> None:
    """Put everything back and be no more."""
    connection.execute(claim.delete().where(claim.c.machine == me))
    connection.execute(machine.delete().where(machine.c.name == me))


def take(connection: sa.Connection, reach: Reach, subjects: Collection[str]) -> dict[str, int]:
    """Take what is free, this machine's already, or a dead one's.

    Returns the subjects taken, each with the number of machines that died with it in hand.
    """
    if not subjects:
        return {}
    rows = [{"subject": subject, "machine": reach.me, "deaths": 0} for subject in subjects]
    inherited = sa.case((claim.c.machine != reach.me, 1), else_=0)
    query = (
        _insert(connection, claim)
        .values(rows)
        .on_conflict_do_update(
            index_elements=[claim.c.subject],
            set_={"machine": reach.me, "deaths": claim.c.deaths + inherited},
            where=claim.c.machine.in_([reach.me, *reach.dead]),
        )
        .returning(claim.c.subject, claim.c.deaths)
    )
    return {row.subject: row.deaths for row in connection.execute(query)}


def put_back(connection: sa.Connection, me: str, besides: Collection[str]) -> None:
    """Give up all that is in this machine's hand but ``besides``."""
    connection.execute(claim.delete().where(claim.c.machine == me, claim.c.subject.not_in(besides)))


def bury(connection: sa.Connection, dead: Collection[str]) -> None:
    """Forget dead machines that have nothing in hand any more."""
    if dead:
        holds = sa.exists().where(claim.c.machine == machine.c.name)
        connection.execute(machine.delete().where(machine.c.name.in_(dead), ~holds))


def _insert(connection: sa.Connection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
