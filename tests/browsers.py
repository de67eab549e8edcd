"""Debian's Chromium, and a page that fails the test for any console error or foreign request."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.review_desk_house import PASSWORD

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def watched(chromium: Browser, refusals: tuple[int, ...] = (), **options: Any) -> Iterator[Page]:
    """Give a page; fail for a console error, a CSP report, an uncaught error, a foreign request.

    ``refusals`` are status codes the test provokes on purpose: the browser tells of each.
    """
    context = chromium.new_context(
        **{
            "locale": "tr-TR",
            "timezone_id": "Europe/Istanbul",
            "viewport": {"width": 1366, "height": 657},
            **options,
        }
    )
    page = context.new_page()
    wrong: list[str] = []
    meant = tuple(f"status of {code} " for code in refusals)

    def heard(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(m in message.text for m in meant):
            wrong.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith("http://127.0.0.1:") else wrong.append(r.url),
    )
    yield page
    context.close()
    assert wrong == []


def enter(page: Page, address: str, name: str) -> None:
    """Sign in with the tests' password."""
    page.goto(address)
    page.get_by_label("Kullanıcı adı").fill(name)
    page.get_by_label("Parola").fill(PASSWORD)
    page.get_by_role("button", name="Giriş yap").click()
