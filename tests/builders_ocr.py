"""Pages drawn for the OCR tests: invented petitions, as a scanner or a fax would give them."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from domain.arrival import DecodedPage
from domain.tckn import check_digits
from ocr import pixels
from ocr.pixels import Grey

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
TCKN = "245713968" + check_digits("245713968")
LETTER = (
    "ÇANKAYA BELEDİYE BAŞKANLIĞINA",
    "",
    "Konu: Sokağımızdaki ışıkların onarılması hakkında",
    "",
    "Mahallemizdeki sokak lambaları üç haftadır yanmamaktadır. Çocuklarımız",
    "akşam saatlerinde okuldan dönerken ciddi güvenlik sorunu yaşamaktadır.",
    "Daha önce iki kez başvurmamıza rağmen hiçbir işlem yapılmamıştır.",
    "Gereğinin yapılmasını saygılarımla arz ederim.",
    "",
    "İbrahim ÖZIŞIK",
    "",
    f"T.C. Kimlik No: {TCKN}",
    "Adres: Gül Mah. Lale Sok. No: 5 Çankaya/ANKARA",
)


def paper(dpi: int) -> Grey:
    """Return a white A4 page."""
    return np.full((round(11.69 * dpi), round(8.27 * dpi)), 255, np.uint8)


def write(page: Grey, dpi: int, at: tuple[float, float], text: str, grey: int = 0) -> Grey:
    """Return the page with 11-point text at ``at`` (inches from the left and the top)."""
    image = Image.fromarray(page)
    font = ImageFont.truetype(FONT, 11 * dpi / 72)
    ImageDraw.Draw(image).text((at[0] * dpi, at[1] * dpi), text, font=font, fill=grey)
    return np.asarray(image, np.uint8).copy()


def letter(dpi: int = 200) -> Grey:
    """Return the page of ``LETTER``."""
    page = paper(dpi)
    for index, text in enumerate(LETTER):
        page = write(page, dpi, (1.0, 1.0 + index * 0.3), text)
    return page


def boxed(page: Grey, dpi: int, at: tuple[float, float], digits: str) -> Grey:
    """Return the page with a row of boxes of 6.5 mm at ``at`` (inches), one digit in each."""
    image = Image.fromarray(page)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 12 * dpi / 72)
    side, (x, y) = 6.5 / 25.4 * dpi, (at[0] * dpi, at[1] * dpi)
    for digit in digits:
        draw.rectangle((x, y, x + side, y + side), outline=60, width=dpi // 100)
        draw.text((x + side / 2, y + side / 2), digit, font=font, fill=0, anchor="mm")
        x += side
    return np.asarray(image, np.uint8).copy()


def signed(page: Grey, dpi: int, at: tuple[float, float]) -> Grey:
    """Return the page with a scribble 40 mm wide at ``at`` (inches)."""
    x = np.linspace(0, 1.6, 200)
    y = 0.25 * np.sin(9 * x) * np.cos(2 * x)
    points = np.stack([(at[0] + x) * dpi, (at[1] + y) * dpi], axis=1).astype(np.int32)
    drawn = cv2.polylines(
        page.copy(), [points], isClosed=False, color=(0,), thickness=max(2, dpi // 60)
    )
    return np.asarray(drawn, np.uint8)


def grainy(page: Grey, seed: int = 1) -> Grey:
    """Return the page as a grey scan: not quite white, with grain."""
    grain = np.random.default_rng(seed).normal(0, 5, page.shape)
    return np.clip(page * 0.9 + 15 + grain, 0, 255).astype(np.uint8)


def standard_fax(page: Grey, dpi: int) -> Grey:
    """Return the page at 204×98, one bit, with dots of noise, rows doubled as ingest does."""
    size = (1728, round(page.shape[0] / dpi * 98))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    bits = np.where(small > 150, 255, 0).astype(np.uint8)
    bits[np.random.default_rng(2).random(bits.shape) < 0.0005] = 0
    return np.repeat(bits, 2, axis=0)


def decoded(
    folder: Path,
    page: Grey,
    dpi: int,
    *,
    source_dpi: tuple[int, int] | None = None,
    bilevel: bool = False,
    warnings: tuple[str, ...] = (),
) -> DecodedPage:
    """Write the page as ingest would and return its description."""
    pixels.save(folder / "page-0001.png", page, bilevel=bilevel)
    return DecodedPage(
        number=1,
        image="page-0001.png",
        width=page.shape[1],
        height=page.shape[0],
        dpi=dpi,
        source_dpi=source_dpi or (dpi, dpi),
        bilevel=bilevel,
        warnings=warnings,
    )
