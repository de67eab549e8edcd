"""People at the desk: passwords (argon2id), one-time links, sessions, lock-out.

Tokens are 256 random bits; only their SHA-256 is stored. Sign-in answers alike, and takes alike
long, for a wrong name, a wrong password and a locked account.
"""

import datetime as dt
import hashlib
import secrets
import threading
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from dilekce import clock
from dilekce.store import audit
from dilekce.store.audit import MACHINE, Deed
from dilekce.store.tables import person, session, sign_in
from domain.errors import Conflict
from domain.record import instant
from domain.turkish import compose
from review.ports import Account, Person
from review.roles import Role

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's minimum
_AT_ONCE = threading.Semaphore(2)  # each verification holds 19 MiB
_IDLE = dt.timedelta(minutes=30)
_LONGEST = dt.timedelta(hours=10)
_LINK_LIVES = dt.timedelta(hours=24)
_FREE_TRIES = 5
_WORST_WAIT = dt.timedelta(minutes=15)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _token() -> str:
    return secrets.token_urlsafe(32)


def _subject(person_id: int) -> str:
    return f"user:{person_id}"


def wait_after(failures: int) -> dt.timedelta | None:
    """Return how long an account is shut after so many failures: 1, 2, 4 … 15 minutes."""
    if failures < _FREE_TRIES:
        return None
    # Beyond four doublings the wait is at its worst; the bound keeps the number small.
    doubled = dt.timedelta(minutes=2 ** min(failures - _FREE_TRIES, 4))
    return min(doubled, _WORST_WAIT)


