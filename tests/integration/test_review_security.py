"""What the desk tells to whom: headers, logs, addresses, failures."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from dilekce import desk
from dilekce.settings import load
from review.roles import Role
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in, tckn

ROOT = Path(__file__).parents[2]
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


def test_every_proof_that_the_document_names_is_a_test() -> None:
    document = (ROOT / "docs" / "explanation" / "desk-security.md").read_text("utf-8")
    sources = "".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("*.py"))
    named = set(re.findall(r"`(test_\w+)`", document))
    assert len(named) > 30
    assert [name for name in named if f"def {name}(" not in sources] == []
