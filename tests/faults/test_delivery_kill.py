"""SIGKILL of the worker in the middle of delivery, to a sink that misbehaves: one effect each."""

import socket
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import deliver_builders, line
from tests.campaign import campaign

KILLS, PETITIONS = 5, 30


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_killed_during_delivery_every_petition_has_exactly_one_effect(tmp_path: Path) -> None:
    outcome = campaign(tmp_path, PETITIONS, KILLS, seed=11)
    assert outcome.exact, outcome
    assert outcome.during == KILLS
    assert outcome.met, "no fault was met"


REQUEST = b"POST /in HTTP/1.1\r\nwebhook-id: p-1:1:kurum\r\ncontent-length: 12\r\n\r\n{'id':'p-1'}"


def send(url: str, content: bytes) -> None:
    """Send so much of a request, end, and wait until the other side has ended too."""
    at = urlsplit(url)
    with socket.create_connection((at.hostname, at.port)) as sender:
        sender.sendall(content)
        sender.shutdown(socket.SHUT_WR)
        while sender.recv(4096):
            pass


def test_a_sink_takes_no_request_that_its_sender_could_not_finish() -> None:
    with line.sink() as counting, contextmanager(deliver_builders.running_sink)() as faulty:
        for sent in range(REQUEST.index(b"12\r\n") + 1, len(REQUEST)):
            send(counting.url, REQUEST[:sent])
            send(faulty.url, REQUEST[:sent])
        assert (counting.attempts, faulty.seen) == ([], [])
        send(counting.url, REQUEST)
        send(faulty.url, REQUEST)
        assert (len(counting.received), len(faulty.seen)) == (1, 1)
