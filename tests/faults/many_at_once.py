"""Very many files in the drop folder at the same moment."""

from tests.faults.scene import Scene


def inject(scene: Scene, count: int = 50) -> None:
    """Drop them while nothing else is in hand."""
    scene.drop_some(count)
