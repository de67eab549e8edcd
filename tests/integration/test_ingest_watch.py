"""The watcher on a real folder: with a clock in our hand, and live with real events."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from structlog.testing import capture_logs

from domain.errors import TryLater
from ingest.admit import SettledFile
from ingest.settle import Patience
from ingest.watch import Watcher

#: Test times are a tenth of the real ones: 1 s for the window of 10, 0.5 s for pauses of 5.
LIVE = Patience(window=1.0, grace=3.0)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Taker:
    """Takes files as admission does: reads, then removes."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)
    refuse: Callable[[str], bool] = lambda _: False
    adopts: bool = False

    def __call__(self, file: SettledFile) -> None:
        if self.refuse(file.look.name):
            raise TryLater("test.later", "as the test asked")
        path = file.folder / file.look.name
        self.taken.append((file.look.name, path.read_bytes()))
        for look in (*file.companions, file.look):
            (file.folder / look.name).unlink()

    def adopt(self, file: SettledFile) -> bool:
        if self.adopts:
            (file.folder / file.look.name).unlink()
        return self.adopts

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.taken]


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


def watcher(
    drop: Path, taker: Taker, clock: Callable[[], float], patience: Patience | None = None
) -> Watcher:
    return Watcher(
        drop,
        taker,
        adopt=taker.adopt,
        patience=patience or Patience(),
        rescan=60,
        polling=False,
        clock=clock,
    )


def page(seed: int) -> Image.Image:
    return Image.effect_noise((300, 200), 20 + seed).convert("1")


def whole(path: Path, pages: int = 1) -> None:
    page(0).save(
        path,
        "TIFF" if path.suffix == ".tif" else "PDF",
        save_all=True,
        append_images=[page(n) for n in range(1, pages)],
    )


def test_a_file_that_was_there_before_us_is_taken_after_the_window(drop: Path) -> None:
    whole(drop / "a.tif")
    clock, taker = Clock(), Taker()
    watch = watcher(drop, taker, clock)
    assert watch.scan_once().waiting == 1
    clock.now = 9.9
    assert watch.scan_once().longest_wait == 9.9
    assert not taker.taken
    clock.now = 10.0
    assert watch.scan_once().taken == 1
    assert taker.names == ["a.tif"]
    assert not list(drop.iterdir())


def test_a_cut_file_waits_the_grace_time_then_is_taken(drop: Path) -> None:
    whole(drop / "a.tif")
    (drop / "b.tif").write_bytes((drop / "a.tif").read_bytes()[:-100])
    (drop / "c.tif").touch()
    clock, taker = Clock(), Taker()
    watch = watcher(drop, taker, clock)
    watch.scan_once()
    clock.now = 599.0
    watch.scan_once()
    assert taker.names == ["a.tif"]
    clock.now = 600.0
    watch.scan_once()
    assert sorted(taker.names) == ["a.tif", "b.tif", "c.tif"]


def test_names_are_data_and_special_files_are_left_alone(drop: Path, tmp_path: Path) -> None:
    names = ["a\nb.tif", 'it\'s "x"; rm -rf ~.tif', "\u202efdp.tif", "ş" * 125 + ".tif", "-o.tif"]
    for name in names:
        whole(drop / name)
    whole(tmp_path / "real.tif")
    (drop / "link.tif").symlink_to(tmp_path / "real.tif")
    os.mkfifo(drop / "pipe.tif")
    (drop / "folder.tif").mkdir()
    for name in ("x.part", ".y.tif", "~$z.pdf", "w.tmp"):
        whole(tmp_path / "real.tif")
        (drop / name).write_bytes((tmp_path / "real.tif").read_bytes())
    clock, taker = Clock(), Taker()
    watch = watcher(drop, taker, clock)
    assert watch.scan_once().not_regular == 2
    clock.now = 5000.0
    watch.scan_once()
    assert sorted(taker.names) == sorted(names)


