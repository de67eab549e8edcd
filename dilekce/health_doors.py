"""``/healthz``, ``/readyz`` and ``/metrics``: for machines that watch over this one.

``/healthz`` and ``/readyz`` answer anybody with a word and a status. What the house counts, and why
it is not ready, is told to whoever shows the token of ``desk.metrics_token_file``; without such a
file, to this machine alone, and only where no proxy stands before the desk: behind one, everybody
comes from the proxy's address.
"""

import hmac
from collections.abc import Mapping
from pathlib import Path

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dilekce import metrics
from dilekce.health import Health
from dilekce.loopback import is_loopback
from dilekce.settings import DeskSettings
from domain.errors import Stop

PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
_SHORTEST = 16  #: characters of a token; shorter ones are guessed
_QUIET: Mapping[str, str] = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def create_health_doors(health: Health, desk: DeskSettings) -> Starlette:
    """Return the three doors as an ASGI application."""
    token = _token(desk.metrics_token_file)
    direct = not desk.https and not desk.proxies

    def healthz(_request: Request) -> Response:
        return PlainTextResponse("alive\n", headers=_QUIET)

    def readyz(request: Request) -> Response:
        state = health.look()
        told: dict[str, object] = {"ready": state.ready}
        if _may_see(request, token, direct=direct):
            told |= {"reasons": state.reasons, "alarms": state.alarms}
        return JSONResponse(told, 200 if state.ready else 503, headers=_QUIET)

    def figures(request: Request) -> Response:
        if not _may_see(request, token, direct=direct):
            return PlainTextResponse("forbidden\n", 403, headers=_QUIET)
        content = metrics.text(health.look())
        return Response(content, media_type=CONTENT_TYPE_PLAIN_0_0_4, headers=_QUIET)

    doors = {"/healthz": healthz, "/readyz": readyz, "/metrics": figures}
    return Starlette(routes=[Route(path, door) for path, door in doors.items()])


def _token(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        token = file.read_bytes().strip()
    except OSError:
        raise Stop("desk.metrics_token", "desk.metrics_token_file cannot be read") from None
    if len(token) < _SHORTEST:
        raise Stop("desk.metrics_token", f"a token has at least {_SHORTEST} characters")
    return token


def _may_see(request: Request, token: bytes | None, *, direct: bool) -> bool:
    if token is not None:
        scheme, _space, given = request.headers.get("authorization", "").partition(" ")
        return scheme == "Bearer" and hmac.compare_digest(given.strip().encode(), token)
    forwarded = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    known = request.client is not None and is_loopback(request.client.host)
    return direct and known and not forwarded
