"""Can a downstream be reached? A line is opened and closed again; nothing is asked or sent."""

import ssl
from enum import StrEnum

import httpcore
import httpx

from deliver.line import DeadlineBackend


class Reach(StrEnum):
    """How far one gets."""

    THERE = "there"
    AWAY = "away"  #: no name, no route, nobody listens, or no answer in time
    UNTRUSTED = "untrusted"  #: somebody answers, but TLS does not come about


def reach(url: str, seconds: float) -> Reach:
    """Open a line to the URL's host, with TLS where it asks for it, and close it."""
    parsed = httpx.URL(url)
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    try:
        line = DeadlineBackend(seconds).connect_tcp(parsed.host, port)
    except (httpcore.NetworkError, httpcore.TimeoutException):
        return Reach.AWAY
    try:
        if parsed.scheme == "https":
            line = line.start_tls(ssl.create_default_context(), parsed.host)
    except (httpcore.NetworkError, httpcore.TimeoutException):
        return Reach.UNTRUSTED
    finally:
        line.close()
    return Reach.THERE
