"""The roles apart, each as its own process."""

import shutil
import time
from pathlib import Path

from tests.line import Line

CORPUS = Path(__file__).parents[2] / "samples" / "corpus"
LETTERS = sorted(CORPUS.glob("*.png"))[:1] + sorted(CORPUS.glob("*.tif"))[:2]


def test_what_is_uploaded_at_a_desk_served_alone_is_taken_in(tmp_path: Path) -> None:
    line = Line(tmp_path / "home", role="serve")
    line.start()
    try:
        folder = line.home / "uploads" / "post"
        line.wait(lambda _book: folder.parent.exists())
        folder.mkdir()
        shutil.copyfile(LETTERS[0], folder / "letter.png")
        line.wait(lambda book: book.arrivals.get("received") == 1)
        assert list(folder.iterdir()) == []
        assert line.stop() == 0
    finally:
        line.kill()


def test_a_watcher_leaves_files_where_they_are_while_many_wait(tmp_path: Path) -> None:
    line = Line(tmp_path / "home", role="watch", extra={"DILEKCE_WATCH__MOST_WAITING": "1"})
    line.start()
    try:
        for letter in LETTERS:
            line.put(letter)
        line.wait(lambda book: book.arrivals.get("received") == 1)
        time.sleep(3)  # several looks
        assert line.book().arrivals == {"received": 1}
        left = [path for path in line.drop.rglob("*") if path.is_file()]
        assert len(left) == len(LETTERS) - 1
        assert "intake.full" in line.log.read_text()
        line.stop()
        line.extra["DILEKCE_WATCH__MOST_WAITING"] = "9"
        line.start()
        line.wait(lambda book: book.arrivals.get("received") == len(LETTERS))
    finally:
        line.kill()


def test_a_second_worker_in_one_home_says_what_to_do(tmp_path: Path) -> None:
    line = Line(tmp_path / "home", role="work")
    line.start()
    try:
        line.wait(lambda _book: bool((line.home / "worker").exists()))
        time.sleep(1)
        second = line.command("work")
        assert second.returncode == 3
        assert "home.in_use" in second.stderr
    finally:
        line.kill()


def test_a_start_without_its_database_is_to_be_tried_again(tmp_path: Path) -> None:
    away = {"DILEKCE_DATABASE": "postgresql+psycopg://nobody:hidden@127.0.0.1:9/dilekce"}
    line = Line(tmp_path / "home", extra=away)
    line.home.mkdir()
    told = line.command("work")
    assert told.returncode == 4
    assert "database.away" in told.stderr
    assert "hidden" not in told.stderr + told.stdout
    assert "Traceback" not in told.stderr
