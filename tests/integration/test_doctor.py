"""Each thing the doctor looks at: found when wrong, silent when right, and what to do is said."""

import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from deliver.reach import Reach, reach
from dilekce import clock, doctor, doctor_house, wiring
from dilekce.doctor_house import Check
from dilekce.settings import Settings, load
from dilekce.store.database import open_database, revisions, upgrade
from domain.errors import Stop
from tests.delivery_house import START, open_store

SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSBkb3duc3RyZWFtIHNpbms="


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)


def settings(tmp_path: Path, **others: object) -> Settings:
    return load(home=tmp_path / "home", alarms={"disk_free_mb": 1}, **others)


def wrong(chosen: Settings) -> dict[str, str]:
    """Return what is wrong with the house, and the advice."""
    return {check.name: check.advice for check in doctor_house.examine(chosen) if not check.ok}


def test_a_fresh_house_and_a_house_in_use_are_fit(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    assert wrong(chosen) == {}
    assert not (tmp_path / "home" / "dilekce.db").exists(), "looking makes nothing"
    wiring.open_house(chosen).database.dispose()
    assert wrong(chosen) == {}


def test_a_missing_language_names_its_package(tmp_path: Path) -> None:
    lost = Stop("ocr.model_missing", "install the Debian package tesseract-ocr-tur")
    with patch.object(doctor, "require_languages", side_effect=lost):
        found = {check.name: check for check in doctor.examine(settings(tmp_path))}
    assert found["OCR engine and models"] == Check(
        "OCR engine and models", ok=False, advice=lost.message
    )


def test_an_old_sqlite_is_told(tmp_path: Path) -> None:
    with patch.object(sqlite3, "sqlite_version_info", (3, 34, 1)):
        found = {check.name: check for check in doctor.examine(settings(tmp_path))}
    assert not found["sqlite"].ok
    assert "SQLite 3.38" in found["sqlite"].advice


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "drop").write_text("not a folder")
    chosen = settings(tmp_path, watch={"folder": tmp_path / "drop"})
    found = {check.name: check for check in doctor.examine(chosen)}
    assert found["drop folder"].advice == "make it writable for this user"
    assert found["outbox folder"].ok


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    chosen = load(home=tmp_path / "home", alarms={"disk_free_mb": 10**9})
    found = {check.name: check for check in doctor.examine(chosen)}
    assert "make room" in found["outbox folder"].advice


def test_a_clock_from_before_the_installation_is_wrong(tmp_path: Path) -> None:
    with patch.object(clock, "now", lambda: START.replace(year=2001)):
        assert "NTP" in wrong(settings(tmp_path))["clock"]


def test_a_clock_that_went_back_and_files_from_the_future_are_told(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    wiring.open_house(chosen).database.dispose()
    file = chosen.drop / "fax.tif"
    file.write_bytes(b"II*\x00")
    assert wrong(chosen) == {}
    os.utime(file, (time.time() + 3600,) * 2)
    assert "NTP" in wrong(chosen)["alarm clock.drift"]


def test_a_database_that_is_away_is_told(tmp_path: Path) -> None:
    chosen = settings(tmp_path, database="postgresql+psycopg://nobody@127.0.0.1:9/x")
    assert "is it up" in wrong(chosen)["database"]


def test_tables_of_another_version_are_told(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    chosen.home.mkdir()
    (chosen.home / "dilekce.db").touch(mode=0o600)
    database = open_database(chosen.database_url)
    upgrade(database, revisions()[-2])
    assert "older version" in wrong(chosen)["database"]
    with database.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    assert "newer version" in wrong(chosen)["database"]
    database.dispose()


def test_a_blob_store_that_is_away_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert "blob store" in wrong(settings(tmp_path, blobs=f"file://{tmp_path / 'file' / 'blobs'}"))


def test_secrets_and_letters_that_others_may_read_are_told(tmp_path: Path) -> None:
    store = open_store(tmp_path)  # made without the house's care
    store.database.dispose()
    token, key = tmp_path / "token", tmp_path / "key"
    token.write_text("t" * 32)
    key.write_text("a key of the bucket")
    (tmp_path / "dilekce.toml").write_text(
        f'[deliver.webhook]\nurl = "http://127.0.0.1/in"\nsecrets = ["{SECRET}"]\n'
    )
    files = (token, key, tmp_path / "dilekce.toml", tmp_path / "dilekce.db")
    for file in files:
        file.chmod(0o644)
    (tmp_path / "blobs").chmod(0o755)
    chosen = load(home=tmp_path, desk={"metrics_token_file": token}, s3={"secret_key_file": key})
    told = [c.advice for c in doctor_house._secrets(chosen)]
    assert len(told) == 5
    assert all("chmod o-rwx" in advice for advice in told)
    for file in (*files, tmp_path / "blobs"):
        file.chmod(0o700)
    assert not list(doctor_house._secrets(chosen))


def test_what_the_house_makes_for_letters_is_for_its_user_alone(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    wiring.open_house(chosen).database.dispose()
    for name in ("dilekce.db", "blobs", "work"):
        assert (chosen.home / name).stat().st_mode & 0o077 == 0, name


def test_a_desk_that_would_not_start_is_told(tmp_path: Path) -> None:
    assert "TLS" in wrong(settings(tmp_path, desk={"host": "10.0.0.5"}))["desk"]


@contextmanager
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_downstream_is_there_away_or_not_trusted() -> None:
    with listening() as port:
        assert reach(f"http://127.0.0.1:{port}/in", 2) is Reach.THERE
        assert reach(f"https://127.0.0.1:{port}/in", 0.5) is Reach.UNTRUSTED
    assert reach(f"http://127.0.0.1:{port}/in", 2) is Reach.AWAY
    assert reach("https://nobody.invalid/in", 2) is Reach.AWAY


def test_an_unreachable_downstream_is_told_by_name(tmp_path: Path) -> None:
    hook = {"name": "kurum", "kind": "webhook", "url": "http://127.0.0.1:9/in", "secrets": [SECRET]}
    folder = {"name": "arsiv", "kind": "folder", "folder": tmp_path / "gone", "default": True}
    told = wrong(settings(tmp_path, deliver={"destinations": [hook, folder]}))
    assert "firewall" in told["destination kurum"]
    assert "mount or make it" in told["destination arsiv"]