def test_a_name_that_is_no_utf_8_is_taken(drop: Path) -> None:
    name = os.fsdecode("dilekçe.tif".encode("cp1254"))
    whole(drop / "a.tif")
    (drop / "a.tif").rename(drop / name)
    clock, taker = Clock(), Taker()
    watch = watcher(drop, taker, clock)
    watch.scan_once()
    clock.now = 10.0
    watch.scan_once()
    assert taker.names == [name]


def test_a_file_its_writer_has_locked_is_asked_again(
    drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_: Path) -> None:
        raise TryLater("source.open", "as the test asked")

    whole(drop / "a.tif")
    clock, taker = Clock(), Taker()
    watch = watcher(drop, taker, clock)
    watch.scan_once()
    clock.now = 10.0
    with monkeypatch.context() as held:
        held.setattr("ingest.watch.check_complete", locked)
        watch.scan_once()
    assert not taker.taken
    watch.scan_once()
    assert taker.names == ["a.tif"]


def test_sub_folders_are_watched_too(drop: Path) -> None:
    (drop / "fax" / "2026").mkdir(parents=True)
    whole(drop / "fax" / "2026" / "a.tif")
    clock, taker = Clock(), Taker()
    watch = watcher(drop, taker, clock)
    watch.scan_once()
    clock.now = 10.0
    watch.scan_once()
    assert taker.names == ["fax/2026/a.tif"]


def test_one_file_that_cannot_be_taken_stops_no_other_and_is_logged_without_its_name(
    drop: Path,
) -> None:
    whole(drop / "ali_veli.tif")
    whole(drop / "b.tif")
    clock, taker = Clock(), Taker(refuse=lambda name: name.startswith("ali"))
    watch = watcher(drop, taker, clock)
    with capture_logs() as logs:
        for now in (0.0, 10.0, 20.0, 30.0):
            clock.now = now
            report = watch.scan_once()
    assert taker.names == ["b.tif"]
    assert (report.held_back, report.waiting) == (1, 1)
    assert logs == [{"event": "ingest.held_back", "code": "test.later", "log_level": "warning"}]
    taker.refuse = lambda _: False
    watch.scan_once()
    assert taker.names == ["b.tif", "ali_veli.tif"]


def test_a_file_waits_for_its_sidecar_to_settle(drop: Path) -> None:
    whole(drop / "a.tif")
    clock, taker = Clock(), Taker()
    watch = watcher(drop, taker, clock)
    watch.scan_once()
    clock.now = 9.0
    (drop / "a.xml").write_text("<fax")
    watch.scan_once()
    clock.now = 15.0
    watch.scan_once()
    assert not taker.taken
    clock.now = 19.0
    watch.scan_once()
    assert taker.names == ["a.tif"]
    assert not list(drop.iterdir())


def test_a_sidecar_without_a_file_is_adopted_or_taken_after_the_grace_time(drop: Path) -> None:
    (drop / "a.xml").write_text("<fax/>")
    clock, taker = Clock(), Taker()
    watch = watcher(drop, taker, clock)
    for now in (0.0, 10.0, 599.0):
        clock.now = now
        watch.scan_once()
    assert not taker.taken
    clock.now = 600.0
    watch.scan_once()
    assert taker.names == ["a.xml"]
    (drop / "b.xml").write_text("<fax/>")
    taker.adopts = True
    watch.scan_once()
    clock.now = 610.0
    watch.scan_once()
    assert taker.names == ["a.xml"]
    assert not list(drop.iterdir())


def test_a_folder_that_vanishes_and_comes_back_is_watched_again(drop: Path) -> None:
    clock, taker = Clock(), Taker()
    watch = watcher(drop, taker, clock)
    drop.rmdir()
    with capture_logs() as logs:
        assert watch.scan_once().folder_missing
        assert watch.scan_once().folder_missing
        drop.mkdir()
        assert not watch.scan_once().folder_missing
    assert [entry["event"] for entry in logs] == ["ingest.folder_missing", "ingest.folder_back"]
    whole(drop / "a.tif")
    watch.scan_once()
    clock.now = 10.0
    watch.scan_once()
    assert taker.names == ["a.tif"]


