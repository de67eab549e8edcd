"""A byte of an original is not what it was when it is to be read; then it is restored."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.scene import Scene

_PROBLEM = "file.lost"


@contextmanager
def restored(scene: Scene) -> Iterator[Path]:
    """Yield the blob of a new document before it is decoded; restore it once it is set aside."""
    place = "step.decode:before"
    scene.lay(place, "stay wait 1.5")
    document = scene.documents.readable()
    scene.drop(document)
    scene.wait_until(lambda: scene.landed(document))
    sha256 = hashlib.sha256(document.content).hexdigest()
    blob = scene.blobs / sha256[:2] / sha256[2:4] / sha256
    yield blob
    scene.lift(place)
    scene.drop_some(1)
    assert scene.wait_until(lambda: _PROBLEM in scene.set_aside().values()), scene.told()
    blob.write_bytes(document.content)
    scene.put_back(_PROBLEM)


def inject(scene: Scene) -> None:
    """Turn a bit."""
    with restored(scene) as blob:
        content = bytearray(blob.read_bytes())
        content[scene.chance.randrange(len(content))] ^= 1
        blob.write_bytes(content)
