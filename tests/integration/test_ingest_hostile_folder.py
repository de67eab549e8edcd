"""What strangers may leave in the drop folder, met by the real watcher, admission and store."""

import datetime as dt
import hashlib
import json
import os
import socket
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dilekce import logs
from dilekce.blobs import Blobs
from dilekce.book import Book
from dilekce.store.database import open_database, upgrade
from dilekce.store.tables import arrival, companion, receipt
from ingest.admit import Admission
from ingest.names import is_temporary
from ingest.settle import Patience
from ingest.watch import ScanReport, Watcher

NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.timezone(dt.timedelta(hours=3)))
#: A name that must be in no log: a file is often called by who wrote the letter.
PERSON = "Şükrü ÇAĞLAYAN"
LONGEST = 255  # bytes of a name on the file systems of Linux

NAMES = [
    f"{PERSON}\n{{\"event\": \"forged\"}}.tif".encode(),
    f"\r\x1b[2J\x1b]0;{PERSON}\x07.pdf".encode(),
    f"'\"`$(touch {PERSON})`;|&<>*?.tif".encode(),
    f"\u202egnp.{PERSON}\u202c.tif".encode(),
    f"\ufeff\u200b\u2028\u2029{PERSON}.tif".encode(),
    f"-rf --help {PERSON}.tif".encode(),
    b"--", b"-", b"%s%n%x.tif", b"{0}{name}.tif", b"'; drop table arrival; --.tif",
    "ş".encode() * 125 + b".tif", b"a" * LONGEST, b"\xff\xfe\x80.tif",
    "dilekçe.tif".encode("cp1254"), b"a..tif", b"a.tif.", b"a.tif ", b" ", b"a ", b"a.",
    b"\\..\\..\\etc\\passwd",
    b"C:", b"CON", b"NUL.tif", b"aux.pdf", b"COM1", b"LPT1.tif", b"desktop.ini", b"Thumbs.db",
    b"\x01\x7f.tif", b"#", b"~", b"*", b"a%00.tif", b"&amp;<script>.tif",
]  # fmt: skip


def begin(arrival_id: str) -> None:
    """Stand where the pipeline does."""


@dataclass
class House:
    """A drop folder with everything that takes from it, and a clock that the test moves."""

    home: Path
    now: float = 0.0

    def __post_init__(self) -> None:
        self.drop, spool = self.home / "drop", self.home / "spool"
        self.drop.mkdir(parents=True)
        spool.mkdir()
        self.blobs = Blobs(f"file://{self.home / 'blobs'}")
        self.database = open_database(f"sqlite:///{self.home / 'dilekce.db'}")
        upgrade(self.database)
        admission = Admission(self.blobs, Book(self.database), begin, spool=spool, now=lambda: NOW)
        self.watch = Watcher(
            self.drop, admission.admit, adopt=admission.adopt, patience=Patience(),
            rescan=1, polling=False, clock=lambda: self.now,
        )  # fmt: skip

    def put(self, name: bytes, body: bytes) -> None:
        (self.drop / os.fsdecode(name)).write_bytes(body)

    def pass_time(self) -> list[ScanReport]:
        """Look at the folder until every patience is at its end."""
        reports = []
        for _look in range(3):
            reports.append(self.watch.scan_once())
            self.now += 700
        return reports

    def kept(self) -> Counter[str]:
        """Return how often each content was taken in, as file or sidecar, its bytes kept."""
        with self.database.begin() as connection:
            hashes = connection.execute(
                sa.select(arrival.c.sha256).join(receipt, receipt.c.arrival_id == arrival.c.id)
            ).scalars()
            found = Counter(hashes)
            found.update(connection.execute(sa.select(companion.c.sha256)).scalars())
        for sha256 in found:
            assert hashlib.sha256(self.blobs.get(sha256)).hexdigest() == sha256
        return found

    def names(self) -> list[str]:
        """Return the names as the book holds them."""
        with self.database.begin() as connection:
            return list(connection.execute(sa.select(receipt.c.file_name)).scalars())


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "house")
    logs.set_up()
    yield made
    made.database.dispose()


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def check_log(text: str) -> None:
    """Every line is one JSON object that names no file."""
    for line in text.splitlines():
        assert json.loads(line)["event"] != "forged"
    assert "ÇAĞLAYAN" not in text


