"""What a write was answered, by the browser's own key: sent twice, it is done once.

``about`` names the intention (``draft:p-…-1``): a key given to another one is refused.
"""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from dilekce.store.tables import answer
from domain.errors import Conflict
from domain.record import instant
from review.ports import Person

#: A browser that sends a write again does so within minutes.
_KEPT = dt.timedelta(days=1)


def get(connection: sa.Connection, by: Person, key: str, about: str) -> dict[str, Any] | None:
    """Return what this person's write of that key was answered, None when it was never done."""
    query = sa.select(answer.c.content).where(answer.c.person_id == by.id, answer.c.key == key)
    content: dict[str, Any] | None = connection.execute(query).scalar()
    if content is not None and content.get("about", about) != about:
        raise Conflict("key.used", "the key belongs to another write")
    return content and {name: value for name, value in content.items() if name != "about"}


def keep(
    connection: sa.Connection,
    by: Person,
    key: str,
    about: str,
    at: dt.datetime,
    content: dict[str, Any],
) -> dict[str, Any]:
    """Keep the answer in the transaction of the write itself, and return it."""
    connection.execute(answer.delete().where(answer.c.at < instant(at - _KEPT)))
    values = {"person_id": by.id, "key": key, "at": instant(at)}
    connection.execute(answer.insert().values(**values, content=content | {"about": about}))
    return content
