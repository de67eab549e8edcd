"""A letter to page images: grey, A4 at 300 dots per inch, ink dark on white.

A letter that does not fit its page is set half a point smaller until it does.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFont

from domain.geometry import Box
from samples import marks
from samples.fonts import FILES, load
from samples.hand import Pen
from samples.letter import (
    Align,
    Block,
    Boxes,
    ByHand,
    Cell,
    Columns,
    Gap,
    Ink,
    Letter,
    Note,
    Pair,
    Rule,
    Sheet,
    Table,
    Text,
    Typeface,
    Writer,
)

DPI = 300
WIDTH, HEIGHT = 2480, 3508  #: A4 in pixels
_MM = DPI / 25.4
_TOP = 20 * _MM
_BOTTOM = HEIGHT - 12 * _MM
_LEAST_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Ink on the page that is no print of the letter, and where it lies (page pixels)."""

    kind: Literal["hand", "signature", "stamp"]
    box: Box


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page set, with what is not print on it, in the order it was drawn."""

    image: Image.Image
    marks: tuple[Mark, ...]


class _Overfull(Exception):
    """The blocks run over the page's foot."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where blocks may stand: left edge and width in pixels."""

    x: float
    width: float

    def part(self, x: float, width: float) -> "_Frame":
        """Return the part that begins at ``x`` and has ``width``, both as fractions."""
        return _Frame(self.x + x * self.width, width * self.width)


def pages(letter: Letter) -> list[Image.Image]:
    """Return one grey image a sheet."""
    return [leaf.image for leaf in leaves(letter)]


def leaves(letter: Letter) -> list[Leaf]:
    """Return one page a sheet with its marks: each hand-written line, signature and stamp."""
    return [_leaf(sheet, letter.typeface) for sheet in letter.sheets]


def _leaf(sheet: Sheet, face: Typeface) -> Leaf:
    while True:
        page = _Page(face)
        frame = _Frame(face.margin * _MM, WIDTH - 2 * face.margin * _MM)
        try:
            page.flow(sheet.blocks, frame, _TOP)
        except _Overfull:
            if face.size <= _LEAST_SIZE:
                raise
            face = replace(face, size=face.size - 0.5)
            continue
        for stamp in sheet.stamps:
            with page.marking("stamp"):
                marks.press(page.image, stamp)
        for note in sheet.notes:
            page.note(note)
        return Leaf(page.image, tuple(page.marks))


