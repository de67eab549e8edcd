"""Where a hand writes on a page: paragraphs, dotted lines, boxes, cells, a note on the corner."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFont

from samples import marks
from samples.hand import Pen
from samples.letter import ByHand, Note, Writer
from samples.printed import Kind, Printed, printed

_MM = 300 / 25.4  #: pixels


def broken(text: str, length: Callable[[str], float], width: float, first: float) -> list[str]:
    """Break at spaces so that each line is at most ``width`` (the first ``first`` shorter)."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, room = "", width - first
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and length(longer) > room:
                lines.append(line)
                line, room = word, width
            else:
                line = longer
        lines.append(line)
    return lines


class Scribe:
    """Writes on ``page`` by hand and notes each run in ``text``. Lengths and places in pixels."""

    def __init__(self, page: Image.Image, text: list[Printed]) -> None:
        self.page = page
        self.draw = ImageDraw.Draw(page)
        self.text = text
        self.rng = Random(0)  # the writer's seed makes the difference

    def paragraph(self, block: ByHand, x: float, width: float, y: float) -> float:
        """Write a paragraph; return the y below."""
        pen = self._pen(block.writer)
        for number, line in enumerate(broken(block.text, pen.length, width, block.first * _MM)):
            spare = max(0.0, width - pen.length(line))
            left = x + {"center": spare / 2, "right": spare}.get(block.align, 0.0)
            left += block.first * _MM if number == 0 else self.rng.uniform(-8, 8)
            y += pen.leading
            self._write(pen, line, (left, y))
        return y + block.after * _MM + 0.4 * pen.leading

    def fill(
        self,
        writer: Writer,
        value: str,
        at: tuple[float, float],
        width: float,
        face: ImageFont.FreeTypeFont,
    ) -> float:
        """Fill a line of dots, and as many more as the value needs; return the y below."""
        pen = self._pen(writer)
        x, y = at
        dots = "." * int(width / face.getlength("."))
        for line in broken(value, pen.length, width, 0.0):
            self.draw.text((x, y), dots, font=face, fill=40)
            rise = self.rng.uniform(-0.1, 0.12) * pen.habit.tall
            self._write(pen, line, (x + self.rng.uniform(5, 40), y + face.size * 0.9 - rise))
            y += max(1.3 * face.size, 0.8 * pen.leading)
        return y + _MM

    def boxes(self, writer: Writer, digits: str, at: tuple[float, float], side: float) -> None:
        """Draw a row of boxes and fill each with a digit."""
        pen = self._pen(writer)
        x, y = at
        for place in range(len(digits)):
            left = x + place * side
            self.draw.rectangle((left, y, left + side, y + side), outline=60, width=3)
        with self._noting("hand", digits):
            for place, digit in enumerate(digits):
                left = x + side * (place + self.rng.uniform(0.2, 0.45))
                pen.write(digit, (left, y + side * self.rng.uniform(0.78, 0.98)))

    def scrawl(self, writer: Writer, text: str, at: tuple[float, float], width: float) -> float:
        """Fill a cell; return the y below."""
        pen = self._pen(writer)
        x, y = at
        for line in broken(text, pen.length, width, 0.0):
            y += 0.75 * pen.leading
            self._write(pen, line, (x + self.rng.uniform(5, 25), y))
        return y + 0.35 * pen.leading

    def note(self, note: Note) -> None:
        """Write a note where its writer found room, with initials."""
        pen = self._pen(note.writer)
        x, y = note.x * _MM, note.y * _MM
        for line in note.lines:
            self._write(pen, line, (x + self.rng.uniform(-10, 10), y))
            y += 0.85 * pen.leading
        if note.initials is not None:
            with self._noting("ink", ""):
                size = (18 * _MM, 8 * _MM)
                marks.scribble(self.draw, Random(note.initials), (x + 12 * _MM, y - 20), size)

    def _pen(self, writer: Writer) -> Pen:
        return Pen(self.page, writer, self.rng)

    def _write(self, pen: Pen, line: str, at: tuple[float, float]) -> None:
        with self._noting("hand", line):
            pen.write(line, at)

    @contextmanager
    def _noting(self, kind: Kind, text: str) -> Iterator[None]:
        """Note what is drawn meanwhile as one run."""
        before = self.page.copy()
        yield
        edges = ImageChops.difference(before, self.page).getbbox()
        if edges:
            self.text.append(printed(text, edges, kind))
