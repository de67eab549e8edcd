"""What people wrote is nowhere but in the store; and the scanner that says so can find it."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.leak_scan import (
    Find,
    Needles,
    in_contents,
    in_file,
    in_names,
    in_processes,
    in_text,
)
from benchmarks.leaks import DOORS, campaign, corpus

CORPUS = Path(__file__).parents[2] / "samples" / "corpus"
NAME, NUMBER, PHONE = "Işıl Müzeyyen ÇAĞLAYAN", "40354937140", "+905527949308"
TRUTH = {
    "name": NAME, "names_written": [NAME], "others": [], "tckn": NUMBER, "phone": PHONE,
    "email": "caglayan.isil@posta.example.com",
    "address": "Esentepe Mahallesi Gül Sk. No:33/3 Sincan - Ankara",
}  # fmt: skip
NEEDLES = Needles.of([TRUTH])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_personal_leaves_the_store_while_the_line_runs(tmp_path: Path) -> None:
    letters = corpus(CORPUS, ("clean-letter", "bimer-form"))
    watch = campaign(tmp_path, letters)
    assert watch.found == set()
    assert watch.looks > 10
    assert watch.answered == set(DOORS)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("name", "a log line about Işıl Müzeyyen Çağlayan"),
        ("name", "ISIL MUZEYYEN CAGLAYAN"),
        ("name", "ışıl müzeyyen çağlayan"),
        ("name", "/post/isil_muzeyyen-caglayan.tif"),
        ("name", "CAGLAYANIsilMuzeyyen"),
        ("name", "q=I%C5%9F%C4%B1l+M%C3%BCzeyyen+%C3%87A%C4%9ELAYAN"),
        ("name", json.dumps({"name": NAME})),
        ("name", "Çağlayan, Işıl Müzeyyen"),
        ("tckn", "tckn=40354937140&"),
        ("tckn", "403 549 371 40"),
        ("phone", "0 552 794 93 08"),
        ("phone", "+90 (552) 794-93-08"),
        ("email", "mailto:Caglayan.Isil@posta.example.com"),
        ("address", "ESENTEPE MAHALLESİ GÜL SK 33"),
    ],
)
def test_the_scanner_knows_what_it_seeks_however_it_is_spelt(kind: str, text: str) -> None:
    assert in_text(NEEDLES, "here", text) == {Find("here", kind)}


def test_the_scanner_takes_nothing_else_for_it() -> None:
    innocent = "a-46408380475ac999dc8cdcf8 2026-11-24T18:29:12 Işıl 4035493714 Çağlayan Mahallesi"
    assert in_text(NEEDLES, "here", innocent) == set()


def planted_in_a_log(folder: Path) -> set[Find]:
    (folder / "log").write_text(f'{{"event": "step", "what": "{NAME}"}}\n')
    return in_file(NEEDLES, "here", folder / "log")


def planted_in_a_file_name(folder: Path) -> set[Find]:
    (folder / "home" / f"{NAME}.tif").touch()
    return in_names(NEEDLES, "here", folder / "home")


def planted_in_a_folder_name(folder: Path) -> set[Find]:
    (folder / "home" / NAME).mkdir()
    return in_names(NEEDLES, "here", folder / "home")


def planted_in_a_temporary_file(folder: Path) -> set[Find]:
    (folder / "home" / "page.tsv").write_text(f"5\t1\t96\t{NAME}\n")
    return {Find("here", find.kind) for find in in_contents(NEEDLES, "x", folder / "home")}


def planted_in_an_engine_database(folder: Path) -> set[Find]:
    database = sqlite3.connect(folder / "engine.db")
    database.execute("create table workflow (inputs text)")
    database.execute("insert into workflow values (?)", (f'["{NAME}"]',))
    database.commit()
    database.close()
    return in_file(NEEDLES, "here", folder / "engine.db")


def of_a_process(arguments: list[str], **variables: str) -> set[Find]:
    process = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)", *arguments],
        env={**os.environ, **variables},
    )
    try:
        time.sleep(0.5)
        found = in_processes(NEEDLES, process.pid)
    finally:
        process.kill()
        process.wait()
    return {Find("here", find.kind) for find in found}


def planted_in_arguments(_folder: Path) -> set[Find]:
    return of_a_process([NAME])


def planted_in_the_environment(_folder: Path) -> set[Find]:
    return of_a_process([], PETITIONER=NAME)


@pytest.mark.parametrize(
    "plant",
    [
        planted_in_a_log,
        planted_in_a_file_name,
        planted_in_a_folder_name,
        planted_in_a_temporary_file,
        planted_in_an_engine_database,
        planted_in_arguments,
        planted_in_the_environment,
    ],
)
def test_a_planted_name_is_found(plant: Callable[[Path], set[Find]], tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    assert plant(tmp_path) == {Find("here", "name")}
