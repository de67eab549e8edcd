"""TIFF files written byte by byte, because no library writes what broken machines do."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

#: Modified Huffman codes (ITU-T T.4 tables 2 and 3) of the few runs that these pages are made of.
WHITE_1728, WHITE_832 = "01001101100110101", "01101001000110101"
BLACK_64 = "00000011110000110111"
EMPTY_ROW = WHITE_1728
BAR_ROW = WHITE_832 + BLACK_64 + WHITE_832  #: a bar of 64 pixels in the middle
EOL = "000000000001"

Value = int | str | tuple[int, ...]


def bits(text: str) -> bytes:
    """Return a string of 0 and 1 as bytes, filled up with zeros."""
    text += "0" * (-len(text) % 8)
    return bytes(int(text[at : at + 8], 2) for at in range(0, len(text), 8))


def turned_bits(data: bytes) -> bytes:
    """Return each byte with its bits in the other order (FillOrder 2)."""
    return bytes(int(f"{byte:08b}"[::-1], 2) for byte in data)


@dataclass
class Page:
    """One page of 1,728 pixels a row: its strips and whatever tags it claims."""

    strips: Sequence[bytes]
    height: int
    compression: int
    tags: dict[int, Value] = field(default_factory=dict)

    def all_tags(self, offsets: tuple[int, ...]) -> dict[int, Value]:
        """Return the tags that a decoder needs, and those of this page over them."""
        rows = -(-self.height // len(self.strips))
        tags: dict[int, Value] = {
            256: 1728, 257: self.height, 258: 1, 259: self.compression, 262: 0,
            273: offsets, 277: 1, 278: rows, 279: tuple(len(strip) for strip in self.strips),
        }  # fmt: skip
        return tags | self.tags


def tiff(pages: Sequence[Page], *, loop_to: int | None = None) -> bytes:
    """Return a little-endian file; the last page's list entry may lead back to page ``loop_to``."""
    body = bytearray(b"II*\x00" + bytes(4))
    link, places = 4, []
    for page in pages:
        offsets = []
        for strip in page.strips:
            offsets.append(len(body))
            body += strip + bytes(len(strip) % 2)
        entries = [
            _entry(body, tag, value) for tag, value in sorted(page.all_tags(tuple(offsets)).items())
        ]
        places.append(len(body))
        body[link : link + 4] = struct.pack("<I", len(body))
        body += struct.pack("<H", len(entries)) + b"".join(entries)
        link = len(body)
        body += bytes(4)
    if loop_to is not None:
        body[link : link + 4] = struct.pack("<I", places[loop_to])
    return bytes(body)


def _entry(body: bytearray, tag: int, value: Value) -> bytes:
    """Return a directory entry; a value too long for it is put behind the body so far."""
    if isinstance(value, str):
        kind, count, raw = 2, len(value) + 1, value.encode() + b"\x00"
    else:
        values = value if isinstance(value, tuple) else (value,)
        kind, code = (3, "H") if tag == 297 else (4, "I")  # PageNumber is a pair of SHORTs
        count, raw = len(values), struct.pack(f"<{len(values)}{code}", *values)
    if len(raw) > 4:
        place = len(body)
        body += raw + bytes(len(raw) % 2)
        raw = struct.pack("<I", place)
    return struct.pack("<HHI", tag, kind, count) + raw.ljust(4, b"\x00")
