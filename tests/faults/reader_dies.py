"""The process that reads is killed from outside, as the kernel does when memory runs out."""

from tests.faults.scene import Scene

PLACES = ("child.decode", "child.read", "child.words", "child.cut", "child.understand")


def inject(scene: Scene) -> None:
    """Kill the child at one stage, once: the document is not to blame."""
    place = f"{scene.chance.choice(PLACES)}:before"
    scene.lay(place, "die")
    scene.drop(scene.documents.readable())
    scene.drop_some(1)
    scene.wait_met(place)
