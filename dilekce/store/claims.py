"""Who has what in hand. A claim is its machine's while the machine is alive, and then nobody's.

A machine shows that it is alive by counting on. No clock is compared with another: who watches
decides by its own how long a count has stood still (``dilekce.roll``), and then takes from the
silent one what it had. One that wakes up again does no harm, since every change it still makes is a
compare-and-set.
"""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dilekce.store.tables import arrival, delivery, petition
from dilekce.store.tables_of_machines import claim, machine
from domain.lifecycle import ArrivalState, PetitionState

NOBODY = ""  #: has in hand what a machine had that died


@dataclass(frozen=True, slots=True)
class Reach:
    """What a machine may take up: all that no other machine has in hand."""

    me: str
    besides: Collection[str] = ()  #: subjects that are left alone

    def includes(self, subject: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
        """Return the condition that ``subject`` is within reach."""
        others = sa.select(claim.c.subject).where(claim.c.machine.not_in([self.me, NOBODY]))
        return subject.not_in(others) & subject.not_in(self.besides)


#: What nobody has in hand.
NOBODYS = Reach(NOBODY)


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
    """Take what no other machine has in hand.

    Returns the subjects taken, each with the number of machines that died with it in hand.
    """
    if not subjects:
        return {}
    rows = [{"subject": subject, "machine": reach.me, "deaths": 0} for subject in subjects]
    query = (
        _insert(connection, claim)
        .values(rows)
        .on_conflict_do_update(
            index_elements=[claim.c.subject],
            set_={"machine": reach.me},
            where=claim.c.machine.in_([reach.me, NOBODY]),
        )
        .returning(claim.c.subject, claim.c.deaths)
    )
    return {row.subject: row.deaths for row in connection.execute(query)}


def put_back(connection: sa.Connection, me: str, besides: Collection[str]) -> None:
    """Give up all that is in this machine's hand but ``besides``."""
    connection.execute(claim.delete().where(claim.c.machine == me, claim.c.subject.not_in(besides)))


def bury(connection: sa.Connection, dead: Collection[str]) -> None:
    """Forget dead machines; what they had in hand is nobody's."""
    if dead:
        connection.execute(
            claim.update()
            .where(claim.c.machine.in_(dead))
            .values(machine=NOBODY, deaths=claim.c.deaths + 1)
        )
        connection.execute(machine.delete().where(machine.c.name.in_(dead)))


def sweep(connection: sa.Connection) -> None:
    """Forget what is nobody's and was finished by the machine that died, or needs no work now."""
    waits = sa.select(delivery.c.key).where(delivery.c.state == "pending")
    reading = sa.select(petition.c.arrival_id).where(petition.c.state == PetitionState.READING)
    unread = sa.select(arrival.c.id).where(arrival.c.state == ArrivalState.RECEIVED)
    open_ = sa.union_all(waits, reading, unread)
    connection.execute(
        claim.delete().where(claim.c.machine == NOBODY, claim.c.subject.not_in(open_))
    )


def forget_all(connection: sa.Connection) -> None:
    """Forget all machines and what they had: in a database that was brought back, none is here."""
    connection.execute(claim.delete())
    connection.execute(machine.delete())


def _insert(connection: sa.Connection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
