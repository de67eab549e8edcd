"""The desk's figures: ``python -m benchmarks.desk [screens] [queue] [reviewers] [robot]``.

``screens``: next record painted in Chromium, first screen. ``queue``: lists with 100,000 records
in the store. ``reviewers``: thirty at once on SQLite and PostgreSQL. ``robot``: real sample
records cleared by keyboard alone. Targets: ``docs/explanation/desk.md``.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

import httpx
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import desk_postgres, desk_store
from benchmarks.desk_load import shift
from benchmarks.desk_robot import Robot, fill
from dilekce.store import tables
from domain.field import FieldName
from review.ports_search import Aim
from samples import people
from tests.e2e.chromium import CHROMIUM, FLAGS, begin, enter, watched
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in

_RECORDS, _PEOPLE, _SHIFTS = 100_000, 30, 10

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
        chance = Random(3)
        for _ in range(count + 2 + 2 * _SHIFTS):  # each page an image of its own, none cached
            petition(house, reasons=(("route.none", None),), tckn=people.a_tckn(chance))
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
            _say("first screen, from the queue", _first_screens(house, page, address), "ms")


def _first_screens(house: House, page: Page, address: str) -> list[float]:
    times = []
    for _ in range(_SHIFTS):
        page.goto(f"{address}/kuyruk")
        page.wait_for_load_state("networkidle")
        _empty_hands(house)
        page.goto(f"{address}/kuyruk")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Control+Enter")
        page.locator("body[data-rec]").wait_for()
        page.wait_for_timeout(150)
        times.append(float(page.evaluate("window.painted[0][1]")))  # since the click, redirect too
    return times


def _empty_hands(house: House) -> None:
    """Let the records in people's hands be done: the next to come was on no screen yet."""
    held = sa.select(tables.lease.c.petition_id)
    done = tables.petition.update().values(state="delivered")
    with house.database.begin() as connection:
        connection.execute(done.where(tables.petition.c.id.in_(held)))
        connection.execute(tables.lease.delete())


def queue() -> None:
    """Open each list, search, claim and ask for changes with 100,000 records, on each database."""
    for name, url in _databases():
        print(name)
        _queue(url)


def _databases() -> Iterator[tuple[str, str | None]]:
    """Yield SQLite and, where its programs are installed, PostgreSQL: name and URL."""
    yield "SQLite", None
    if desk_postgres.is_there():
        with desk_postgres.cluster() as url:
            yield "PostgreSQL", url


def _queue(url: str | None) -> None:
    with _house(url) as (house, _):
        records = desk_store.fill(house, _RECORDS)
        with served(house) as address, browser(address) as client:
            sign_in(client, "zeynep")
            for path in ("/kuyruk", "/bitenler", "/gelen", "/benzerler"):
                _times(path, partial(_shown, client, path))
            for name in (FieldName.TCKN, FieldName.NAME):
                words = [record["fields"][name]["value"] for record in records]
                _times(f"search by {name}", partial(_found, client, iter(words)))
                house.pass_time(minutes=11)  # whoever searches too often must wait
            _times("claim with its record", partial(_claimed, house, client))
            _times("have the lists changed?", house.ports.records.mark)


def _shown(client: httpx.Client, path: str) -> None:
    client.get(path).raise_for_status()


def _found(client: httpx.Client, words: Iterator[str]) -> None:
    asked = {"text": next(words), "aim": Aim.CITIZEN.value}
    client.post("/ara", data=asked).raise_for_status()


def _claimed(house: House, client: httpx.Client) -> None:
    client.post("/api/tasks/claim", json={}).raise_for_status()
    house.pass_time(minutes=6)


def _times(what: str, work: Callable[[], object], times: int = 15) -> None:
    """Do it once unmeasured, then so often; tell the clock and the CPU of server and client."""
    work()
    clock, cpu = [], []
    for _ in range(times):
        before = time.perf_counter(), time.process_time()
        work()
        clock.append(1000 * (time.perf_counter() - before[0]))
        cpu.append(1000 * (time.process_time() - before[1]))
    _say(what, clock, "ms")
    _say("  of it CPU", cpu, "ms")


def reviewers() -> None:
    """Thirty people, on each database."""
    for name, url in _databases():
        _reviewers(name, url)


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
