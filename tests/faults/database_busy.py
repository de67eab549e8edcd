"""Another program holds one of the two SQLite databases for a moment."""

from tests.faults.database_locked import hold
from tests.faults.scene import Scene


def inject(scene: Scene) -> None:
    """Hold it for a few seconds."""
    hold(scene, scene.chance.uniform(0.5, 3))
