"""No text is missing in either language, and none is asked for that is not there."""

import re
from pathlib import Path

import pytest

from domain.gates import GateState
from review.ports_search import Aim
from review.ports_sso import Fault
from review.roles import Role
from review.wording import WORDS

REVIEW = Path(__file__).parents[2] / "review"
TEMPLATES = sorted((REVIEW / "templates").glob("*.html"))
MODULES = sorted((REVIEW / "static").glob("*.js"))
ROUTES = sorted((REVIEW / "routes").glob("*.py"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_text_a_template_asks_for_is_there(path: Path) -> None:
    template = path.read_text("utf-8")
    asked = set(re.findall(r"""\bt\(["']([\w.+]+)["']\s*[,)]""", template))
    assert asked - set(WORDS) == set()
    for family in re.findall(r"""\bt\(["']([\w.]+\.)["']\s*~""", template):
        assert any(key.startswith(family) for key in WORDS), family


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_a_word_of_its_own(path: Path) -> None:
    template = path.read_text("utf-8")
    marks = r"{% block body_\w+ %}.*?{% endblock %}|{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>"
    bare = re.sub(marks, " ", template, flags=re.S)
    words = re.findall(r"[^\W\d_]{3,}", re.sub(r"&\w+;", " ", bare))
    known = {"Ctrl", "Enter", "Shift", "Türkçe", "English"}
    assert set(words) - known == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_every_text_a_module_says_is_there(path: Path) -> None:
    said = set(re.findall(r"\btexts\.([a-z]\w*)", path.read_text("utf-8")))
    assert {f"js.{key}" for key in said} - set(WORDS) == set()


def test_every_notice_a_route_leaves_is_there() -> None:
    source = "".join(path.read_text("utf-8") for path in ROUTES)
    assert set(re.findall(r"\?not=([\w.]+)", source)) - set(WORDS) == set()


def test_every_word_the_house_speaks_of_has_a_text() -> None:
    wanted = [f"role.{role}" for role in Role]
    wanted += [f"aim.{aim}" for aim in Aim]
    wanted += [f"gate.{state}" for state in GateState]
    wanted += [f"sso.{fault}" for fault in Fault]
    assert [key for key in wanted if key not in WORDS] == []
