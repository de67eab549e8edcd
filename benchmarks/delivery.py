"""Delivery to an HTTP sink that misbehaves: fault by fault, and under SIGKILL.

``python -m benchmarks.delivery --petitions 200 --kills 50``: exits 1 when a petition had no effect
or more than one. The last figures are in README.md.
"""

import argparse
import base64
import datetime as dt
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from deliver.webhook import Webhook
from dilekce.store import destinations
from dilekce.store.audit import Deed
from tests.campaign import FAULTS, campaign
from tests.deliver_builders import Sink, SinkRequest, refusing, running_sink, taking
from tests.delivery_house import Store, dispatcher, drive, moved_clock, open_store

_SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
_LINE = "{:<32} {:>9} {:>8} {:>7} {:>12} {:>7}"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--petitions", type=int, default=200)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--each", type=int, default=25, help="petitions for each fault")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    whole = _faults(wanted.each)
    sys.exit(0 if _kills(wanted.petitions, wanted.kills, wanted.seed) and whole else 1)


def _faults(each: int) -> bool:
    print(_LINE.format("first answer of each petition", "petitions", "requests", "effects",
                       "dead letters", "resent"))  # fmt: skip
    rows = [_fault(name, fault, each) for name, fault in FAULTS.items()]
    rows.append(_fault("answers 410 once", refusing(410), each, once=True))
    for row in rows:
        print(_LINE.format(*row))
    return all(row[1] == row[3] for row in rows)


def _fault(
    name: str, fault: Callable[[SinkRequest], None], each: int, *, once: bool = False
) -> tuple[str, int, int, int, int, int]:
    met: set[str] = set()

    def behave(request: SinkRequest) -> None:
        key = "" if once else request.named["webhook-id"]
        first = key not in met
        met.add(key)
        (fault if first else taking())(request)

    with tempfile.TemporaryDirectory() as folder, contextmanager(running_sink)() as sink:
        store = open_store(Path(folder))
        sink.otherwise = behave
        for number in range(each):
            store.accept(number)
        dead = _deliver(store, sink)
        store.database.dispose()
    return name, each, len(sink.seen), len(sink.effects), dead, dead


def _deliver(store: Store, sink: Sink) -> int:
    """Deliver all, sending dead letters again as a person does; return how many there were."""
    with moved_clock(store) as now:
        line = dispatcher(store, Webhook("kurum", sink.url, (_SECRET,), now, timeout=0.4))
        drive(store, line, hours=24)
        dead = store.dead()
        with store.database.begin() as connection:
            if any(b.gone for b in destinations.all_of(connection, ()).values()):
                destinations.close(connection, Deed(store.at, "user:1"), "kurum")
        for key in dead:
            store.resend(key)
        store.at += dt.timedelta(hours=1)
        drive(store, line, hours=24)
    return len(dead)


def _kills(petitions: int, kills: int, seed: int) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        outcome = campaign(Path(folder), petitions, kills, seed)
    print(f"\npetitions {outcome.petitions}")
    print(f"SIGKILLs {outcome.kills}, before all was delivered {outcome.during}")
    print(f"requests at the sink {outcome.requests}, different ids {outcome.ids}")
    print(f"effects {outcome.effects}, different (id, body) {outcome.bodies}")
    print(f"dead letters sent again {outcome.resent}, states {dict(outcome.states)}")
    print(f"faults met {dict(outcome.met)}")
    return outcome.exact


if __name__ == "__main__":
    main()
