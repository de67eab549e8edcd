"""Where a hand wrote: told from print by measurement, located, never read.

A word is judged by what a hand cannot do, all letters of one height on one line, and by how sure
the engine was of it and of the words beside it. Words judged to be by hand, and letters that no
word covers, are then gathered into boxes of about one line each.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from domain.page import Word
from ocr import noise, posters
from ocr.engine import Atom
from ocr.marks import Marks

Floats = NDArray[np.float64]
Rows = NDArray[np.int32]  #: (x, y, width, height, dark pixels), working pixels

#: What speaks for a hand, and how much; ``…_near``: the same of up to three words to each side on
#: the engine's line. A logistic fit over the words of development letters on three channels, and
#: of faxes in eleven other type families, thin, narrow and of low letters among them.
WEIGHTS = {
    "unsure": 2.2,  #: 1 - the engine's confidence
    "tall": 9.8,  #: letters against the page's print, log of the ratio, if higher
    "off_line": 8.3,  #: feet of the letters off their line, in letter heights
    "uneven": 6.7,  #: their heads, likewise
    "even": -0.6,  #: four letters or more as straight as only print has them
    "unsure_near": 3.5,
    "tall_near": 7.7,
    "off_line_near": 7.0,
    "uneven_near": 4.4,
    "even_near": -2.0,
}
BIAS = -7.0
#: On a page where few words are by hand each must look the more so: so much is taken off, all of
#: it where none is, nothing where this share of them is.
_SCARCE, _MANY = 2.5, 0.2

#: Letters without a stroke up or down, and how much higher the others are.
_LOW, _RISE = frozenset("acemnorsuvwxzıiöü"), 1.25
#: Print of 8 to 14 points has such letters of this median height, mm; used where no print is sure.
_PRINT_MM = (1.3, 2.3)
_USUAL_MM = 1.9
_SURE, _ENOUGH, _NEARLY_ALL = 0.85, 5, 0.7
#: Lower patches are dots, commas and leaders; higher ones are frames and stamps.
_LETTER_MM = (1.1, 20.0)
#: The side of a printed box for one digit: narrow, and higher than a digit.
_BAR_MM = (1.3, 4.6)
#: Letters of a hand-written line stand closer than this.
_GAP_MM = 6.0
#: A signature is one stroke of this width and height at least that makes up most of its place.
_STROKE_MM = (15.0, 5.5)
_MOST = 0.65
#: From this on the engine's doubt lets the shape of letters count in full.
_DOUBT = 0.25
#: So straight, in letter heights, no hand writes so many letters.
_EVEN, _EVEN_LETTERS = 0.05, 4
#: A label is not by hand because its value is: a word so surely read, of print's height, is print.
_NO_DOUBT, _PRINT_LIKE, _TRUST = 0.07, 0.35, 4.0
#: Words so far from each other still tell of one another.
_REACH = 3
_ALONE = 0.6
#: Letters that no word covers are by hand when so many stand in a row, either this much higher
#: than print or this far off their line: print so large or so crooked is read.
_FEW, _HIGHER, _CROOKED = 3, 1.2, 0.06
#: Heads and feet as straight as this, in letter heights, are print whatever the engine made of it;
#: less the half pixel that rounding costs.
_STRAIGHT, _ROUNDING = 0.015, 0.5
#: The line a fax machine prints on top is left out, mm from the edge.
_HEAD_MM = 6.0
#: A place is at least this wide or high, mm: a comma is not.
_LEAST_MM = 3.0
#: Lines are gathered on a page this many times smaller.
_COARSE = 4


@dataclass(frozen=True, slots=True)
class Handwriting:
    """What a hand wrote on a page."""

    places: tuple[Box, ...]  #: from top to bottom, page pixels; signatures are none
    scores: tuple[float, ...]  #: for each word how much speaks for a hand; above 0 it was one


def covers(places: Sequence[Box], box: Box) -> bool:
    """Say whether most of ``box`` lies in one of the places."""
    return any(2 * place.overlap(box) > box.area for place in places)


def printed(atoms: Sequence[Atom], places: Sequence[Box], dpi: int) -> tuple[Atom, ...]:
    """Return the words that are print: what a hand wrote in ``places`` is located, never read."""
    outside = [a for a in atoms if posters.is_large(a) or not covers(places, a.word.box)]
    return noise.without_strokes(outside, dpi)


def find(marks: Marks, atoms: Sequence[Atom]) -> Handwriting:
    """Return the handwriting among the marks and words of one page.

    ``atoms`` are the engine's words in page pixels, in its order, without noise.
    """
    words = [atom.word for atom in atoms]
    rows = _letters(marks)
    owner = _owners(marks, rows, words)
    shapes = _shapes(marks, rows, owner, len(words))
    unsure = np.array([1 - word.confidence for word in words], np.float64)
    shapes[:, 0] /= np.array([_rise(word.text) for word in words], np.float64)
    usual = _print_height(shapes[:, 0], unsure)
    scores = _scores(words, columns(atoms, shapes, usual, unsure), unsure)
    scores[[posters.is_large(atom) for atom in atoms]] = 0.0
    by_hand = np.append(scores > 0, False)  # the last one: no word's
    printed = np.append(scores <= 0, False)
    loose, whose = rows[~printed[owner]], owner[~printed[owner]]
    label = _gathered(marks, loose)
    places = []
    for number in np.unique(label):
        place, of_words = loose[label == number], whose[label == number]
        if _is_place(marks, place, usual, wrote=bool(by_hand[of_words].any())):
            places.append(_box(marks, place))
    places.sort(key=lambda box: (box.y, box.x))
    return Handwriting(tuple(places), tuple(scores.tolist()))


def _scores(words: Sequence[Word], told: dict[str, Floats], unsure: Floats) -> Floats:
    """Return for each word how much speaks for a hand; above 0 it was one."""
    scores = BIAS + sum((weight * told[name] for name, weight in WEIGHTS.items()), unsure * 0)
    signs = np.array([not any(c.isalnum() for c in word.text) for word in words], np.bool_)
    scores[signs] = scores[signs].clip(max=0)  # a parenthesis is taller than letters by right
    scores[(unsure < _NO_DOUBT) & (told["tall"] < _PRINT_LIKE)] -= _TRUST
    share = float(np.mean(scores[~signs] > 0)) if not signs.all() else 0.0
    return np.asarray(scores - _SCARCE * (1 - min(share / _MANY, 1)), np.float64)


def _rise(text: str) -> float:
    """Return the median height of the letters of a printed word against that of its low ones."""
    heights = [1.0 if letter in _LOW else _RISE for letter in text if letter.isalnum()]
    return float(np.median(heights)) if heights else 1.0


def _letters(marks: Marks) -> Rows:
    """Return the patches that may be letters of print or of a hand."""
    width, height = marks.boxes[:, 2], marks.boxes[:, 3]
    low, high = (marks.pixels(mm) for mm in _LETTER_MM)
    bar = (width < marks.pixels(_BAR_MM[0])) & (height > marks.pixels(_BAR_MM[1]))
    return marks.boxes[(height >= low) & (height <= high) & ~bar]


def _owners(marks: Marks, rows: Rows, words: Sequence[Word]) -> NDArray[np.intp]:
    """Return for each patch the index of the smallest word around its middle; -1: no word."""
    if not words or not len(rows):
        return np.full(len(rows), -1)
    edges = np.array([(w.box.x, w.box.y, w.box.right, w.box.bottom) for w in words], np.float32)
    left, top, right, bottom = (edges * marks.scale).T[:, :, np.newaxis]
    slack = 0.12 * (bottom - top)
    x, y = rows[:, 0] + rows[:, 2] / 2, rows[:, 1] + rows[:, 3] / 2
    inside = (x >= left - 2) & (x <= right + 2) & (y >= top - slack) & (y <= bottom + slack)
    area = np.where(inside, (right - left) * (bottom - top), np.inf)
    best = area.argmin(axis=0)
    return np.where(np.isfinite(area.min(axis=0)), best, -1)


def _shapes(marks: Marks, rows: Rows, owner: NDArray[np.intp], count: int) -> Floats:
    """Return one row a word: median height in mm (0: no letters), off_line, uneven, even."""
    out = np.tile([0.0, 0.06, 0.15, 0.0], (count, 1))  # says neither
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(count + 1))
    for word, (start, end) in enumerate(itertools.pairwise(bounds)):
        if start == end:
            continue
        _, top, _, height, _ = rows[order[start:end]].T
        body = height >= 0.35 * height.max()
        usual = float(np.median(height[body]))
        out[word, 0] = usual / marks.pixels(1.0)
        if body.sum() > 1:
            foot = (top + height)[body]
            out[word, 1] = min(0.6, _spread(foot) / usual)
            out[word, 2] = min(0.8, _spread(top[body]) / usual)
            out[word, 3] = body.sum() >= _EVEN_LETTERS and out[word, 1:3].max() < _EVEN
    return out


def _spread(values: NDArray[np.int32]) -> float:
    return float(np.abs(values - np.median(values)).mean())


def _print_height(heights: Floats, unsure: Floats) -> float:
    """Return the median height in mm of the low letters of the page's print."""
    known = heights > 0
    sure = heights[(unsure < 1 - _SURE) & known]
    if len(sure) <= _ENOUGH:
        return _USUAL_MM
    # Where nearly all is read surely it is print, even if the resolution was guessed wrongly.
    is_print = len(sure) > _NEARLY_ALL * known.sum()
    return float(np.median(sure) if is_print else np.clip(np.median(sure), *_PRINT_MM))


