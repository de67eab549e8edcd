"""The drop folder is unmounted under the product, with files in it, and comes back."""

import time

from tests.faults.scene import Scene


def inject(scene: Scene) -> None:
    """Move the folder away at any instant; in its place stands an empty one, or none."""
    scene.drop_some()
    time.sleep(scene.chance.uniform(0, 1))
    folder = scene.drop_folder
    away = folder.rename(folder.with_name("drop-away"))
    if scene.chance.random() < 0.5:
        folder.mkdir()
    time.sleep(scene.chance.uniform(1, 2))
    scene.come_back(away, folder)
