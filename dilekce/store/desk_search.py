"""Finding records and those alike: implements ``review.ports_search.Search``."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import audit, finder, petitions, sight, turnstile
from dilekce.store.audit import Deed
from dilekce.store.desk_rows import page_images
from dilekce.store.tables import finder as words
from dilekce.store.tables import petition
from domain.errors import Conflict
from domain.lifecycle import PetitionState
from review.ports import Person
from review.ports_search import Aim, Alike, Hit, Side

#: Whoever looks for one citizen after another is stopped and leaves a row in the trail.
_OFTEN = turnstile.Limit(30, dt.timedelta(minutes=10))
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
            rows = connection.execute(_alike(by).limit(limit)).all()
            deed = Deed(self._now(), by.actor)
            audit.append(connection, deed, "alike.viewed", "queue", {"rows": len(rows)})
        return [
            Alike(
                id=row.id,
                other_id=row.other,
                same_subject=row.subject is not None,
                id_state=PetitionState(row.state),
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


def _alike(by: Person) -> sa.Select[tuple[str, str, str | None, str, str]]:
    """Return the query of pairs with one number; each pair of two waiting records once."""
    a, b, theirs = words.alias("a"), words.alias("b"), petition.alias("theirs")
    subject, its = words.alias("subject"), words.alias("its")
    both_subjects = (
        sa.select(subject.c.petition_id, its.c.petition_id.label("other"))
        .join(its, (its.c.kind == finder.SUBJECT) & (its.c.value == subject.c.value))
        .where(subject.c.kind == finder.SUBJECT, its.c.petition_id != subject.c.petition_id)
        .subquery()
    )
    waits = PetitionState.REVIEW
    return (
        sa.select(
            a.c.petition_id.label("id"),
            b.c.petition_id.label("other"),
            both_subjects.c.other.label("subject"),
            petition.c.state,
            theirs.c.state.label("other_state"),
        )
        .join(b, (b.c.kind == finder.TCKN) & (b.c.value == a.c.value))
        .join(petition, petition.c.id == a.c.petition_id)
        .join(theirs, theirs.c.id == b.c.petition_id)
        .join(
            both_subjects,
            (both_subjects.c.petition_id == a.c.petition_id)
            & (both_subjects.c.other == b.c.petition_id),
            isouter=True,
        )
        .where(a.c.kind == finder.TCKN, petition.c.state == waits)
        .where(sight.visible_to(by), sight.visible_to(by, theirs))
        .where(
            b.c.petition_id != a.c.petition_id,
            (theirs.c.state != waits) | (a.c.petition_id < b.c.petition_id),
        )
        .order_by(both_subjects.c.other.is_(None), petition.c.due, a.c.petition_id, b.c.petition_id)
    )
