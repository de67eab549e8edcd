"""Writing by hand: letters of handwriting-like fonts, no two alike, as no hand repeats itself.

Each letter gets its own size, slant, turn, height on the line, stroke width and grey; Turkish
marks are drawn with the pen, since the fonts lack them. It stands in for real handwriting, which
nobody gives away with a free licence in Turkish: real hands join letters more and vary more.
"""

import math
from dataclasses import dataclass
from functools import cache
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFont

from domain.errors import Stop
from samples.letter import Writer

#: Fonts of the Debian packages that ``scripts/install test`` brings; the sets share none.
DEV_FONTS = (
    "Breip",
    "dkg",
    "dkgIt",
    "BecauseWeOrganize-Regular",
    "BecauseWeBuild-Regular",
    "SteveHand",
)
TEST_FONTS = ("Delphine", "Kristi", "Rufscript010", "kiloji_p", "TomsonTalks")

_MM = 300 / 25.4  #: pixels
_PLAIN = str.maketrans("çğışöüÇĞİŞÖÜâîûÂÎÛ", "cgisouCGISOUaiuAIU")
_MARKS = {
    **dict.fromkeys("çşÇŞ", "tail"),
    **dict.fromkeys("ğĞ", "bow"),
    **dict.fromkeys("öüÖÜ", "dots"),
    **dict.fromkeys("İi", "dot"),
    **dict.fromkeys("âîûÂÎÛ", "roof"),
}
#: Letters high enough that a mark must stand above the capitals.
_HIGH = frozenset("ĞÖÜİÂÎÛ")

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody writes; lengths in pixels at 300 dpi, angles in degrees."""

    font: str
    tall: float  #: capital letters
    slant: float  #: shear, 0.3 leans right
    unrest: float  #: 0…1, how much each letter differs from the usual
    tight: float  #: pixels added between letters; below 0 they run together
    pen: float  #: stroke width against the font's own, pixels
    grey: int
    slope: float  #: of the lines
    joined: bool  #: a stroke leads from letter to letter


def habit(writer: Writer) -> Habit:
    """Return the writer's habits, always the same for the same writer."""
    rng = Random(f"{writer.font}/{writer.seed}")
    return Habit(
        font=writer.font,
        tall=rng.uniform(3.2, 4.8) * _MM,
        slant=rng.uniform(-0.12, 0.35),
        unrest=rng.uniform(0.5, 1.0),
        tight=rng.uniform(-4.0, 2.5),
        pen=rng.uniform(-0.4, 1.6),
        grey=rng.randint(20, 95),
        slope=rng.uniform(-1.2, 0.9),
        joined=rng.random() < 0.4,
    )


