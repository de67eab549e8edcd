"""A PostgreSQL server for a benchmark: a cluster of its own, thrown away afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
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
    """A server that can be stopped and started again."""

    folder: Path
    port: int
    as_user: tuple[str, ...]

    @property
    def url(self) -> str:
        """Return the URL of an empty database."""
        return f"postgresql+psycopg://desk@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        here = self.folder / "run"
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {here}"
        self.run("pg_ctl", "-D", "data", "-l", str(here / "log"), "-o", options, "-w", "start")

    def stop(self) -> None:
        """Stop it as a power cut would: no goodbye to anybody."""
        self.run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs in the server's folder."""
        programs = _programs()
        assert programs is not None
        command = [*self.as_user, str(programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder)


@contextmanager
def server() -> Iterator[Server]:
    """Yield a running server; as root, it runs as ``postgres``."""
    folder = Path(tempfile.mkdtemp(prefix="dilekce-pg-"))
    as_user = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    found = Server(folder, port, as_user)
    subprocess.run([*as_user, "mkdir", str(folder / "run")], check=True)
    found.run("initdb", "-D", "data", "-U", "desk", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    found.start()
    try:
        yield found
    finally:
        found.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def cluster() -> Iterator[str]:
    """Yield the URL of an empty database."""
    with server() as found:
        yield found.url
