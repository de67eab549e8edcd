"""JBIG2 images with Group 4 coding inside (ITU-T T.88 §6.2.6, MMR), which poppler decodes wrong.

Poppler 22.12 gives other pixels than were coded for rows of many runs, without a word; libtiff and
pdfium give the right ones. So a page that is one such region is handed to libtiff as the Group 4 it
is. Arithmetic coding, which most encoders use, is poppler's.
"""

import struct
from collections.abc import Iterator

_GENERIC_REGIONS = (36, 38, 39)
_PAGE_MARKS = (48, 49, 50)  # page information, end of page, end of stripe
_REGION_HEADER = 17  # size, place and operator of a region stand before its flags
_MMR = 1
#: TIFF orientation of a page that is shown turned clockwise by so many degrees.
_ORIENTATIONS = {0: 1, 90: 6, 180: 3, 270: 8}
_SHORT, _LONG, _RATIONAL = 3, 4, 5


def has_group_4(data: bytes) -> bool:
    """Say whether a generic region of an embedded JBIG2 stream is MMR coded (T.88 §7.4.6)."""
    return any(_is_group_4(kind, content) for kind, content in _segments(data))


def group_4(data: bytes, width: int, height: int) -> bytes | None:
    """Return the Group 4 data of a stream that is one region of that size, or None."""
    segments = [part for part in _segments(data) if part[0] not in _PAGE_MARKS]
    if len(segments) != 1 or not _is_group_4(*segments[0]):
        return None
    content = segments[0][1]
    whole = struct.unpack_from(">IIII", content) == (width, height, 0, 0)
    return content[_REGION_HEADER + 1 :] if whole else None


def as_tiff(data: bytes, size: tuple[int, int], dots: tuple[float, float], rotate: int) -> bytes:
    """Return Group 4 data as the one page of a TIFF, to be turned clockwise by ``rotate``."""
    width, height = size
    rationals = struct.pack("<4I", round(dots[0] * 100), 100, round(dots[1] * 100), 100)
    at = 8 + len(rationals)
    tags = (
        (256, _LONG, width), (257, _LONG, height), (258, _SHORT, 1), (259, _SHORT, 4),
        (262, _SHORT, 0), (273, _LONG, at), (274, _SHORT, _ORIENTATIONS[rotate]),
        (277, _SHORT, 1), (278, _LONG, height), (279, _LONG, len(data)),
        (282, _RATIONAL, 8), (283, _RATIONAL, 16), (296, _SHORT, 2),
    )  # fmt: skip
    head = struct.pack("<2sHI", b"II", 42, at + len(data))
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return head + rationals + data + struct.pack("<H", len(tags)) + entries + bytes(4)


def _is_group_4(kind: int, content: bytes) -> bool:
    region = kind in _GENERIC_REGIONS and len(content) > _REGION_HEADER
    return region and bool(content[_REGION_HEADER] & _MMR)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (type, content) of each segment, as far as the headers make sense (T.88 §7.2)."""
    at = 0
    while at + 11 <= len(data):
        number, flags, count = struct.unpack_from(">IBB", data, at)
        at += 5
        if count >> 5 == 7:  # the long form of the list of segments referred to
            count = struct.unpack_from(">I", data, at)[0] & 0x1FFFFFFF
            at += 4 + (count + 8) // 8
        else:
            count >>= 5
            at += 1
        at += count * (1 if number <= 256 else 2 if number <= 65536 else 4)
        at += 4 if flags & 0x40 else 1
        if at + 4 > len(data):
            return
        length = struct.unpack_from(">I", data, at)[0]
        at += 4
        yield flags & 0x3F, data[at : at + length]
        at += length
