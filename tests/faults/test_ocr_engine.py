"""Engines that fail in every way a program can fail: each gives its named error."""

from pathlib import Path

import pytest

from domain.errors import DilekceError, Stop, Unacceptable
from ocr.engine import Engine, Settings, require_languages
from ocr.tesseract import Tesseract, parse
from tests.builders_ocr import letter

PRINT_TSV = 'printf "{0}" > "$2.tsv"'


def program(folder: Path, body: str) -> Tesseract:
    script = folder / "engine"
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(0o755)
    return Tesseract(command=str(script))


def failure(folder: Path, engine: Engine, settings: Settings | None = None) -> DilekceError:
    before = set(folder.iterdir())
    with pytest.raises(DilekceError) as caught:
        engine.words(letter(100), settings or Settings(), folder)
    assert set(folder.iterdir()) == before  # a person's words and pixels are not left behind
    assert str(folder) not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    "body",
    [
        "exit 1",
        "kill -SEGV $$",
        "kill -KILL $$",
        "printf '\\377\\376 nonsense' >&2; exit 1",
        "exit 0",  # and no output
        PRINT_TSV.format("head\\n5\\t1\\t\\377"),
        PRINT_TSV.format("head\\n5\\t1\\tcut off"),
        PRINT_TSV.format("head\\n5\\t1\\t1\\t1\\t1\\t1\\tx\\t1\\t1\\t1\\t90\\tAli"),
        PRINT_TSV.format("head\\n5\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\t1\\tinf\\tAli"),
    ],
)
def test_an_engine_that_breaks_on_a_page_costs_that_page(tmp_path: Path, body: str) -> None:
    error = failure(tmp_path, program(tmp_path, body))
    assert isinstance(error, Unacceptable)
    assert error.code == "page.crashed_reader"


def test_a_hung_engine_is_killed_and_named(tmp_path: Path) -> None:
    error = failure(tmp_path, program(tmp_path, "exec sleep 60"), Settings(timeout=0.5))
    assert isinstance(error, Unacceptable)
    assert error.code == "page.time_out"


def test_an_engine_deaf_to_the_polite_signal_is_killed_too(tmp_path: Path) -> None:
    deaf = program(tmp_path, "trap '' TERM\nwhile :; do :; done")
    assert failure(tmp_path, deaf, Settings(timeout=0.5)).code == "page.time_out"


def test_a_missing_model_stops_and_names_the_debian_package(tmp_path: Path) -> None:
    error = failure(tmp_path, Tesseract(), Settings(languages="xxx"))
    assert isinstance(error, Stop)
    assert error.code == "ocr.language_missing"
    assert "tesseract-ocr-xxx" in error.message


def test_a_missing_model_is_told_before_the_first_page(tmp_path: Path) -> None:
    bare = program(tmp_path, "echo 'List of available languages (1):'; echo eng")
    with pytest.raises(Stop, match="tesseract-ocr-tur"):
        require_languages(bare)


def test_a_missing_program_stops_and_names_the_debian_package(tmp_path: Path) -> None:
    not_executable = tmp_path / "plain"
    not_executable.write_text("", encoding="utf-8")
    no_interpreter = program(tmp_path, "exec no-such-program")
    for engine in (Tesseract("/no/such/program"), Tesseract(str(not_executable)), no_interpreter):
        error = failure(tmp_path, engine)
        assert isinstance(error, Stop)
        assert error.code == "ocr.program_missing"
        with pytest.raises(Stop, match="tesseract-ocr"):
            engine.languages()


def test_words_without_text_or_confidence_are_dropped() -> None:
    rows = [
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
        "4\t1\t1\t1\t1\t0\t10\t10\t90\t20\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t10\t40\t20\t96.5\tIşıl",
        "5\t1\t1\t1\t1\t2\t60\t10\t40\t20\t95\t ",
        "5\t1\t1\t1\t1\t3\t90\t10\t40\t20\t-1\tx",
    ]
    (atom,) = parse("\n".join([*rows, ""]).encode())
    assert (atom.word.text, atom.word.confidence, atom.line) == ("Işıl", 0.965, (1, 1, 1))


def test_an_empty_page_has_no_words() -> None:
    assert parse(b"level\n") == ()
