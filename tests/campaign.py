"""Deliver a store of petitions through the real worker to a sink that misbehaves, under SIGKILL."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dilekce import clock
from dilekce.store import outbox
from dilekce.store.audit import Deed
from dilekce.store.tables import delivery
from tests.deliver_builders import (
    Sink,
    SinkRequest,
    answering_twice,
    cutting,
    cutting_within_the_answer,
    dripping,
    flooding,
    hanging,
    refusing,
    running_sink,
    taking,
)
from tests.delivery_house import Store, open_store
from tests.line import Line

Behaviour = Callable[[SinkRequest], None]
FAULTS: Mapping[str, Behaviour] = {
    "answers 500": refusing(500),
    "answers 429, Retry-After 1": refusing(429, retry_after="1"),
    "answers 422": refusing(422),
    "redirects": refusing(307, location="/elsewhere"),
    "hangs": hanging,
    "cuts the line after the body": cutting,
    "cuts the line within the answer": cutting_within_the_answer,
    "answers byte by byte": dripping,
    "answers twice": answering_twice,
    "answers without end": flooding,
}


@dataclass
class Faulty:
    """Behaviour of a sink: a share of the requests meets a fault, drawn by chance."""

    chance: random.Random
    share: float
    met: Counter[str] = field(default_factory=Counter)
    _one: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: SinkRequest) -> None:
        """Behave."""
        with self._one:
            name = None
            if self.chance.random() < self.share:
                name = self.chance.choice(list(FAULTS))
                self.met[name] += 1
            wait = self.chance.uniform(0, 0.6)  # so that most kills meet one on its way
        request.sink.released.wait(wait)
        (FAULTS[name] if name else taking())(request)


@dataclass(frozen=True)
class Outcome:
    """What a campaign left behind."""

    petitions: int
    kills: int
    during: int  #: of the kills, those before all was delivered
    met: Counter[str]
    requests: int  #: that reached the sink
    ids: int  #: different ones among them
    effects: int
    bodies: int  #: different (id, body): more than effects would be a changed repeat
    resent: int  #: dead letters that were sent again
    states: Counter[str]

    @property
    def exact(self) -> bool:
        """Whether every petition had exactly one effect, and all are booked as delivered."""
        once = self.petitions == self.effects == self.ids == self.bodies
        return once and self.states == {"done": self.petitions}


@contextmanager
def faulty_sink(chance: random.Random, share: float) -> Iterator[tuple[Sink, Faulty]]:
    """Serve a sink of which a share of the requests meets a fault."""
    faulty = Faulty(chance, share)
    with contextmanager(running_sink)() as sink:
        sink.otherwise = faulty
        yield sink, faulty


def campaign(folder: Path, petitions: int, kills: int, seed: int, share: float = 0.2) -> Outcome:
    """Deliver the petitions while the worker is killed at random instants; then until all is done.

    Dead letters are sent again as a person would, whenever the worker comes up.
    """
    chance = random.Random(seed)
    line = Line(folder / "home", role="work")
    line.home.mkdir(parents=True)
    store = open_store(line.home)
    for number in range(petitions):
        store.accept(number, ("webhook",))
    resent, during, each = 0, 0, max(1, petitions // kills)
    with faulty_sink(chance, share) as (sink, faulty):
        line.webhook = sink.url
        line.extra = {"DILEKCE_DELIVER__WEBHOOK__TIMEOUT_SECONDS": "1", "DILEKCE_WORK__JOBS": "1"}
        line.start()
        for _kill in range(kills):
            # So few requests that the kills spread over the whole delivery, and then any instant.
            wait_for_requests(sink, len(sink.seen) + chance.randint(1, each))
            time.sleep(chance.uniform(0, 0.3))
            during += store.states() != {"done"}
            line.kill()
            resent += _resend(store)
            _hurry(store)
            line.start()
        end = time.monotonic() + 900
        while store.states() != {"done"} and time.monotonic() < end:
            time.sleep(1)
            resent += _resend(store)
            _hurry(store)
        line.kill()
    states = Counter(str(row["state"]) for row in store.rows())
    seen = [headers["webhook-id"] for headers, _body in sink.seen]
    bodies = {(headers["webhook-id"], body) for headers, body in sink.seen}
    store.database.dispose()
    return Outcome(
        petitions=petitions, kills=kills, during=during, met=faulty.met,
        requests=len(seen), ids=len(set(seen)),
        effects=len(sink.effects), bodies=len(bodies), resent=resent, states=states,
    )  # fmt: skip


def wait_for_requests(sink: Sink, count: int, seconds: float = 20) -> None:
    """Wait until the sink has seen so many requests, so that a kill falls into delivery."""
    end = time.monotonic() + seconds
    while len(sink.seen) < count and time.monotonic() < end:
        time.sleep(0.02)


def _resend(store: Store) -> int:
    with store.database.begin() as connection:
        letters = outbox.dead_letters(connection)
        for letter in letters:
            outbox.resend(connection, Deed(clock.now(), "user:1"), letter.key)
    return len(letters)


def _hurry(store: Store) -> None:
    """Let what waits for its next attempt be due now: the waits themselves are not under test."""
    now = clock.now().isoformat(timespec="seconds")
    with store.database.begin() as connection:
        waiting = (delivery.c.state == "pending") & (delivery.c.next_at > now)
        connection.execute(delivery.update().where(waiting).values(next_at=now))
