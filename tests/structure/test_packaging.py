"""The built wheel carries everything the product needs and owns its names alone."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"domain", "ingest", "ocr", "extract", "review", "deliver", "dilekce"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    return next(folder.glob("*.whl"))


def test_the_wheel_ships_every_package_and_its_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == PACKAGES
    for data in (
        "dilekce/schemas/petition-1.schema.json",
        "dilekce/store/migrations/env.py",
        "dilekce/guarded/tesseract",
        "deliver/data/units.toml",
        "review/templates/base.html",
    ):
        assert data in names, data


def test_the_reader_wrappers_stay_executable(wheel: Path) -> None:
    entries = zipfile.ZipFile(wheel).infolist()
    wrappers = [e for e in entries if e.filename.startswith("dilekce/guarded/")]
    assert len(wrappers) == 4
    assert all((e.external_attr >> 16) & 0o111 for e in wrappers)


def test_an_installed_wheel_runs_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--disable-pip-version-check", "--target", str(target), str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    script = (
        "import sys; sys.argv = ['dilekce', 'version']\n"
        "from dilekce import cli; print(cli.__file__); cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path, env={"PYTHONPATH": str(target)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert str(target) in done.stdout


def test_the_lock_names_one_version_of_each_package() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    packages = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert len(packages) > 50
    assert [line for line in packages if "==" not in line] == []
