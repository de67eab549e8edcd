"""What a linter cannot say: sizes, names, and who may change the case of a letter."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ("domain", "ingest", "ocr", "extract", "review", "deliver", "dilekce")
FILES = sorted(p for d in (*SHIPPED, "samples", "benchmarks") for p in (ROOT / d).rglob("*.py"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_files_were_found() -> None:
    assert len(FILES) > 60


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_files_and_functions_stay_readable(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(source.splitlines()) <= 400
    if "migrations" in path.parts:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 60, f"{node.name} is too long"


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "common", "misc", "manager", "base"}
    assert not [relative(p) for p in FILES if p.stem in empty]


#: ASCII by definition, so Python's own methods are right there.
ASCII_ONLY = re.compile(r"suffix|\.hex\b|header|sha256|method|scheme|host|mime|extension|ascii")


def test_only_one_module_changes_the_case_of_text() -> None:
    case = re.compile(r"\.(lower|upper|casefold|title|capitalize|swapcase)\(\)")
    guilty = [
        f"{relative(path)}:{number}"
        for path in FILES
        if path.name != "turkish.py" and path.parts[len(ROOT.parts)] in SHIPPED
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if case.search(line) and not ASCII_ONLY.search(line)
    ]
    assert not guilty


def test_turkish_text_is_never_matched_with_ignorecase() -> None:
    guilty = [
        relative(path)
        for path in FILES
        if re.search(r"re\.(I|IGNORECASE)\b|\(\?i\)", path.read_text("utf-8"))
    ]
    assert not guilty
