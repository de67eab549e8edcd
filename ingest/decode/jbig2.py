"""Which JBIG2 images poppler may decode wrong: those with Group 4 coding inside (ITU-T T.88, MMR).

Poppler 22.12 gives other pixels than were coded for rows of many runs, without a word; pdfium gives
the right ones. Arithmetic coding, which nearly every encoder uses, is not concerned.
"""

import struct

_GENERIC_REGIONS = (36, 38, 39)
_REGION_HEADER = 17  # size, place and operator of a region stand before its flags
_MMR = 1


def has_group_4(data: bytes) -> bool:
    """Say whether a generic region of an embedded JBIG2 stream is MMR coded (T.88 §7.2, §7.4.6)."""
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
            return False
        length = struct.unpack_from(">I", data, at)[0]
        at += 4
        region = data[at : at + _REGION_HEADER + 1]
        if flags & 0x3F in _GENERIC_REGIONS and region[_REGION_HEADER:] and region[-1] & _MMR:
            return True
        at += length
    return False
