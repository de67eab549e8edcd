"""One machine, the real product: files dropped in, records delivered, doubts and wrecks kept."""

import contextlib
import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from deliver.alto import NAMESPACE
from dilekce.schemas import petition as petition_schema
from dilekce.store.ledger import Ledger
from tests.builders_archive import text_of
from tests.line import Line, at_rest
from tests.pdfa_rules import broken_rules

CORPUS = Path(__file__).parents[2] / "samples" / "corpus"
CLEAN, DOUBTFUL = "upside-down-24.tif", "parent-and-child-1.tif"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@dataclass(frozen=True)
class Day:
    """What one busy minute left behind."""

    line: Line
    book: Ledger


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """Drop good, doubtful, repeated and broken files; wait until nothing moves any more."""
    folder = tmp_path_factory.mktemp("day")
    line = Line(folder / "home")
    line.start()
    line.put(CORPUS / CLEAN, "fax")
    line.put(CORPUS / DOUBTFUL, "fax")
    (line.drop / "empty.pdf").write_bytes(b"")
    (line.drop / "noise.tif").write_bytes(b"not a picture " * 50)
    whole = (CORPUS / "clean-letter-43.pdf").read_bytes()
    (line.drop / "cut.pdf").write_bytes(whole[: len(whole) // 2])
    (line.drop / ".hidden.tif").write_bytes(whole)
    (line.drop / "copying.tif.part").write_bytes(whole)
    line.wait(lambda b: len(b.entries) == 5 and at_rest(b), 150)
    line.put(CORPUS / CLEAN, "post", name="again.tif")
    book = line.wait(lambda b: max(e.receipts for e in b.entries) == 2 and at_rest(b), 60)
    yield Day(line, book)
    line.kill()


def records(line: Line) -> list[dict[str, Any]]:
    return [json.loads(p.read_text("utf-8")) for p in line.home.glob("outbox/p-*/petition.json")]


def test_the_clean_fax_is_delivered_and_the_doubtful_one_waits(day: Day) -> None:
    assert day.book.petitions == {"delivered": 1, "review": 1}
    assert day.book.deliveries == {"done": 1}
    assert day.book.balanced


def test_what_is_delivered_is_the_published_record_and_right(day: Day) -> None:
    (record,) = records(day.line)
    jsonschema.validate(record, petition_schema())
    truth = json.loads((CORPUS / "truth" / "upside-down-24.json").read_text("utf-8"))
    for field in ("tckn", "name"):
        assert record["fields"][field]["value"] == truth[field]
    assert record["status"] == "accepted"
    assert record["clock"]["rule"].startswith("3071")


def test_the_bundle_holds_the_original_bytes(day: Day) -> None:
    (original,) = day.line.home.glob("outbox/p-*/original.tif")
    assert original.read_bytes() == (CORPUS / CLEAN).read_bytes()


def test_the_bundle_holds_the_letter_as_a_searchable_pdf(day: Day) -> None:
    (pdf,) = day.line.home.glob("outbox/p-*/petition.pdf")
    (record,) = records(day.line)
    assert record["fields"]["tckn"]["value"] in text_of(pdf)
    assert broken_rules(pdf) == []


def test_a_petition_that_waits_for_a_person_can_be_exported(day: Day, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(day.line.home / "dilekce.db")) as database:
        (waiting,) = database.execute("select id from petition where state = 'review'").fetchone()
        done = day.line.command("export", waiting, "--out", str(tmp_path / "new"))
        trail = database.execute("select subject from audit where action = 'petition.exported'")
        assert trail.fetchall() == [(waiting,)]
    assert done.returncode == 0, done.stderr
    truth = json.loads((CORPUS / "truth" / "parent-and-child-1.json").read_text("utf-8"))
    assert truth["name"] in text_of(tmp_path / "new" / f"{waiting}.pdf")
    words = ET.parse(tmp_path / "new" / f"{waiting}.xml").iter(f"{{{NAMESPACE}}}String")  # noqa: S314
    assert truth["name"] in " ".join(word.get("CONTENT", "") for word in words)


def test_the_same_bytes_twice_are_one_arrival_with_two_receipts(day: Day) -> None:
    assert sorted(e.receipts for e in day.book.entries) == [1, 1, 1, 1, 2]


def test_broken_files_are_kept_aside_with_a_reason_and_their_bytes(day: Day) -> None:
    problems = sorted(e.problem for e in day.book.entries if e.problem)
    assert problems == ["file.empty", "file.truncated", "file.unknown_type"]
    blobs = {p.read_bytes() for p in day.line.home.glob("blobs/??/??/*")}
    whole = (CORPUS / "clean-letter-43.pdf").read_bytes()
    assert {b"", b"not a picture " * 50, whole[: len(whole) // 2]} <= blobs


def test_status_tells_the_reason_in_turkish_and_english(day: Day) -> None:
    told = day.line.command("status").stdout
    assert "Dosya boş (0 bayt)" in told
    assert "The file is empty" in told


def test_the_ledger_command_balances(day: Day) -> None:
    done = day.line.command("ledger")
    assert done.returncode == 0, done.stdout
    assert "balanced" in done.stdout


def test_what_was_taken_left_the_folder_and_what_is_half_written_stays(day: Day) -> None:
    left = sorted(p.name for p in day.line.drop.rglob("*") if p.is_file())
    assert left == [".hidden.tif", "copying.tif.part"]


def test_no_personal_data_is_in_any_log_line(day: Day) -> None:
    log = day.line.log.read_text("utf-8")
    assert "yonetici" in log, "the log must be the one the product wrote"
    for stem in ("upside-down-24", "parent-and-child-1", "clean-letter-43"):
        truth = json.loads((CORPUS / "truth" / f"{stem}.json").read_text("utf-8"))
        secrets = [truth[k] for k in ("tckn", "name", "phone", "email", "address") if truth[k]]
        secrets += [stem, *truth["name"].split(), (truth["phone"] or "xxxx")[-7:]]
        assert not [s for s in secrets if s in log]


def test_a_wiped_engine_loses_nothing_and_repeats_nothing(day: Day) -> None:
    day.line.kill()
    for file in day.line.home.glob("engine.db*"):
        file.unlink()
    line = Line(day.line.home)
    line.start()
    line.put(CORPUS / "standard-fax-1.tif", "fax")
    book = line.wait(lambda b: len(b.entries) == 6 and at_rest(b), 90)
    line.kill()
    assert book.balanced
    assert len(records(line)) == book.petitions["delivered"] == len(book.deliveries) + 1


def test_a_polite_stop_ends_everything(tmp_path: Path) -> None:
    line = Line(tmp_path / "home")
    line.start()
    deadline = time.monotonic() + 30
    while "The desk" not in line.log.read_text("utf-8") and time.monotonic() < deadline:
        time.sleep(0.2)
    assert line.stop() == 0
    shutil.rmtree(line.home)
