"""Which way up a page is: reading it decides.

Tesseract's orientation detection is not asked. It turns 4 of 60 upright pages by 180° at whatever
threshold, and costs as much as a page read (0.55–0.65 s), which itself tells more: sideways text is
found and read as upright columns of tall words, and upside-down text comes out with a confidence
below 0.3 where the right way up gives 0.9. So an upright page pays nothing; only a page that reads
badly has strips of it read in the other three ways.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from domain.geometry import Box
from domain.page import Word
from ocr.engine import Atom
from ocr.marks import Marks

#: Words with so few letters are read in dirt and upside down too.
_LETTERS = 3
#: A page read like this stands upright: upside down means stay below 0.3, the worst fax above 0.6.
_SURE = 0.7
_SURE_WORDS = 8
#: How much better another way up must read before a page is turned: handwriting and noise read
#: equally badly all ways round, and stay.
_MARGIN = 0.2
#: A whole page below this was fed the wrong way up or written by hand, and less speaks for another
#: way: upside-down faxes read at 0.12 to 0.30, their strips set right better by 0.19 to 0.78.
_WRONG, _SMALL_MARGIN = 0.33, 0.1
#: Letters that weigh as much as the evidence for them: two sure words do not turn a page.
_DOUBT = 20
#: Height of the strip that is read in the other ways: seven lines of type.
_STRIP_MM = 40.0


@dataclass(frozen=True, slots=True)
class Legibility:
    """How well words read: what is compared between the ways up."""

    score: float  #: mean confidence, weighted by letters and pulled to 0 when there are few; 0…1
    mean: float  #: the same without the pull
    words: int  #: that have at least three letters or digits
    sideways: float  #: share of them taller than wide, 0…1

    @property
    def sure(self) -> bool:
        """Whether the words prove that this way is up."""
        return self.words >= _SURE_WORDS and self.mean >= _SURE and self.sideways < 0.5


def legibility(atoms: Iterable[Atom]) -> Legibility:
    """Measure how well the words of a page or strip read."""
    words = [(atom.word, _letters(atom.word)) for atom in atoms]
    words = [(word, letters) for word, letters in words if letters >= _LETTERS]
    total = sum(letters for _, letters in words)
    weighted = sum(word.confidence * letters for word, letters in words)
    tall = sum(1 for word, _ in words if word.box.h > word.box.w)
    return Legibility(
        score=weighted / (total + _DOUBT),
        mean=weighted / total if total else 0.0,
        words=len(words),
        sideways=tall / len(words) if words else 0.0,
    )


def _letters(word: Word) -> int:
    return sum(1 for character in word.text if character.isalnum())


def turn_needed(first: Legibility, read_turned: Callable[[int], Legibility]) -> int:
    """Return the degrees (0, 90, 180, 270) to turn the page clockwise so that it stands upright.

    ``first`` is the page read as it lies; ``read_turned`` reads a strip of the page turned so far.
    """
    if first.sure:
        return 0
    likely = (180, 90, 270)
    if first.sideways > 0.5:
        likely = (270, 90, 180) if first.mean >= _SURE else (90, 270, 180)
    margin = _MARGIN if first.mean > _WRONG else _SMALL_MARGIN
    best, best_score = 0, read_turned(0).score + margin
    for degrees in likely:
        found = read_turned(degrees)
        if found.score > best_score:
            best, best_score = degrees, found.score
        if best == degrees and found.sure:
            break
    return best


def strip(marks: Marks) -> Box:
    """Return the full-width strip, in page pixels, that holds the most letters."""
    letters = marks.letters()
    height, width = marks.mask.shape
    tall = min(height, round(marks.pixels(_STRIP_MM)))
    middles = (letters[:, 1] + letters[:, 3] // 2).clip(0, height - 1)
    ahead = np.concatenate([[0], np.cumsum(np.bincount(middles, minlength=height))])
    top = int(np.argmax(ahead[tall:] - ahead[:-tall])) if tall < height else 0
    back = 1 / marks.scale
    return Box(0, round(top * back), round(width * back), round(tall * back))
