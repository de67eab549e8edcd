"""Reading processes meet each of their bounds, and so do the programs they start."""

import errno
import os
import resource
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from dilekce import confine
from dilekce.children import Children
from domain.errors import Unacceptable

MEMORY_MB = 1024
LONG = 600  # seconds: longer than a test may last, so that no time limit stands in for another


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    with Children(1, MEMORY_MB) as pool:
        yield pool


def burn() -> None:
    confine.grant_cpu(0)
    while True:
        pass


def cpu_left() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return resource.getrlimit(resource.RLIMIT_CPU)[0] - used.ru_utime - used.ru_stime


def eat() -> int | None:
    try:
        return len(bytearray((MEMORY_MB + 1) << 20))
    except MemoryError:
        return None


def open_many() -> tuple[int, int | None]:
    """Return how many files could be opened and the error that ended it."""
    found = []
    try:
        while True:
            found.append(os.open("/dev/null", os.O_RDONLY))
    except OSError as error:
        return len(found), error.errno
    finally:
        for descriptor in found:
            os.close(descriptor)


def grow_a_file() -> int | None:
    with tempfile.TemporaryFile() as file:
        file.truncate(confine.LARGEST_FILE)
        try:
            file.truncate(confine.LARGEST_FILE + 1)
        except OSError as error:
            return error.errno
    return None


def ask_for_a_socket(family: int) -> int | None:
    try:
        socket.socket(family).close()
    except OSError as error:
        return error.errno
    return None


def run_python(code: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.splitlines()[-1] if done.stderr else ""


def limits_of_a_program() -> dict[str, str]:
    """Return the soft limits that `cat`, started as a reader starts poppler, finds itself under."""
    told = subprocess.run(["cat", "/proc/self/limits"], capture_output=True, text=True, check=True)
    rows = told.stdout.splitlines()
    at = rows[0].index("Soft")
    return {row[:at].strip(): row[at:].split()[0] for row in rows[1:]}


def test_a_reader_that_uses_up_its_cpu_is_out_of_time_and_the_next_goes_on(
    children: Children,
) -> None:
    with pytest.raises(Unacceptable) as caught:
        children.run("page", LONG, burn)
    assert caught.value.code == "page.time_out"
    assert children.run("page", LONG, abs, -1) == 1


def test_each_task_is_given_cpu_anew(children: Children) -> None:
    for _task in range(3):
        assert 7 <= children.run("page", 7, cpu_left) <= 9


def test_a_reader_gets_no_more_memory_files_or_bytes_in_a_file_than_its_share(
    children: Children,
) -> None:
    assert children.run("page", LONG, eat) is None
    opened, reason = children.run("page", LONG, open_many)
    assert opened < confine.OPEN_FILES
    assert reason == errno.EMFILE
    assert children.run("page", LONG, grow_a_file) == errno.EFBIG


@pytest.mark.skipif(not Path("/proc/sys/kernel/seccomp").exists(), reason="kernel without seccomp")
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX])
def test_a_reader_opens_no_socket_and_neither_does_a_program_it_starts(
    children: Children, family: int
) -> None:
    assert ask_for_a_socket(family) is None  # we may
    assert children.run("page", LONG, ask_for_a_socket, family) == errno.EACCES
    code, said = children.run("page", LONG, run_python, "import socket; socket.socket()")
    assert (code, said.split(":")[0]) == (1, "PermissionError")


def test_programs_that_a_reader_starts_stand_under_its_limits(children: Children) -> None:
    found = children.run("page", 50, limits_of_a_program)
    assert int(found["Max address space"]) == MEMORY_MB << 20
    assert int(found["Max open files"]) == confine.OPEN_FILES
    assert int(found["Max file size"]) == confine.LARGEST_FILE
    assert int(found["Max core file size"]) == 0
    assert 50 <= int(found["Max cpu time"]) < LONG
    code, said = children.run("page", LONG, run_python, f"bytearray({MEMORY_MB + 1} << 20)")
    assert (code, said) == (1, "MemoryError")


def poppler_draws(pdf: Path, edge: int) -> int:
    """Return the bytes of the drawing; 36,000 points on edge are 1.3 GB of grey."""
    stem = pdf.with_suffix("")
    command = ["pdftoppm", "-gray", "-singlefile", "-scale-to", str(edge), str(pdf), str(stem)]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    drawn = pdf.with_suffix(".pgm")
    return drawn.stat().st_size if drawn.exists() else 0


def test_poppler_under_a_reader_draws_no_page_that_is_larger_than_its_memory(
    children: Children, tmp_path: Path
) -> None:
    pdf = tmp_path / "a.pdf"
    Image.new("1", (100, 100)).save(pdf)
    assert children.run("page", LONG, poppler_draws, pdf, 36_000) < 100  # its head
    assert children.run("page", LONG, poppler_draws, pdf, 1000) > 1000 * 1000


def test_who_has_a_network_says_so(children: Children) -> None:
    assert confine.has_network()
    assert not children.run("file", LONG, confine.has_network)
