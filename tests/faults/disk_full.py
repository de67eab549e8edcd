"""The disk of the home is full, really: database, engine, blobs and scratch alike."""

import os
import time

from tests.faults.scene import Scene


def inject(scene: Scene) -> None:
    """Fill the disk while documents are in hand, and make room again."""
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(0, 1.5))
    filler = scene.line.home / "filler"
    with filler.open("wb") as file:
        while True:
            about = os.fstatvfs(file.fileno())
            try:
                os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size,
                                   max(1, about.f_bavail * about.f_frsize))  # fmt: skip
            except OSError:
                break
    scene.drop_some(1)
    time.sleep(scene.chance.uniform(2, 5))
    filler.unlink()
