"""The real line under test: the product as its own process tree, and a downstream that counts."""

import contextlib
import http.server
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from dilekce.store import ledger
from dilekce.store.database import open_database
from dilekce.store.ledger import Ledger

SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSBkb3duc3RyZWFtIHNpbms="
ROOT = Path(__file__).parents[1]


@dataclass
class Sink:
    """A downstream over HTTP: every attempt is counted, one key has one effect."""

    url: str = ""
    attempts: list[str] = field(default_factory=list)
    received: set[tuple[str, bytes]] = field(default_factory=set)

    @property
    def effects(self) -> Counter[str]:
        """Return the effects of each petition: one key with two bodies, or two keys, are two."""
        return Counter(key.partition(":")[0] for key, _body in self.received)


@contextlib.contextmanager
def sink() -> Iterator[Sink]:
    """Serve a sink on a free loopback port."""
    book = Sink()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            body = self.rfile.read(length)
            if len(body) < length:
                self.close_connection = True
                return  # who sent it was killed meanwhile: half a request is none
            key = self.headers["webhook-id"]
            book.attempts.append(key)
            book.received.add((key, body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    book.url = f"http://127.0.0.1:{server.server_port}/petitions"
    try:
        yield book
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    """Return a loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class Line:
    """`dilekce run` in a folder of its own."""

    home: Path
    webhook: str | None = None
    role: str = "run"  #: the command that is started
    extra: dict[str, str] = field(default_factory=dict)  #: more settings
    window: float = 0.5
    program: tuple[str, ...] = (str(Path(sys.executable).with_name("dilekce")),)
    process: subprocess.Popen[bytes] | None = None
    port: int = field(default_factory=free_port)

    @property
    def drop(self) -> Path:
        """The drop folder."""
        return self.home / "drop"

    @property
    def log(self) -> Path:
        """Everything the processes printed."""
        return self.home.with_suffix(".log")

    def environment(self) -> dict[str, str]:
        """Return the settings of this line as environment variables."""
        here = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        here |= {
            "DILEKCE_HOME": str(self.home),
            "DILEKCE_DESK__PORT": str(self.port),
            "DILEKCE_WATCH__WINDOW_SECONDS": str(self.window),
            "DILEKCE_WATCH__GRACE_SECONDS": "3",
            "DILEKCE_WATCH__RESCAN_SECONDS": "0.5",
            "DILEKCE_WORK__RECONCILE_SECONDS": "0.5",
        }
        if self.webhook:
            here["DILEKCE_DELIVER__WEBHOOK__URL"] = self.webhook
            here["DILEKCE_DELIVER__WEBHOOK__SECRETS"] = json.dumps([SECRET])
        return here | self.extra

    def start(self) -> None:
        """Start the whole product in a session of its own, so that all of it can be killed."""
        self.drop.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.program, self.role],
                cwd=self.home, env=self.environment(), stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """SIGKILL every process of the line at once."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Ask politely and return the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def command(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run another `dilekce` command on the same home."""
        return subprocess.run(
            [*self.program, *arguments],
            cwd=self.home, env=self.environment() | variables,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def put(self, source: Path, folder: str = "post", name: str | None = None) -> Path:
        """Copy a file into the drop folder as a scanner would."""
        target = self.drop / folder / (name or source.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        return target

    def book(self) -> Ledger:
        """Return the ledger as the database tells it now."""
        engine = open_database(f"sqlite:///{self.home / 'dilekce.db'}")
        try:
            with engine.begin() as connection:
                return ledger.balance(connection)
        finally:
            engine.dispose()

    def wait(self, what: Callable[[Ledger], bool], seconds: float = 120) -> Ledger:
        """Return the first ledger of which ``what`` is true; fails with the last one seen."""
        deadline = time.monotonic() + seconds
        book = None
        while time.monotonic() < deadline:
            with contextlib.suppress(sa.exc.OperationalError):
                book = self.book()
                if what(book):
                    return book
            time.sleep(0.3)
        raise AssertionError(f"not in {seconds} s: {book}\n{self.log.read_text()[-3000:]}")


def at_rest(book: Ledger) -> bool:
    """Say whether nothing is in hand any more: all read, all decided, all delivered."""
    moving = {"received", "read", "reading", "accepted", "delivering"}
    return bool(book.arrivals) and not moving & {*book.arrivals, *book.petitions}


def survive(
    line: Line, letters: Sequence[Path], kills: int, chance: random.Random, pause: float
) -> Ledger:
    """Drop the letters, kill the whole line at random instants, wait for rest; the line is down."""
    line.start()
    for letter in letters:
        line.put(letter)
    for _kill in range(kills):
        time.sleep(chance.uniform(1, pause))
        line.kill()
        line.start()
    book = line.wait(lambda b: at_rest(b) and len(b.entries) == len(letters), seconds=1800)
    line.kill()
    return book
