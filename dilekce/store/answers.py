"""What a write was answered, by the browser's own key: sent twice, it is done once."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from dilekce.store.tables import answer
from domain.record import instant
from review.ports import Person

#: A browser that sends a write again does so within minutes.
_KEPT = dt.timedelta(days=1)


def get(connection: sa.Connection, by: Person, key: str) -> dict[str, Any] | None:
    """Return what this person's write of that key was answered, None when it was never done."""
    query = sa.select(answer.c.content).where(answer.c.person_id == by.id, answer.c.key == key)
    content: dict[str, Any] | None = connection.execute(query).scalar()
    return content


def keep(
    connection: sa.Connection, by: Person, key: str, at: dt.datetime, content: dict[str, Any]
) -> dict[str, Any]:
    """Keep the answer in the transaction of the write itself, and return it."""
    connection.execute(answer.delete().where(answer.c.at < instant(at - _KEPT)))
    values = {"person_id": by.id, "key": key, "at": instant(at), "content": content}
    connection.execute(answer.insert().values(**values))
    return content
