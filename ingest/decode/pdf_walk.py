"""A walk through a PDF page's operators: which images lie where, and whether more is painted.

ISO 32000-1 §8.3 (matrices), §8.4 (graphics state), §8.9 (images), §9.3.6 (text that is not shown).
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from pikepdf import Array, Name, Object, Stream

#: A scanned page has some ten operators; a page of more is drawn unseen.
_MOST_OPERATORS = 20_000
_MOST_BYTES = 1 << 20  #: of the page's content as stored
#: Of any stream once unpacked: 104 MB of small operators, packed to 0.2 MB, took 2 GB of a reader.
_MOST_UNPACKED = 4 << 20
_UNBOUNDED = "/LZW"  # its short name too; qpdf has no such limit for it
_DEEPEST = 4  #: forms inside forms
_WATCHED = "q Q cm Do gs BI ID EI BDC W W* Tr Tj TJ ' \" f F f* B B* b b* S s sh g rg k cs sc scn"
_PAINTS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"))
_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_TINTS = frozenset(("rg", "k", "cs", "sc", "scn"))
_CLIPS = frozenset(("W", "W*"))
_UNSEEN_TEXT = (3, 7)  # rendering modes that paint nothing: what OCR programs lay over a scan
_HIDDEN = 2 | 32  # flags of an annotation: hidden, no view

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


pikepdf.settings.set_qpdf_limits(
    flate_max_memory=_MOST_UNPACKED,
    run_length_max_memory=_MOST_UNPACKED,
    png_max_memory=_MOST_UNPACKED,
    tiff_max_memory=_MOST_UNPACKED,
)


class TooMuchError(Exception):
    """The page has more operators than a scan can have."""


#: What qpdf and pikepdf raise for a PDF or page that is not as the standard says.
PIKEPDF_FAILS = (
    pikepdf.PdfError, TooMuchError, RuntimeError, ValueError, TypeError, KeyError, IndexError,
    AttributeError, AssertionError, ArithmeticError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """An image as it lies on the page: ``matrix`` takes the unit square there, in points."""

    image: Stream
    matrix: Matrix

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height by its dictionary."""
        return int(self.image.Width), int(self.image.Height)

    @property
    def points(self) -> tuple[float, float]:
        """Lengths of its edges on the page."""
        a, b, c, d, _, _ = self.matrix
        return math.hypot(a, b), math.hypot(c, d)

    @property
    def dots(self) -> tuple[float, float]:
        """Dots per inch across and down the page before it is turned (``/Rotate``)."""
        (width, height), (across, down) = self.pixels, self.points
        dots = width / across * 72, height / down * 72
        return dots if abs(self.matrix[0]) >= abs(self.matrix[1]) else (dots[1], dots[0])

    @property
    def area(self) -> float:
        """Square points covered."""
        return math.prod(self.points)


@dataclass
class Findings:
    """What is painted on a page."""

    images: list[Placed] = field(default_factory=list)
    ink: bool = False  #: text, lines, areas or annotations are painted too
    plain: bool = True  #: nothing is clipped, blended, tinted or optional: images show as they are
    operators: int = 0


@dataclass
class _State:
    """The part of the graphics state that matters here."""

    matrix: Matrix = _UNIT
    unseen_text: bool = False
    tinted: bool = False


def walk(page: pikepdf.Page) -> Findings:
    """Return what is painted on ``page``; raises one of ``PIKEPDF_FAILS`` when that is unclear."""
    contents = page.obj.get("/Contents", Array())
    parts = list(contents) if isinstance(contents, Array) else [contents]
    if sum(int(part.get("/Length", 0)) for part in parts) > _MOST_BYTES:
        raise TooMuchError
    if any(map(_is_unbounded, parts)):
        raise TooMuchError
    found = Findings(ink=any(map(_is_shown, annotations(page))))
    _follow(found, page.obj, page.resources, _State(), 0)
    return found


def _is_unbounded(stream: Object) -> bool:
    return _UNBOUNDED in str(stream.get("/Filter", ""))


def annotations(page: pikepdf.Page) -> Sequence[Any]:
    """Return the page's annotations."""
    return list(page.obj.get("/Annots", Array()))


def _is_shown(annotation: Object) -> bool:
    return "/AP" in annotation and not int(annotation.get("/F", 0)) & _HIDDEN


def _follow(found: Findings, content: Object, resources: Any, state: _State, depth: int) -> None:
    """Go through a page's or form's operators; ``state`` is the caller's and stays as it is."""
    if depth > _DEEPEST:
        raise TooMuchError
    state, kept = replace(state), list[_State]()
    for instruction in pikepdf.parse_content_stream(content, _WATCHED):
        found.operators += 1
        if found.operators > _MOST_OPERATORS:
            raise TooMuchError
        operands: list[Any] = list(instruction.operands)
        operator = str(instruction.operator)
        if operator == "q":
            kept.append(replace(state))
        elif operator == "Q":
            state = kept.pop() if kept else state
        elif operator == "Do":
            _paint(found, resources.XObject[operands[0]], resources, state, depth)
        elif operator == "gs":
            found.plain &= _is_plain(resources.ExtGState[operands[0]])
        else:
            _change(state, operator, operands)
        found.plain &= operator not in _CLIPS and (operator, operands[:1]) != ("BDC", [Name.OC])
        found.ink |= operator in _PAINTS or (operator in _SHOWS_TEXT and not state.unseen_text)


def _change(state: _State, operator: str, operands: list[Any]) -> None:
    if operator == "cm":
        state.matrix = _times(_matrix(operands), state.matrix)
    elif operator == "Tr":
        state.unseen_text = int(operands[0]) in _UNSEEN_TEXT
    elif operator == "g":
        state.tinted = float(operands[0]) > 0
    elif operator in _TINTS:
        state.tinted = True


def _paint(found: Findings, thing: Any, resources: Any, state: _State, depth: int) -> None:
    found.plain &= "/OC" not in thing
    if thing.Subtype == Name.Form:
        if _is_unbounded(thing):
            raise TooMuchError
        inner = replace(state)
        if "/Matrix" in thing:
            inner.matrix = _times(_matrix(list(thing.Matrix)), state.matrix)
        _follow(found, thing, thing.get("/Resources", resources), inner, depth + 1)
        found.plain = False  # clipped to its own box
        return
    found.plain &= not (state.tinted and thing.get("/ImageMask", False))
    found.images.append(Placed(thing, state.matrix))


def _is_plain(state: Any) -> bool:
    """Say whether an extended graphics state leaves images as they are."""
    no_mask = str(state.get("/SMask", "/None")) == "/None"
    normal = str(state.get("/BM", "/Normal")) in ("/Normal", "/Compatible")
    return no_mask and normal and float(state.get("/ca", 1)) == 1.0


def _matrix(numbers: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
