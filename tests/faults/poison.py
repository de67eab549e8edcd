"""A document that kills whoever decodes it, each time."""

from dataclasses import replace

from tests.faults.scene import Scene
from tests.faulty import POISON

_PLACE = "child.decode:before"


def inject(scene: Scene) -> None:
    """Drop it before others: it is set aside with a name, and they go on."""
    document = scene.documents.readable()
    poison = replace(document, content=document.content + POISON)
    scene.lay(_PLACE, "stay poison")
    scene.drop(poison)
    scene.drop_some(1)
    assert scene.wait_until(lambda: scene.landed(poison) == "quarantined", 180), scene.told()
    assert {*scene.set_aside().values()} == {"file.crashed_reader"}
    scene.lift(_PLACE)
    scene.put_back("file.crashed_reader")
