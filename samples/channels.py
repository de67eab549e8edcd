"""Page images to the file a scanner or a fax server drops: true codings, true tags.

Fax files are TIFF class F as a fax server writes them (RFC 2306): 1 bit, MINISWHITE, 1728 dots a
line, one strip a page, resolution in both directions, sender in ImageDescription, line quality in
tags 326-328. The header line (TTI) is printed by the sending machine and belongs to the image.
"""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from samples import degradations, render
from samples.fonts import DEV, load
from samples.printed import Printed, printed

Grey = NDArray[np.uint8]

_FAX_WIDTH = 1728  #: dots a line, 215 mm at 204 dots an inch (ITU-T T.4)
_WHITE = 255


@dataclass(frozen=True, slots=True)
class Sender:
    """What the sending fax machine says of itself."""

    number: str  #: eleven digits with the leading 0: looks like a T.C. number, is none
    words: str  #: typed into the machine by its owner
    sent_at: dt.datetime
    face: str = DEV.fax  #: font file of its header line


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as it would land in the drop folder."""

    suffix: str  #: ``.tif``, ``.pdf``, ``.jpg``, ``.png``
    data: bytes
    headers: tuple[Printed, ...] = ()  #: the line the sending machine printed on each page


Channel = Callable[[Random, Sequence[Image.Image], Sender], Dropped]


def scan300(rng: Random, pages: Sequence[Image.Image], _: Sender) -> Dropped:
    """Scan clean paper at 300 dpi, grey; TIFF with JPEG, PDF or (one page only) PNG or JPEG."""
    scanned = [_scan(rng, page, dpi=300, skew=0.4, noise=2.0, shade=0.0) for page in pages]
    return _save_scan(rng, scanned, dpi=300, quality=rng.randint(70, 88))


def scan200_skewed(rng: Random, pages: Sequence[Image.Image], _: Sender) -> Dropped:
    """Scan at 200 dpi, up to 2° askew, unevenly lit, strongly compressed."""
    scanned = [_scan(rng, page, dpi=200, skew=2.0, noise=5.0, shade=28.0) for page in pages]
    return _save_scan(rng, scanned, dpi=200, quality=rng.randint(38, 60), lossless=False)


def fax_fine(rng: Random, pages: Sequence[Image.Image], sender: Sender) -> Dropped:
    """Fax in fine mode, 204 × 196 dots an inch, stored as G4 (T.6)."""
    return _fax(rng, pages, sender, down=196, coding={"compression": "group4"})


def fax_standard(rng: Random, pages: Sequence[Image.Image], sender: Sender) -> Dropped:
    """Fax in standard mode, 204 × 98 dots an inch, stored as G3 (T.4), 1-D or 2-D."""
    options = {292: rng.choice((0, 0, 1))}
    return _fax(rng, pages, sender, down=98, coding={"compression": "group3", "tiffinfo": options})


def twice_copied(rng: Random, pages: Sequence[Image.Image], _: Sender) -> Dropped:
    """Scan a copy of a copy at 300 or 200 dpi, grey or black and white, often with black edges."""
    dpi, bilevel = rng.choice((300, 200)), rng.random() < 0.5
    edged, holed = rng.random() < 0.5, rng.random() < 0.3
    scanned = []
    for page in pages:
        copy = np.asarray(page, np.uint8)
        for _generation in range(2):
            copy = degradations.copied(rng, copy, render.DPI)
        copy = degradations.punched(rng, copy, render.DPI) if holed else copy
        copy = degradations.black_edges(rng, copy, render.DPI) if edged else copy
        scanned.append(_scan(rng, Image.fromarray(copy), dpi=dpi, skew=0.5, noise=3.0, shade=0.0))
    if not bilevel:
        return _save_scan(rng, scanned, dpi=dpi, quality=rng.randint(60, 85))
    out = io.BytesIO()
    dots = [scan.point(lambda v: 255 if v >= 140 else 0).convert("1") for scan in scanned]
    dots[0].save(
        out,
        "TIFF",
        compression="group4",
        dpi=(dpi, dpi),
        save_all=True,
        append_images=dots[1:],
    )
    return Dropped(".tif", out.getvalue())


def photo(rng: Random, pages: Sequence[Image.Image], _: Sender) -> Dropped:
    """Photograph each sheet on a desk; one JPEG, or a PDF of several as phones' apps make."""
    shots = [
        Image.fromarray(degradations.photographed(rng, np.asarray(page, np.uint8)))
        for page in pages
    ]
    out, quality = io.BytesIO(), rng.randint(70, 88)
    if len(shots) == 1:
        shots[0].save(out, "JPEG", quality=quality)
        return Dropped(".jpg", out.getvalue())
    still: dict[str, Any] = {"creationDate": None, "modDate": None, "title": None}
    rest: dict[str, Any] = {"save_all": True, "append_images": shots[1:]}
    shots[0].save(out, "PDF", resolution=345, quality=quality, **still, **rest)
    return Dropped(".pdf", out.getvalue())


