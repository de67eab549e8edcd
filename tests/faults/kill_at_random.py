"""SIGKILL of every process of the product at any instant."""

import time

from tests.faults.scene import Scene


def inject(scene: Scene) -> None:
    """Drop two documents and kill within the time that they take."""
    scene.drop_some()
    time.sleep(scene.chance.uniform(0, 2.5))
    scene.restart()
