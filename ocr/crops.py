"""Small pieces of a page read once more, for one purpose: a third witness where it matters."""

from pathlib import Path

import cv2
import numpy as np

from domain.geometry import Box
from domain.page import Crop, CropPurpose, CropRead, Page
from ocr import boxes, pixels, profiles
from ocr.engine import Engine, Segmentation, Settings, mail_language
from ocr.pixels import WHITE, Grey

#: Heights in pixels that the crop's text line is scaled to; the engine reads these best.
_LINE = {CropPurpose.DIGITS: (48,), CropPurpose.NAME: (44, 60), CropPurpose.EMAIL: (48,)}
_DIGITS = "0123456789"
#: A line higher or lower than this is none; enlarging it without bound would fill the memory.
_LEAST_FACTOR, _MOST_FACTOR = 0.2, 5.0


def read_crop(
    image: Grey, page: Page, crop: Crop, folder: Path, engine: Engine
) -> tuple[CropRead, ...]:
    """Return one reading per scale of the piece of the upright ``image`` that ``crop`` names.

    A crop that misses the page reads as nothing. Errors as ``Engine.words`` says.
    """
    piece = _cut(image, crop.box, page.dpi)
    if piece is None:
        return (CropRead(crop, "", 0.0),)
    return tuple(
        _read(piece, height / max(1, crop.box.h), page, crop, folder, engine)
        for height in _LINE[crop.purpose]
    )


def read_lines(image: Grey, page: Page, box: Box, folder: Path, engine: Engine) -> str:
    """Return the words of every row in the piece of ``image``; empty when it misses the page."""
    piece = _cut(image, box, page.dpi)
    if piece is None:
        return ""
    _, profile = profiles.choose(dpi=page.dpi, bilevel=page.bilevel, standard_fax=page.standard_fax)
    prepared, dpi = profiles.prepare(piece, page.dpi, profile)
    settings = Settings(segmentation=Segmentation.BLOCK, dpi=dpi)
    return " ".join(atom.word.text for atom in engine.words(prepared, settings, folder))


def _read(
    piece: Grey, factor: float, page: Page, crop: Crop, folder: Path, engine: Engine
) -> CropRead:
    factor = min(max(factor, _LEAST_FACTOR), _MOST_FACTOR)
    prepared = pixels.blurred(pixels.scaled(piece, factor), 1.0 if page.bilevel else 0.0)
    words = [a.word for a in engine.words(prepared, _settings(crop.purpose, engine), folder)]
    sure = sum(w.confidence for w in words) / len(words) if words else 0.0
    return CropRead(crop, " ".join(w.text for w in words), sure)


def _settings(purpose: CropPurpose, engine: Engine) -> Settings:
    match purpose:
        case CropPurpose.DIGITS:
            return Settings(languages="eng", segmentation=Segmentation.LINE, whitelist=_DIGITS)
        case CropPurpose.NAME:
            return Settings(segmentation=Segmentation.LINE)
        case CropPurpose.EMAIL:
            return Settings(languages=mail_language(engine), segmentation=Segmentation.LINE)


def _cut(image: Grey, box: Box, dpi: int) -> Grey | None:
    """Return the piece with a little of the page around it and a white border."""
    margin = max(4, box.h // 3)
    piece, _ = boxes.closed_piece(image, box.grown(margin // 2), dpi)
    if not piece.size:
        return None
    bordered = cv2.copyMakeBorder(
        piece, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(WHITE,)
    )
    return np.asarray(bordered, np.uint8)
