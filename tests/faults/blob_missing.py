"""An original is not in the blob store any more when it is to be read; then it is restored."""

from tests.faults.blob_damaged import restored
from tests.faults.scene import Scene


def inject(scene: Scene) -> None:
    """Take it away between admission and decoding, and put it back when it was missed."""
    with restored(scene) as blob:
        blob.unlink()
