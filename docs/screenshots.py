"""Make the pictures of ``tutorial.md`` from the real product: ``python -m docs.screenshots``.

Starts ``dilekce run`` on the sample letters in a folder of its own and looks at it with Chromium.
"""

import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from domain.tckn import check_digits

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
PASSWORD = "gökyüzü-kahverengi-7"  # noqa: S105 - of a house that is thrown away
NUMBER = "482917365" + check_digits("482917365")
_COLOURS = 96  # of a screen's picture: a third of the bytes, no difference to the eye
_CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@contextmanager
def product(home: Path) -> Iterator[list[str]]:
    """Run the product on the sample letters; yields the one-time links it prints."""
    for channel in ("fax", "post"):
        (home / "drop" / channel).mkdir(parents=True)
    for letter in sorted((ROOT / "samples" / "corpus").iterdir()):
        if letter.is_file() and letter.suffix != ".md":
            channel = "fax" if "fax" in letter.name else "post"
            shutil.copy(letter, home / "drop" / channel)
    (home / "drop" / "post" / "yarim.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n")
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    settings = {
        "DILEKCE_HOME": str(home),
        "DILEKCE_DESK__PORT": str(port),
        "DILEKCE_WATCH__WINDOW_SECONDS": "1",
        "DILEKCE_WATCH__GRACE_SECONDS": "3",
        "COLUMNS": "300",
    }
    running = subprocess.Popen(
        [str(Path(sys.executable).parent / "dilekce"), "run"],
        cwd=home, env=os.environ | settings, stdout=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        assert running.stdout is not None
        links: list[str] = []
        while len(links) < 2 and (line := running.stdout.readline()):
            links += re.findall(r"http\S+/giris/ilk#\S+", line)
        yield links
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=60)


def shot(page: Page, name: str) -> None:
    """Keep what is on the screen."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    small = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    small.save(IMAGES / f"{name}.png", optimize=True)


def entered(browser: Browser, link: str, picture: str = "") -> Page:
    """Use a one-time link and set a password."""
    page = browser.new_context(
        locale="tr-TR", timezone_id="Europe/Istanbul", viewport={"width": 1366, "height": 657}
    ).new_page()
    page.goto(link)
    page.get_by_label("Yeni parola", exact=True).fill(PASSWORD)
    page.get_by_label("Yeni parola (tekrar)").fill(PASSWORD)
    if picture:
        shot(page, picture)
    page.get_by_role("button", name="Parolayı belirle").click()
    page.wait_for_url(re.compile(r"/(kuyruk|gelen|kisiler|iz)$"))
    return page


def wait_until_read(page: Page, base: str) -> None:
    """Wait until no letter is being read any more."""
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        page.goto(f"{base}/gelen")
        busy = page.locator(".state.received, .state.read").count()
        if not busy and page.locator("tbody tr").count() >= 14:
            return
        page.wait_for_timeout(3000)
    raise SystemExit("the letters were not read in ten minutes")


def type_a_number(page: Page, base: str) -> None:
    """Approve records, a number typed by hand in each, until one waits for its second key."""
    for _ in range(8):
        page.goto(f"{base}/kuyruk")
        page.keyboard.press("Control+Enter")
        expect(page.locator("body[data-rec]")).to_be_visible()
        page.locator("#field-tckn").fill(NUMBER)
        for _ in range(6):
            page.wait_for_timeout(900)  # as a person looks
            page.keyboard.press("Enter")
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(1500)
        page.goto(f"{base}/bitenler")
        if page.locator(".state.second_key").count():
            return


def a_day_at_the_desk(browser: Browser, supervisor_link: str, admin_link: str) -> None:
    """Walk through the screens in the order of the tutorial."""
    base = supervisor_link.partition("/giris")[0]
    page = entered(browser, supervisor_link, "first-sign-in")
    wait_until_read(page, base)
    page.goto(f"{base}/gelen")
    shot(page, "arrivals")
    page.goto(f"{base}/karantina")
    shot(page, "quarantine")
    page.goto(f"{base}/kuyruk")
    shot(page, "queue")
    page.keyboard.press("Control+Enter")
    expect(page.locator("body[data-rec]")).to_be_visible()
    page.wait_for_timeout(1500)
    shot(page, "record")
    page.keyboard.press("F4")
    page.wait_for_timeout(500)
    shot(page, "outcomes")
    page.keyboard.press("Escape")
    type_a_number(page, base)
    page.goto(f"{base}/bitenler")
    shot(page, "done")
    another_person(browser, base, admin_link)
    page.goto(f"{base}/ara")
    page.get_by_label("Kimlik no, ad soyad veya kayıt no").fill(NUMBER)
    page.get_by_role("button", name="Ara", exact=True).click()
    page.locator("tbody tr").first.wait_for()
    shot(page, "search")
    page.goto(f"{base}/sayilar")
    shot(page, "numbers")
    page.goto(f"{base}/ayarlar")
    shot(page, "settings")


def another_person(browser: Browser, base: str, admin_link: str) -> None:
    """Let a reviewer in, who then keys the number again."""
    admin = entered(browser, admin_link)
    admin.get_by_label("Kullanıcı adı").fill("zeynep")
    admin.get_by_label("Görev", exact=True).select_option("reviewer")
    admin.get_by_role("button", name="Ekle ve giriş").click()
    link = admin.locator(".notice code").inner_text()
    shot(admin, "people")
    reviewer = entered(browser, link)
    reviewer.goto(f"{base}/denetim")
    shot(reviewer, "control")
    reviewer.get_by_role("button", name="Başla: İkinci anahtar").click()
    reviewer.get_by_label("T.C. kimlik no", exact=True).wait_for()
    reviewer.wait_for_load_state("networkidle")  # the paper's image
    shot(reviewer, "second-key")


def main() -> None:
    """Make all pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        product(Path(folder)) as links,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(
            executable_path=_CHROMIUM, args=["--no-sandbox"], env=os.environ | {"LANGUAGE": "tr"}
        )
        a_day_at_the_desk(browser, *links)
        browser.close()


if __name__ == "__main__":
    main()
