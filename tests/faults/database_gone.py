"""The PostgreSQL server ends at once, and is started again."""

import time

from tests.faults.scene import Scene


def inject(scene: Scene) -> None:
    """Stop it for a few seconds while documents are in hand."""
    assert scene.server is not None
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(0, 1.5))
    scene.server.stop()
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(0, 5))
    scene.server.start()
