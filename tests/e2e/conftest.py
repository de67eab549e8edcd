"""What the tests in a browser share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.chromium import CHROMIUM, FLAGS, watched


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser a file: Playwright's loop must not run while other files' tests do."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Debian's chromium is not installed")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Page]:
    """A watched page of its own, see ``tests.e2e.chromium.watched``."""
    with watched(chromium) as page:
        yield page
