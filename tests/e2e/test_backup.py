"""A backup taken while letters flow in, and a new house that goes on from it."""

import json
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from dilekce.store.ledger import Ledger
from samples.make import samples, write
from tests.line import Line, at_rest, sink

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def busy(book: Ledger) -> bool:
    """Say whether something is delivered already while something else is still in hand."""
    return book.petitions.get("delivered", 0) > 0 and not at_rest(book)


def test_a_house_restored_from_a_backup_under_load_loses_and_repeats_nothing(
    tmp_path: Path,
) -> None:
    made = samples(seed=7, count=9, layouts=("bimer_form", "fax_cover", "classic"))
    letters = [write(sample, tmp_path / "letters") for sample in made]
    with sink() as downstream:
        line = Line(tmp_path / "old", webhook=downstream.url)
        line.start()
        sender = threading.Thread(target=drop_slowly, args=(line, letters))
        sender.start()
        line.wait(busy, 200)
        done = line.command("backup", str(tmp_path / "backup"))
        assert done.returncode == 0, done.stderr
        under_load = line.book()
        sender.join()
        line.wait(lambda b: at_rest(b) and len(b.entries) == len(letters), 200)
        line.kill()

        new = Line(tmp_path / "new", webhook=downstream.url)
        new.home.mkdir()
        back = new.command("restore", str(tmp_path / "backup"))
        assert back.returncode == 0, back.stdout + back.stderr
        assert "balanced" in back.stdout.splitlines()
        copied = states(tmp_path / "backup")
        assert states(new.home) == copied, "the restored house is the copied one"
        assert 0 < len(copied) <= len(under_load.entries)
        new.start()
        book = new.wait(lambda b: at_rest(b) and len(b.entries) == len(copied), 200)
        new.kill()
    assert book.balanced
    petitions = [key.split(":")[0] for key in set(downstream.attempts)]
    assert len(petitions) == len(set(petitions)), "a petition came under two keys"
    delivered = book.petitions.get("delivered", 0)
    assert delivered > 0
    assert delivered <= len(petitions)


def drop_slowly(line: Line, letters: list[Path]) -> None:
    for letter in letters:
        line.put(letter)
        time.sleep(2)


def states(folder: Path) -> dict[str, str]:
    """Return the state of each arrival in a house, or in its backup."""
    file = folder / "dilekce.db"
    if not file.exists():
        file = folder / json.loads((folder / "manifest.json").read_text())["database"]
    with closing(sqlite3.connect(file)) as database:
        return dict(database.execute("select id, state from arrival"))
