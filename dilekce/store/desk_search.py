"""Finding records and those alike: implements ``review.ports_search.Search``."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import audit, finder, petitions, sight, turnstile
from dilekce.store.audit import Deed
from dilekce.store.desk_rows import page_images
from dilekce.store.tables import petition
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from review.masking import PROTECTED
from review.ports import Person
from review.ports_search import Aim, Alike, Hit, Side
from review.roles import Right, may

#: Whoever looks for one citizen after another is stopped and leaves a row in the trail.
_OFTEN = turnstile.Limit(30, dt.timedelta(minutes=10))
#: Pairs with one number, each pair of two waiting records once. From a waiting record's number to
#: others of that number: what it costs grows with the queue, not with the store. The records
#: themselves are opened for the pairs found alone, hence the two steps. SQLite keeps the order of a
#: CROSS JOIN; left to itself it begins with the numbers of all records.
_ALIKE = sa.text("""
    WITH pair AS MATERIALIZED (
        SELECT mine.id, mine.due, same.petition_id AS other
        FROM finder AS own CROSS JOIN finder AS same CROSS JOIN petition AS mine
        WHERE own.kind = 'waits' AND same.kind = 'tckn' AND same.value = own.value
            AND same.petition_id <> own.petition_id
            AND mine.id = own.petition_id AND mine.state = 'review'
    ), judged AS (
        SELECT pair.*,
            (SELECT state FROM petition WHERE id = pair.other) AS other_state,
            (SELECT record ->> 'kind' FROM petition WHERE id = pair.id) AS kind,
            (SELECT record ->> 'kind' FROM petition WHERE id = pair.other) AS other_kind,
            EXISTS (
                SELECT 1 FROM finder AS its JOIN finder AS their
                    ON their.petition_id = pair.other AND their.kind = its.kind
                    AND their.value = its.value
                WHERE its.petition_id = pair.id AND its.kind = 'subject'
            ) AS same_subject
        FROM pair
    )
    SELECT id, other, other_state, same_subject FROM judged
    WHERE (other_state <> 'review' OR id < other)
        AND (:all OR (coalesce(kind, '') <> :kept AND coalesce(other_kind, '') <> :kept))
    ORDER BY same_subject DESC, due, id, other
    LIMIT :most
""")
_NUMBER, _ID = re.compile(r"\d{11}"), re.compile(r"p[-0-9a-f]{6,47}")


class DeskSearch:
    """Finds by keys that are kept beside each record, never by reading all records."""

    def __init__(self, engine: sa.Engine, now: Callable[[], dt.datetime] = clock.now) -> None:
        self._engine = engine
        self._now = now

    def find(self, by: Person, text: str, aim: Aim, limit: int) -> Sequence[Hit] | None:
        """Return records by number, whole words of a name or id; None when ``by`` must wait."""
        deed = Deed(self._now(), by.actor)
        with self._engine.begin() as connection:
            if not turnstile.passes(connection, "search", by.actor, deed.at, _OFTEN):
                audit.append(connection, deed, "search.refused", "search")
                return None
            kind, found = _found(connection, text, limit)
            # Found by a citizen's name, a record nobody may read would still tell who wrote it.
            seen = sa.true() if kind == "id" else sight.visible_to(by)
            rows = connection.execute(
                sa.select(petition)
                .where(petition.c.id.in_(found), seen)
                .order_by(petition.c.changed_at.desc())
            ).all()
            told = {"by": kind, "rows": len(rows), "aim": aim.value}
            audit.append(connection, deed, "search.done", "search", told)
        return [
            Hit(
                id=row.id,
                state=PetitionState(row.state),
                record=row.record,
                changed_at=dt.datetime.fromisoformat(row.changed_at),
            )
            for row in rows
        ]

    def alike(self, by: Person, limit: int) -> Sequence[Alike]:
        """Return waiting records with others of the same number, the same subject first."""
        with self._engine.begin() as connection:
            asked = {
                "most": limit,
                "all": may(by.role, Right.IDENTITY),
                "kept": PROTECTED.value,
            }
            rows = connection.execute(_ALIKE, asked).all()
            deed = Deed(self._now(), by.actor)
            audit.append(connection, deed, "alike.viewed", "queue", {"rows": len(rows)})
        return [
            Alike(
                id=row.id,
                other_id=row.other,
                same_subject=bool(row.same_subject),
                id_state=PetitionState.REVIEW,
                other_state=PetitionState(row.other_state),
            )
            for row in rows
        ]

    def side(self, by: Person, petition_id: str) -> Side:
        """Return a record to lay beside another, noting the view."""
        with self._engine.begin() as connection:
            row = petitions.get(connection, petition_id, sight.visible_to(by))
            if not row["record"]:
                raise Conflict("petition.unknown", "the petition is still being read")
            audit.append(connection, Deed(self._now(), by.actor), "petition.compared", petition_id)
            return Side(
                id=petition_id,
                state=PetitionState(row["state"]),
                record=row["record"],
                pages=page_images(connection, petition_id),
            )

    def by_reason(self) -> dict[str, int]:
        """Return how many waiting records each reason has."""
        with self._engine.begin() as connection:
            return finder.by_reason(connection)


def _found(connection: sa.Connection, text: str, limit: int) -> tuple[str, list[str]]:
    """Return what the text was taken for, and the ids found."""
    digits = text.replace(" ", "")
    if _NUMBER.fullmatch(digits):
        return "tckn", finder.having(connection, [(finder.TCKN, digits)], limit)
    if _ID.fullmatch(text):
        return "id", [text]
    keys = [(finder.NAME, word) for word in finder.words_of(text)]
    return "name", finder.having(connection, keys, limit)
