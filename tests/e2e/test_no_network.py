"""The product calls nobody: what its processes connect to, by the kernel's own word."""

import ipaddress
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tracing
from tests.line import Line, at_rest

LETTER = Path(__file__).parents[2] / "samples" / "corpus" / "upside-down-24.tif"
_CALLS = "connect,sendto,sendmsg,sendmmsg"
_ADDRESS = re.compile(r'(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"')


def strangers(trace: Path) -> set[str]:
    """Return the addresses beyond this machine in what was written down."""
    found = set(_ADDRESS.findall(trace.read_text("utf-8", "replace")))
    return {one for one in found if not ipaddress.ip_address(one).is_loopback}


@tracing.needs_tracing
@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_letter_is_read_and_delivered_and_no_other_machine_is_spoken_to(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    dilekce = str(Path(sys.executable).with_name("dilekce"))
    line = Line(tmp_path / "home", program=(*tracing.words(_CALLS, trace), dilekce))
    line.start()
    try:
        line.put(LETTER, "fax")
        book = line.wait(lambda b: at_rest(b) and len(b.entries) == 1, 200)
    finally:
        line.kill()
    assert book.petitions == {"delivered": 1}
    assert strangers(trace) == set()


@tracing.needs_tracing
def test_a_word_to_another_machine_would_be_seen(tmp_path: Path) -> None:
    trace, port = tmp_path / "trace", 9
    talk = (
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
        f"s.connect(('127.0.0.1', {port})); s.sendto(b'', ('192.0.2.1', {port}))"
    )
    program = [*tracing.words(_CALLS, trace), sys.executable, "-c", talk]
    subprocess.run(program, check=False, capture_output=True)
    assert strangers(trace) == {"192.0.2.1"}
