"""What copiers, phones and carbon paper do to a page, before the file's own coding.

All take and give grey arrays, rows first, 0 ink and 255 paper. A person reads every result easily.
"""

from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
_Light = NDArray[np.float32]  #: greys before they are cut to 0…255

_WHITE = 255.0


def copied(rng: Random, page: Grey, dpi: int) -> Grey:
    """Return the page after one run through a photocopier: bolder or thinner, askew, dirty."""
    grain = _noise(rng)
    moved = _laid(rng, page, turn=0.5, scale=0.015, shift_mm=2.0, dpi=dpi)
    soft = cv2.GaussianBlur(moved, (0, 0), rng.uniform(0.07, 0.11) * dpi / 25.4)
    light = np.asarray(soft, np.float32) + _clouds(grain, page.shape, 9.0, dpi)
    light += grain.normal(0, 10, page.shape).astype(np.float32)
    # Toner sticks or does not: contrast is stretched about a threshold, which makes strokes
    # fatter (above the middle grey) or thinner (below it).
    light = np.clip((light - rng.uniform(120, 170)) * 2.6 + 128, rng.uniform(0, 30), _WHITE)
    _dirt(grain, light, rng.randint(20, 120), dpi, dark=True)
    _dirt(grain, light, rng.randint(0, 400), dpi, dark=False)
    return np.asarray(light, np.uint8)


def photographed(rng: Random, page: Grey) -> Grey:
    """Return a picture of the sheet on a desk: 12 megapixels, in perspective, unevenly lit."""
    grain = _noise(rng)
    height, width = 4032, 3024
    desk = np.full((height, width), rng.uniform(40, 110), np.float32)
    desk += _clouds(grain, desk.shape, 18.0, 300)
    desk += grain.normal(0, 8, (height, 1)).astype(np.float32)  # grain of the wood
    corners = _corners(rng, width, height)
    tall, wide = page.shape
    sheet = np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)], np.float32)
    matrix = cv2.getPerspectiveTransform(sheet, corners)
    paper = np.asarray(cv2.GaussianBlur(page, (0, 0), 0.8), np.float32) * rng.uniform(0.85, 0.95)
    seen = cv2.warpPerspective(paper, matrix, (width, height), flags=cv2.INTER_LINEAR)
    inside = cv2.warpPerspective(np.ones_like(paper), matrix, (width, height))
    light = np.asarray(seen * inside + desk * (1 - inside), np.float32)
    light *= _lamp(rng, width, height)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), rng.uniform(0.8, 1.4)), np.float32)
    light += grain.normal(0, 4, light.shape).astype(np.float32)
    return np.asarray(np.clip(light, 0, _WHITE), np.uint8)


def through_carbon(rng: Random, page: Grey, dpi: int) -> Grey:
    """Return the copy under the carbon: pale uneven strokes on coloured, rough paper."""
    grain = _noise(rng)
    soft = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.08, 0.13) * dpi / 25.4)
    ink = (_WHITE - np.asarray(soft, np.float32)) / _WHITE
    paper = rng.uniform(185, 225) + _clouds(grain, page.shape, 8.0, dpi)
    depth = rng.uniform(85, 120) + _clouds(grain, page.shape, 14.0, dpi)
    fibres = cv2.GaussianBlur(grain.normal(0, 1, page.shape).astype(np.float32), (0, 0), 1.5)
    light = paper + fibres * 18 - ink * np.maximum(depth, 60)
    for _ in range(rng.randint(1, 4)):  # where a hand rested on the carbon
        _smudge(rng, light, dpi)
    return np.asarray(np.clip(light, 0, _WHITE), np.uint8)


def black_edges(rng: Random, page: Grey, dpi: int) -> Grey:
    """Return the page with the black a lid left open gives: bands along one to three edges."""
    result = page.copy()
    for edge in rng.sample(range(4), rng.randint(1, 3)):
        band = np.rot90(result, edge)  # a view: its top is painted
        deep = round(rng.uniform(1.5, 7) * dpi / 25.4)
        slope = np.linspace(0, rng.uniform(-0.5, 0.5) * deep, band.shape[1])
        rows = np.arange(2 * deep)[:, np.newaxis]
        head = band[: 2 * deep]
        head[rows < (deep + slope)[np.newaxis, :]] = rng.randint(5, 35)
    return result


def punched(rng: Random, page: Grey, dpi: int) -> Grey:
    """Return the page with two filing holes along the left edge, dark as the lid behind them."""
    result = page.copy()
    millimetre = dpi / 25.4
    x, middle = rng.uniform(10, 13), page.shape[0] / 2 + rng.uniform(-8, 8) * millimetre
    for offset in (-40, 40):  # ISO 838: 80 mm apart, 6 mm wide
        at = (round(x * millimetre), round(middle + offset * millimetre))
        cv2.circle(result, at, round(3 * millimetre), (rng.randint(10, 60),), -1)
    return result


