"""What tells a hand from print, on words whose boxes and confidences are given."""

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from domain.geometry import Box
from domain.page import Word
from ocr import handwriting, marks
from ocr.engine import Atom
from tests.builders_ocr import FONT, paper

DPI = 200


def test_unsure_capitals_and_digits_of_a_face_with_low_letters_are_print() -> None:
    image = Image.fromarray(paper(DPI))
    draw, atoms = ImageDraw.Draw(image), []
    # Capitals 1.6 times as high as an x, as in book faces; DejaVu's own are 1.3 times as high.
    rows = [("aramaksızın", 10, 0.96)] * 8 + [("VAN", 12, 0.6), ("534", 12, 0.6)]
    for row, (text, points, confidence) in enumerate(rows):
        at = (200 + 300 * (row % 2), 300 + 60 * (row // 2))
        font = ImageFont.truetype(FONT, points * DPI / 72)
        draw.text(at, text, font=font, fill=0)
        left, top, right, bottom = (round(edge) for edge in draw.textbbox(at, text, font=font))
        word = Word(text, Box(left, top, right - left, bottom - top), confidence)
        atoms.append(Atom(word, (1, 1, row // 2)))
    found = handwriting.find(marks.find(np.asarray(image, np.uint8), DPI), atoms)
    assert max(found.scores) <= 0
    assert found.places == ()
