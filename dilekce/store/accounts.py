"""People at the desk: passwords (argon2id), one-time links, lock-out, roles.

Sign-in answers alike, and takes alike long, for a wrong name, a wrong password and a locked
account.
"""

import datetime as dt
import threading
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from dilekce import clock
from dilekce.store import audit, sessions, turnstile
from dilekce.store.audit import MACHINE, Deed
from dilekce.store.sessions import hashed_token, new_token
from dilekce.store.tables import person, sign_in
from domain.errors import Conflict
from domain.record import instant
from domain.turkish import compose
from review.ports import Account, Person, Session
from review.roles import Role

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's minimum
_AT_ONCE = threading.Semaphore(2)  # each verification holds 19 MiB
_LINK_LIVES = dt.timedelta(hours=24)
_FREE_TRIES = 5
_WORST_WAIT = dt.timedelta(minutes=15)
#: Failed tries from one address: an office behind one address mistypes less often than this.
FROM_ONE = turnstile.Limit(30, dt.timedelta(minutes=15))


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
        self._dummy = _HASHER.hash(new_token())

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
        token = new_token()
        connection.execute(
            sign_in.delete().where(sign_in.c.person_id == person_id, sign_in.c.used_at.is_(None))
        )
        connection.execute(
            sign_in.insert().values(
                token_hash=hashed_token(token),
                person_id=person_id,
                expires_at=instant(at + _LINK_LIVES),
            )
        )
        return token

    def first_sign_in(self, token: str, password: str, address: str | None = None) -> str | None:
        """Use a one-time token: set the password, end old sessions, begin one."""
        at = self._now()
        hashed = _hash_password(password)
        with self._engine.begin() as connection:
            found = connection.execute(
                sa.select(sign_in.c.person_id)
                .join(person, person.c.id == sign_in.c.person_id)
                .where(sign_in.c.token_hash == hashed_token(token), person.c.active)
            ).scalar()
            used = connection.execute(
                sign_in.update()
                .where(
                    sign_in.c.token_hash == hashed_token(token),
                    sign_in.c.used_at.is_(None),
                    sign_in.c.expires_at > instant(at),
                )
                .values(used_at=instant(at))
            ).rowcount
            if found is None or not used:
                return None
            sessions.end_others(connection, found, "")
            connection.execute(
                person.update()
                .where(person.c.id == found)
                .values(password_hash=hashed, failures=0, locked_until=None)
            )
            deed = Deed(at, _subject(found))
            audit.append(connection, deed, "person.password_set", _subject(found))
            return sessions.begin(connection, deed, found, address)

    def sign_in(self, name: str, password: str, address: str | None = None) -> str | None:
        """Return a session token; None for every kind of failure alike.

        ``address`` is the client's, None when it is not known for certain.
        """
        at = self._now()
        with self._engine.begin() as connection:
            if address and not turnstile.passes(connection, "sign_in", address, at, FROM_ONE):
                audit.append(connection, Deed(at, "visitor"), "person.address_refused", "user:?")
                return None
            person_id, hashed = self._begin_try(connection, name, at)
        # Outside the transaction: hashing is slow on purpose and would hold the write lock.
        if not _matches(hashed or self._dummy, password) or hashed is None or person_id is None:
            return None
        with self._engine.begin() as connection:
            self._clear(connection, person_id)
            if address:
                turnstile.give_back(connection, "sign_in", address)
            deed = Deed(at, _subject(person_id))
            return sessions.begin(connection, deed, person_id, address)

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

    def who(self, token: str, *, extend: bool) -> Person | None:
        """Return whose session it is; ``extend`` moves the idle limit, never past ten hours."""
        with self._engine.begin() as connection:
            return sessions.who(connection, token, self._now(), extend=extend)

    def sign_out(self, token: str) -> None:
        """End the session."""
        with self._engine.begin() as connection:
            owner = sessions.end(connection, token)
            if owner is not None:
                deed = Deed(self._now(), _subject(owner))
                audit.append(connection, deed, "person.signed_out", _subject(owner))

    def sessions(self, by: Person, token: str) -> Sequence[Session]:
        """Return the person's sessions, the one of ``token`` marked, newest first."""
        with self._engine.begin() as connection:
            return sessions.of_person(connection, by.id, token, self._now())

    def end_session(self, by: Person, handle: str) -> None:
        """End one of the person's own sessions."""
        with self._engine.begin() as connection:
            if sessions.end_own(connection, by.id, handle):
                deed = Deed(self._now(), by.actor)
                audit.append(connection, deed, "person.session_ended", _subject(by.id))

    def is_fresh(self, token: str) -> bool:
        """Say whether the password was given in this session a moment ago."""
        with self._engine.begin() as connection:
            return sessions.is_fresh(connection, token, self._now())

    def confirm(self, by: Person, token: str, password: str) -> bool:
        """Check the password again and count it as fresh for five minutes."""
        if not self._checked(by, password):
            return False
        with self._engine.begin() as connection:
            sessions.freshen(connection, token, self._now())
        return True

    def lock(self, by: Person, token: str) -> None:
        """Lock the session until its person gives the password."""
        with self._engine.begin() as connection:
            sessions.set_locked(connection, token, locked=True)
            deed = Deed(self._now(), by.actor)
            audit.append(connection, deed, "person.screen_locked", _subject(by.id))

    def unlock(self, by: Person, token: str, password: str) -> bool:
        """Open a locked session when the password is right."""
        if not self.confirm(by, token, password):
            return False
        with self._engine.begin() as connection:
            sessions.set_locked(connection, token, locked=False)
            deed = Deed(self._now(), by.actor)
            audit.append(connection, deed, "person.screen_unlocked", _subject(by.id))
        return True

    def change_password(self, by: Person, token: str, old: str, new: str) -> bool:
        """Set a new password and end the person's other sessions; False for a wrong old one."""
        if not self._checked(by, old):
            return False
        hashed = _hash_password(new)
        with self._engine.begin() as connection:
            connection.execute(
                person.update().where(person.c.id == by.id).values(password_hash=hashed)
            )
            sessions.end_others(connection, by.id, token)
            deed = Deed(self._now(), by.actor)
            audit.append(connection, deed, "person.password_set", _subject(by.id))
        return True

    def _checked(self, by: Person, password: str) -> bool:
        """Check a signed-in person's password; failures count as those at the door do."""
        at = self._now()
        with self._engine.begin() as connection:
            name = connection.scalar(sa.select(person.c.name).filter_by(id=by.id)) or ""
            person_id, hashed = self._begin_try(connection, name, at)
        if person_id is None or hashed is None or not _matches(hashed, password):
            return False
        with self._engine.begin() as connection:
            self._clear(connection, person_id)
        return True

    def _clear(self, connection: sa.Connection, person_id: int) -> None:
        connection.execute(
            person.update().where(person.c.id == person_id).values(failures=0, locked_until=None)
        )

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
                sessions.end_others(connection, person_id, "")
            action = "person.let_in" if active else "person.shut_out"
            audit.append(connection, Deed(self._now(), by), action, _subject(person_id))

    def set_role(self, person_id: int, role: Role, by: str = MACHINE) -> None:
        """Give a person another role; who they were signed in as ends with it."""
        with self._engine.begin() as connection:
            self._must_exist(connection, person_id)
            connection.execute(
                person.update().where(person.c.id == person_id).values(role=role.value)
            )
            sessions.end_others(connection, person_id, "")
            deed, told = Deed(self._now(), by), {"role": role.value}
            audit.append(connection, deed, "person.role_changed", _subject(person_id), told)

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
