"""A second witness: the rows that matter, read again from other pixels, each row by itself.

The page read segments the page; here each row is cut out, so that a row torn or joined by the
first segmentation is read whole. The preparation differs too (see ``profiles``).
"""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from domain.geometry import Box
from domain.page import Page, Read
from ocr import boxes, handwriting, layout, noise, profiles, signs, spaces
from ocr.engine import Atom, Engine, Segmentation, Settings
from ocr.pixels import WHITE, Grey

#: White around a row, as part of its height: letters that touch the edge are misread.
_BORDER = 0.5
#: What is cut with a row above and below: accents stand out of the words' boxes by less.
_MARGIN = 0.25
#: More than the blocks the engine finds in one piece.
_BLOCKS = 10_000


def second_read(page: Page, image: Grey, rows: Sequence[Box], folder: Path, engine: Engine) -> Read:
    """Read ``rows`` of the upright ``image`` again; errors as ``Engine.words`` says."""
    _, profile = profiles.choose(dpi=page.dpi, bilevel=page.bilevel, standard_fax=page.standard_fax)
    atoms: list[Atom] = []
    for number, row in enumerate(rows):
        box = row.grown(round(_MARGIN * row.h))
        piece, combs = boxes.closed_piece(image, box, page.dpi)
        if piece.size:
            found = _words(piece, page.dpi, profile, folder, engine)
            atoms += (_moved(atom, box, number) for atom in boxes.spread(found, combs))
    kept = handwriting.printed(noise.cleaned(atoms, page.dpi), page.handwriting, page.dpi)
    mended = signs.mended(image, spaces.parted(image, kept))
    return Read("second", layout.lines(mended), tuple(rows))


def _words(
    piece: Grey,
    dpi: int,
    profile: profiles.Profile,
    folder: Path,
    engine: Engine,
) -> tuple[Atom, ...]:
    prepared, used = profiles.prepare(piece, dpi, profile)
    border = round(_BORDER * prepared.shape[0])
    framed = cv2.copyMakeBorder(
        prepared, border, border, border, border, cv2.BORDER_CONSTANT, value=(WHITE,)
    )
    settings = Settings(segmentation=Segmentation.LINE, dpi=used)
    atoms = engine.words(np.asarray(framed, np.uint8), settings, folder)
    height, width = piece.shape
    inside = (layout.shifted(atom, -border, -border) for atom in atoms)
    return layout.scaled(inside, width / prepared.shape[1], (width, height))


def _moved(atom: Atom, cut: Box, number: int) -> Atom:
    """Return the atom in page pixels; rows read apart stay apart."""
    moved = layout.shifted(atom, cut.x, cut.y)
    block, paragraph, line = moved.line
    return Atom(moved.word, (_BLOCKS * number + block, paragraph, line))