class Pen:
    """A writer at work on one page."""

    def __init__(self, image: Image.Image, writer: Writer, rng: Random) -> None:
        self.image = image
        self.habit = habit(writer)
        self.rng = rng

    @property
    def leading(self) -> float:
        """Pixels from line to line."""
        return 2.0 * self.habit.tall

    def length(self, text: str) -> float:
        """Return about how many pixels ``text`` takes."""
        face = self._face(1.0)
        return sum(face.getlength(c.translate(_PLAIN)) + self.habit.tight for c in text) * 1.04

    def write(self, text: str, at: tuple[float, float]) -> None:
        """Write one line whose capitals stand on the pixel row ``at[1]`` at its left end."""
        x, base = at
        swing, last = 0.0, None
        for char in text:
            swing = 0.7 * swing + self.rng.gauss(0, 0.05 * self.habit.unrest * self.habit.tall)
            y = base + swing + (x - at[0]) * math.tan(math.radians(self.habit.slope))
            if char == " ":
                x += self.habit.tall * self.rng.uniform(0.45, 0.95)
                last = None
                continue
            width, entry = self._letter(char, (x, y))
            if last and entry and self.habit.joined and char.isalpha():
                self._stroke([last, _sag(last, entry), entry], 2.4)
            last = (x + 0.9 * width, y - 0.1 * self.habit.tall) if char.isalpha() else None
            x += width + self.habit.tight + self.rng.gauss(0, 1.5 * self.habit.unrest)

    def _face(self, size: float) -> ImageFont.FreeTypeFont:
        return _load(self.habit.font, round(self.habit.tall * size / _capital(self.habit.font)))

    def _letter(
        self, char: str, at: tuple[float, float]
    ) -> tuple[float, tuple[float, float] | None]:
        """Draw one letter; return its width and where a joining stroke would enter it."""
        unrest, rng = self.habit.unrest, self.rng
        face = self._face(1 + rng.gauss(0, 0.06 * unrest))
        plain = char.translate(_PLAIN)
        mask, base = _glyph(face, plain, dotless=char in "ıi")
        shear = self.habit.slant + rng.gauss(0, 0.07 * unrest)
        turn = math.radians(rng.gauss(0, 2.5 * unrest))
        wide, high = 1 + rng.gauss(0, 0.07 * unrest), 1 + rng.gauss(0, 0.06 * unrest)
        matrix = np.array(
            [[wide * math.cos(turn), -shear - math.sin(turn), 0], [math.sin(turn), high, 0]]
        )
        pivot = np.array([mask.shape[1] / 2, base])
        matrix[:, 2] = pivot - matrix[:, :2] @ pivot
        turned = cv2.warpAffine(mask, matrix, mask.shape[::-1], flags=cv2.INTER_LINEAR)
        bent = np.asarray(turned, np.uint8)
        self._ink(_pressed(bent, self.habit.pen + rng.gauss(0, 0.5 * unrest)), at, base)
        width = face.getlength(plain)
        if char in _MARKS:
            self._mark(_MARKS[char], char, at, width)
        columns = np.flatnonzero(bent.max(axis=0) > 128)
        if not len(columns):
            return width, None
        first = int(columns[0])
        rows = np.flatnonzero(bent[:, first] > 128)
        entry = (at[0] - _PAD + first, at[1] - base + float(rows.mean()))
        return width, entry

    def _ink(self, mask: Grey, at: tuple[float, float], base: float) -> None:
        grey = self.habit.grey + self.rng.randint(-12, 18)
        corner = (round(at[0] - _PAD), round(at[1] - base))
        self.image.paste(max(0, grey), corner, Image.fromarray(mask))

    def _mark(self, kind: str, char: str, at: tuple[float, float], width: float) -> None:
        tall, rng = self.habit.tall, self.rng
        high = 1.25 if char in _HIGH else 1.0 if char in "ğöüi" else 0.95
        top = at[1] - tall * (high + rng.uniform(-0.05, 0.12))
        lean = self.habit.slant * tall * high
        x = at[0] + width * rng.uniform(0.4, 0.6) + lean
        size = tall * rng.uniform(0.14, 0.24)
        if kind == "tail":
            x, y = at[0] + width * rng.uniform(0.35, 0.55), at[1] + 0.02 * tall
            self._stroke([(x, y), (x + size, y + size), (x - 0.4 * size, y + 1.6 * size)], 3.2)
        elif kind == "bow":
            self._stroke([(x - size, top), (x, top + 0.8 * size), (x + size, top)], 3.2)
        elif kind == "roof":
            self._stroke([(x - size, top + size), (x, top), (x + size, top + size)], 3.2)
        elif kind == "dots" and rng.random() < 0.4:  # many write them as one dash
            self._stroke([(x - size, top), (x, top - 1), (x + size, top)], 3.6)
        else:
            sides = (-0.8, 0.8) if kind == "dots" else (0.0,)
            for side in sides:
                dot = (x + side * size, top + rng.uniform(-2, 2))
                self._stroke([dot, (dot[0] + 2, dot[1] + rng.uniform(1, 6))], 4.2)

    def _stroke(self, points: list[tuple[float, float]], weight: float) -> None:
        """Draw a bent line through the points, thickened by the pen."""
        left, top = (math.floor(min(p[i] for p in points)) - 8 for i in (0, 1))
        right, bottom = (math.ceil(max(p[i] for p in points)) + 8 for i in (0, 1))
        mask = np.zeros((bottom - top, right - left), np.uint8)
        curve = _bend(points) - (left, top)
        thick = max(1, round(weight + self.habit.pen))
        drawn = np.round(curve * 8).astype(np.int32)  # eighths of a pixel: shift=3
        cv2.polylines(
            mask,
            [drawn],
            isClosed=False,
            color=(255,),
            thickness=thick,
            lineType=cv2.LINE_AA,
            shift=3,
        )
        self.image.paste(self.habit.grey, (left, top), Image.fromarray(mask))