def test_every_name_is_taken_as_data_and_none_is_told_in_the_log(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.set_up()  # to the stream of this test
    bodies = {name: b"a letter no. %d, whole or not" % n for n, name in enumerate(NAMES)}
    for name, body in bodies.items():
        house.put(name, body)
    house.pass_time()
    assert not list(house.drop.iterdir())
    assert house.kept() == Counter(map(sha, bodies.values()))
    check_log(capfd.readouterr().err)


name_bytes = st.binary(min_size=1, max_size=LONGEST).map(
    lambda raw: raw.replace(b"/", b"_").replace(b"\x00", b"_")
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(name_bytes, min_size=1, max_size=8, unique=True))
@example([b"a.tif", b"a.xml", b"a.tif.xml", b"a", b"xml", b"a.TIF"])
@example([b"\xc4\xb1.tif", b"i.xml", b"I.tif", b"\xc4\xb0.TXT"])
def test_nothing_is_lost_whatever_the_files_are_called(house: House, names: list[bytes]) -> None:
    before, bodies = house.kept(), {}
    for name in names:
        if name in (b".", b".."):
            continue
        bodies[name] = os.urandom(40)
        house.put(name, bodies[name])
    house.pass_time()
    left = {os.fsencode(item.name): item.read_bytes() for item in house.drop.iterdir()}
    taken = house.kept() - before
    for name, body in bodies.items():
        assert bool(taken[sha(body)]) == (name not in left), name
        (house.drop / os.fsdecode(name)).unlink(missing_ok=True)
    assert all(is_temporary(os.fsdecode(name)) for name in left)
    assert not any(ord(letter) in range(0xD800, 0xE000) for n in house.names() for letter in n)


def test_what_is_no_regular_file_stays_and_is_neither_followed_nor_waited_for(
    house: House, tmp_path: Path
) -> None:
    outside, inside = tmp_path / "outside", house.drop
    outside.mkdir()
    secret = outside / "secret.tif"
    secret.write_bytes(b"II*\x00 of another house")
    (inside / "link.tif").symlink_to(secret)
    (inside / "link.xml").symlink_to(secret)
    (inside / "folder").symlink_to(outside)
    (inside / "round").symlink_to(inside)
    (inside / "nowhere.tif").symlink_to("/nowhere")
    (inside / "memory.tif").symlink_to("/dev/zero")
    os.mkfifo(inside / "pipe.tif")
    os.mkfifo(inside / "a.xml")
    (inside / "empty.tif").mkdir()
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind(os.path.relpath(inside / "ear.tif"))
    house.put(b"a.tif", b"a letter among them")
    reports = house.pass_time()
    assert reports[-1].not_regular == 9
    assert house.kept() == Counter([sha(b"a letter among them")])
    assert secret.read_bytes() == b"II*\x00 of another house"
    assert len(list(inside.iterdir())) == 10


def test_a_file_that_becomes_a_link_while_it_waits_is_not_followed(
    house: House, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.tif"
    secret.write_bytes(b"of another house")
    house.put(b"a.tif", b"a letter")
    house.watch.scan_once()
    (house.drop / "a.tif").unlink()
    (house.drop / "a.tif").symlink_to(secret)
    house.pass_time()
    assert not house.kept()
    assert secret.exists()


@pytest.mark.timeout(30)
@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0\x00\x04ab\xff\xda\x00\x02", b"", b"II*\x00"])
def test_a_file_as_large_as_a_disk_is_not_copied_and_the_others_go_on(
    house: House, head: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.set_up()
    for name in ("huge.tif", "a.xml"):
        house.put(name.encode(), head)
        os.truncate(house.drop / name, 1 << 42)
    house.put(b"a.tif", b"a letter beside it")
    reports = house.pass_time()
    assert house.kept() == Counter([sha(b"a letter beside it")])
    assert {item.name for item in house.drop.iterdir()} == {"huge.tif", "a.xml"}
    assert reports[-1].held_back == 2
    told = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line["code"] for line in told if "code" in line] == ["file.too_large"] * 2


def many_parts(head: bytes, part: bytes, size: int = 30 << 20) -> bytes:
    return head + part * (size // len(part))


def sharing_pages(pages: int = 9_000, strips: int = 150_000) -> bytes:
    """Return a TIFF of many pages that all point at one list of strips."""
    at, size = 8 + 4 * strips, 2 + 12 * 3 + 4
    entry = b"%b" * 3
    out = bytearray(b"II*\x00" + at.to_bytes(4, "little") + bytes(4 * strips))
    for page in range(pages):
        tags = ((256, 4, 1, 9), (257, 4, 1, 9), (273, 4, strips, 8))
        rows = (
            tag.to_bytes(2, "little") + kind.to_bytes(2, "little")
            + count.to_bytes(4, "little") + value.to_bytes(4, "little")
            for tag, kind, count, value in tags
        )  # fmt: skip
        following = at + size * (page + 1) if page < pages - 1 else 0
        out += (3).to_bytes(2, "little") + entry % tuple(rows) + following.to_bytes(4, "little")
    return bytes(out)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        many_parts(b"\x89PNG\r\n\x1a\n", bytes(12)),
        many_parts(b"\xff\xd8", b"\xff"),
        many_parts(b"\xff\xd8", b"\xff\x01"),
        many_parts(b"\xff\xd8", b"\xff\xe0\x00\x02"),
        many_parts(b"\xff\xd8\xff\xda\x00\x02", b"\xff\x00"),
        sharing_pages(),
    ],
    ids=["png chunks", "fill bytes", "bare markers", "segments", "stuffed bytes", "shared strips"],
)
def test_a_file_made_of_parts_alone_does_not_hold_up_the_watch(house: House, body: bytes) -> None:
    house.put(b"a.tif", body)
    house.put(b"b.tif", b"a letter behind it")
    house.pass_time()
    assert house.kept() == Counter([sha(body), sha(b"a letter behind it")])
