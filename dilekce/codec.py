"""Pages of words to JSON and back, as kept in the blob store beside each page image."""

import json
from dataclasses import asdict
from typing import Any

from domain.arrival import DecodedPage, FaxTags
from domain.geometry import Box
from domain.page import Code, Ink, Line, Page, PageRole, Read, Word

_VERSION = 1


def page_to_bytes(page: Page) -> bytes:
    """Return the page as compact JSON, UTF-8."""
    raw = asdict(page) | {"v": _VERSION}
    raw["reads"] = [
        {
            "name": read.name,
            "rows": [_box(row) for row in read.rows],
            "lines": [[[w.text, *_box(w.box), w.confidence] for w in x.words] for x in read.lines],
        }
        for read in page.reads
    ]
    raw["ink"] = [[*_box(ink.box), ink.pixels] for ink in page.ink]
    raw["codes"] = [[code.kind, code.text, *_box(code.box)] for code in page.codes]
    raw["handwriting"] = [_box(box) for box in page.handwriting]
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()


def page_from_bytes(content: bytes) -> Page:
    """Return the page that ``page_to_bytes`` wrote, also before pages had codes and hands."""
    raw: dict[str, Any] = json.loads(content)
    raw.pop("v")
    raw["reads"] = tuple(
        Read(
            read["name"],
            tuple(
                Line(tuple(Word(t, Box(x, y, w, h), c) for t, x, y, w, h, c in line))
                for line in read["lines"]
            ),
            tuple(Box(*row) for row in read.get("rows", ())),
        )
        for read in raw["reads"]
    )
    raw["ink"] = tuple(Ink(Box(x, y, w, h), n) for x, y, w, h, n in raw["ink"])
    raw["fax"] = FaxTags(**raw["fax"]) if raw.get("fax") else None
    raw["codes"] = tuple(Code(k, t, Box(x, y, w, h)) for k, t, x, y, w, h in raw.get("codes", ()))
    raw["handwriting"] = tuple(Box(*box) for box in raw.get("handwriting", ()))
    raw["role"] = PageRole(raw["role"]) if raw.get("role") else None
    return Page(**raw)


def _box(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.w, box.h


def decoded_to_bytes(page: DecodedPage) -> bytes:
    """Return what decoding found out about a page as JSON, UTF-8."""
    return json.dumps(asdict(page), ensure_ascii=False).encode()


def decoded_from_bytes(content: bytes) -> DecodedPage:
    """Return the decoded page that ``decoded_to_bytes`` wrote."""
    raw: dict[str, Any] = json.loads(content)
    raw["fax"] = FaxTags(**raw["fax"]) if raw["fax"] else None
    raw["source_dpi"] = tuple(raw["source_dpi"])
    raw["warnings"] = tuple(raw["warnings"])
    return DecodedPage(**raw)
