"""The reading engine hangs on a page."""

from tests.faults.scene import Scene

_PLACE = "child.words:before"


def inject(scene: Scene) -> None:
    """Let one read hang until its time is over, and let a person put the page back."""
    document = scene.documents.readable()
    scene.lay(_PLACE, "wait 600")
    scene.drop(document)
    scene.wait_met(_PLACE)
    scene.drop_some(1)
    scene.wait_until(lambda: scene.landed(document) in {"quarantined", "split"})
    scene.put_back("file.no_readable_page")
