"""What hands and offices leave on paper: signatures and registry stamps."""

import math
from random import Random

from PIL import Image, ImageChops, ImageDraw

from samples.fonts import Faces, load
from samples.letter import Stamp
from samples.printed import Printed, printed

_MM = 300 / 25.4  #: pixels
_RADIUS = 205  #: of a round seal, pixels: 35 mm across


def scribble(
    draw: ImageDraw.ImageDraw, rng: Random, at: tuple[float, float], size: tuple[float, float]
) -> None:
    """Draw a signature: loops along a rising line, one long stroke through or under them."""
    x, y = at
    width, height = size
    shade, weight = rng.randint(20, 90), rng.uniform(3.0, 6.0)
    turns, step = rng.randint(3, 9), rng.choice((math.pi / 2, 2.2, -1.4))
    wild, round_ = rng.uniform(0.3, 0.9), rng.uniform(0.3, 0.9)
    path: list[tuple[float, float]] = []
    for i in range(turns * 4):
        along = i / (turns * 4)
        swing = height * (0.46 - 0.28 * along) * rng.uniform(1 - wild, 1.1)
        angle = i * step + rng.uniform(-wild, wild)
        path.append(
            (
                x + width * 0.86 * along + swing * round_ * math.cos(angle),
                y + height * (0.62 - 0.2 * along) + swing * math.sin(angle),
            )
        )
    tail = rng.choice((0.55, 0.85, 0.95))
    path += [
        (x + width, y + height * rng.uniform(0.2, 0.5)),
        (x + width * rng.uniform(0.3, 0.5), y + height * tail),
        (x + width * rng.uniform(0.9, 1.05), y + height * (tail - 0.15)),
    ]
    for (px, py), press in _curve(path):
        r = weight * press / 2
        draw.ellipse((px - r, py - r, px + r, py + r), fill=shade)


def _curve(path: list[tuple[float, float]]) -> list[tuple[tuple[float, float], float]]:
    """Return points of a Catmull-Rom curve through ``path``, thinner where the pen is fast."""
    out: list[tuple[tuple[float, float], float]] = []
    for p0, p1, p2, p3 in zip(path, path[1:], path[2:], path[3:], strict=False):
        length = math.dist(p1, p2)
        steps = max(4, round(length))
        press = max(0.55, min(1.2, 1.25 - length / 400))
        for k in range(steps):
            t = k / steps
            out.append(((_blend(t, 0, p0, p1, p2, p3), _blend(t, 1, p0, p1, p2, p3)), press))
    return out


def _blend(t: float, axis: int, *points: tuple[float, float]) -> float:
    a, b, c, d = (p[axis] for p in points)
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def press(page: Image.Image, stamp: Stamp, faces: Faces) -> list[Printed]:
    """Press a stamp on the page, ink over ink."""
    mark, runs = _seal(stamp, faces) if stamp.rim else _box(stamp, faces)
    flat = mark.size
    mark = mark.rotate(stamp.angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    at = (round(stamp.x * _MM), round(stamp.y * _MM))
    below = page.crop((*at, at[0] + mark.width, at[1] + mark.height))
    page.paste(ImageChops.darker(below, mark.point(lambda v: 255 if v > 200 else v)), at)
    centre = (at[0] + mark.width / 2, at[1] + mark.height / 2)
    return [_as_pressed(run, stamp.angle, flat, centre) for run in runs]


def _box(stamp: Stamp, faces: Faces) -> tuple[Image.Image, list[Printed]]:
    """Draw a frame, its lines, bars with their digits."""
    face = load(faces.stamp, 34)
    width = round(max(face.getlength(line) for line in stamp.lines)) + 60
    height = 44 * len(stamp.lines) + 40 + (150 if stamp.barcode else 0)
    mark = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(mark)
    draw.rectangle((4, 4, width - 5, height - 5), outline=stamp.tone, width=5)
    runs: list[Printed] = []
    for number, line in enumerate(stamp.lines):
        middle = (width / 2, 40 + 44 * number)
        draw.text(middle, line, font=face, fill=stamp.tone, anchor="mm")
        runs.append(printed(line, draw.textbbox(middle, line, font=face, anchor="mm"), "stamp"))
    if stamp.barcode:
        runs.append(_bars(draw, stamp.barcode, (30, height - 150), width - 60, faces))
    return mark, runs


def _seal(stamp: Stamp, faces: Faces) -> tuple[Image.Image, list[Printed]]:
    """Draw two rings, the words of the rim between them, the lines within."""
    side, face = 2 * _RADIUS + 10, load(faces.stamp, 32)
    mark = Image.new("L", (side, side), 255)
    draw = ImageDraw.Draw(mark)
    for inset, weight in ((4, 6), (62, 3)):
        draw.ellipse((inset, inset, side - inset, side - inset), outline=stamp.tone, width=weight)
    letters = Image.new("L", mark.size, 255)
    step = min(12.0, 350.0 / len(stamp.rim))  # degrees a letter
    turn = step * (len(stamp.rim) - 1) / 2
    for letter in stamp.rim:
        top = Image.new("L", mark.size, 255)
        ImageDraw.Draw(top).text((side / 2, 34), letter, font=face, fill=stamp.tone, anchor="mm")
        top = top.rotate(turn, fillcolor=255, resample=Image.Resampling.BICUBIC)
        letters, turn = ImageChops.darker(letters, top), turn - step
    mark = ImageChops.darker(mark, letters)
    draw = ImageDraw.Draw(mark)
    runs = [printed(stamp.rim, (0, 0, side, side), "seal")]
    for number, line in enumerate(stamp.lines):
        middle = (side / 2, side / 2 + 40 * (number - (len(stamp.lines) - 1) / 2))
        draw.text(middle, line, font=face, fill=stamp.tone, anchor="mm")
        runs.append(printed(line, draw.textbbox(middle, line, font=face, anchor="mm"), "stamp"))
    return mark, runs


def _as_pressed(
    run: Printed, angle: float, flat: tuple[int, int], centre: tuple[float, float]
) -> Printed:
    """Return ``run`` of a mark of size ``flat`` where it stands once turned about ``centre``."""
    left, top, width, height = run.box
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = left + (width - flat[0]) / 2, top + (height - flat[1]) / 2
    corners = [(x + dx - width / 2, y + dy - height / 2) for dx in (0, width) for dy in (0, height)]
    across = [centre[0] + cos * cx + sin * cy for cx, cy in corners]
    down = [centre[1] - sin * cx + cos * cy for cx, cy in corners]
    return printed(run.text, (min(across), min(down), max(across), max(down)), run.kind)


def _bars(
    draw: ImageDraw.ImageDraw, digits: str, at: tuple[int, int], width: int, faces: Faces
) -> Printed:
    """Draw bars that look like a barcode (they encode nothing) and the digits below."""
    rng = Random(digits)
    x, y = at
    while x < at[0] + width - 12:
        bar = rng.choice((3, 3, 6, 9))
        draw.rectangle((x, y, x + bar - 1, y + 90), fill=60)
        x += bar + rng.choice((3, 6, 9))
    below = (at[0] + width / 2, y + 112)
    face = load(faces.barcode, 32)
    draw.text(below, digits, font=face, fill=60, anchor="mm")
    return printed(digits, draw.textbbox(below, digits, font=face, anchor="mm"), "barcode")
