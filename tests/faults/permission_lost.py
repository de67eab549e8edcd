"""The product may not enter a folder it needs, until somebody mends the rights."""

import time

from tests.faults.scene import Scene


def inject(scene: Scene) -> None:
    """Take the rights on one of the folders away while documents are in hand."""
    home, drop = scene.line.home, scene.drop_folder
    folder = scene.chance.choice((drop, drop / "post", scene.blobs, home / "work", home))
    folder.mkdir(exist_ok=True)
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(0, 1))
    scene.drop_some(1)
    folder.chmod(0o000 if scene.chance.random() < 0.5 else 0o500)
    time.sleep(scene.chance.uniform(1, 3))
    folder.chmod(0o700)
