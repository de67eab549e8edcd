"""Backups of a store and the way back, on SQLite and PostgreSQL."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce.backup import MANIFEST, Made, back_up
from dilekce.blobs import Blobs, path_of
from dilekce.restore import Restored, restore
from dilekce.store import ledger, sessions, tables
from dilekce.store.audit import Deed
from dilekce.store.database import open_database
from domain.errors import Stop, TryLater
from tests.delivery_house import START, Store, open_store
from tests.postgresql import database_of

ADMINISTRATOR = Deed(START, "user:cli")


@dataclass
class Place:
    """A house with its backup, and an empty one to restore into."""

    store: Store
    models: Path
    folder: Path
    empty: sa.Engine
    blobs: Blobs

    def back_up(self) -> Made:
        return back_up(self.store.database, self.store.blobs, self.models, self.folder, START)

    def restore(self) -> Restored:
        new = self.folder.with_name("new-models")
        return restore(self.folder, self.empty, self.blobs, new, ADMINISTRATOR)

    def store_root(self) -> Path:
        return self.folder.with_name("blobs")

    def empty_root(self) -> Path:
        return self.folder.with_name("new") / "blobs"

    def blob(self, which: int = 0) -> Path:
        with self.store.database.begin() as connection:
            keys = connection.execute(sa.select(tables.arrival.c.sha256)).scalars().all()
        return self.folder / "blobs" / path_of(sorted(keys)[which])


@pytest.fixture
def place(tmp_path: Path, on_each_database: str | None, postgresql: str | None) -> Iterator[Place]:
    store = open_store(tmp_path, on_each_database)
    store.blobs.prove()
    for number in range(3):
        store.accept(number)
    url = f"sqlite:///{tmp_path / 'new' / 'dilekce.db'}"
    if on_each_database is not None:
        url = database_of(postgresql, f"new{tmp_path.name}")
    (tmp_path / "new").mkdir()
    empty = open_database(url)
    models, folder = tmp_path / "models", tmp_path / "backup"
    yield Place(store, models, folder, empty, Blobs(f"file://{tmp_path / 'new' / 'blobs'}"))
    store.database.dispose()
    empty.dispose()


def everything(database: sa.Engine) -> dict[str, list[tuple[object, ...]]]:
    with database.begin() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(sa.select(table))]
            for table in tables.audit.metadata.sorted_tables
        }


def test_what_comes_back_is_what_was_there_and_the_trail_tells_of_it(place: Place) -> None:
    before = everything(place.store.database)
    assert place.back_up() == Made(blobs=3, copied=3, missing=())
    assert place.restore() == Restored(START.isoformat(), 3, ())
    after = everything(place.empty)
    *trail, last = after.pop("audit")
    assert trail == before.pop("audit")
    assert last[2:5] == ("user:cli", "house.restored", "backup")
    assert after == before
    with place.empty.begin() as connection:
        assert ledger.balance(connection).balanced
    for key in (row[1] for row in before["arrival"]):
        assert place.blobs.get(str(key)) == place.store.blobs.get(str(key))


def test_new_rows_can_be_written_after_a_restore(place: Place) -> None:
    place.back_up()
    place.restore()
    again = Store(place.empty, place.blobs)
    again.accept(99)
    with place.empty.begin() as connection:
        assert ledger.balance(connection).balanced


def test_the_second_backup_copies_only_what_is_new(place: Place) -> None:
    place.back_up()
    place.store.accept(4)
    assert place.back_up() == Made(blobs=4, copied=1, missing=())
    assert len(list((place.folder / "database").iterdir())) == 1


def test_what_left_the_house_leaves_the_backup_too(place: Place) -> None:
    place.back_up()
    stray = place.folder / "blobs" / path_of("ab" * 32)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"purged since")
    place.back_up()
    assert not stray.exists()
    assert place.restore().missing == ()


def test_a_lost_blob_is_named_and_the_rest_is_copied_and_restored(place: Place) -> None:
    place.back_up()
    key = place.blob().name
    shutil.rmtree(place.folder)
    (place.store_root() / path_of(key)).unlink()
    assert place.back_up() == Made(blobs=2, copied=2, missing=(key,))
    assert place.restore() == Restored(START.isoformat(), 2, (key,))


def test_a_damaged_blob_is_named_and_not_taken_for_the_original(place: Place) -> None:
    place.back_up()
    place.blob().write_bytes(b"bits that fell")
    key = place.blob().name
    assert place.restore().missing == (key,)
    assert not (place.empty_root() / path_of(key)).exists()


def test_a_blob_store_that_is_away_stops_the_backup_and_leaves_the_last_one(place: Place) -> None:
    place.back_up()
    manifest = (place.folder / MANIFEST).read_bytes()
    place.store.accept(5)
    place.store_root().rename(place.folder.with_name("unplugged"))
    with pytest.raises(TryLater, match="blob folder"):
        place.back_up()
    assert (place.folder / MANIFEST).read_bytes() == manifest
    assert place.restore().blobs == 3


def test_a_changed_database_file_is_not_restored(place: Place) -> None:
    place.back_up()
    (file,) = (place.folder / "database").iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(Stop) as stopped:
        place.restore()
    assert stopped.value.code == "backup.damaged"
    assert not sa.inspect(place.empty).get_table_names()


def test_a_restore_overwrites_nothing(place: Place) -> None:
    place.back_up()
    place.restore()
    with pytest.raises(Stop) as stopped:
        place.restore()
    assert stopped.value.code == "restore.not_empty"


def test_a_backup_of_newer_tables_asks_for_the_newer_version(place: Place) -> None:
    place.back_up()
    manifest = json.loads((place.folder / MANIFEST).read_text())
    (place.folder / MANIFEST).write_text(json.dumps(manifest | {"schema": "9999"}))
    with pytest.raises(Stop) as stopped:
        place.restore()
    assert stopped.value.code == "backup.newer"


def test_nobody_is_signed_in_after_a_restore(place: Place) -> None:
    with place.store.database.begin() as connection:
        person = {"id": 1, "name": "a", "role": "reviewer", "created_at": START.isoformat()}
        connection.execute(tables.person.insert().values(**person))
        sessions.begin(connection, ADMINISTRATOR, 1, None)
    place.back_up()
    place.restore()
    with place.empty.begin() as connection:
        count = sa.select(sa.func.count())
        assert connection.scalar(count.select_from(tables.session)) == 0
        assert connection.scalar(count.select_from(tables.person)) == 1


def test_promoted_models_come_back(place: Place) -> None:
    place.models.mkdir()
    (place.models / "promoted").write_text("abc")
    place.back_up()
    place.restore()
    assert (place.folder.with_name("new-models") / "promoted").read_text() == "abc"


def test_a_folder_without_a_backup_is_refused(place: Place) -> None:
    place.folder.mkdir()
    with pytest.raises(Stop) as stopped:
        place.restore()
    assert stopped.value.code == "backup.unreadable"


def test_a_leftover_journal_is_never_replayed_into_a_restored_database(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.accept(1)
    back_up(store.database, store.blobs, tmp_path / "models", tmp_path / "backup", START)
    store.database.dispose()
    new = tmp_path / "new"
    new.mkdir()
    (new / "dilekce.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    empty = open_database(f"sqlite:///{new / 'dilekce.db'}")
    blobs = Blobs(f"file://{new / 'blobs'}")
    restore(tmp_path / "backup", empty, blobs, tmp_path / "models", ADMINISTRATOR)
    with sqlite3.connect(new / "dilekce.db") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    database.close()
    empty.dispose()