def _noise(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(64))


def _laid(rng: Random, page: Grey, *, turn: float, scale: float, shift_mm: float, dpi: int) -> Grey:
    """Return the page lying a little askew, a little larger or smaller, a little beside."""
    height, width = page.shape
    degrees, times = rng.uniform(-turn, turn), 1 + rng.uniform(-scale, scale)
    matrix = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, times))
    shift = [rng.uniform(-shift_mm, shift_mm) * dpi / 25.4 for _ in range(2)]
    matrix[:, 2] += np.array(shift)
    laid = cv2.warpAffine(
        page, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(_WHITE,)
    )
    return np.asarray(laid, np.uint8)


def _clouds(grain: np.random.Generator, shape: tuple[int, ...], deep: float, dpi: int) -> _Light:
    """Return soft unevenness about 0, ``deep`` its standard deviation, 20 mm from hill to hill."""
    hill = 20 / 25.4 * dpi
    rows, columns = (max(3, round(side / hill)) for side in shape)
    hills = grain.normal(0, deep, (rows, columns)).astype(np.float32)
    wide = cv2.resize(hills, shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(wide, np.float32)


def _dirt(grain: np.random.Generator, light: _Light, count: int, dpi: int, *, dark: bool) -> None:
    """Dot the page with dirt of the glass, or with pinholes where toner fell off."""
    most = 0.28 if dark else 0.15
    for _ in range(count):
        at = (int(grain.integers(light.shape[1])), int(grain.integers(light.shape[0])))
        radius = max(1, round(grain.uniform(0.05, most) * dpi / 25.4))
        cv2.circle(light, at, radius, (float(grain.uniform(10, 90)) if dark else _WHITE,), -1)


def _corners(rng: Random, width: int, height: int) -> _Light:
    """Return where the sheet's corners lie in the picture: a hand's perspective, a slight turn."""
    margin, wobble = rng.uniform(0.04, 0.08), 0.025

    def near(x: float, y: float) -> tuple[float, float]:
        return (
            (x + rng.uniform(-wobble, wobble)) * width,
            (y + rng.uniform(-wobble, wobble)) * height,
        )

    lean = rng.uniform(0.0, 0.04)  # the far edge is shorter
    return np.array(
        [
            near(margin + lean, margin),
            near(1 - margin - lean, margin),
            near(1 - margin, 1 - margin),
            near(margin, 1 - margin),
        ],
        np.float32,
    )


def _lamp(rng: Random, width: int, height: int) -> _Light:
    """Return the light's share at each point: a slope, and the shadow of the arm or the phone."""
    across = np.linspace(rng.uniform(0.72, 1.0), rng.uniform(0.72, 1.0), width, dtype=np.float32)
    down = np.linspace(rng.uniform(0.8, 1.0), rng.uniform(0.8, 1.0), height, dtype=np.float32)
    light = across[np.newaxis, :] * down[:, np.newaxis]
    if rng.random() < 0.7:
        shade = np.ones_like(light)
        x, y = rng.uniform(0.1, 0.9) * width, rng.uniform(0.3, 0.9) * height
        far, low = 1.3 * width, 1.3 * height
        arm = [(x, y), (x + 0.5 * width, y + 0.2 * height), (far, low), (x - 0.4 * width, low)]
        hull = np.array(arm, np.int32)
        cv2.fillPoly(shade, [hull], (rng.uniform(0.55, 0.8),))
        small = cv2.resize(shade, (width // 8, height // 8), interpolation=cv2.INTER_AREA)
        soft = cv2.GaussianBlur(small, (0, 0), rng.uniform(4, 20))
        light = light * np.asarray(cv2.resize(soft, (width, height)), np.float32)
    return light


def _smudge(rng: Random, light: _Light, dpi: int) -> None:
    height, width = light.shape
    stain = np.zeros((height // 8, width // 8), np.float32)
    at = (rng.randrange(stain.shape[1]), rng.randrange(stain.shape[0]))
    axes = (round(rng.uniform(5, 25) * dpi / 203), round(rng.uniform(3, 10) * dpi / 203))
    cv2.ellipse(stain, at, axes, rng.uniform(0, 180), 0, 360, (rng.uniform(10, 28),), -1)
    soft = cv2.GaussianBlur(stain, (0, 0), 6)
    light -= np.asarray(cv2.resize(soft, (width, height)), np.float32)