def columns(
    atoms: Sequence[Atom], shapes: Floats, usual: float, unsure: Floats
) -> dict[str, Floats]:
    """Return what ``WEIGHTS`` weighs: one number a word in each column."""
    height = np.where(shapes[:, 0] > 0, shapes[:, 0], usual)
    near = _near(atoms)
    # Large type and letters that touch are as high and uneven as a hand's, but read without doubt.
    doubt = np.maximum(unsure, near @ unsure).clip(0, _DOUBT) / _DOUBT
    alone = {
        "unsure": unsure,
        "tall": np.log(height / usual).clip(0, 1.2) * doubt,
        "off_line": shapes[:, 1] * doubt,
        "uneven": shapes[:, 2] * doubt,
        "even": shapes[:, 3],
    }
    return alone | {f"{name}_near": near @ column for name, column in alone.items()}


def _near(atoms: Sequence[Atom]) -> Floats:
    """Return for each word how much each other word near it on its line counts, in all 1.

    A word alone speaks for itself once more, but not as loud.
    """
    near = np.zeros((len(atoms), len(atoms)))
    for first in range(len(atoms)):
        for step in range(1, _REACH + 1):
            other = first + step
            if other >= len(atoms) or not _adjoin(atoms[other - 1], atoms[other]):
                break
            near[first, other] = near[other, first] = 1 / step
    alone = near.sum(axis=1) == 0
    near[~alone] /= near[~alone].sum(axis=1, keepdims=True)
    near[np.diag(alone)] = _ALONE
    return near


