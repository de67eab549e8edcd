"""OpenID Connect from the side that asks: authorization code with PKCE, every answer checked.

Sources: OpenID Connect Core 1.0 (3.1.3.7 is the list of checks), Discovery 1.0, RFC 7636. Metadata
and keys are fetched for each sign-in: an office signs in a few times an hour, and keys that the
provider renewed or withdrew count at once. Needs the optional extra ``oidc`` (joserfc).
"""

import datetime as dt
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    ExpiredTokenError,
    InvalidKeyIdError,
    JoseError,
)
from joserfc.jwk import KeySet, KeySetSerialization
from joserfc.jws import JWSRegistry

from dilekce.loopback import is_loopback
from dilekce.store.single_sign_on import Flow
from domain.errors import Stop
from review.ports_sso import Fault, Refused

#: Signed with a key that only the provider has: neither ``none`` nor a shared secret. Headers that
#: RFC 7515 does not know are the provider's own affair, unless it calls them critical.
_SIGNATURES = JWSRegistry(
    algorithms=["RS256", "RS384", "RS512", "PS256", "ES256", "ES384"], strict_check_header=False
)
_SECONDS = 10.0  # a person waits for it
_LEEWAY = 60  # seconds that the provider's clock may be off ours
_LONGEST_SUBJECT = 255
_BY_CLAIM = {"nonce": Fault.NONCE, "aud": Fault.AUDIENCE, "azp": Fault.AUDIENCE}


@dataclass(frozen=True, slots=True)
class OpenIdProvider:
    """Implements ``dilekce.store.single_sign_on.Provider`` over HTTP."""

    issuer: str
    client_id: str
    secret: str  #: empty for a public client, which PKCE alone protects

    def address(self, flow: Flow, landing: str) -> str:
        """Return the URL where the provider asks, anew each time, who is there."""
        digest = sha256(flow.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "scope": "openid",  # no name, no mail address: the subject is all we need
            "client_id": self.client_id,
            "redirect_uri": landing,
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
            # The desk may be shared: whoever finds the provider's session open is not yet somebody.
            "prompt": "login",
            "max_age": "0",
        }
        there = _endpoint(self._metadata(), "authorization_endpoint")
        return f"{there}{'&' if urlsplit(there).query else '?'}{urlencode(asked)}"

    def subject(self, flow: Flow, landing: str, code: str, at: dt.datetime) -> str:
        """Redeem the code and return the subject of the signed answer."""
        metadata = self._metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": landing,
            "code_verifier": flow.verifier,
        }
        told = self._redeemed(metadata, form)
        keys = _json(httpx.Request("GET", _endpoint(metadata, "jwks_uri")))
        return self._checked(told.get("id_token"), keys, flow, at)

    def _metadata(self) -> dict[str, Any]:
        where = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        metadata = _json(httpx.Request("GET", where))
        if metadata.get("issuer") != self.issuer:
            raise Refused(Fault.ANSWER)
        return metadata

    def _redeemed(self, metadata: dict[str, Any], form: dict[str, str]) -> dict[str, Any]:
        where = _endpoint(metadata, "token_endpoint")
        ways = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if not self.secret:
            return _json(httpx.Request("POST", where, data=form | {"client_id": self.client_id}))
        if "client_secret_basic" not in ways:
            own = {"client_id": self.client_id, "client_secret": self.secret}
            return _json(httpx.Request("POST", where, data=form | own))
        # RFC 6749, 2.3.1: both halves are form-encoded before they are joined.
        auth = httpx.BasicAuth(quote(self.client_id, safe=""), quote(self.secret, safe=""))
        return _json(httpx.Request("POST", where, data=form), auth)

    def _checked(self, token: object, keys: dict[str, Any], flow: Flow, at: dt.datetime) -> str:
        wanted = jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client_id},
            azp={"value": self.client_id},
            nonce={"essential": True, "value": flow.nonce},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            answer = jwt.decode(str(token), _known(keys), registry=_SIGNATURES)
            wanted.validate(answer.claims)
        except ExpiredTokenError:
            raise Refused(Fault.EXPIRED) from None
        except ClaimError as error:
            raise Refused(_BY_CLAIM.get(error.claim, Fault.ANSWER)) from None
        except (BadSignatureError, InvalidKeyIdError):
            raise Refused(Fault.SIGNATURE) from None
        except (JoseError, ValueError):
            raise Refused(Fault.ANSWER) from None
        asked, subject = answer.claims.get("auth_time"), answer.claims["sub"]
        if not isinstance(asked, int | float) or asked < flow.at.timestamp() - _LEEWAY:
            raise Refused(Fault.ANEW)
        if len(subject) > _LONGEST_SUBJECT:
            raise Refused(Fault.ANSWER)
        return str(subject)


def provider(issuer: str, client_id: str, secret_file: Path | None) -> OpenIdProvider:
    """Return the provider of the settings; raises ``Stop`` when they cannot work."""
    if not is_private(issuer):
        raise Stop("desk.oidc", "desk.oidc.issuer must begin with https://")
    try:
        secret = secret_file.read_text("utf-8").strip() if secret_file else ""
    except OSError:
        raise Stop("desk.oidc", "desk.oidc.client_secret_file cannot be read") from None
    return OpenIdProvider(issuer, client_id, secret)


def _known(keys: dict[str, Any]) -> KeySet:
    if not isinstance(keys.get("keys"), list):
        raise Refused(Fault.ANSWER)
    return KeySet.import_key_set(cast(KeySetSerialization, keys))


def is_private(url: str) -> bool:
    """Say whether nobody on the way can read or change what goes to ``url``."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))


def _endpoint(metadata: dict[str, Any], name: str) -> str:
    url = metadata.get(name)
    if not isinstance(url, str) or not is_private(url):
        raise Refused(Fault.ANSWER)
    return url


def _json(request: httpx.Request, auth: httpx.Auth | None = None) -> dict[str, Any]:
    """Return the object that the provider answers."""
    try:
        with httpx.Client(timeout=_SECONDS) as client:
            answer = client.send(request, auth=auth)
    except httpx.HTTPError:
        raise Refused(Fault.AWAY) from None
    if answer.status_code >= 500:
        raise Refused(Fault.AWAY)
    try:
        told = answer.json()
    except ValueError:
        told = None
    if answer.status_code != 200 or not isinstance(told, dict):
        raise Refused(Fault.ANSWER)
    return told
