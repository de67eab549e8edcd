"""A letter to page images: grey, A4 at 300 dots per inch, ink dark on white.

A letter that does not fit its page is set half a point smaller until it does.
"""

import itertools
from dataclasses import dataclass, replace
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFont

from samples import marks
from samples.fonts import FILES, faces, load
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
    Pair,
    Pressed,
    Rule,
    Sheet,
    Stamp,
    Table,
    Text,
    Typeface,
    Writer,
)
from samples.printed import Printed, printed
from samples.scribe import Scribe, broken

DPI = 300
WIDTH, HEIGHT = 2480, 3508  #: A4 in pixels
_MM = DPI / 25.4
_TOP = 20 * _MM
_BOTTOM = HEIGHT - 12 * _MM
_LEAST_SIZE = 8.0

_Edges = tuple[float, float, float, float]  #: left, top, right, bottom


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


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet as printed and stamped."""

    image: Image.Image
    text: tuple[Printed, ...]  #: every run on it, in the order drawn


def pages(letter: Letter) -> list[Image.Image]:
    """Return one grey image a sheet."""
    return [paper.image for paper in papers(letter)]


def papers(letter: Letter) -> list[Paper]:
    """Return each sheet with what stands on it."""
    return [_paper(sheet, letter.typeface) for sheet in letter.sheets]


def _paper(sheet: Sheet, face: Typeface) -> Paper:
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
        for stamp in (*page.pressed, *sheet.stamps):
            page.text += marks.press(page.image, stamp, faces(face.family))
        for note in sheet.notes:
            page.scribe.note(note)
        return Paper(page.image, tuple(page.text))


class _Page:
    """A sheet being set. ``flow`` and the ``_set_*`` take and give the pen's y in pixels."""

    def __init__(self, face: Typeface) -> None:
        self.image = Image.new("L", (WIDTH, HEIGHT), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.face = face
        self.text: list[Printed] = []
        self.pressed: list[Stamp] = []
        self.scribe = Scribe(self.image, self.text)

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
                below = self.scribe.paragraph(block, frame.x, frame.width, y)
            case Gap() | Pressed() | Rule():
                below = self._set_mark(block, frame, y)
        return below

    def _set_mark(self, block: Gap | Pressed | Rule, frame: _Frame, y: float) -> float:
        match block:
            case Gap():
                return y + block.height * _MM
            case Pressed(stamp):
                at = replace(stamp, x=frame.x / _MM + stamp.x, y=y / _MM + stamp.y)
                self.pressed.append(at)
                return y
            case Rule():
                ends = (frame.x, y, frame.x + frame.width, y)
                self.draw.line(ends, fill=20, width=max(1, round(block.weight * _MM)))
                return y + 1.5 * _MM

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
            if block.underlined and line:
                self._underline()
            y += self._leading(block.grow)
        return y + block.after * _MM

    def _underline(self) -> None:
        """Underline the run drawn last, close below its letters' feet."""
        x, y, width, height = self.text[-1].box
        foot = y + height + 0.2 * _MM
        self.draw.line((x, foot, x + width, foot), fill=15, width=round(0.25 * _MM))

    def _write(
        self, at: tuple[float, float], text: str, face: ImageFont.FreeTypeFont, fill: int = 15
    ) -> _Edges:
        """Draw a piece of a run; return the edges of its ink."""
        self.draw.text(at, text, font=face, fill=fill)
        return self.draw.textbbox(at, text, font=face)

    def _run(
        self, at: tuple[float, float], text: str, face: ImageFont.FreeTypeFont, fill: int = 15
    ) -> None:
        """Draw a whole run and note it."""
        edges = self._write(at, text, face, fill)
        if text.strip():
            self.text.append(printed(text, edges))

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
            pieces = []
            for word in line.split(" "):
                pieces.append(self._write((x, y), word, face))
                x += face.getlength(word) + gap
            self.text.append(printed(line, _around(pieces)))
            return
        x += {"center": spare / 2, "right": spare}.get(align, 0.0)
        self._run((x, y), line, face)

    def _set_pair(self, block: Pair, frame: _Frame, y: float) -> float:
        head, face = self._font(bold=block.bold), self._font()
        pieces = [self._write((frame.x, y), block.label, head)]
        x = frame.x + head.getlength(block.label)
        if block.tab is not None:
            x = max(x + face.getlength(" "), frame.x + block.tab * _MM)
        pieces.append(self._write((x, y), block.sep, head))
        x += head.getlength(block.sep) + (face.getlength(" ") if block.sep.strip() else 0.0)
        if block.writer is not None:
            self.text.append(printed(block.label + block.sep, _around(pieces)))
            width = frame.x + frame.width - x
            return self.scribe.fill(block.writer, block.value, (x, y), width, face)
        first, *more = _wrap(block.value, face, frame.x + frame.width - x, 0.0)
        pieces.append(self._write((x, y), first, face))
        self.text.append(printed(_paired(block, first), _around(pieces)))
        y += self._leading()
        for line in more:
            self._run((x, y), line, face)
            y += self._leading()
        return y + block.after * _MM

    def _set_boxes(self, block: Boxes, frame: _Frame, y: float) -> float:
        self._run((frame.x, y + 1.2 * _MM), block.label, self._font(bold=True))
        at = (frame.x + block.tab * _MM, y)
        self._digits(block.digits, at, block.side * _MM, block.writer)
        return y + (block.side + 2.5) * _MM

    def _digits(
        self, digits: str, at: tuple[float, float], side: float, writer: Writer | None
    ) -> None:
        x, y = at
        if writer is not None:
            self.scribe.boxes(writer, digits, at, side)
            return
        face = self._font(grow=1)
        for digit in digits:
            self.draw.rectangle((x, y, x + side, y + side), outline=60, width=3)
            self.draw.text((x + side / 2, y + side / 2), digit, font=face, fill=15, anchor="mm")
            x += side
        if digits:
            self.text.append(printed(digits, (*at, x, y + side), "boxed"))

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
            for cell, (left, right) in zip(row, itertools.pairwise(edges), strict=True):
                self._shade(cell.shade, (round(left), round(y), round(right), round(foot)))
                self.draw.rectangle((left, y, right, foot), outline=40, width=3)
            y = foot
        return y + 2 * _MM

    def _shade(self, grey: int, edges: tuple[int, int, int, int]) -> None:
        if grey < 255:
            ground = Image.new("L", (edges[2] - edges[0], edges[3] - edges[1]), grey)
            self.image.paste(ImageChops.darker(self.image.crop(edges), ground), edges[:2])

    def _set_cell(self, cell: Cell, frame: _Frame, y: float) -> float:
        x, y, pad = frame.x + 1.6 * _MM, y + 1.4 * _MM, 1.2 * _MM
        width = frame.width - 3.2 * _MM
        if cell.label:
            small = self._font(grow=-2.5)
            for line in _wrap(cell.label, small, width, 0.0):
                self._run((x, y), line, small, fill=30)
                y += self._leading(-2.5)
        if cell.boxed:
            side = min(6.5 * _MM, width / max(1, len(cell.text)))
            self._digits(cell.text, (x, y), side, cell.writer)
            return y + side + pad
        if cell.ink is not None:
            at = (frame.x + 0.15 * frame.width, y - 1.5 * _MM)
            self._scribble(cell.ink, at, (0.6 * frame.width, 8 * _MM))
        if cell.writer is not None:
            return self.scribe.scrawl(cell.writer, cell.text, (x, y), width)
        face = self._font(bold=cell.bold)
        for line in _wrap(cell.text, face, width, 0.0):
            self._run((x, y), line, face)
            y += self._leading()
        return y + pad

    def _sign(self, block: Ink, frame: _Frame, y: float) -> float:
        width, height = block.width * _MM, block.height * _MM
        spare = frame.width - width
        x = frame.x + {"center": spare / 2, "right": spare}.get(block.align, 0.0)
        self._scribble(block.seed, (x, y - block.overlap * _MM), (width, height))
        return y + height - 2 * block.overlap * _MM

    def _scribble(self, seed: int, at: tuple[float, float], size: tuple[float, float]) -> None:
        marks.scribble(self.draw, Random(seed), at, size)
        self.text.append(printed("", (*at, at[0] + size[0], at[1] + size[1]), "ink"))


def _around(pieces: list[_Edges]) -> _Edges:
    """Return the edges of the smallest box around all pieces."""
    lefts, tops, rights, bottoms = zip(*pieces, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _paired(block: Pair, value: str) -> str:
    """Return a pair's first line as it is read: a space where a gap is drawn."""
    before = "" if block.tab is None else " "
    after = " " if block.sep.strip() else ""
    return f"{block.label}{before}{block.sep}{after}{value}"


def _wrap(text: str, face: ImageFont.FreeTypeFont, width: float, first: float) -> list[str]:
    return broken(text, face.getlength, width, first)
