"""The blob store takes seconds for each answer."""

import time

from tests.faults.scene import Scene

_PLACES = ("blob.put_file:before", "blob.put:before", "blob.get:before", "blob.copy_to:before")


def inject(scene: Scene) -> None:
    """Let every call wait while two documents pass."""
    for place in _PLACES:
        scene.lay(place, "stay wait 1")
    scene.drop_some()
    time.sleep(3)
    for place in _PLACES:
        scene.lift(place)
