"""One write finds the disk full, at every place where the product writes."""

import time

from tests.faults.scene import Scene

PLACES = ("blob.put_file", "blob.put", "blob.copy_to", "child.decode", "child.read")


def inject(scene: Scene) -> None:
    """Let all who write at one place find the disk full for a while."""
    place = f"{scene.chance.choice(PLACES)}:before"
    scene.lay(place, "stay full")
    scene.drop_some()
    time.sleep(scene.chance.uniform(1, 4))
    scene.lift(place)
