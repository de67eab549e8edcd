"""What exists is documented, and what is generated is up to date."""

import re
import runpy
from pathlib import Path

import pytest
import typer

from dilekce import cli

ROOT = Path(__file__).parents[2]
GENERATE = runpy.run_path(str(ROOT / "docs" / "generate.py"))


@pytest.mark.parametrize("name", sorted(GENERATE["PAGES"]))
def test_the_reference_is_what_the_code_says(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    assert written == GENERATE["PAGES"][name](), "run: python docs/generate.py"


def test_every_command_is_in_the_readme_and_has_help() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    group = typer.main.get_command(cli.app)
    commands = group.commands  # type: ignore[attr-defined]
    assert len(commands) >= 11
    for name, command in commands.items():
        assert re.search(rf"\b{name}\b", readme), name
        assert command.help, name


def test_every_link_in_the_docs_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_registry_host_and_no_machine_path_is_named() -> None:
    hosts = ("pypi" + ".org", "python" + "hosted.org", "deb." + "debian.org", "registry." + "npmjs")
    for path in (ROOT / "requirements.lock", ROOT / "pyproject.toml", ROOT / "Makefile"):
        assert not [host for host in hosts if host in path.read_text("utf-8")]
