"""The blob store is unmounted under the product, and comes back."""

import time

from tests.faults.scene import Scene


def inject(scene: Scene) -> None:
    """Move the store away while documents are in hand; what its place was stands there empty."""
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(0, 1.5))
    away = scene.blobs.rename(scene.blobs.with_name("blobs-away"))
    scene.blobs.mkdir()
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(1, 3))
    scene.come_back(away, scene.blobs)