def carbon(rng: Random, pages: Sequence[Image.Image], _: Sender) -> Dropped:
    """Scan carbon copies at 300 or 200 dpi, grey, some of them filed before."""
    dpi, holed = rng.choice((300, 200)), rng.random() < 0.4
    scanned = []
    for page in pages:
        pale = degradations.through_carbon(rng, np.asarray(page, np.uint8), render.DPI)
        pale = degradations.punched(rng, pale, render.DPI) if holed else pale
        scanned.append(_scan(rng, Image.fromarray(pale), dpi=dpi, skew=0.8, noise=3.0, shade=10.0))
    return _save_scan(rng, scanned, dpi=dpi, quality=rng.randint(55, 80))


#: The channels most letters come by: what is generated and judged unless others are asked for.
USUAL: dict[str, Channel] = {
    "scan300": scan300,
    "scan200_skewed": scan200_skewed,
    "fax_fine": fax_fine,
    "fax_standard": fax_standard,
}
CHANNELS: dict[str, Channel] = {
    **USUAL,
    "twice_copied": twice_copied,
    "photo": photo,
    "carbon": carbon,
}


def is_fax(channel: str) -> bool:
    """Say whether a channel of ``CHANNELS`` is a fax (else it came by post)."""
    return channel.startswith("fax")


def _scan(
    rng: Random, page: Image.Image, *, dpi: int, skew: float, noise: float, shade: float
) -> Image.Image:
    """Lay a page on the glass: askew, a little soft, paper not quite white, grain."""
    turned = page.rotate(
        rng.uniform(-skew, skew), resample=Image.Resampling.BICUBIC, fillcolor=_WHITE
    )
    size = (page.width * dpi // render.DPI, page.height * dpi // render.DPI)
    small = turned.resize(size, Image.Resampling.BOX) if size != turned.size else turned
    soft = small.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.7)))
    grain = np.random.default_rng(rng.getrandbits(64))
    light = np.asarray(soft, np.float32) * rng.uniform(0.94, 1.0)
    if shade:
        slope = np.linspace(0, rng.uniform(-shade, shade), size[0], dtype=np.float32)
        light = light - np.abs(slope)[np.newaxis, :]
    light = light + grain.normal(0, noise, light.shape).astype(np.float32)
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def _save_scan(
    rng: Random, pages: Sequence[Image.Image], *, dpi: int, quality: int, lossless: bool = True
) -> Dropped:
    out = io.BytesIO()
    first, rest = pages[0], list(pages[1:])
    kinds = ["tif", "pdf"] + ([] if rest else ["jpg"]) + ([] if rest or not lossless else ["png"])
    kind = rng.choice(kinds)
    many: dict[str, Any] = {"save_all": True, "append_images": rest}
    if kind == "tif":
        first.save(out, "TIFF", compression="jpeg", quality=quality, dpi=(dpi, dpi), **many)
    elif kind == "pdf":
        still = {"creationDate": None, "modDate": None, "title": None}
        first.save(out, "PDF", resolution=dpi, quality=quality, **still, **many)
    elif kind == "jpg":
        first.save(out, "JPEG", quality=quality, dpi=(dpi, dpi))
    else:
        # sixteen greys, as office scanners write: a PNG of a grainy page is huge otherwise
        first.point(lambda v: v & 0xF0 | v >> 4).save(out, "PNG", dpi=(dpi, dpi))
    return Dropped(f".{kind}", out.getvalue())


def _fax(
    rng: Random,
    pages: Sequence[Image.Image],
    sender: Sender,
    *,
    down: int,
    coding: dict[str, Any],
) -> Dropped:
    style = rng.choice(_HEADERS)
    sent: list[Image.Image] = []
    headers: list[Printed] = []
    for number, page in enumerate(pages, start=1):
        dots = _dots(rng, page, down)
        headers.append(_print_header(dots, style(sender, number, len(pages)), down, sender.face))
        sent.append(dots)
    bad = 0
    if rng.random() < 0.15:
        sent, bad = _disturb(rng, sent)
    if rng.random() < 0.08:
        sent = [_streak(rng, dots) for dots in sent]
    tags = {
        254: 2,  # NewSubfileType: a page of several
        262: 0,  # MINISWHITE
        266: rng.choice((1, 2)),  # FillOrder: either way is common
        278: max(p.height for p in sent),  # RowsPerStrip: one strip
        270: sender.number,
        271: "samples",
        305: "samples",
        306: f"{sender.sent_at:%Y:%m:%d %H:%M:%S}",
        326: bad,
        327: 1 if bad else 0,  # CleanFaxData: regenerated
        328: min(bad, 2),
        **coding.get("tiffinfo", {}),
    }
    out = io.BytesIO()
    sent[0].save(
        out,
        "TIFF",
        compression=coding["compression"],
        tiffinfo=tags,
        dpi=(204, down),
        save_all=True,
        append_images=sent[1:],
    )
    return Dropped(".tif", out.getvalue(), tuple(headers))


