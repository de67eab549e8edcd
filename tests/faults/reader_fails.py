"""The reading engine answers bytes that are no UTF-8, or needs more memory than it may have."""

from tests.faults.scene import Scene

_PLACE = "child.words:before"


def inject(scene: Scene) -> None:
    """Let one read fail; a page that could not be read is put back by a person."""
    document = scene.documents.readable()
    scene.lay(_PLACE, scene.chance.choice(("nonsense", "memory")))
    scene.drop(document)
    scene.wait_met(_PLACE)
    scene.drop_some(1)
    scene.wait_until(lambda: scene.landed(document) in {"quarantined", "split"})
    scene.put_back("file.no_readable_page")
