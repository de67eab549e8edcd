"""How often one person or one address may do a thing in a while. Survives a restart."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dilekce.store.tables import turnstile
from domain.record import instant


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``most`` within ``within``, counted from the first of them."""

    most: int
    within: dt.timedelta


def passes(connection: sa.Connection, what: str, who: str, at: dt.datetime, limit: Limit) -> bool:
    """Count one more and say whether it is within the limit."""
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(turnstile)
    over = turnstile.c.since <= instant(at - limit.within)
    count: int | None = connection.scalar(
        insert.values(what=what, who=who, since=instant(at), count=1)
        .on_conflict_do_update(
            index_elements=[turnstile.c.what, turnstile.c.who],
            set_={
                "count": sa.case((over, 1), else_=turnstile.c.count + 1),
                "since": sa.case((over, instant(at)), else_=turnstile.c.since),
            },
        )
        .returning(turnstile.c.count)
    )
    assert count is not None
    return count <= limit.most


def give_back(connection: sa.Connection, what: str, who: str) -> None:
    """Take one off again: it was no misuse."""
    connection.execute(
        turnstile.update()
        .where(turnstile.c.what == what, turnstile.c.who == who, turnstile.c.count > 0)
        .values(count=turnstile.c.count - 1)
    )
