"""Around every answer: who may post, how much, and what the browser may do with it.

Cross-site requests are told by Fetch Metadata (``Sec-Fetch-Site``), else by ``Origin``; a request
that changes something and carries neither is refused.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM_BYTES = 256 << 10  # ten fields of 2,000 characters in UTF-8, percent-encoded, fit well
STATIC, UPLOAD = "/sabit/", "/gelen/yukle"

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def from_our_page(method: str, headers: Mapping[str, str]) -> bool:
    """Say whether the request may change something: only our own pages may ask for that."""
    if method in _SAFE:
        return True
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    origin, host = headers.get("origin"), headers.get("host")
    return bool(origin and host) and urlsplit(origin).netloc == host


def too_large(method: str, path: str, headers: Mapping[str, str], upload_bytes: int) -> bool:
    """Say whether the body is larger than that door takes, or of undeclared length."""
    if method in _SAFE:
        return False
    length = headers.get("content-length", "")
    if method == "DELETE" and not length and "transfer-encoding" not in headers:
        return False  # browsers declare no length where there is no body
    limit = upload_bytes if path == UPLOAD else _FORM_BYTES
    return not length.isdigit() or int(length) > limit


class Guard:
    """ASGI middleware that applies both rules and sets the security headers."""

    def __init__(self, app: ASGIApp, *, https: bool, max_upload_bytes: int) -> None:
        self._app = app
        self._https = https
        self._upload_bytes = max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._inner(scope)(scope, receive, guarded)

    def _inner(self, scope: Scope) -> ASGIApp:
        headers, method, path = Headers(scope=scope), scope["method"], scope["path"]
        if not from_our_page(method, headers):
            return PlainTextResponse("cross-site request refused", 403)
        if too_large(method, path, headers, self._upload_bytes):
            return PlainTextResponse("body too large or of unknown length", 413)
        return self._app

    def _dress(self, headers: MutableHeaders, path: str) -> None:
        for name, value in _HEADERS.items():
            headers[name] = value
        cacheable = path.startswith(STATIC)
        headers["Cache-Control"] = "public, max-age=31536000" if cacheable else "no-store"
        if self._https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
