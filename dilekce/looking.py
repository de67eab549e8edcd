"""The second look at a letter's pages: at their images, or wherever it was kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from domain.geometry import Box
from domain.page import Crop, CropRead, Page, Read
from ocr import pixels
from ocr.again import second_read
from ocr.crops import read_crop
from ocr.engine import Engine
from ocr.pixels import Grey


class SecondLook(Protocol):
    """Reads parts of a letter's pages again; errors as ``Engine.words`` says."""

    def rows(self, page: Page, rows: Sequence[Box]) -> Read:
        """Return the second read of ``rows``, or of the whole page when there are none."""
        ...

    def crop(self, page: Page, crop: Crop) -> tuple[CropRead, ...]:
        """Return the readings of one small piece."""
        ...


class FromImages:
    """Looks at the upright images in a folder, each opened once, when first asked for."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self._folder, self._engine = folder, engine
        self._open: dict[int, Grey] = {}

    def rows(self, page: Page, rows: Sequence[Box]) -> Read:
        """Read rows again from other pixels."""
        return second_read(page, self._image(page), rows, self._folder, self._engine)

    def crop(self, page: Page, crop: Crop) -> tuple[CropRead, ...]:
        """Read a small piece again."""
        return read_crop(self._image(page), page, crop, self._folder, self._engine)

    def _image(self, page: Page) -> Grey:
        if page.number not in self._open:
            self._open[page.number] = pixels.load(self._folder / page.image)
        return self._open[page.number]
