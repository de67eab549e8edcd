"""Every command on a real home: what it prints, what it leaves, and its exit code."""

import json
import os
import sqlite3
from pathlib import Path

import jsonschema
import pytest

from dilekce.schemas import petition as petition_schema
from tests.builders_archive import text_of
from tests.line import Line

CORPUS = Path(__file__).parents[2] / "samples" / "corpus"


@pytest.fixture
def line(tmp_path: Path) -> Line:
    line = Line(tmp_path / "home")
    line.home.mkdir()
    return line


def test_doctor_finds_this_machine_fit(line: Line) -> None:
    done = line.command("doctor")
    assert done.returncode == 0, done.stdout
    assert "OCR engine and models" in done.stdout
    assert "FAIL" not in done.stdout


def test_doctor_says_what_to_install_when_a_program_is_missing(line: Line, tmp_path: Path) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    (empty / "sh").symlink_to("/bin/sh")
    done = line.command("doctor", PATH=str(empty))
    assert done.returncode == 1
    assert "install the Debian package tesseract-ocr" in done.stdout
    assert "install the Debian package poppler-utils" in done.stdout


def test_a_person_is_invited_and_the_link_can_be_renewed(line: Line) -> None:
    first = line.command("user", "Işıl", "--role", "reviewer")
    again = line.command("user", "Işıl", "--role", "reviewer")
    assert first.returncode == again.returncode == 0, first.stderr
    assert "/giris/ilk#" in first.stdout
    assert first.stdout != again.stdout
    other = line.command("user", "Işıl", "--role", "auditor")
    assert other.returncode == 3
    assert "another role" in other.stderr


def test_a_backup_is_restored_into_an_empty_house_only(line: Line, tmp_path: Path) -> None:
    line.command("user", "Işıl", "--role", "reviewer")
    done = line.command("backup", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    new = Line(tmp_path / "new")
    new.home.mkdir()
    back = new.command("restore", str(tmp_path / "copy"))
    assert back.returncode == 0, back.stdout + back.stderr
    with sqlite3.connect(new.home / "dilekce.db") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("select name from person").fetchall() == [("Işıl",)]
    database.close()
    again = new.command("restore", str(tmp_path / "copy"))
    assert again.returncode == 3
    assert "restore.not_empty" in again.stderr


def test_purge_deletes_old_by_products_only(line: Line) -> None:
    line.command("ledger")
    folder = line.home / "blobs" / "ab" / "cd"
    folder.mkdir(parents=True)
    old, young = folder / ("abcd" + "1" * 60), folder / ("abcd" + "2" * 60)
    for blob in (old, young):
        blob.write_bytes(b"x")
    os.utime(old, (0, 0))
    told = line.command("purge", "--days", "7").stdout
    assert "1 by-products older than 7 days" in told
    assert "nothing was touched" in told
    assert len(list(folder.iterdir())) == 2
    assert "taken away" in line.command("purge", "--days", "7", "--yes").stdout
    assert [p.name for p in folder.iterdir()] == [young.name]


def test_wrong_settings_stop_with_the_key_and_never_the_value(line: Line) -> None:
    (line.home / "dilekce.toml").write_text('[deliver.webhook]\nurl = "x"\nsecret = "hush"\n')
    done = line.command("status")
    assert done.returncode == 3
    assert "deliver.webhook" in done.stderr
    assert "hush" not in done.stderr


def test_retrying_what_is_not_set_aside_is_refused(line: Line) -> None:
    done = line.command("retry", "a-unknown")
    assert done.returncode == 3
    assert "no such arrival" in done.stderr


@pytest.mark.timeout(120)
def test_read_prints_one_valid_record_per_file_and_keeps_going(line: Line, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tif"
    broken.write_bytes(b"II*\x00broken")
    clean = CORPUS / "upside-down-24.tif"
    done = line.command("read", str(broken), str(clean), str(clean))
    records = [json.loads(row) for row in done.stdout.splitlines()]
    for record in records:
        jsonschema.validate(record, petition_schema())
    assert done.returncode == 0
    assert [r["status"] for r in records] == ["quarantined", "accepted", "duplicate"]


@pytest.mark.timeout(120)
def test_read_leaves_searchable_copies_where_it_is_told(line: Line, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "copies"
    letter = str(CORPUS / "upside-down-24.tif")
    done = line.command("read", letter, "--pdf", str(folder), "--alto", str(folder))
    record = json.loads(done.stdout)
    assert sorted(p.name for p in folder.iterdir()) == [
        f"{record['id']}.pdf",
        f"{record['id']}.xml",
    ]
    assert record["fields"]["tckn"]["value"] in text_of(folder / f"{record['id']}.pdf")
    assert record["fields"]["tckn"]["value"] in (folder / f"{record['id']}.xml").read_text("utf-8")


def test_exporting_an_unknown_petition_is_refused(line: Line, tmp_path: Path) -> None:
    done = line.command("export", "p-unknown", "--out", str(tmp_path))
    assert done.returncode == 3
    assert "no such petition" in done.stderr
    assert not list(tmp_path.glob("*.pdf"))


def test_separator_writes_a_sheet_to_print(line: Line) -> None:
    done = line.command("separator", "ayrac.pdf")
    assert done.returncode == 0, done.stderr
    assert (line.home / "ayrac.pdf").read_bytes().startswith(b"%PDF")


def test_sending_again_what_was_not_given_up_is_refused(line: Line) -> None:
    done = line.command("retry", "p-unknown:1:folder")
    assert done.returncode == 3
    assert done.stderr.startswith("dilekce: ")


def test_certify_shows_every_gate_and_the_audits_it_still_needs(line: Line) -> None:
    done = line.command("certify", DILEKCE_TRUST__LARGEST_ERROR="0.01")
    assert done.returncode == 0, done.stderr
    assert "largest error accepted: 1.000%" in done.stdout
    rows = [r.split() for r in done.stdout.splitlines() if r.strip().startswith(("tckn.", "name."))]
    assert {row[1] for row in rows} == {"audited", "shadow"}
    assert all(row[2:] == ["0", "0", "100.000%", "299"] for row in rows)


def test_a_hold_needs_a_petition_and_holds_are_listed(line: Line) -> None:
    assert "0 under a hold" in line.command("holds").stdout
    done = line.command("hold", "p-unknown", "--reason", "dava")
    assert (done.returncode, "no such petition" in done.stderr) == (3, True)
    done = line.command("release", "p-unknown")
    assert (done.returncode, "under no hold" in done.stderr) == (3, True)


def test_doctor_tells_programs_the_same_as_people(line: Line) -> None:
    done = line.command("doctor", "--json", DILEKCE_DESK__HOST="10.0.0.5")
    checks = json.loads(done.stdout)
    assert done.returncode == 1
    assert [check["name"] for check in checks if not check["ok"]] == ["desk"]
    assert all(set(check) == {"name", "ok", "advice"} for check in checks)
