"""Small pieces of a page read once more, for one purpose: a third witness where it matters."""

from pathlib import Path

import cv2
import numpy as np

from domain.geometry import Box
from domain.page import Crop, CropPurpose, CropRead, Page
from ocr import pixels
from ocr.engine import Engine, Segmentation, Settings
from ocr.pixels import WHITE, Grey

#: Heights in pixels that the crop's text line is scaled to; the engine reads these best.
_LINE = {CropPurpose.DIGITS: (48,), CropPurpose.NAME: (44, 60), CropPurpose.EMAIL: (48,)}
_LANGUAGE = {CropPurpose.DIGITS: "eng", CropPurpose.NAME: "tur", CropPurpose.EMAIL: "eng"}
_DIGITS = "0123456789"
#: A line higher or lower than this is none; enlarging it without bound would fill the memory.
_LEAST_FACTOR, _MOST_FACTOR = 0.2, 5.0


def read_crop(image: Path, page: Page, crop: Crop, engine: Engine) -> tuple[CropRead, ...]:
    """Return one reading per scale of the piece of the upright ``image`` that ``crop`` names.

    A crop that misses the page reads as nothing. Errors as ``Engine.words`` says.
    """
    piece = _cut(pixels.load(image), crop.box)
    if piece is None:
        return (CropRead(crop, "", 0.0),)
    reads = []
    for index, height in enumerate(_LINE[crop.purpose]):
        factor = min(max(height / max(1, crop.box.h), _LEAST_FACTOR), _MOST_FACTOR)
        prepared = pixels.blurred(pixels.scaled(piece, factor), 1.0 if page.bilevel else 0.0)
        file = image.with_name(f"crop-{image.stem}-{crop.box.x}-{crop.box.y}-{index}.pgm")
        try:
            pixels.save(file, prepared)
            atoms = engine.words(file, _settings(crop.purpose))
        finally:
            file.unlink(missing_ok=True)
        words = [atom.word for atom in atoms]
        sure = sum(w.confidence for w in words) / len(words) if words else 0.0
        reads.append(CropRead(crop, " ".join(w.text for w in words), sure))
    return tuple(reads)


def _settings(purpose: CropPurpose) -> Settings:
    return Settings(
        languages=_LANGUAGE[purpose],
        segmentation=Segmentation.LINE,
        whitelist=_DIGITS if purpose is CropPurpose.DIGITS else "",
    )


def _cut(image: Grey, box: Box) -> Grey | None:
    """Return the piece with a little of the page around it and a white border."""
    margin = max(4, box.h // 3)
    piece = pixels.cut(image, box.grown(margin // 2))
    if not piece.size:
        return None
    bordered = cv2.copyMakeBorder(
        piece, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(WHITE,)
    )
    return np.asarray(bordered, np.uint8)
