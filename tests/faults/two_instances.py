"""The product is started twice on one home."""

from dataclasses import replace

from tests.faults.scene import Scene


def inject(scene: Scene) -> None:
    """Start a second one while documents are in hand: it stops and says why."""
    scene.drop_some()
    second = replace(scene.line, process=None)
    second.start()
    assert second.process is not None
    assert second.process.wait(timeout=60) == 3
    assert "home.in_use" in scene.line.log.read_text()
