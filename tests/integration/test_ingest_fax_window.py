"""Faxes are taken sooner than scans: their servers hand them over finished. Unless they do not."""

import fcntl
import subprocess
import sys
import time
from pathlib import Path

import pytest

from domain.arrival import Channel
from ingest.admit import SettledFile
from ingest.complete import announces_more
from ingest.held import Hold, hold_on, is_local
from ingest.settle import Patience
from ingest.watch import Watcher
from tests.builders_tiff import BAR_ROW, EOL, Page, bits, tiff
from tests.integration.test_ingest_watch import Taker, live, until, whole

PATIENCE = Patience(window=8, fax_window=2, grace=600)
G3 = 3


def fax(*numbers: tuple[int, int]) -> bytes:
    """Return a fax of one page per (number from 0, total)."""
    rows = bits((EOL + BAR_ROW) * 100)
    return tiff([Page([rows], 100, G3, {297: number}) for number in numbers])


class House:
    """A watcher on a real folder, with a clock in our hand."""

    def __init__(self, folder: Path, patience: Patience = PATIENCE) -> None:
        self.folder, self.now, self.taken = folder, 0.0, list[str]()
        (folder / "fax").mkdir()
        (folder / "post").mkdir()
        self.watch = Watcher(
            folder, self.take, adopt=lambda _: False, patience=patience, rescan=60, polling=False,
            clock=lambda: self.now,
        )  # fmt: skip

    def take(self, file: SettledFile) -> None:
        self.taken.append(file.look.name)
        for look in (*file.companions, file.look):
            (self.folder / look.name).unlink()

    def at(self, now: float) -> list[str]:
        """Look at second ``now``; return all names taken so far."""
        self.now = now
        self.watch.scan_once()
        return sorted(self.taken)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_fax_waits_for_its_own_window_and_a_scan_for_the_long_one(house: House) -> None:
    (house.folder / "fax" / "a.tif").write_bytes(fax((0, 1)))
    (house.folder / "post" / "b.tif").write_bytes(fax((0, 1)))
    house.at(0)
    assert house.at(1.9) == []
    assert house.at(2) == ["fax/a.tif"]
    assert house.at(7.9) == ["fax/a.tif"]
    assert house.at(8) == ["fax/a.tif", "post/b.tif"]


def test_files_outside_are_of_the_channel_that_is_set(tmp_path: Path) -> None:
    house = House(tmp_path, Patience(window=8, fax_window=2, channel=Channel.FAX))
    (house.folder / "a.tif").write_bytes(fax((0, 1)))
    house.at(0)
    assert house.at(2) == ["a.tif"]


def test_a_fax_window_longer_than_the_window_is_none(tmp_path: Path) -> None:
    house = House(tmp_path, Patience(window=1, fax_window=2))
    (house.folder / "fax" / "a.tif").write_bytes(fax((0, 1)))
    house.at(0)
    assert house.at(1) == ["fax/a.tif"]


def test_a_fax_waits_for_its_sidecar_as_long_as_for_itself(house: House) -> None:
    (house.folder / "fax" / "a.tif").write_bytes(fax((0, 1)))
    house.at(0)
    (house.folder / "fax" / "a.xml").write_text("<fax/>")
    house.at(1)
    assert house.at(2) == []
    assert house.at(3) == ["fax/a.tif"]
    assert not list((house.folder / "fax").iterdir())


@pytest.mark.parametrize("folder", ["fax", "post"])
def test_a_file_that_its_writer_holds_open_is_not_taken_before_the_grace_time(
    folder: str, house: House
) -> None:
    path = house.folder / folder / "a.tif"
    path.write_bytes(fax((0, 1)))
    with path.open("ab"):
        house.at(0)
        assert house.at(599) == []
    assert house.at(599.5) == [f"{folder}/a.tif"]
    path.write_bytes(fax((0, 1), (1, 2)))
    with path.open("ab"):
        house.at(600)
        house.at(1199)
        assert len(house.taken) == 1
        house.at(1200)
        assert len(house.taken) == 2


def test_a_file_that_a_fax_server_has_locked_is_not_taken(house: House) -> None:
    path = house.folder / "fax" / "a.tif"
    path.write_bytes(fax((0, 1)))
    with path.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        house.at(0)
        assert house.at(100) == []
    assert house.at(101) == ["fax/a.tif"]


def test_a_fax_that_announces_more_pages_waits_for_the_long_window(house: House) -> None:
    (house.folder / "fax" / "a.tif").write_bytes(fax((0, 3)))
    (house.folder / "fax" / "b.tif").write_bytes(fax((0, 2), (1, 2)))
    house.at(0)
    assert house.at(2) == ["fax/b.tif"]
    assert house.at(7) == ["fax/b.tif"]
    assert house.at(8) == ["fax/a.tif", "fax/b.tif"]


@pytest.mark.parametrize("numbers", [[(0, 1)], [(0, 0)] * 3, [(0, 2), (1, 2)], [(7, 1)]])
def test_page_numbers_without_more_pages_announce_none(
    numbers: list[tuple[int, int]], tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(fax(*numbers))
    assert not announces_more(tmp_path / "a")


def test_where_the_kernel_does_not_say_a_fax_waits_for_the_long_window(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.watch.hold_on", lambda _: Hold.UNKNOWN)
    (house.folder / "fax" / "a.tif").write_bytes(fax((0, 1)))
    house.at(0)
    assert house.at(7.9) == []
    assert house.at(8) == ["fax/a.tif"]


def test_unless_its_writer_was_seen_to_close_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.watch.hold_on", lambda _: Hold.UNKNOWN)
    (tmp_path / "fax").mkdir()
    taker = Taker()
    with live(tmp_path, taker, Patience(window=3600, fax_window=0.5, grace=3600), rescan=3600):
        time.sleep(0.3)
        whole(tmp_path / "fax" / "a.tif")
        until(lambda: taker.names == ["fax/a.tif"])


def test_a_file_of_another_user_is_not_known_to_be_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_bytes(b"x")
    assert hold_on(tmp_path / "a") is Hold.FREE
    monkeypatch.setattr("ingest.held.fcntl.fcntl", refused)
    assert hold_on(tmp_path / "a") is Hold.UNKNOWN


def test_on_a_share_a_refused_lease_proves_no_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SMB and NFS refuse leases for files that nobody holds; waiting for them would never end."""
    (tmp_path / "a").write_bytes(b"x")
    with (tmp_path / "a").open("ab"):
        assert hold_on(tmp_path / "a") is Hold.HELD
        monkeypatch.setattr("ingest.held.is_local", lambda _: False)
        assert hold_on(tmp_path / "a") is Hold.UNKNOWN


def test_only_known_file_systems_are_local() -> None:
    with Path("/proc/self/status").open("rb") as kernel:
        assert not is_local(kernel.fileno())


def test_a_writer_that_comes_while_we_ask_harms_nobody(tmp_path: Path) -> None:
    """The kernel signals who holds a lease when a writer comes; SIGIO would kill the process."""
    path = tmp_path / "a"
    path.write_bytes(b"x")
    script = f"for _ in range(20000): open({str(path)!r}, 'ab').close()"
    with subprocess.Popen([sys.executable, "-c", script]) as writer:
        found = set()
        while writer.poll() is None:
            found.add(hold_on(path))
    assert writer.returncode == 0
    assert found <= {Hold.FREE, Hold.HELD}