_PAD = 24  #: pixels around a letter, so that it may lean


def _glyph(face: ImageFont.FreeTypeFont, char: str, *, dotless: bool) -> tuple[Grey, float]:
    """Return a letter's mask with room around and the row of its base line within."""
    ascent, descent = face.getmetrics()
    size = (round(face.getlength(char)) + 2 * _PAD, ascent + descent + 2 * _PAD)
    mask = Image.new("L", size, 0)
    core = face.getmask(char, "L", anchor="ls")
    left, top, _, _ = face.getbbox(char, anchor="ls")
    glyph = Image.new("L", core.size)
    glyph.im.paste(core, (0, 0, *core.size))
    mask.paste(glyph, (round(_PAD + left), round(_PAD + ascent + top)))
    drawn = np.asarray(mask, np.uint8).copy()
    return _without_dot(drawn) if dotless else drawn, float(_PAD + ascent)


def _without_dot(mask: Grey) -> Grey:
    """Return the mask of an i with its stem alone: the pen sets the dot."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((mask > 90).astype(np.uint8))
    if count < 3:
        return mask
    stem = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    keep = cv2.dilate((labels == stem).astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray(mask * keep, np.uint8)


def _pressed(mask: Grey, by: float) -> Grey:
    """Return strokes about ``by`` pixels wider (below 0: thinner), with soft edges."""
    inside = cv2.distanceTransform((mask > 127).astype(np.uint8), cv2.DIST_L2, 3)
    outside = cv2.distanceTransform((mask <= 127).astype(np.uint8), cv2.DIST_L2, 3)
    # The thinnest stroke keeps its spine: a hand never writes with no ink at all.
    depth = np.where(mask > 127, np.minimum(inside, 2.0), -outside) + by / 2
    return np.asarray(np.clip(depth * 160 + 60, 0, 255), np.uint8)


def _bend(points: list[tuple[float, float]]) -> NDArray[np.float64]:
    """Return points of the quadratic curve that starts and ends as ``points`` do."""
    if len(points) < 3:
        return np.array(points, np.float64)
    (a, b, c) = (np.array(p) for p in points)
    steps = np.linspace(0, 1, 12)[:, np.newaxis]
    pull = 2 * b - (a + c) / 2  # so that the curve runs through b
    curve = (1 - steps) ** 2 * a + 2 * steps * (1 - steps) * pull + steps**2 * c
    return np.asarray(curve, np.float64)


def _sag(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    return (start[0] + end[0]) / 2, max(start[1], (start[1] + end[1]) / 2 + 4)


@cache
def _capital(file: str) -> float:
    """Return the height of a capital as a fraction of the font's size."""
    _, top, _, _ = _load(file, 200).getbbox("H", anchor="ls")
    return -top / 200


@cache
def _load(file: str, pixels: int) -> ImageFont.FreeTypeFont:
    for ending in ("ttf", "otf"):
        try:
            return ImageFont.truetype(
                f"{file}.{ending}", pixels, layout_engine=ImageFont.Layout.BASIC
            )
        except OSError:
            continue
    raise Stop("fonts.missing", "install the handwriting fonts: scripts/install test")
