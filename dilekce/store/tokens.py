"""Tokens by which downstream systems pull: kept as hashes, for one destination, with an end."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from deliver.pull_ports import Grant
from dilekce.store import audit
from dilekce.store.audit import Deed
from dilekce.store.tables import api_token
from domain.errors import Conflict
from domain.record import instant

#: Recognisable, so that a scanner of leaked secrets finds it.
_PREFIX = "dilekce_"
_MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRow:
    """A token as the administrator sees it. Times are ``instant`` texts."""

    id: int
    destination: str
    may_acknowledge: bool
    expires_at: str
    revoked_at: str | None
    used_at: str | None


def make(
    connection: sa.Connection,
    deed: Deed,
    destination: str,
    until: dt.datetime,
    *,
    acknowledge: bool,
) -> tuple[int, str]:
    """Make a token; return its number and its text, which nothing keeps."""
    text = _PREFIX + secrets.token_urlsafe(32)
    values = {
        "hash": _hashed(text),
        "destination": destination,
        "may_acknowledge": acknowledge,
        "made_at": instant(deed.at),
        "expires_at": instant(until),
    }
    number = connection.execute(
        api_token.insert().values(**values).returning(api_token.c.id)
    ).scalar_one()
    told = {"destination": destination, "acknowledge": acknowledge, "until": instant(until)}
    audit.append(connection, deed, "token.made", f"token:{number}", told)
    return int(number), text


def revoke(connection: sa.Connection, deed: Deed, number: int) -> None:
    """Make a token worthless; raises ``Conflict`` when there is none that is worth anything."""
    standing = (api_token.c.id == number) & api_token.c.revoked_at.is_(None)
    query = api_token.update().where(standing).values(revoked_at=instant(deed.at))
    if not connection.execute(query).rowcount:
        raise Conflict("token.unknown", "there is no such token, or it is revoked")
    audit.append(connection, deed, "token.revoked", f"token:{number}")


def all_of(connection: sa.Connection) -> list[TokenRow]:
    """Return all tokens, oldest first."""
    columns = [api_token.c[name] for name in TokenRow.__slots__]
    rows = connection.execute(sa.select(*columns).order_by(api_token.c.id)).mappings()
    return [TokenRow(**row) for row in rows]


def grant(connection: sa.Connection, text: str, at: dt.datetime) -> Grant | None:
    """Return what a token lets its bearer do now, None for one that is worth nothing."""
    query = sa.select(api_token).where(
        api_token.c.hash == _hashed(text),
        api_token.c.revoked_at.is_(None),
        api_token.c.expires_at > instant(at),
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    if row.used_at is None or row.used_at <= instant(at - _MINUTE):  # not a write each time
        used = api_token.update().where(api_token.c.id == row.id).values(used_at=instant(at))
        connection.execute(used)
    return Grant(row.id, row.destination, may_acknowledge=row.may_acknowledge)


def _hashed(text: str) -> str:
    # 256 random bits need no slow hash: nobody tries them all.
    return hashlib.sha256(text.encode()).hexdigest()
