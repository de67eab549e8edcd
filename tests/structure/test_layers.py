"""The import rules hold, and each was seen to break on a planted violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("domain", "ingest", "ocr", "extract", "review", "deliver", "dilekce")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "data", "static", "templates")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_rules_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("ingest/sniff.py", "import ocr", "strangers"),
        ("domain/page.py", "import ingest", "strangers"),
        ("domain/page.py", "import pathlib", "domain is pure"),
        ("extract/layout.py", "import io", "extract never opens a file"),
        ("review/ports.py", "import sqlalchemy", "SQL is spoken in dilekce.store only"),
        ("dilekce/doctor.py", "import dilekce.engine", "the engine is known"),
        ("domain/geometry.py", "import domain.page", "no import cycles"),
    ],
)
def test_each_rule_breaks_on_a_planted_violation(
    copy: Path, module: str, line: str, contract: str
) -> None:
    path = copy / module
    path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")
    done = lint(copy)
    assert done.returncode != 0
    broken = [text for text in done.stdout.splitlines() if text.endswith("BROKEN")]
    assert any(contract in text for text in broken), done.stdout
