"""The clock of the machine is set: by an hour, a day, a year, forwards or back."""

import time

from tests.faults.scene import Scene

_JUMPS = (3_600, 86_400, 366 * 86_400)


def inject(scene: Scene) -> None:
    """Jump while documents are in hand, and jump back."""
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(0, 1))
    scene.lay("clock", str(scene.chance.choice(_JUMPS) * scene.chance.choice((-1, 1))))
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(2, 4))
    scene.lift("clock")
