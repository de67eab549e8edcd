"""A PostgreSQL server for a benchmark: a cluster of its own, thrown away afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


def is_there() -> bool:
    """Say whether PostgreSQL's server programs are installed."""
    return _programs() is not None


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@dataclass(frozen=True)
class Server:
    """A running server of its own."""

    url: str
    start: Callable[[], None]
    stop: Callable[[], None]  #: at once, without a word to those connected


@contextmanager
def cluster() -> Iterator[str]:
    """Yield the URL of an empty database; as root, the server runs as ``postgres``."""
    with server() as running:
        yield running.url


@contextmanager
def server() -> Iterator[Server]:
    """Make a cluster and start its server; both are gone afterwards."""
    programs = _programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="dilekce-pg-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    data, here = folder / "data", folder / "run"

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    subprocess.run([*as_user, "mkdir", str(here)], check=True)
    run("initdb", "-D", str(data), "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {here}"

    def start() -> None:
        run("pg_ctl", "-D", str(data), "-l", str(here / "log"), "-o", options, "-w", "start")

    def stop() -> None:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")

    start()
    try:
        yield Server(f"postgresql+psycopg://desk@127.0.0.1:{port}/postgres", start, stop)
    finally:
        stop()
        shutil.rmtree(folder, ignore_errors=True)