@contextmanager
def live(
    drop: Path,
    taker: Taker,
    patience: Patience = LIVE,
    *,
    rescan: float = 30,
    polling: bool = False,
) -> Iterator[None]:
    watch = Watcher(
        drop, taker, adopt=taker.adopt, patience=patience, rescan=rescan, polling=polling
    )
    stop = threading.Event()
    thread = threading.Thread(target=watch.run, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


def until(done: Callable[[], bool]) -> None:
    """Wait for what must come; the test's own time limit ends a wait for what never does."""
    while not done():
        time.sleep(0.02)


def drip(path: Path, body: bytes) -> None:
    """Write slowly, with pauses of half the window."""
    with path.open("wb") as file:
        for start in range(0, len(body), len(body) // 5):
            file.write(body[start : start + len(body) // 5])
            file.flush()
            time.sleep(LIVE.window / 2)


def page_by_page(path: Path, pages: int) -> None:
    """Leave a valid file after each page, closed, with pauses of half the window."""
    for count in range(1, pages + 1):
        whole(path, count)
        time.sleep(LIVE.window / 2)


def test_a_sub_folder_that_may_not_be_entered_is_told_once_and_the_others_go_on(
    drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("fax", "post"):
        (drop / name).mkdir()
        page(1).save(drop / name / "a.tif")
    enter = os.scandir

    def refuse(folder: Path) -> Any:
        if Path(folder).name == "fax":
            raise PermissionError
        return enter(folder)

    taker, clock = Taker(), Clock()
    watch = watcher(drop, taker, clock)
    with capture_logs() as logs, monkeypatch.context() as rights:
        rights.setattr(os, "scandir", refuse)
        for clock.now in (0.0, 11.0):
            watch.scan_once()
        assert taker.names == ["post/a.tif"]
    assert [entry["event"] for entry in logs] == ["ingest.not_readable"]
    for clock.now in (20.0, 31.0):
        watch.scan_once()
    assert taker.names == ["post/a.tif", "fax/a.tif"]


def test_slow_writers_are_taken_once_and_whole(drop: Path, tmp_path: Path) -> None:
    whole(tmp_path / "slow.tif", 3)
    body = (tmp_path / "slow.tif").read_bytes()
    taker = Taker()
    with live(drop, taker):
        writers = [
            threading.Thread(target=drip, args=(drop / "slow.tif", body)),
            threading.Thread(target=page_by_page, args=(drop / "paged.tif", 4)),
            threading.Thread(target=page_by_page, args=(drop / "paged.pdf", 4)),
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        until(lambda: len(taker.taken) >= 3)
    assert sorted(taker.names) == ["paged.pdf", "paged.tif", "slow.tif"]
    taken = dict(taker.taken)
    assert taken["slow.tif"] == body
    (tmp_path / "paged.tif").write_bytes(taken["paged.tif"])
    with Image.open(tmp_path / "paged.tif") as image:
        assert getattr(image, "n_frames", 1) == 4
    assert taken["paged.pdf"].count(b"/Type /Page\n") == 4


@pytest.mark.parametrize("polling", [False, True])
def test_events_wake_the_scan_long_before_the_rescan(drop: Path, *, polling: bool) -> None:
    taker = Taker()
    with live(drop, taker, rescan=3600, polling=polling):
        time.sleep(0.3)
        whole(drop / "a.tif")
        until(lambda: taker.names == ["a.tif"])


def test_a_file_renamed_from_a_temporary_name_needs_no_window(drop: Path) -> None:
    taker = Taker()
    with live(drop, taker, Patience(window=3600, grace=3600), rescan=3600):
        time.sleep(0.3)
        whole(drop / "a.tif")
        (drop / "a.tif").rename(drop / "a.part")
        (drop / "a.part").rename(drop / "a.tif")
        until(lambda: taker.names == ["a.tif"])


def test_a_live_watch_survives_the_folder_being_replaced(drop: Path) -> None:
    taker = Taker()
    with live(drop, taker, rescan=0.2):
        time.sleep(0.3)
        drop.rmdir()
        time.sleep(0.5)
        drop.mkdir()
        whole(drop / "a.tif")
        until(lambda: taker.names == ["a.tif"])
