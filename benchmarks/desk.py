"""The desk's figures: ``python -m benchmarks.desk [screens] [queue] [reviewers] [robot]``.

``screens``: next record painted in Chromium, first screen. ``queue``: the queue page with 100,000
records in the store. ``reviewers``: thirty at once on SQLite and PostgreSQL. ``robot``: real sample
records cleared by keyboard alone. Targets: ``docs/explanation/desk.md``.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import desk_postgres
from benchmarks.desk_load import shift
from benchmarks.desk_robot import Robot, fill
from dilekce.store import tables
from tests.e2e.chromium import CHROMIUM, FLAGS, begin, enter, watched
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in

_RECORDS, _PEOPLE = 100_000, 30

#: Notes when a record is painted, by the page's own clock, and the key that asked for it.
_CLOCK = """
window.asked = 0; window.painted = [];
addEventListener("keydown", () => { window.asked = performance.now(); }, true);
const paint = (then) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = then;
  channel.port2.postMessage(0);
});
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
  const asked = window.asked;
  if (document.body.dataset.rec) paint(() => window.painted.push([asked, performance.now()]));
}).observe(document.body, { attributeFilter: ["data-rec"] }));
"""


def main(wanted: Sequence[str]) -> None:
    """Run the parts asked for, or all."""
    parts: dict[str, Callable[[], None]] = {
        "screens": screens,
        "queue": queue,
        "reviewers": reviewers,
        "robot": robot,
    }
    for name in wanted or parts:
        parts[name]()


@contextmanager
def _house(url: str | None = None) -> Iterator[tuple[House, Path]]:
    with tempfile.TemporaryDirectory(prefix="dilekce-desk-") as folder:
        house = open_house(Path(folder), url=url)
        house.person("zeynep")
        yield house, Path(folder)
        house.database.dispose()


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def screens(count: int = 40) -> None:
    """Approve record after record; then open the first screen of a shift several times."""
    with _house() as (house, _), _chromium() as chromium:
        for _ in range(count + 2):
            petition(house, reasons=(("route.none", None),))
        with served(house) as address, watched(chromium) as page:
            page.add_init_script(_CLOCK)
            begin(page, address, "zeynep")
            for _ in range(count):
                before = page.locator("body").get_attribute("data-rec")
                page.locator("body:not([data-ahead=''])").wait_for()  # fetched while a person reads
                page.keyboard.press("Control+Enter")
                page.locator(f"body:not([data-rec='{before}'])").wait_for()
            page.wait_for_timeout(200)
            steps = [b - a for a, b in page.evaluate("window.painted") if a]
            _say("next record painted, prefetched", steps, "ms")
            _say("first screen, from the queue", _first_screens(page, address), "ms")


def _first_screens(page: Page, address: str) -> list[float]:
    times = []
    for _ in range(10):
        page.goto(f"{address}/kuyruk")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Control+Enter")
        page.locator("body[data-rec]").wait_for()
        page.wait_for_timeout(150)
        times.append(float(page.evaluate("window.painted[0][1]")))  # since the click, redirect too
    return times


def queue() -> None:
    """Open the queue page, claim and open a record with 100,000 records in the store."""
    with _house() as (house, _):
        _multiply(house, petition(house), _RECORDS)
        with served(house) as address, browser(address) as client:
            sign_in(client, "zeynep")
            pages, claims = [], []
            for _ in range(15):
                pages.append(_timed(lambda: client.get("/kuyruk").raise_for_status()))
                claims.append(_timed(lambda: client.post("/api/tasks/claim", json={})))
                house.pass_time(minutes=6)
            marks = [_timed(lambda: client.get("/kuyruk/durum")) for _ in range(15)]
        _say(f"queue page, {_RECORDS:,} records", pages, "ms")
        _say("claim with its record", claims, "ms")
        _say("has the queue changed?", marks, "ms")


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - before)


def _multiply(house: House, key: str, count: int) -> None:
    """Copy one petition's row: a tenth waits with due days over a month, the rest is delivered."""
    with house.database.begin() as connection:
        row = dict(
            connection.execute(sa.select(tables.petition).filter_by(id=key)).mappings().one()
        )
        ref = sa.select(tables.petition_page).filter_by(petition_id=key)
        place = dict(connection.execute(ref).mappings().one())
        for start in range(0, count, 5000):
            numbers = range(start, min(start + 5000, count))
            rows = [
                row
                | {
                    "id": f"{key}{n:06d}",
                    "state": "review" if n % 10 == 0 else "delivered",
                    "due": f"2026-12-{1 + n // 10 % 28:02d}",
                }
                for n in numbers
            ]
            connection.execute(tables.petition.insert(), rows)
            places = [place | {"petition_id": r["id"]} for r in rows]
            connection.execute(tables.petition_page.insert(), places)


def reviewers() -> None:
    """Thirty people, on each database."""
    _reviewers("SQLite", None)
    if desk_postgres.is_there():
        with desk_postgres.cluster() as url:
            _reviewers("PostgreSQL", url)


def _reviewers(name: str, url: str | None) -> None:
    with _house(url) as (house, _):
        told = shift(house, _PEOPLE, seconds=60, records=200)
        twice = sum(count > 1 for count in told.claims.values())
        print(f"{name}: {len(told.claims)} records claimed, {twice} twice; {dict(told.refused)}")
        for what, seconds in told.seconds.items():
            _say(f"  {name}, {what}", [1000 * s for s in seconds], "ms")


def robot(count: int = 20) -> None:
    """Clear real sample records by keyboard."""
    with _house() as (house, folder), _chromium() as chromium:
        truths = fill(house, count, folder)
        with served(house) as address, watched(chromium) as page:
            enter(page, address, "zeynep")
            page.get_by_role("heading", name="Kuyruk").wait_for()
            page.keyboard.press("Control+Enter")
            page.locator("body[data-rec]").wait_for()
            hand = Robot(page, truths)
            while page.locator("body[data-rec]").count():
                hand.clear()
                page.locator("body[data-rec], body.idle").wait_for()
            print(hand.told())


def _say(what: str, values: Sequence[float], unit: str) -> None:
    ordered = sorted(values)
    middle, late = ordered[len(ordered) // 2], ordered[int(0.95 * (len(ordered) - 1))]
    worst, number = ordered[-1], len(ordered)
    print(f"{what}: p50 {middle:.0f}, p95 {late:.0f}, worst {worst:.0f} {unit} (n={number})")


if __name__ == "__main__":
    main(sys.argv[1:])
