"""What stands on a page, run by run: the exact text a perfect reader would give."""

from dataclasses import dataclass
from typing import Any, Literal

#: ``print``: the letter's own text · ``boxed``: digits, each in its box · ``stamp``: a registry
#: stamp's lines · ``seal``: words around a round one, on no line · ``barcode``: the digits below
#: its bars · ``header``: the line a sending fax machine prints · ``hand``: writing by hand ·
#: ``ink``: a signature, which has no text.
Kind = Literal["print", "boxed", "stamp", "seal", "barcode", "header", "hand", "ink"]


@dataclass(frozen=True, slots=True)
class Printed:
    """One run of text drawn in one go: a line, a label with its value, a cell's line."""

    text: str  #: runs of white space are one space; empty for ink
    box: tuple[int, int, int, int]  #: left, top, width, height: pixels of the upright 300-dpi page
    kind: Kind

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {"text": self.text, "box": list(self.box), "kind": self.kind}


def printed(text: str, edges: tuple[float, float, float, float], kind: Kind = "print") -> Printed:
    """Return a run by its box's ``edges``: left, top, right, bottom."""
    left, top, right, bottom = (round(edge) for edge in edges)
    return Printed(" ".join(text.split()), (left, top, right - left, bottom - top), kind)
