"""SIGKILL of every process of the product at a step's boundary."""

from tests.faults.scene import Scene

#: Those that every document which can be read comes by; before and behind each.
PLACES = tuple(
    f"{place}:{side}"
    for place in (
        "blob.put_file", "book.record", "original.remove",
        "step.decode", "step.read", "step.split", "step.understand",
        "step.attempt", "delivery.begin", "delivery.send", "delivery.note",
        "blob.put", "blob.get", "blob.copy_to", "run.start", "run.forget",
    )
    for side in ("before", "behind")
)  # fmt: skip


def inject(scene: Scene) -> None:
    """Let the product die at one of the places, drawn by chance, and start it again."""
    place = scene.chance.choice(PLACES)
    scene.lay(place, "kill")
    scene.drop(scene.documents.readable())
    scene.drop_some(1)

    def met() -> bool:
        scene.decide()
        return not (scene.faults / place).exists()

    if not scene.wait_until(met):
        raise AssertionError(f"nobody came by {place}")
    scene.restart()
