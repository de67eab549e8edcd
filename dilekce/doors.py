"""The doors behind one port: the desk for people, the pull API and health for programs."""

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from deliver.api import BASE
from dilekce.health_doors import PATHS

#: What an acknowledgement may weigh; nothing else is sent to the API.
_BODY = 4096


class Doors:
    """ASGI: requests below ``/api/v1`` go to the API where there is one, all others to the desk."""

    def __init__(self, desk: ASGIApp, api: ASGIApp | None, health: ASGIApp) -> None:
        self._desk = desk
        self._api = api
        self._health = health

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope.get("path") in PATHS:
            await self._health(scope, receive, send)
        elif self._api is None or not scope.get("path", "").startswith(f"{BASE}/"):
            await self._desk(scope, receive, send)
        elif _too_large(Headers(scope=scope)):
            await Response(status_code=413)(scope, receive, send)
        else:
            await self._api(scope, receive, send)


def _too_large(headers: Headers) -> bool:
    """Say whether the body is larger than the API takes, or of undeclared length."""
    length = headers.get("content-length", "0")
    return "transfer-encoding" in headers or not length.isdigit() or int(length) > _BODY