class DeskAccounts:
    """Implements ``review.ports.Accounts`` over our own tables."""

    def __init__(self, engine: sa.Engine, now: Callable[[], dt.datetime] = clock.now) -> None:
        self._engine = engine
        self._now = now
        self._dummy = _HASHER.hash(_token())

    def is_empty(self) -> bool:
        """Say whether nobody has an account yet: the first start."""
        with self._engine.begin() as connection:
            return connection.execute(sa.select(person.c.id).limit(1)).first() is None

    def invite(self, name: str, role: Role, by: str = MACHINE) -> str:
        """Create a person and return the one-time token; ``Conflict`` when the name is taken."""
        at = self._now()
        values = {
            "name": compose(name),
            "role": role.value,
            "failures": 0,
            "active": True,
            "created_at": instant(at),
        }
        try:
            with self._engine.begin() as connection:
                made = connection.execute(person.insert().values(**values)).inserted_primary_key
                assert made is not None
                subject = _subject(made[0])
                audit.append(connection, Deed(at, by), "person.invited", subject, {"role": role})
                return self._new_link(connection, made[0], at)
        except sa.exc.IntegrityError:
            raise Conflict("person.exists", "a person of that name exists") from None

    def renew(self, person_id: int, by: str = MACHINE) -> str:
        """Return a fresh one-time token; links given before stop working."""
        at = self._now()
        with self._engine.begin() as connection:
            self._must_exist(connection, person_id)
            audit.append(connection, Deed(at, by), "person.link_renewed", _subject(person_id))
            return self._new_link(connection, person_id, at)

    def _new_link(self, connection: sa.Connection, person_id: int, at: dt.datetime) -> str:
        token = _token()
        connection.execute(
            sign_in.delete().where(sign_in.c.person_id == person_id, sign_in.c.used_at.is_(None))
        )
        connection.execute(
            sign_in.insert().values(
                token_hash=_hash(token),
                person_id=person_id,
                expires_at=instant(at + _LINK_LIVES),
            )
        )
        return token

    def first_sign_in(self, token: str, password: str) -> str | None:
        """Use a one-time token: set the password, end old sessions, begin one."""
        at = self._now()
        hashed = _hash_password(password)
        with self._engine.begin() as connection:
            found = connection.execute(
                sa.select(sign_in.c.person_id)
                .join(person, person.c.id == sign_in.c.person_id)
                .where(sign_in.c.token_hash == _hash(token), person.c.active)
            ).scalar()
            used = connection.execute(
                sign_in.update()
                .where(
                    sign_in.c.token_hash == _hash(token),
                    sign_in.c.used_at.is_(None),
                    sign_in.c.expires_at > instant(at),
                )
                .values(used_at=instant(at))
            ).rowcount
            if found is None or not used:
                return None
            connection.execute(session.delete().where(session.c.person_id == found))
            connection.execute(
                person.update()
                .where(person.c.id == found)
                .values(password_hash=hashed, failures=0, locked_until=None)
            )
            deed = Deed(at, _subject(found))
            audit.append(connection, deed, "person.password_set", _subject(found))
            return self._begin_session(connection, deed, found)

    def sign_in(self, name: str, password: str) -> str | None:
        """Return a session token; None for every kind of failure alike."""
        at = self._now()
        with self._engine.begin() as connection:
            person_id, hashed = self._begin_try(connection, name, at)
        # Outside the transaction: hashing is slow on purpose and would hold the write lock.
        if not _matches(hashed or self._dummy, password) or hashed is None or person_id is None:
            return None
        with self._engine.begin() as connection:
            connection.execute(
                person.update()
                .where(person.c.id == person_id)
                .values(failures=0, locked_until=None)
            )
            return self._begin_session(connection, Deed(at, _subject(person_id)), person_id)

    def _begin_try(
        self, connection: sa.Connection, name: str, at: dt.datetime
    ) -> tuple[int | None, str | None]:
        """Count the try as failed until it succeeds, so that parallel tries count each."""
        row = connection.execute(sa.select(person).where(person.c.name == compose(name))).first()
        if row is None or not row.active or row.password_hash is None:
            audit.append(connection, Deed(at, "visitor"), "person.sign_in_refused", "user:?")
            return None, None
        deed, subject = Deed(at, "visitor"), _subject(row.id)
        if row.locked_until and row.locked_until > instant(at):
            audit.append(connection, deed, "person.sign_in_refused", subject, {"locked": True})
            return None, None
        failures = row.failures + 1
        wait = wait_after(failures)
        connection.execute(
            person.update()
            .where(person.c.id == row.id)
            .values(failures=failures, locked_until=instant(at + wait) if wait else None)
        )
        audit.append(connection, deed, "person.sign_in_tried", subject, {"try": failures})
        return row.id, row.password_hash

    def _begin_session(self, connection: sa.Connection, deed: Deed, person_id: int) -> str:
        token = _token()
        connection.execute(session.delete().where(session.c.expires_at < instant(deed.at)))
        connection.execute(
            session.insert().values(
                token_hash=_hash(token),
                person_id=person_id,
                created_at=instant(deed.at),
                expires_at=instant(deed.at + _IDLE),
            )
        )
        audit.append(connection, deed, "person.signed_in", _subject(person_id))
        return token

    def who(self, token: str, *, extend: bool) -> Person | None:
        """Return whose session it is; ``extend`` moves the idle limit, never past ten hours."""
        at = self._now()
        with self._engine.begin() as connection:
            row = connection.execute(
                sa.select(session.c.created_at, session.c.expires_at, person)
                .join(person, person.c.id == session.c.person_id)
                .where(session.c.token_hash == _hash(token), session.c.expires_at > instant(at))
                .where(person.c.active)
            ).mappings().first()  # fmt: skip
            if row is None:
                return None
            if extend:
                self._extend(connection, token, row, at)
        return Person(row["id"], row["name"], Role(row["role"]))

    def _extend(
        self, connection: sa.Connection, token: str, row: sa.RowMapping, at: dt.datetime
    ) -> None:
        begun = dt.datetime.fromisoformat(row["created_at"])
        until = min(at + _IDLE, begun + _LONGEST)
        now_until = dt.datetime.fromisoformat(row["expires_at"])
        if until - now_until < dt.timedelta(minutes=1):
            return  # a write a minute is enough
        connection.execute(
            session.update()
            .where(session.c.token_hash == _hash(token))
            .values(expires_at=instant(until))
        )

    def sign_out(self, token: str) -> None:
        """End the session."""
        with self._engine.begin() as connection:
            mine = session.c.token_hash == _hash(token)
            owner = connection.execute(sa.select(session.c.person_id).where(mine)).scalar()
            if owner is None:
                return
            connection.execute(session.delete().where(mine))
            deed = Deed(self._now(), _subject(owner))
            audit.append(connection, deed, "person.signed_out", _subject(owner))

    def everyone(self) -> Sequence[Account]:
        """Return all accounts by name."""
        with self._engine.begin() as connection:
            rows = connection.execute(sa.select(person).order_by(person.c.name)).all()
        return [
            Account(
                person=Person(row.id, row.name, Role(row.role)),
                active=row.active,
                has_password=row.password_hash is not None,
                locked_until=(
                    dt.datetime.fromisoformat(row.locked_until) if row.locked_until else None
                ),
            )
            for row in rows
        ]

    def set_active(self, person_id: int, by: str = MACHINE, *, active: bool) -> None:
        """Let a person in, or shut them out and end their sessions."""
        with self._engine.begin() as connection:
            self._must_exist(connection, person_id)
            connection.execute(
                person.update().where(person.c.id == person_id).values(active=active)
            )
            if not active:
                connection.execute(session.delete().where(session.c.person_id == person_id))
            action = "person.let_in" if active else "person.shut_out"
            audit.append(connection, Deed(self._now(), by), action, _subject(person_id))

    def _must_exist(self, connection: sa.Connection, person_id: int) -> None:
        if not connection.execute(sa.select(person.c.id).filter_by(id=person_id)).first():
            raise Conflict("person.unknown", "there is no such person")


def _hash_password(password: str) -> str:
    with _AT_ONCE:
        return _HASHER.hash(compose(password))


def _matches(hashed: str, password: str) -> bool:
    with _AT_ONCE:
        try:
            return _HASHER.verify(hashed, compose(password))
        except VerifyMismatchError:
            return False