def _dots(rng: Random, page: Image.Image, down: int) -> Image.Image:
    """Scan a page in the fax machine: to 1 bit at 204 dots across and ``down`` lines an inch."""
    turned = page.rotate(
        rng.uniform(-0.6, 0.6), resample=Image.Resampling.BICUBIC, fillcolor=_WHITE
    ).filter(ImageFilter.GaussianBlur(rng.uniform(0.8, 1.6)))
    across = round(page.width * 204 / render.DPI)
    small = turned.resize((across, round(page.height * down / render.DPI)), Image.Resampling.BOX)
    grain = np.random.default_rng(rng.getrandbits(64))
    grey = np.asarray(small, np.float32)
    grey = grey + grain.normal(0, rng.uniform(4, 14), grey.shape).astype(np.float32)
    ink = grey < rng.uniform(125, 165)
    specks = grain.random(ink.shape) < rng.choice((0.0, 0.0, 0.0002, 0.0006))
    line = np.zeros((ink.shape[0], _FAX_WIDTH), bool)
    left = (_FAX_WIDTH - across) // 2
    line[:, left : left + across] = ink | specks
    return Image.fromarray(np.where(line, 0, 255).astype(np.uint8)).convert("1")


def _header_plain(sender: Sender, page: int, total: int) -> str:
    return (
        f"{sender.sent_at:%d-%m-%Y %H:%M}  KIMDEN:{sender.words} {sender.number}"
        f"   KIME:03125550100   S.{page:02d}/{total:02d}"
    )


def _header_from(sender: Sender, page: int, total: int) -> str:
    when = f"{sender.sent_at:%m/%d/%Y %H:%M}"
    return f"From {sender.number}|{sender.words}|{when}|Page {page} of {total}"


def _header_short(sender: Sender, page: int, _: int) -> str:
    return f"{sender.sent_at:%d %b %y %H:%M}     {sender.number}     p.{page}"


_HEADERS = (_header_plain, _header_from, _header_short)


def _print_header(dots: Image.Image, words: str, down: int, file: str) -> Printed:
    """Print the header line into the top 4 mm, as tall as at fine resolution."""
    strip = Image.new("L", (_FAX_WIDTH, 28), _WHITE)
    face, draw = load(file, 24), ImageDraw.Draw(strip)
    draw.text((40, 1), words, font=face, fill=0)
    flat = strip.resize((_FAX_WIDTH, 28 * down // 196), Image.Resampling.BOX)
    dots.paste(flat.point(lambda v: 255 if v > 140 else 0).convert("1"), (0, 6 * down // 196))
    margin = (_FAX_WIDTH - render.WIDTH * 204 / render.DPI) / 2
    left, top, right, bottom = draw.textbbox((40, 1), words, font=face)
    x, y = render.DPI / 204, render.DPI / 196
    edges = ((left - margin) * x, (top + 6) * y, (right - margin) * x, (bottom + 6) * y)
    return printed(words, edges, "header")


def _disturb(rng: Random, pages: list[Image.Image]) -> tuple[list[Image.Image], int]:
    """Spoil lines as a bad connection does: each is the copy of the line above (regenerated)."""
    bad, out = 0, []
    for page in pages:
        rows = np.asarray(page).copy()
        for _ in range(rng.randint(2, 14)):
            at, run = rng.randint(2, rows.shape[0] - 4), rng.choice((1, 1, 2))
            rows[at : at + run] = rows[at - 1]
            bad += run
        out.append(Image.fromarray(rows))
    return out, bad


def _streak(rng: Random, page: Image.Image) -> Image.Image:
    """Draw the vertical line that dirt on the glass makes."""
    rows = np.asarray(page).copy()
    at = rng.choice((rng.randint(20, 120), rng.randint(1600, 1700)))
    rows[:, at] = False
    return Image.fromarray(rows)


def rotated(page: Image.Image, degrees: int) -> Image.Image:
    """Return a page fed turned clockwise by 90, 180 or 270 degrees."""
    return page.rotate(-degrees, expand=True) if degrees else page


def blank(rng: Random) -> Image.Image:
    """Return the back of a sheet: white, now and then with the front faintly shining through."""
    back = np.full((render.HEIGHT, render.WIDTH), _WHITE, np.uint8)
    if rng.random() < 0.5:
        for row in range(rng.randint(300, 500), rng.randint(900, 1600), 62):
            cv2.line(back, (300, row), (rng.randint(1500, 2100), row), (246,), 18)
    return Image.fromarray(cv2.GaussianBlur(back, (0, 0), 6))
