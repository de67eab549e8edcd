"""Documents that cost little: one small page, each with its own number, in every format."""

import io
import random
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

_FORMATS = ("TIFF", "PNG", "JPEG", "PDF")
#: Of a hundred documents, those that cannot be read: of no known type, and damaged inside.
_UNKNOWN, _DAMAGED = 3, 3


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a scanner would leave it."""

    name: str
    content: bytes
    readable: bool = True


@dataclass
class Documents:
    """Makes documents, none like another."""

    chance: random.Random
    made: int = 0
    _font: ImageFont.FreeTypeFont | ImageFont.ImageFont = field(
        default_factory=lambda: ImageFont.load_default(30)
    )

    def more(self, count: int) -> list[Document]:
        """Return so many new ones."""
        return [self._next() for _ in range(count)]

    def readable(self) -> Document:
        """Return one that can be read."""
        self.made += 1
        return self._letter(self.chance.choice(_FORMATS))

    def _next(self) -> Document:
        self.made += 1
        draw = self.chance.randrange(100)
        if draw < _UNKNOWN:
            content = f"no page at all, number {self.made}".encode()
            return Document(f"{self.made:06}.doc", content, readable=False)
        if draw < _UNKNOWN + _DAMAGED:
            return self._damaged()
        return self._letter(self.chance.choice(_FORMATS))

    def _letter(self, kind: str) -> Document:
        image = Image.new("L", (900, 420), 255)
        draw = ImageDraw.Draw(image)
        for row, text in enumerate(("BELEDİYE BAŞKANLIĞINA", f"Sayı {self.made}: lamba yanmıyor.")):
            draw.text((60, 90 + 120 * row), text, font=self._font, fill=0)
        target = io.BytesIO()
        bilevel = kind in {"TIFF", "PDF"}
        page = image.convert("1") if bilevel else image
        options = {"compression": "group4"} if kind == "TIFF" else {}
        page.save(target, kind, dpi=(200, 200), resolution=200, **options)
        suffix = {"TIFF": "tif", "PNG": "png", "JPEG": "jpg", "PDF": "pdf"}[kind]
        return Document(f"{self.made:06}.{suffix}", target.getvalue())

    def _damaged(self) -> Document:
        """Return a PNG that is whole outside and noise within."""
        content = bytearray(self._letter("PNG").content)
        start = content.index(b"IDAT") + 8
        end = content.index(b"IEND") - 8
        content[start:end] = self.chance.randbytes(end - start)
        return Document(f"{self.made:06}.png", bytes(content), readable=False)
