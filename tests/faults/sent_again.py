"""The same file sent a hundred times."""

from dataclasses import replace

from tests.faults.scene import Scene

_TIMES = 100


def inject(scene: Scene) -> None:
    """Drop it under a hundred names: one arrival with a hundred receipts, one delivery."""
    document = scene.documents.readable()
    before, landings = scene.receipts(), scene.landings
    names = [f"{document.name[:6]}-{n}.{document.name[7:]}" for n in range(_TIMES)]
    scene.drop(*(replace(document, name=name) for name in names))
    assert scene.landings - landings == _TIMES
    assert scene.wait_until(lambda: not scene.left()), scene.told()
    assert scene.receipts() - before == _TIMES
