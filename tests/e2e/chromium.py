"""Debian's Chromium for tests: no console error, CSP report or foreign request goes unseen."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

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
#: What the browser itself writes about answers that a test asked for: 4xx and lines cut on purpose.
_EXPECTED = ("Failed to load resource",)


@contextmanager
def watched(chromium: Browser, beside: str = "none:", **options: object) -> Iterator[Page]:
    """Give a page that fails the test for anything wrong in its console or on its line.

    ``beside`` begins the addresses of the one other site that the test expects to see.
    """
    shape = {"width": 1366, "height": 657}
    context = chromium.new_context(
        **{"locale": "tr-TR", "timezone_id": "Europe/Istanbul", "viewport": shape, **options}  # type: ignore[arg-type]
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith(("http://127.0.0.1:", beside)) else wrong.append(r.url),
    )
    yield page
    context.close()
    assert [text for text in wrong if not text.startswith(_EXPECTED)] == []


def enter(page: Page, address: str, name: str) -> None:
    """Sign in with the tests' password."""
    page.goto(address)
    page.get_by_label("Kullanıcı adı").fill(name)
    page.get_by_label("Parola").fill(PASSWORD)
    page.get_by_role("button", name="Giriş yap").click()


def begin(page: Page, address: str, name: str) -> str:
    """Sign in and take the first record; return its id once it is on the screen."""
    enter(page, address, name)
    expect(page.get_by_role("heading", name="Kuyruk")).to_be_visible()
    page.wait_for_load_state()  # before it the page's module may not listen to keys yet
    page.keyboard.press("Control+Enter")
    expect(page.locator("body[data-rec]")).to_be_visible()
    return str(page.locator("body").get_attribute("data-rec"))
