"""Another program holds one of the two SQLite databases, longer than anybody waits for it."""

import sqlite3
import time
from contextlib import closing

from tests.faults.scene import Scene

_NAMES = ("dilekce.db", "engine.db")


def hold(scene: Scene, seconds: float) -> None:
    """Lock one of them for so long, with documents in hand."""
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(0, 1))
    file = scene.line.home / scene.chance.choice(_NAMES)
    with closing(sqlite3.connect(file, timeout=30, isolation_level=None)) as other:
        other.execute("begin exclusive")
        scene.drop_some(1)
        time.sleep(seconds)
        other.execute("rollback")


def inject(scene: Scene) -> None:
    """Hold it for more than the 30 s after which the product's own statements fail."""
    hold(scene, 34)
