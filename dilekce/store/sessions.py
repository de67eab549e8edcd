"""Sessions: who is signed in where. Tokens are 256 random bits; only their SHA-256 is stored."""

import datetime as dt
import hashlib
import secrets

import sqlalchemy as sa

from dilekce.store import audit
from dilekce.store.audit import Deed
from dilekce.store.tables import person, session, sign_in, sso_begun
from domain.record import instant
from review.ports import Person, Session
from review.roles import Role

_IDLE = dt.timedelta(minutes=30)
_LONGEST = dt.timedelta(hours=10)
_FRESH = dt.timedelta(minutes=5)
_HANDLE = 16  # characters of the hash by which a person names one of their sessions


def new_token() -> str:
    """Return a token nobody can guess."""
    return secrets.token_urlsafe(32)


def hashed_token(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(
    connection: sa.Connection,
    deed: Deed,
    person_id: int,
    address: str | None,
    *,
    by: str = "password",
) -> str:
    """Begin a session and return its token; sessions that ran out are swept on the way.

    ``by`` says in the trail what opened it: ``password`` or ``provider``.
    """
    token = new_token()
    connection.execute(session.delete().where(session.c.expires_at < instant(deed.at)))
    connection.execute(
        session.insert().values(
            token_hash=hashed_token(token),
            person_id=person_id,
            created_at=instant(deed.at),
            expires_at=instant(deed.at + _IDLE),
            seen_at=instant(deed.at),
            fresh_until=instant(deed.at + _FRESH),
            address=address,
        )
    )
    audit.append(connection, deed, "person.signed_in", f"user:{person_id}", {"by": by})
    return token


def who(connection: sa.Connection, token: str, at: dt.datetime, *, extend: bool) -> Person | None:
    """Return whose session it is; ``extend`` moves the idle limit, never past ten hours.

    A locked session is not extended: nobody sits there.
    """
    row = connection.execute(
        sa.select(session.c.created_at, session.c.expires_at, session.c.locked, person)
        .join(person, person.c.id == session.c.person_id)
        .where(session.c.token_hash == hashed_token(token), session.c.expires_at > instant(at))
        .where(person.c.active)
    ).mappings().first()  # fmt: skip
    if row is None:
        return None
    if extend and not row["locked"]:
        _extend(connection, token, row, at)
    return Person(row["id"], row["name"], Role(row["role"]), locked=row["locked"])


def _extend(connection: sa.Connection, token: str, row: sa.RowMapping, at: dt.datetime) -> None:
    begun = dt.datetime.fromisoformat(row["created_at"])
    until = min(at + _IDLE, begun + _LONGEST)
    if until - dt.datetime.fromisoformat(row["expires_at"]) < dt.timedelta(minutes=1):
        return  # a write a minute is enough
    connection.execute(
        session.update()
        .where(session.c.token_hash == hashed_token(token))
        .values(expires_at=instant(until), seen_at=instant(at))
    )


def is_fresh(connection: sa.Connection, token: str, at: dt.datetime) -> bool:
    """Say whether the password was given in this session less than five minutes ago."""
    mine = session.c.token_hash == hashed_token(token)
    until = connection.scalar(sa.select(session.c.fresh_until).where(mine))
    return until is not None and until > instant(at)


def set_locked(connection: sa.Connection, token: str, *, locked: bool) -> None:
    """Lock a session, or open it again."""
    mine = session.c.token_hash == hashed_token(token)
    connection.execute(session.update().where(mine).values(locked=locked))


def freshen(connection: sa.Connection, token: str, at: dt.datetime) -> None:
    """Note that the password was just given."""
    mine = session.c.token_hash == hashed_token(token)
    connection.execute(session.update().where(mine).values(fresh_until=instant(at + _FRESH)))


def of_person(
    connection: sa.Connection, person_id: int, token: str, at: dt.datetime
) -> list[Session]:
    """Return a person's sessions that still run, newest first."""
    rows = connection.execute(
        sa.select(session)
        .where(session.c.person_id == person_id, session.c.expires_at > instant(at))
        .order_by(session.c.created_at.desc())
    )
    here = hashed_token(token)
    return [
        Session(
            handle=row.token_hash[:_HANDLE],
            begun_at=dt.datetime.fromisoformat(row.created_at),
            seen_at=dt.datetime.fromisoformat(row.seen_at or row.created_at),
            address=row.address,
            here=row.token_hash == here,
        )
        for row in rows
    ]


def end(connection: sa.Connection, token: str) -> int | None:
    """End a session and return whose it was."""
    mine = session.c.token_hash == hashed_token(token)
    owner = connection.scalar(sa.select(session.c.person_id).where(mine))
    connection.execute(session.delete().where(mine))
    return owner


def end_own(connection: sa.Connection, person_id: int, handle: str) -> bool:
    """End one of a person's own sessions; say whether there was one."""
    start = session.c.token_hash.startswith(handle, autoescape=True)
    own = sa.and_(session.c.person_id == person_id, start)
    return len(handle) == _HANDLE and bool(connection.execute(session.delete().where(own)).rowcount)


def end_others(connection: sa.Connection, person_id: int, token: str) -> None:
    """End all of a person's sessions but that of ``token``."""
    connection.execute(
        session.delete().where(
            session.c.person_id == person_id, session.c.token_hash != hashed_token(token)
        )
    )


def forget_all(connection: sa.Connection) -> None:
    """Sign everybody out, and let no one-time link open anything any more.

    For a database that was brought back: what was signed out or used since would open again.
    """
    for table in (session, sign_in, sso_begun):
        connection.execute(table.delete())
