"""What the desk tells to whom: headers, logs, addresses, failures."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from rich.console import Console

from dilekce import desk, wiring
from dilekce.settings import load
from domain.errors import Stop
from review.roles import Role
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in, tckn

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "explanation" / "desk-security.md"
PERSONAL = (tckn(), "ÇAĞLAYANGİL", "Söğütlü", "3125550123")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("sultan", Role.SUPERVISOR)
    yield house
    house.database.dispose()


def test_no_other_origin_is_ever_allowed_to_read(house: House) -> None:
    with served(house) as address, browser(address) as client:
        sign_in(client, "sultan")
        for method in ("GET", "OPTIONS"):
            answer = client.request(
                method, "/kuyruk", headers={"Origin": "https://evil.example",
                "Access-Control-Request-Method": "POST"},
            )  # fmt: skip
            assert not [name for name in answer.headers if name.startswith("access-control")]


def test_signing_out_makes_the_browser_forget(house: House) -> None:
    with served(house) as address, browser(address) as client:
        sign_in(client, "sultan")
        client.follow_redirects = False
        answer = client.post("/cikis")
        assert '"storage"' in answer.headers["clear-site-data"]
        assert "Max-Age=0" in answer.headers["set-cookie"]


def test_nothing_personal_stands_in_the_address_or_the_title(house: House) -> None:
    key = petition(house, tckn=tckn())
    with served(house) as address, browser(address) as client:
        sign_in(client, "sultan")
        for path in ("/kuyruk", f"/kayit/{key}", "/gelen", "/bitenler", "/benzerler"):
            answer = client.get(path)
            links = re.findall(r'(?:href|src|action)="([^"]*)"', answer.text)
            title = re.findall(r"<title>(.*?)</title>", answer.text, flags=re.S)
            told = " ".join([str(answer.url), *links, *title])
            assert not [word for word in PERSONAL if word in told], path


def test_no_log_line_holds_what_a_citizen_wrote(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the tests' own client
    key = petition(house, tckn=tckn())
    with served(house) as address, browser(address) as client:
        sign_in(client, "sultan")
        client.get(f"/kayit/{key}")
        client.get(f"/api/tasks/{key}").raise_for_status()
        client.post("/ara", data={"text": tckn(), "aim": "citizen"}).raise_for_status()
    assert not [word for word in PERSONAL if word in caplog.text]


def test_an_inner_failure_shows_no_trace(house: House) -> None:
    def broken() -> Any:
        raise RuntimeError(tckn())

    ports = replace(house.ports, now=broken)
    broken_house = replace(house, ports=ports)
    with served(broken_house) as address, browser(address) as client:
        client.follow_redirects = False  # an answer of 500 ends the connection
        sign_in(client, "sultan")
        answer = client.get("/kuyruk")
    assert answer.status_code == 500
    assert tckn() not in answer.text
    assert "Traceback" not in answer.text


def test_a_forwarded_address_is_believed_from_a_named_proxy_only() -> None:
    alone = desk._configuration(FastAPI(), load())
    assert not alone.proxy_headers
    behind = load(desk={"https": True, "proxies": ("10.0.0.2",)})
    assert desk._configuration(FastAPI(), behind).forwarded_allow_ips == ["10.0.0.2"]
    assert not desk._options(load(desk={"https": True})).addresses_known
    assert desk._options(behind).addresses_known


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "", "192.168.1.5", "dilekce.example", "127.0.0.1.example"],  # noqa: S104
)
def test_the_desk_does_not_start_beyond_loopback_without_tls(house: House, host: str) -> None:
    wired = wiring.House(load(desk={"host": host}), house.database, house.blobs)
    with (
        pytest.raises(Stop) as stopped,
        desk.served(wired, lambda: None, Console(), wired.settings.drop),
    ):
        pytest.fail("it serves")
    assert stopped.value.code == "desk.exposed"


def test_only_the_word_https_lets_the_desk_be_served_beyond_loopback() -> None:
    assert load().desk.host == "127.0.0.1"
    assert not load().desk.is_exposed
    assert not load(desk={"host": "::1"}).desk.is_exposed
    assert not load(desk={"host": "10.0.0.5", "https": True}).desk.is_exposed
    assert load(desk={"host": "10.0.0.5"}).desk.is_exposed


def test_no_browser_is_given_what_is_typed_to_remember_or_to_spell() -> None:
    taken = re.compile(
        r"<(?:input|textarea)\b(?![^>]*type=\"(?:hidden|password|file|radio|checkbox)\")[^>]*>"
    )
    told: dict[str, str] = {}
    for page in sorted((ROOT / "review" / "templates").glob("*.html")):
        for field in taken.findall(page.read_text("utf-8")):
            if "autocomplete=" not in field or 'spellcheck="false"' not in field:
                told[page.name] = field
    assert told == {}
    fields = (ROOT / "review" / "static" / "fields.js").read_text("utf-8")
    assert 'autocomplete: "off", spellcheck: false' in fields


def test_no_module_of_ours_keeps_anything_in_the_browser() -> None:
    modules = list((ROOT / "review" / "static").glob("*.js"))
    assert len(modules) > 10
    for module in modules:
        kept = re.findall(r"localStorage|sessionStorage|indexedDB|caches\b|document\.cookie",
                          module.read_text("utf-8"))  # fmt: skip
        assert kept == [], module.name


def checklist() -> list[list[str]]:
    """The rows of the document's tables of what is asked, done and proven."""
    rows: list[list[str]] = []
    inside = False
    for line in (
        (ROOT / "docs" / "explanation" / "desk-security.md").read_text("utf-8").splitlines()
    ):
        inside = line.startswith("| asked |") or (inside and line.startswith("|"))
        if inside and not line.startswith(("| asked |", "|---")):
            rows.append([cell.strip() for cell in line.strip("|").split(" | ")])
    return rows


def test_every_line_of_the_checklist_names_its_proof_or_says_that_there_is_none() -> None:
    rows = checklist()
    assert len(rows) > 35
    for asked, done, *proof in rows:
        files = re.findall(
            r"`((?:integration|e2e|unit|faults|structure)/\w+\.py)`", " ".join(proof)
        )
        assert all((ROOT / "tests" / name).exists() for name in files), asked
        proven = bool(files) or bool(re.search(r"`test_\w+`", " ".join(proof)))
        assert proven or done.startswith(("not ", "none")), asked


def test_every_proof_that_the_document_names_is_a_test() -> None:
    document = DOCUMENT.read_text("utf-8")
    sources = "".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("*.py"))
    named = set(re.findall(r"`(test_\w+)`", document))
    assert len(named) > 30
    assert [name for name in named if f"def {name}(" not in sources] == []
