"""A small OpenID provider on a loopback port: real keys, real signatures, every rule it must hold.

It refuses what a real one refuses: a return address it was not told of, a code twice, a wrong
secret, a verifier that does not fit the challenge. ``spoil`` lets a test make its answers wrong.
"""

import datetime as dt
import json
import secrets
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry

CLIENT, SECRET = "masa", "a secret/with=signs"
_KEYS: dict[str, RSAKey | ECKey] = {
    "RS256": RSAKey.generate_key(2048, {"kid": "rsa", "alg": "RS256", "use": "sig"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "ec", "alg": "ES256", "use": "sig"}),
}
_FOREIGN = RSAKey.generate_key(2048, {"kid": "rsa", "alg": "RS256", "use": "sig"})
_LIVES = 300  # seconds of a token


@dataclass
class OpenIdProvider:
    """What the provider knows, and what tests may change of it."""

    now: Callable[[], dt.datetime]
    issuer: str = ""
    landings: set[str] = field(default_factory=set)  #: return addresses it was told of
    subject: str = "248289761001"  #: who sits at the browser
    algorithm: str = "RS256"
    spoil: dict[str, Any] = field(default_factory=dict)  #: claims in place of the right ones
    foreign_key: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/ask?tenant=1",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": list(_KEYS),
        }

    def redeem(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).decode().rstrip("=")
        client = b64decode(authorization.removeprefix("Basic ")).decode().split(":")
        faults = {
            "code": asked is None,
            "secret": [unquote(half) for half in client] != [CLIENT, SECRET],
            "grant": form.get("grant_type") != "authorization_code",
            "landing": asked is not None and form.get("redirect_uri") != asked["redirect_uri"],
            "verifier": asked is not None and challenge != asked["code_challenge"],
        }
        self.refused += [name for name, wrong in faults.items() if wrong]
        if asked is None or any(faults.values()):
            return None
        return {"access_token": "unused", "token_type": "Bearer", "id_token": self.token(asked)}

    def token(self, asked: dict[str, str]) -> str:
        at = int(self.now().timestamp())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": asked["client_id"],
            "nonce": asked["nonce"],
            "iat": at,
            "exp": at + _LIVES,
            "auth_time": at,
        }
        claims |= self.spoil
        key = _FOREIGN if self.foreign_key else _KEYS[self.algorithm]
        header = {"alg": self.algorithm, "kid": key.kid, "x-of-its-own": "ignored"}
        return jwt.encode(header, claims, key, registry=JWSRegistry(strict_check_header=False))


class _Door(BaseHTTPRequestHandler):
    provider: OpenIdProvider

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        asked = dict(parse_qsl(query))
        if path == "/.well-known/openid-configuration":
            self._tell(self.provider.metadata())
        elif path == "/keys":
            self._tell({"keys": [key.as_dict(private=False) for key in _KEYS.values()]})
        elif path == "/ask" and asked.get("redirect_uri") in self.provider.landings:
            self.provider.asked.append(asked)
            hidden = "".join(
                f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">'
                for k, v in asked.items()
            )
            page = f'<form method="post" action="/ask">{hidden}<button>Evet, benim</button></form>'
            self._answer(200, page.encode(), "text/html; charset=utf-8")
        else:
            self._answer(400, b"not known here", "text/plain")

    def do_POST(self) -> None:
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        if self.path == "/ask":
            code = secrets.token_urlsafe(16)
            self.provider.codes[code] = form
            back = urlencode({"code": code, "state": form["state"]})
            self.send_response(303)
            self.send_header("Location", f"{form['redirect_uri']}?{back}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        told = self.provider.redeem(form, self.headers.get("Authorization", ""))
        self._tell(told or {"error": "invalid_grant"}, 200 if told else 400)

    def _tell(self, told: dict[str, Any], status: int = 200) -> None:
        self._answer(status, json.dumps(told).encode(), "application/json")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what matters."""


@contextmanager
def open_provider(now: Callable[[], dt.datetime]) -> Iterator[OpenIdProvider]:
    """Serve a provider; to the browser it is another site than a desk at 127.0.0.1."""
    provider = OpenIdProvider(now)
    door = type("Door", (_Door,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), door) as server:
        provider.issuer = f"http://localhost:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield provider
        server.shutdown()
        thread.join()


def confirm(client: httpx.Client, page: httpx.Response) -> httpx.Response:
    """Press the button of the provider's page, as a person in a browser does."""
    form = dict(parse_qsl(urlsplit(str(page.url)).query))
    return client.post(page.url.copy_with(query=None), data=form)