class _Page:
    """A sheet being set. ``flow`` and the ``_set_*`` take and give the pen's y in pixels."""

    def __init__(self, face: Typeface) -> None:
        self.image = Image.new("L", (WIDTH, HEIGHT), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.face = face
        self.marks: list[Mark] = []
        self.rng = Random(face.margin)  # for the pen's unrest only

    @contextmanager
    def marking(self, kind: Literal["hand", "signature", "stamp"]) -> Iterator[None]:
        """Record what is drawn meanwhile as a mark."""
        before = self.image.copy()
        yield
        found = ImageChops.difference(before, self.image).getbbox()
        if found:
            x, y, right, bottom = found
            self.marks.append(Mark(kind, Box(x, y, right - x, bottom - y)))

    def flow(self, blocks: tuple[Block, ...], frame: _Frame, y: float) -> float:
        for block in blocks:
            y = self._set(block, frame, y)
            if y > _BOTTOM:
                raise _Overfull
        return y

    def _set(self, block: Block, frame: _Frame, y: float) -> float:
        match block:
            case Text():
                below = self._set_text(block, frame, y)
            case Pair():
                below = self._set_pair(block, frame, y)
            case Boxes():
                below = self._set_boxes(block, frame, y)
            case Table():
                below = self._set_table(block, frame, y)
            case Columns():
                below = max(self.flow(c.blocks, frame.part(c.x, c.width), y) for c in block.columns)
            case Ink():
                below = self._sign(block, frame, y)
            case ByHand():
                below = self._set_by_hand(block, frame, y)
            case Gap():
                below = y + block.height * _MM
            case Rule():
                ends = (frame.x, y, frame.x + frame.width, y)
                self.draw.line(ends, fill=20, width=max(1, round(block.weight * _MM)))
                below = y + 1.5 * _MM
        return below

    def _font(
        self, *, bold: bool = False, italic: bool = False, grow: float = 0.0
    ) -> ImageFont.FreeTypeFont:
        files = FILES[self.face.family]
        file = files[1] if bold else files[2] if italic else files[0]
        return load(file, round((self.face.size + grow) * DPI / 72))

    def _leading(self, grow: float = 0.0) -> float:
        return (self.face.size + grow) * self.face.leading * DPI / 72

    def _set_text(self, block: Text, frame: _Frame, y: float) -> float:
        face = self._font(bold=block.bold, italic=block.italic, grow=block.grow)
        x, width = frame.x + block.indent * _MM, frame.width - block.indent * _MM
        lines = _wrap(block.text, face, width, block.first * _MM)
        for number, line in enumerate(lines):
            shift = block.first * _MM if number == 0 else 0.0
            last = number == len(lines) - 1
            align: Align = "left" if block.align == "justify" and last else block.align
            self._line(line, face, (x + shift, y), width - shift, align)
            y += self._leading(block.grow)
        return y + block.after * _MM

    def _line(
        self,
        line: str,
        face: ImageFont.FreeTypeFont,
        at: tuple[float, float],
        width: float,
        align: Align,
    ) -> None:
        x, y = at
        spare = width - face.getlength(line)
        if align == "justify" and line.count(" "):
            gap = face.getlength(" ") + spare / line.count(" ")
            for word in line.split(" "):
                self.draw.text((x, y), word, font=face, fill=15)
                x += face.getlength(word) + gap
            return
        x += {"center": spare / 2, "right": spare}.get(align, 0.0)
        self.draw.text((x, y), line, font=face, fill=15)

    def _set_pair(self, block: Pair, frame: _Frame, y: float) -> float:
        head, face = self._font(bold=block.bold), self._font()
        self.draw.text((frame.x, y), block.label, font=head, fill=15)
        x = frame.x + head.getlength(block.label)
        if block.tab is not None:
            x = max(x + face.getlength(" "), frame.x + block.tab * _MM)
        self.draw.text((x, y), block.sep, font=head, fill=15)
        x += head.getlength(block.sep) + (face.getlength(" ") if block.sep.strip() else 0.0)
        if block.writer is not None:
            return self._fill(block.writer, block.value, _Frame(x, frame.x + frame.width - x), y)
        for line in _wrap(block.value, face, frame.x + frame.width - x, 0.0):
            self.draw.text((x, y), line, font=face, fill=15)
            y += self._leading()
        return y + block.after * _MM

    def _set_boxes(self, block: Boxes, frame: _Frame, y: float) -> float:
        self.draw.text((frame.x, y + 1.2 * _MM), block.label, font=self._font(bold=True), fill=15)
        at = (frame.x + block.tab * _MM, y)
        self._digits(block.digits, at, block.side * _MM, block.writer)
        return y + (block.side + 2.5) * _MM

    def _digits(
        self, digits: str, at: tuple[float, float], side: float, writer: Writer | None
    ) -> None:
        x, y = at
        face = self._font(grow=1)
        for place in range(len(digits)):
            left = x + place * side
            self.draw.rectangle((left, y, left + side, y + side), outline=60, width=3)
        if writer is not None:
            pen = Pen(self.image, writer, self.rng)
            with self.marking("hand"):
                for place, digit in enumerate(digits):
                    left = x + side * (place + self.rng.uniform(0.2, 0.45))
                    pen.write(digit, (left, y + side * self.rng.uniform(0.78, 0.98)))
            return
        for place, digit in enumerate(digits):
            middle = (x + side * (place + 0.5), y + side / 2)
            self.draw.text(middle, digit, font=face, fill=15, anchor="mm")

    def _set_table(self, block: Table, frame: _Frame, y: float) -> float:
        for row, widths in zip(block.rows, block.widths, strict=True):
            x, edges = frame.x, [frame.x]
            foot = y + block.height * _MM
            for cell, share in zip(row, widths, strict=True):
                foot = max(foot, self._set_cell(cell, _Frame(x, share * frame.width), y))
                x += share * frame.width
                edges.append(x)
            if foot > _BOTTOM:
                raise _Overfull
            for left, right in itertools.pairwise(edges):
                self.draw.rectangle((left, y, right, foot), outline=40, width=3)
            y = foot
        return y + 2 * _MM

    def _set_cell(self, cell: Cell, frame: _Frame, y: float) -> float:
        x, y, pad = frame.x + 1.6 * _MM, y + 1.4 * _MM, 1.2 * _MM
        width = frame.width - 3.2 * _MM
        if cell.label:
            small = self._font(grow=-2.5)
            for line in _wrap(cell.label, small, width, 0.0):
                self.draw.text((x, y), line, font=small, fill=30)
                y += self._leading(-2.5)
        if cell.boxed:
            side = min(6.5 * _MM, width / max(1, len(cell.text)))
            self._digits(cell.text, (x, y), side, cell.writer)
            return y + side + pad
        if cell.ink is not None:
            at = (frame.x + 0.15 * frame.width, y - 1.5 * _MM)
            with self.marking("signature"):
                marks.scribble(self.draw, Random(cell.ink), at, (0.6 * frame.width, 8 * _MM))
        if cell.writer is not None:
            return self._scrawl(cell.writer, cell.text, _Frame(x, width), y)
        face = self._font(bold=cell.bold)
        for line in _wrap(cell.text, face, width, 0.0):
            self.draw.text((x, y), line, font=face, fill=15)
            y += self._leading()
        return y + pad

    def _sign(self, block: Ink, frame: _Frame, y: float) -> float:
        width, height = block.width * _MM, block.height * _MM
        spare = frame.width - width
        x = frame.x + {"center": spare / 2, "right": spare}.get(block.align, 0.0)
        at = (x, y - block.overlap * _MM)
        with self.marking("signature"):
            marks.scribble(self.draw, Random(block.seed), at, (width, height))
        return y + height - 2 * block.overlap * _MM

    def _set_by_hand(self, block: ByHand, frame: _Frame, y: float) -> float:
        pen = Pen(self.image, block.writer, self.rng)
        lines = _broken(block.text, pen.length, frame.width, block.first * _MM)
        for number, line in enumerate(lines):
            spare = max(0.0, frame.width - pen.length(line))
            x = frame.x + {"center": spare / 2, "right": spare}.get(block.align, 0.0)
            x += block.first * _MM if number == 0 else self.rng.uniform(-8, 8)
            y += pen.leading
            with self.marking("hand"):
                pen.write(line, (x, y))
        return y + block.after * _MM + 0.4 * pen.leading

    def _fill(self, writer: Writer, value: str, frame: _Frame, y: float) -> float:
        """Fill a dotted line by hand, and as many more as the value needs."""
        pen = Pen(self.image, writer, self.rng)
        face, step = self._font(), max(self._leading(), 0.8 * pen.leading)
        dots = "." * int(frame.width / face.getlength("."))
        top = y
        for line in _broken(value, pen.length, frame.width, 0.0):
            y = max(y, top)
            self.draw.text((frame.x, y), dots, font=face, fill=40)
            with self.marking("hand"):
                rise = self.rng.uniform(-0.1, 0.12) * pen.habit.tall
                pen.write(line, (frame.x + self.rng.uniform(5, 40), y + face.size * 0.9 - rise))
            top = y + step
        return top + 1.0 * _MM

    def _scrawl(self, writer: Writer, text: str, frame: _Frame, y: float) -> float:
        """Fill a cell by hand."""
        pen = Pen(self.image, writer, self.rng)
        for line in _broken(text, pen.length, frame.width, 0.0):
            y += 0.75 * pen.leading
            with self.marking("hand"):
                pen.write(line, (frame.x + self.rng.uniform(5, 25), y))
        return y + 0.35 * pen.leading

    def note(self, note: Note) -> None:
        """Write a note by hand where its writer found room."""
        pen = Pen(self.image, note.writer, self.rng)
        x, y = note.x * _MM, note.y * _MM
        for line in note.lines:
            with self.marking("hand"):
                pen.write(line, (x + self.rng.uniform(-10, 10), y))
            y += 0.85 * pen.leading
        if note.initials is not None:
            with self.marking("signature"):
                size = (18 * _MM, 8 * _MM)
                marks.scribble(self.draw, Random(note.initials), (x + 12 * _MM, y - 20), size)


def _wrap(text: str, face: ImageFont.FreeTypeFont, width: float, first: float) -> list[str]:
    return _broken(text, face.getlength, width, first)


def _broken(text: str, length: Callable[[str], float], width: float, first: float) -> list[str]:
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