def _adjoin(one: Atom, other: Atom) -> bool:
    a, b = one.word.box, other.word.box
    return one.line == other.line and b.x - a.right < 2 * max(a.h, b.h)


def _gathered(marks: Marks, rows: Rows) -> NDArray[np.int32]:
    """Return for each patch the number of its line: patches side by side less than a gap apart."""
    height, width = (side // _COARSE + 2 for side in marks.mask.shape)
    drawn = np.zeros((height, width), np.uint8)
    # Only the middle of each patch counts, else the loops of two lines would tie them together.
    inset = rows[:, 3] // 5
    left, right = rows[:, 0] // _COARSE, (rows[:, 0] + rows[:, 2]) // _COARSE + 1
    top, bottom = (rows[:, 1] + inset) // _COARSE, (rows[:, 1] + rows[:, 3] - inset) // _COARSE + 1
    for x, y, end, foot in zip(left, top, right, bottom, strict=True):
        drawn[y:foot, x:end] = 1
    gap = max(1, round(marks.pixels(_GAP_MM) / _COARSE))
    wide = cv2.dilate(drawn, np.ones((1, gap), np.uint8))
    _, labels = cv2.connectedComponents(wide, connectivity=8)
    return np.asarray(labels[top, (left + right) // 2], np.int32)


def _is_place(marks: Marks, rows: Rows, usual: float, *, wrote: bool) -> bool:
    """Say whether patches side by side are handwriting; ``wrote``: words among them are."""
    left, top, width, height, _ = rows.T
    across = (left + width).max() - left.min()
    if max(across, height.max()) < marks.pixels(_LEAST_MM):
        return False
    largest = int(np.argmax(width))
    long, high = (marks.pixels(mm) for mm in _STROKE_MM)
    if width[largest] >= max(long, _MOST * across) and height[largest] >= high:
        return False  # one stroke, as in a signature
    ragged = max(_spread(top), _spread(top + height)) - _ROUNDING
    if len(rows) > _FEW and ragged < _STRAIGHT * np.median(height):
        return False  # digits printed in boxes
    if wrote:
        return True
    if len(rows) < _FEW or top.max() < marks.pixels(_HEAD_MM):
        return False
    tall = np.median(height) >= _HIGHER * (1 + _RISE) / 2 * marks.pixels(usual)
    foot = top + height
    off = np.median(np.abs(foot - np.median(foot))) / np.median(height)
    return bool(tall or (len(rows) > _FEW and off > _CROOKED))


def _box(marks: Marks, rows: Rows) -> Box:
    x, y = rows[:, 0].min(), rows[:, 1].min()
    right, bottom = (rows[:, 0] + rows[:, 2]).max(), (rows[:, 1] + rows[:, 3]).max()
    left, top, width, height = (
        round(float(v) / marks.scale) for v in (x, y, right - x, bottom - y)
    )
    return Box(left, top, width, height)
