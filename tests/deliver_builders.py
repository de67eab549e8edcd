"""Parcels and a downstream that misbehaves on purpose."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from deliver.ports import Parcel

ORIGINAL = b"II*\x00" + bytes(range(256)) * 40


def a_parcel(number: int = 1, revision: int = 1, pdf: bytes | None = None, **record: Any) -> Parcel:
    """Return a parcel of an invented petition."""
    petition_id = f"p-{number:024x}-1"
    content = {"schema": "dilekce.petition/1", "id": petition_id, "revision": revision}
    return Parcel(
        key=f"{petition_id}:{revision}:kurum",
        petition_id=petition_id,
        revision=revision,
        record=content | {"fields": {"name": {"value": "Çağrı Işık"}}} | record,
        original=lambda: iter([ORIGINAL[:5000], ORIGINAL[5000:]]),
        original_suffix=".tif",
        pdf=lambda: pdf,
    )


@dataclass
class Sink:
    """A receiver over real HTTP. ``script`` gives what each request meets; then all is well."""

    url: str = ""
    script: list[Callable[["SinkRequest"], None]] = field(default_factory=list)
    seen: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    effects: dict[str, bytes] = field(default_factory=dict)  #: one per ``webhook-id``
    otherwise: Callable[["SinkRequest"], None] | None = None  #: once the script is over
    released: threading.Event = field(default_factory=threading.Event)

    def take(self, headers: dict[str, str], body: bytes) -> None:
        """Do what a receiver does: a known id has no second effect."""
        self.effects.setdefault(headers["webhook-id"], body)


class SinkRequest(BaseHTTPRequestHandler):
    """One request to the sink."""

    protocol_version = "HTTP/1.1"
    sink: Sink

    def do_POST(self) -> None:
        """Read the whole body, then behave as the script says."""
        length = int(self.headers["content-length"])
        self.body = self.rfile.read(length)
        self.close_connection = True
        if len(self.body) < length:
            return  # who sent it died meanwhile: half a request is none
        self.named = {name.lower(): value for name, value in self.headers.items()}
        self.sink.seen.append((self.named, self.body))
        behave = self.sink.otherwise or taking()
        if self.sink.script:
            behave = self.sink.script.pop(0)
        behave(self)

    def answer(
        self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name upstream
        """Stay quiet."""


def taking(status: int = 200, body: bytes = b"") -> Callable[[SinkRequest], None]:
    """Keep the record and answer."""

    def behave(request: SinkRequest) -> None:
        request.sink.take(request.named, request.body)
        request.answer(status, body)

    return behave


def refusing(status: int, **headers: str) -> Callable[[SinkRequest], None]:
    """Answer without any effect."""
    return lambda request: request.answer(status, b"", headers)


def hanging(request: SinkRequest) -> None:
    """Say nothing until the test is over."""
    request.sink.released.wait(30)


def cutting(request: SinkRequest) -> None:
    """Keep the record, then cut the line before any answer."""
    request.sink.take(request.named, request.body)


def cutting_within_the_answer(request: SinkRequest) -> None:
    """Keep the record, then promise more bytes of answer than come."""
    request.sink.take(request.named, request.body)
    request.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")


def answering_twice(request: SinkRequest) -> None:
    """Keep the record and send two whole answers."""
    request.sink.take(request.named, request.body)
    request.answer(200)
    request.answer(500)


def dripping(request: SinkRequest) -> None:
    """Keep the record and answer one byte at a time: each in good time, the whole never."""
    request.sink.take(request.named, request.body)
    try:
        while not request.sink.released.wait(0.02):
            request.wfile.write(b"H")
    except OSError:
        return


def flooding(request: SinkRequest) -> None:
    """Keep the record and send an answer without end."""
    request.sink.take(request.named, request.body)
    request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    try:
        while not request.sink.released.is_set():
            request.wfile.write(b"x" * 65536)
    except OSError:
        return


class QuietServer(ThreadingHTTPServer):
    """A client that has heard enough closes the line: nothing to print a traceback for."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet."""


def running_sink() -> Iterator[Sink]:
    """Serve a sink on a free port of this machine until the generator is closed."""
    sink = Sink()
    handler = type("Handler", (SinkRequest,), {"sink": sink})
    server = QuietServer(("127.0.0.1", 0), handler)
    sink.url = f"http://127.0.0.1:{server.server_port}/in"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield sink
    finally:
        sink.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
