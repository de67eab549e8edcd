"""Whatever bytes a downstream answers with, an attempt ends as a value that can be stored."""

import datetime as dt
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deliver.attempt import Dead, Done, Later, attempt
from deliver.webhook import Webhook, seconds_to_wait
from domain.errors import PROBLEMS
from tests.deliver_builders import a_parcel

SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSBkb3duc3RyZWFtIHNpbms="
NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
DAY = 24 * 3600


@dataclass
class RawServer:
    """Reads one request a connection, answers with ``answer`` byte by byte as given, closes."""

    answer: bytes = b""
    door: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    def serve(self) -> None:
        while True:
            try:
                line, _address = self.door.accept()
            except OSError:
                return
            with line, suppress(OSError):
                request = b""
                while b"\r\n\r\n" not in request:
                    request += line.recv(65536)
                head, _, body = request.partition(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
                while len(body) < length:
                    body += line.recv(65536)
                line.sendall(self.answer)
                line.shutdown(socket.SHUT_WR)


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    made = RawServer()
    thread = threading.Thread(target=made.serve, daemon=True)
    thread.start()
    yield made
    made.door.shutdown(socket.SHUT_RDWR)
    made.door.close()
    thread.join()


line_bytes = st.binary(max_size=40)
statuses = st.one_of(
    st.integers(0, 999).map(lambda n: b"%03d" % n), st.sampled_from([b"200", b"409", b"503", b"-1"])
)
names = st.sampled_from(
    [b"Retry-After", b"Content-Length", b"Transfer-Encoding", b"Content-Encoding", b"Location",
     b"webhook-id", b"Connection", b"Upgrade", b"Set-Cookie", b" x", b"\xff"]
)  # fmt: skip
values = st.one_of(
    line_bytes,
    st.sampled_from(
        [b"0", b"-1", b"9" * 5000, b"chunked", b"gzip", b"1e9", b"Mon, 23 Nov 2026 09:01:00 +9999",
         b"Fri, 31 Dec 9999 23:59:59 GMT", b"Mon, 01 Jan 0001 00:00:00 +2359",
         a_parcel().key.encode()]
    ),
)  # fmt: skip
scalars = st.one_of(
    st.text(max_size=30), st.integers(), st.booleans(), st.none(), st.floats(), st.just("\ud800")
)
numbers = st.dictionaries(
    st.sampled_from(["id", "receipt", "reference", "registry_number", "received_at", "x"]),
    st.recursive(scalars, lambda inner: st.lists(inner, max_size=3), max_leaves=4),
    max_size=6,
).map(lambda found: json.dumps(found).encode())
bodies = st.one_of(
    line_bytes, numbers, st.sampled_from([b"[" * 60_000, b"9" * 6000, b'{"id": ' + b"9" * 6000])
)


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    """Something like an answer by HTTP, or no answer at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=300))
    body = draw(bodies)
    head = draw(st.sampled_from([b"HTTP/1.1 ", b"HTTP/1.0 ", b"HTTP/2 ", b"ICY "])) + draw(statuses)
    head += draw(st.sampled_from([b" OK\r\n", b"\r\n", b" \xff\r\n", b"\n"]))
    for name, value in draw(st.lists(st.tuples(names, values), max_size=4)):
        head += name + b": " + value + b"\r\n"
    if draw(st.booleans()):
        head += b"Content-Length: %d\r\n" % len(body)
    return head + b"\r\n" + body


def ok(body: str) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body.encode()


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers())
@example(ok('{"id": "a\\u0000b"}'))  # PostgreSQL keeps no NUL
@example(ok('{"receipt": "\\ud800"}'))  # half a letter: no UTF-8 holds it
@example(ok('{"reference": "1\\n2026-11-24 forged"}'))
@example(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
def test_any_answer_is_done_later_or_a_named_end(server: RawServer, answer: bytes) -> None:
    server.answer = answer
    url = f"http://127.0.0.1:{server.door.getsockname()[1]}/in"
    hook = Webhook("kurum", url, (SECRET,), lambda: NOW, timeout=2)
    try:
        outcome = attempt(hook, a_parcel())
    finally:
        hook.close()
    match outcome:
        case Done(receipt):
            stored = json.dumps(dict(receipt), ensure_ascii=False).encode()
            assert len(stored) < 2000
            assert all(str(value).isprintable() for value in receipt.values())
        case Later(code, _message, after):
            assert 0 <= after <= DAY
            assert code.startswith("delivery.")
        case Dead(code):
            assert code in PROBLEMS or outcome.gone


@given(st.one_of(st.text(max_size=60), values.map(lambda raw: raw.decode("latin-1"))))
@example("Mon, 23 Nov 2026 09:01:00 +9999")
@example("Fri, 31 Dec 9999 23:59:59 -2359")
@example("Mon, 01 Jan 0001 00:00:00 +2359")
def test_a_wish_to_wait_is_never_longer_than_a_day(text: str) -> None:
    assert 0 <= seconds_to_wait(text, NOW) <= DAY
