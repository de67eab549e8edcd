"""Hand over by HTTP, as the Standard Webhooks convention says (standardwebhooks.com).

``webhook-id`` is the idempotency key: a receiver that has seen it answers 2xx and does nothing.
``webhook-signature`` holds one ``v1`` HMAC-SHA256 of ``id.timestamp.body`` for each secret, so that
a secret can be changed while both sides still know the old one.
"""

import base64
import datetime as dt
import hashlib
import hmac
import ipaddress
import json
import ssl
from collections.abc import Callable, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

import httpcore
import httpx

from deliver.line import DeadlineBackend
from deliver.ports import Busy, Gone, Parcel, Receipt
from domain.errors import Stop, Unacceptable

_PREFIX = "whsec_"
_ANSWER_LIMIT = 64 * 1024  # bytes read of an answer; the rest is left
_LONGEST_WAIT = 24 * 3600.0  # seconds; a Retry-After beyond a day is taken as a day
_SOON = frozenset({408, 425, 429})  # 4xx that speak of the moment, not of the letter
#: What of a JSON answer is kept: the numbers a downstream gives, never free text.
_KEPT = ("id", "receipt", "reference", "registry_number", "received_at")


class Webhook:
    """A downstream that takes petition records by POST.

    Redirects are not followed: personal data goes to the configured address only. Certificates are
    checked against the system's store. ``now`` gives the time of day; ``timeout`` is the seconds
    that one whole attempt may take.
    """

    def __init__(
        self,
        name: str,
        url: str,
        secrets: Sequence[str],
        now: Callable[[], dt.datetime],
        *,
        timeout: float = 30.0,
    ) -> None:
        self.name = name
        self._url = str(_checked_url(name, url))
        self._keys = _checked_secrets(name, secrets)
        self._now = now
        # httpx has no time-out for a whole attempt; the layer below it takes a line of ours. It
        # follows no redirect and asks no proxy of the environment, which would see petitions.
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_keepalive_connections=0,  # an idle line is often a dead one
            network_backend=DeadlineBackend(timeout),
        )

    def deliver(self, parcel: Parcel) -> Receipt:
        """POST the record; return status and the numbers answered.

        Raises ``Busy`` when it may work later, ``Unacceptable`` when a person must look (the
        receiver refuses or redirects), ``Gone`` when it wants nothing any more.
        """
        body = parcel.body()
        headers = self._headers(parcel.key, body)
        try:
            with self._pool.stream("POST", self._url, headers=headers, content=body) as response:
                answer = _read(response)
        except httpcore.TimeoutException as error:
            raise Busy("delivery.timeout", "the destination did not answer in time") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise Busy("delivery.unreachable", "the connection failed or broke") from error
        return self._judge(parcel.key, response.status, httpx.Headers(response.headers), answer)

    def close(self) -> None:
        """Let go of the network."""
        self._pool.close()

    def _headers(self, key: str, body: bytes) -> dict[bytes | str, bytes | str]:
        timestamp = str(int(self._now().timestamp()))
        return {
            "content-type": "application/json",
            "user-agent": "dilekce",
            "webhook-id": key,
            "webhook-timestamp": timestamp,
            "webhook-signature": signatures(self._keys, key, timestamp, body),
        }

    def _judge(self, key: str, status: int, headers: httpx.Headers, answer: bytes) -> Receipt:
        # 409 is success only when the receiver names the key: it has this very delivery already.
        known = status == 409 and headers.get("webhook-id") == key
        if 200 <= status < 300 or known:
            return _receipt(status, answer)
        if status >= 500 or status in _SOON:
            wait = seconds_to_wait(headers.get("retry-after", ""), self._now())
            raise Busy("delivery.busy", f"the destination answered {status}", wait)
        if status == 410:
            raise Gone("delivery.gone", "the destination wants nothing any more (410)")
        raise Unacceptable("delivery.refused", f"the destination answered {status}")


def signatures(keys: Sequence[bytes], key: str, timestamp: str, body: bytes) -> str:
    """Return the ``webhook-signature`` header: ``v1,<base64>`` for each key, with spaces."""
    content = f"{key}.{timestamp}.".encode() + body
    digests = (hmac.new(secret, content, hashlib.sha256).digest() for secret in keys)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)


def seconds_to_wait(retry_after: str, now: dt.datetime) -> float:
    """Return what ``Retry-After`` asks for (RFC 9110 §10.2.3: seconds or a date), 0 to one day."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        # More than nine digits would be decades, and int() refuses thousands of digits.
        return min(float(text[:9]), _LONGEST_WAIT)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if when.tzinfo is None:  # "-0000": UTC of an unknown place
        when = when.replace(tzinfo=dt.UTC)
    return min(max((when - now).total_seconds(), 0.0), _LONGEST_WAIT)


def _read(response: httpcore.Response) -> bytes:
    answer = b""
    for chunk in response.iter_stream():  # as sent: a packed answer cannot blow up
        answer += chunk
        if len(answer) >= _ANSWER_LIMIT:
            break
    return answer[:_ANSWER_LIMIT]


def _receipt(status: int, answer: bytes) -> Receipt:
    digest = hashlib.sha256(answer).hexdigest()
    return {"status": status, "answer_sha256": digest, **_numbers(answer)}


def _numbers(answer: bytes) -> dict[str, str | int]:
    try:
        content: Any = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(content, Mapping):
        return {}
    found = {name: content.get(name) for name in _KEPT}
    return {k: v for k, v in found.items() if isinstance(v, str | int) and _is_number(v)}


def _is_number(value: str | int) -> bool:
    """Say whether it may be one; no database keeps a NUL or half a character, nor do we lines."""
    text = str(value)
    return len(text) <= 200 and text.isprintable() and not isinstance(value, bool)


def _checked_url(name: str, url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise Stop("webhook.url", f"destination {name}: the URL cannot be read") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise Stop("webhook.url", f"destination {name}: the URL must begin with https://")
    if parsed.userinfo:
        raise Stop("webhook.url", f"destination {name}: the URL must hold no user or password")
    if parsed.scheme == "http" and not _is_this_machine(parsed.host):
        raise Stop("webhook.url", f"destination {name}: http:// would send petitions in the clear")
    return parsed


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _checked_secrets(name: str, secrets: Sequence[str]) -> tuple[bytes, ...]:
    if not secrets:
        raise Stop("webhook.secret", f"destination {name}: at least one secret is needed")
    return tuple(_secret_bytes(name, secret) for secret in secrets)


def _secret_bytes(name: str, secret: str) -> bytes:
    try:
        found = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except ValueError:  # no base64, or no ASCII
        found = b""
    if not secret.startswith(_PREFIX) or not 24 <= len(found) <= 64:
        message = f"destination {name}: a secret is {_PREFIX} and 24 to 64 bytes in base64"
        raise Stop("webhook.secret", message)
    return found
