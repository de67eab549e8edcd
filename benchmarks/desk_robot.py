"""A reviewer who knows the truth and has no mouse: clears real sample records by keyboard alone."""

import itertools
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from dilekce import wiring
from dilekce.children import Children
from dilekce.pipeline import Pipeline
from dilekce.reading import Reader
from dilekce.settings import Settings
from dilekce.store import arrivals, petitions
from dilekce.store.audit import Deed
from dilekce.store.tables import petition
from domain.arrival import Arrival, Channel, Receipt, arrival_id
from domain.field import FieldName
from domain.lifecycle import PetitionState
from review.corrections import in_doubt
from review.entry import shown
from review.masking import PROTECTED
from samples import make
from samples.channels import CHANNELS
from samples.layouts import LAYOUTS
from tests.review_desk_house import START, House

#: REVIEW 6.9, a keystroke-level model: a thought, a key, reading a field's source.
THOUGHT, KEY, READING = 1.35, 0.2, 0.6
_LIMIT = 40  # steps a record: a screen that goes round in circles is a fault


@dataclass
class Cleared:
    """What it took to clear one record."""

    doubts: int
    corrected: int = 0
    keys: int = 0
    looked: int = 0  #: fields the reviewer had to look at

    @property
    def seconds(self) -> float:
        """The time that the model gives a person."""
        return THOUGHT * (self.looked + 1) + READING * self.looked + KEY * self.keys


@dataclass
class Robot:
    """Works one page of Chromium; ``truths`` by petition."""

    page: Page
    truths: dict[str, dict[str, Any]]
    done: list[Cleared] = field(default_factory=list)

    def clear(self) -> None:
        """Settle every doubtful field of the record on the screen and approve it."""
        record = str(self.page.locator("body").get_attribute("data-rec"))
        truth = self.truths[record]
        here = Cleared(doubts=self.page.locator(".field.open").count())
        for _ in range(_LIMIT):
            at = self.page.evaluate("document.activeElement.closest('.field')?.dataset.field")
            if at is None:
                break
            self._settle(here, at, truth)
        self._press(here, "Control+Enter")
        self.page.locator(f"body:not([data-rec='{record}'])").wait_for()
        self.done.append(here)

    def _settle(self, here: Cleared, name: str, truth: dict[str, Any]) -> None:
        here.looked += 1
        right = shown(FieldName(name), truth.get(name))
        now = self.page.evaluate("document.activeElement.value")
        if name == "signature":
            self._choose(here, right or "no", now)
        elif not right:
            self._press(here, "Shift+F8")
            return
        elif now != right:
            here.corrected += 1
            self._press(here, "Control+a")
            self.page.keyboard.type(right)
            here.keys += len(right)
        self._press(here, "Enter")

    def _choose(self, here: Cleared, right: str, now: str) -> None:
        order = ["", "yes", "no"]
        steps = order.index(right) - order.index(now)
        for _ in range(abs(steps)):
            self._press(here, "ArrowDown" if steps > 0 else "ArrowUp")
        here.corrected += bool(steps)

    def _press(self, here: Cleared, key: str) -> None:
        self.page.keyboard.press(key)
        here.keys += key.count("+") + 1

    def told(self) -> str:
        """Return the figures of all cleared records."""
        keys = [c.keys for c in self.done]
        plain = [c.keys - c.doubts for c in self.done if not c.corrected]
        seconds = sorted(c.seconds for c in self.done)
        hard = sorted(self.done, key=lambda c: (c.doubts, c.corrected))[-len(self.done) // 3 :]
        slow = statistics.median(c.seconds for c in hard)
        return (
            f"{len(self.done)} records cleared without a mouse; "
            f"doubtful fields {sum(c.doubts for c in self.done) / len(self.done):.1f}, "
            f"corrected {sum(c.corrected for c in self.done) / len(self.done):.1f} a record; "
            f"keystrokes median {statistics.median(keys)}, most {max(keys)}; "
            f"beyond one a doubt where nothing was corrected: {max(plain, default=0)}; "
            f"modelled time median {statistics.median(seconds):.1f} s, "
            f"p90 {seconds[int(0.9 * (len(seconds) - 1))]:.1f} s; of the hardest third "
            f"({sum(c.doubts for c in hard) / len(hard):.1f} in doubt, "
            f"{sum(c.corrected for c in hard) / len(hard):.1f} corrected) median {slow:.1f} s"
        )


def fill(house: House, count: int, scratch: Path) -> dict[str, dict[str, Any]]:
    """Let ``count`` records wait, as many that are hard as easy; return truths by petition.

    Development letters of all channels are read until twice as many wait; of those, by the number
    of fields in doubt, a third of those wanted are the easiest, a third the hardest.
    """
    settings = Settings()
    truths: dict[str, dict[str, Any]] = {}
    with Children(2, settings.work.memory_mb) as children:
        engine = wiring.ocr_engine()
        reader = Reader(children, engine, wiring.registry(settings), settings.work)
        trust = wiring.trust(settings, engine)
        line = Pipeline(house.database, house.blobs, reader, scratch, ("folder",), trust)
        layouts, channels = list(LAYOUTS["dev"]), list(CHANNELS)
        for number in itertools.count():
            if len(truths) >= 2 * count:
                break
            layout, channel = layouts[number % len(layouts)], channels[number % len(channels)]
            sample = make.a_sample(f"dev-77-{number:04d}", "dev", layout, channel)
            truths |= _read(house, line, sample)
    return {key: truths[key] for key in _mixed(house, sorted(truths), count)}


def _mixed(house: House, keys: list[str], count: int) -> list[str]:
    """Choose easy and hard records alike; the others leave the queue."""
    keys.sort(key=lambda key: len(in_doubt(house.row(key)["record"])))
    end = count // 3
    middle = keys[end:-end]
    between = count - 2 * end
    chosen = keys[:end] + middle[:: max(1, len(middle) // between)][:between] + keys[-end:]
    gone = petition.update().values(state="delivered")
    with house.database.begin() as connection:
        connection.execute(gone.where(petition.c.id.in_(set(keys) - set(chosen))))
    return chosen


def _read(house: House, line: Pipeline, sample: make.Sample) -> dict[str, dict[str, Any]]:
    sha256 = house.blobs.put(sample.data)
    landing = Receipt(
        file_name=f"{sample.stem}{sample.suffix}", received_at=START, channel=Channel.FAX
    )
    item = Arrival(
        id=arrival_id(sha256),
        sha256=sha256,
        size=len(sample.data),
        file_type=None,
        receipt=landing,
    )
    with house.database.begin() as connection:
        arrivals.record(connection, Deed(START), item, {})
    line.split(item.id, [line.read(page) for page in line.decode(item.id)])
    line.understand(item.id)
    with house.database.begin() as connection:
        waiting = petitions.of_arrival(connection, item.id, PetitionState.REVIEW)
    # A tip-off is given to supervisors only: not to the reviewer who sits here.
    given = [key for key in waiting if house.row(key)["record"]["kind"] != PROTECTED]
    return dict.fromkeys(given, sample.truth)
