"""Sign-ins through an identity provider: those under way, and whose subject opens which account.

Every attempt that fails leaves a row in the trail that says why, and never who it was meant to be.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NoReturn, Protocol

import sqlalchemy as sa

from dilekce import clock
from dilekce.store import audit, sessions, turnstile
from dilekce.store.accounts import FROM_ONE
from dilekce.store.audit import Deed
from dilekce.store.sessions import hashed_token, new_token
from dilekce.store.tables import person, session, sso_begun, sso_link
from domain.errors import Conflict
from domain.record import instant
from review.ports import Person
from review.ports_sso import Entered, Fault, Leaving, Refused

_LIVES = dt.timedelta(minutes=10)  # long enough to look for a second factor


@dataclass(frozen=True, slots=True)
class Flow:
    """One sign-in under way: what ties the provider's answer to our question."""

    state: str  #: travels through the browser, there and back
    nonce: str  #: must stand in the signed answer
    verifier: str  #: PKCE: who redeems the code is who asked for it
    at: dt.datetime  #: when it began


class Provider(Protocol):
    """An identity provider. Both methods raise ``Refused``."""

    @property
    def issuer(self) -> str:
        """The provider's name; a subject means something only beside it."""

    def address(self, flow: Flow, landing: str) -> str:
        """Return the URL that asks who sits there and comes back to ``landing``."""

    def subject(self, flow: Flow, landing: str, code: str, at: dt.datetime) -> str:
        """Redeem the code and return whom the provider saw."""


class DeskSingleSignOn:
    """Implements ``review.ports_sso.SingleSignOn``."""

    def __init__(
        self, engine: sa.Engine, provider: Provider, now: Callable[[], dt.datetime] = clock.now
    ) -> None:
        self._engine, self._provider, self._now = engine, provider, now

    def begin(self, landing: str, back: str, session: str, address: str | None) -> Leaving:
        """Ask the provider where to go, and remember what its answer must fit."""
        flow = Flow(new_token(), new_token(), new_token(), self._now())
        if address and not self._passes(address, flow.at):
            self._refuse(Fault.OFTEN)
        try:
            there = self._provider.address(flow, landing)
        except Refused as refused:
            self._refuse(refused.fault)
        with self._engine.begin() as connection:
            old = sso_begun.c.at <= instant(flow.at - _LIVES)
            connection.execute(sso_begun.delete().where(old))
            connection.execute(
                sso_begun.insert().values(
                    state_hash=hashed_token(flow.state),
                    nonce=flow.nonce,
                    verifier=flow.verifier,
                    at=instant(flow.at),
                    back=back,
                    replaces=hashed_token(session) if session else None,
                )
            )
        return Leaving(there, flow.state)

    def _passes(self, address: str, at: dt.datetime) -> bool:
        """Count the try as failed until it succeeds, together with those by password."""
        with self._engine.begin() as connection:
            return turnstile.passes(connection, "sign_in", address, at, FROM_ONE)

    def finish(self, landing: str, state: str, code: str, address: str | None) -> Entered:
        """Redeem the code and begin a session for the account that is linked."""
        at = self._now()
        try:
            flow, back, replaces = self._take(state, at)
            if not code:
                raise Refused(Fault.DENIED)
            subject = self._provider.subject(flow, landing, code, at)
            return Entered(self._enter(subject, at, replaces, address), back)
        except Refused as refused:
            self._refuse(refused.fault)

    def _take(self, state: str, at: dt.datetime) -> tuple[Flow, str, str | None]:
        """Take a sign-in out of those under way: whoever comes with its state again is late."""
        mine = sso_begun.c.state_hash == hashed_token(state)
        with self._engine.begin() as connection:
            row = connection.execute(sso_begun.delete().where(mine).returning(sso_begun)).first()
        if row is None or row.at <= instant(at - _LIVES):
            raise Refused(Fault.OVER)
        begun = dt.datetime.fromisoformat(row.at)
        return Flow(state, row.nonce, row.verifier, begun), row.back, row.replaces

    def _enter(
        self, subject: str, at: dt.datetime, replaces: str | None, address: str | None
    ) -> str:
        linked = (
            sa.select(person.c.id)
            .join(sso_link, sso_link.c.person_id == person.c.id)
            .where(self._is(subject), person.c.active)
        )
        with self._engine.begin() as connection:
            person_id = connection.scalar(linked)
            if person_id is None:
                raise Refused(Fault.UNLINKED)
            if address:
                turnstile.give_back(connection, "sign_in", address)
            connection.execute(session.delete().where(session.c.token_hash == replaces))
            deed = Deed(at, f"user:{person_id}")
            return sessions.begin(connection, deed, person_id, address, by="provider")

    def _is(self, subject: str) -> sa.ColumnElement[bool]:
        return (sso_link.c.issuer == self._provider.issuer) & (sso_link.c.subject == subject)

    def _refuse(self, fault: Fault) -> NoReturn:
        deed, why = Deed(self._now(), "visitor"), {"why": fault.value}
        with self._engine.begin() as connection:
            audit.append(connection, deed, "person.provider_refused", "user:?", why)
        raise Refused(fault) from None

    def links(self) -> Mapping[int, str]:
        """Return the subject of each account that this provider's subject opens."""
        ours = sso_link.c.issuer == self._provider.issuer
        with self._engine.begin() as connection:
            rows = connection.execute(sa.select(sso_link).where(ours)).all()
        return {row.person_id: row.subject for row in rows}

    def link(self, by: Person, person_id: int, subject: str) -> None:
        """Put the subject in place of the one that opened the account, or none when empty."""
        deed, row = Deed(self._now(), by.actor), {"issuer": self._provider.issuer}
        try:
            with self._engine.begin() as connection:
                if not connection.scalar(sa.select(person.c.id).filter_by(id=person_id)):
                    raise Conflict("person.unknown", "there is no such person")
                connection.execute(sso_link.delete().filter_by(person_id=person_id))
                if subject:
                    values = row | {"person_id": person_id, "subject": subject}
                    connection.execute(sso_link.insert().values(values))
                action = "person.linked" if subject else "person.unlinked"
                audit.append(connection, deed, action, f"user:{person_id}")
        except sa.exc.IntegrityError:
            raise Conflict("person.linked", "the subject opens another account") from None
