"""A network line with one deadline for everything: connecting, TLS, sending, every byte answered.

A time-out for each wait alone is no limit: who answers one byte every few seconds holds the line
for days.
"""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

#: Sent in pieces of so many bytes: the clock is looked at between them.
_PIECE = 16 * 1024


class DeadlineBackend(httpcore.NetworkBackend):
    """Opens lines that end ``seconds`` after they were begun. Looking up a name is not counted."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline is shorter
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect; raises ``httpcore.ConnectTimeout`` or ``ConnectError``."""
        ends = time.monotonic() + self._seconds
        stream = self._network.connect_tcp(host, port, self._seconds, local_address, socket_options)
        return _Line(stream, ends)


class _Line(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream = stream
        self._ends = ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - as above
        return self._stream.read(max_bytes, self._left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        for start in range(0, len(buffer), _PIECE):
            piece = buffer[start : start + _PIECE]
            self._stream.write(piece, self._left(httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - as above
    ) -> httpcore.NetworkStream:
        left = self._left(httpcore.ConnectTimeout)
        return _Line(self._stream.start_tls(ssl_context, server_hostname, left), self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, error: type[httpcore.TimeoutException]) -> float:
        left = self._ends - time.monotonic()
        if left <= 0:
            raise error("the attempt took too long")
        return left
