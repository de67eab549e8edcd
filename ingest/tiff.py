"""The page list of a TIFF, read with bounds: no loop is followed, nothing outside the file trusted.

Readers that follow the list by themselves have run for ever on a 558-byte file. TIFF 6.0 §2;
BigTIFF differs by 8-byte offsets and counts.
"""

import os
import struct
from dataclasses import dataclass
from typing import BinaryIO

from domain.errors import Unacceptable

#: Strips of one page: a fax of one row a strip is far below; more is a lie.
_MOST_STRIPS = 200_000
#: Tags of one page: real files have under 60.
_MOST_TAGS = 4096
#: Tags and strips of all pages: 500 pages of one row a strip have 1.2 million. Pages may share
#: their lists: 4 MB of page heads that point at one list would be 20 thousand million strips.
_MOST_IN_ALL = 2_000_000

_WIDTH, _LENGTH, _BITS, _SAMPLES = 256, 257, 258, 277
_COMPRESSION, _PAGE_NUMBER = 259, 297
_STRIP_OFFSETS, _STRIP_BYTES, _TILE_OFFSETS, _TILE_BYTES = 273, 279, 324, 325
_UINTS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}  # TIFF type → struct code


@dataclass(frozen=True, slots=True)
class Layout:
    """How this file writes its numbers."""

    order: str  #: ``<`` or ``>``
    big: bool

    @property
    def first_at(self) -> int:
        """Where the header holds the offset of the first directory."""
        return 8 if self.big else 4

    @property
    def offset_code(self) -> str:
        """Struct code of an offset."""
        return self.order + ("Q" if self.big else "I")

    @property
    def count_code(self) -> str:
        """Struct code of a directory's number of tags."""
        return self.order + ("Q" if self.big else "H")

    @property
    def tag_size(self) -> int:
        """Bytes of one tag."""
        return 20 if self.big else 12


@dataclass(frozen=True, slots=True)
class Directory:
    """One page's directory (IFD)."""

    offset: int
    next_at: int  #: where this directory holds the offset of the next one
    width: int
    height: int
    compression: int
    page_number: tuple[int, ...]  #: tag 297: this page, from 0, and how many there are; or empty
    data: tuple[tuple[int, int], ...]  #: (offset, bytes) of each strip or tile
    data_end: int  #: first byte behind the page's last strip or tile


def read_layout(file: BinaryIO) -> Layout:
    """Return byte order and kind from the header; raises ``Unacceptable`` when it is cut."""
    head = _read(file, 0, 4)
    order = "<" if head[:2] == b"II" else ">"
    return Layout(order, struct.unpack(order + "H", head[2:4])[0] == 43)


def read_directories(file: BinaryIO, most: int) -> tuple[Directory, ...]:
    """Return the directories in order.

    Raises ``Unacceptable``: ``file.truncated`` when the list leads out of the file,
    ``file.damaged`` when it loops or its directories make no sense, ``file.no_pages``,
    ``file.too_many_pages`` beyond ``most``.
    """
    layout = read_layout(file)
    offset = _number(file, layout.first_at, layout.offset_code)
    found: list[Directory] = []
    seen: set[int] = set()
    listed = 0
    while offset:
        if offset in seen:
            raise Unacceptable("file.damaged", "the page list runs in a circle")
        if len(found) >= most:
            raise Unacceptable("file.too_many_pages", "more pages than allowed")
        seen.add(offset)
        found.append(_directory(file, layout, offset))
        listed += (found[-1].next_at - offset) // layout.tag_size + len(found[-1].data)
        if listed > _MOST_IN_ALL:
            raise Unacceptable("file.damaged", "the pages list more than the file can hold")
        offset = _number(file, found[-1].next_at, layout.offset_code)
    if not found:
        # A header whose page list is not yet written: a writer at work, or one that died.
        raise Unacceptable("file.no_pages", "the file has no page list")
    return tuple(found)


def _directory(file: BinaryIO, layout: Layout, offset: int) -> Directory:
    count = _number(file, offset, layout.count_code)
    if not 0 < count <= _MOST_TAGS:
        raise Unacceptable("file.damaged", "a page's directory has an absurd number of tags")
    start = offset + struct.calcsize(layout.count_code)
    raw = _read(file, start, count * layout.tag_size)
    tags: dict[int, tuple[int, ...]] = {}
    wanted = {_WIDTH, _LENGTH, _COMPRESSION, _BITS, _SAMPLES, _PAGE_NUMBER}
    wanted |= {_STRIP_OFFSETS, _STRIP_BYTES, _TILE_OFFSETS, _TILE_BYTES}
    for at in range(0, len(raw), layout.tag_size):
        tag = struct.unpack_from(layout.order + "H", raw, at)[0]
        if tag in wanted and tag not in tags:  # the first counts, as to libtiff
            tags[tag] = _values(file, layout, raw[at : at + layout.tag_size])
    data, end = _data(tags)
    return Directory(
        offset=offset,
        next_at=start + len(raw),
        width=_first(tags, _WIDTH),
        height=_first(tags, _LENGTH),
        compression=_first(tags, _COMPRESSION) or 1,
        page_number=tags.get(_PAGE_NUMBER, ()),
        data=data,
        data_end=end,
    )


def _data(tags: dict[int, tuple[int, ...]]) -> tuple[tuple[tuple[int, int], ...], int]:
    offsets = tags.get(_STRIP_OFFSETS) or tags.get(_TILE_OFFSETS) or ()
    sizes = tags.get(_STRIP_BYTES) or tags.get(_TILE_BYTES) or ()
    if len(sizes) < len(offsets):
        sizes += _guessed_sizes(tags, len(offsets) - len(sizes))
    data = tuple(zip(offsets, sizes, strict=False))
    return data, max((at + size for at, size in data), default=0)


def _guessed_sizes(tags: dict[int, tuple[int, ...]], missing: int) -> tuple[int, ...]:
    """Size the strips of writers that leave the byte counts out: sure only without compression."""
    if _first(tags, _COMPRESSION) not in (0, 1) or missing != 1:
        return (1,) * missing
    bits = _first(tags, _WIDTH) * max(1, _first(tags, _SAMPLES)) * max(1, _first(tags, _BITS))
    return ((bits + 7) // 8 * _first(tags, _LENGTH),)


def _values(file: BinaryIO, layout: Layout, tag: bytes) -> tuple[int, ...]:
    kind, count = struct.unpack_from(layout.order + ("HQ" if layout.big else "HI"), tag, 2)
    code = _UINTS.get(kind)
    if code is None or count > _MOST_STRIPS:
        raise Unacceptable("file.damaged", "a page's directory makes no sense")
    form = f"{layout.order}{count}{code}"
    size, room = struct.calcsize(form), 8 if layout.big else 4
    place = tag[-room:]
    if size > room:
        place = _read(file, struct.unpack(layout.offset_code, place)[0], size)
    return struct.unpack_from(form, place)


def _first(tags: dict[int, tuple[int, ...]], tag: int) -> int:
    return next(iter(tags.get(tag, ())), 0)


def _number(file: BinaryIO, at: int, code: str) -> int:
    return int(struct.unpack(code, _read(file, at, struct.calcsize(code)))[0])


def _read(file: BinaryIO, at: int, size: int) -> bytes:
    # Offsets of BigTIFF reach beyond what seek() takes: compare before seeking.
    if at + size > os.fstat(file.fileno()).st_size:
        raise Unacceptable("file.truncated", "the page list leads out of the file")
    file.seek(at)
    return file.read(size)
