"""The arithmetic coder of JBIG2 (ITU-T T.88 annex E): tests write what scanners write."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

#: Table E.1: probability (4 hex digits), next state after the likely, the unlikely symbol, switch.
_ROWS = (
    "560101011", "340102060", "180103090", "0AC104120", "052105290", "022138330", "560107061",
    "540108140", "480109140", "380110140", "300111170", "240112180", "1C0113200", "160129210",
    "560115141", "540116140", "510117150", "480118160", "380119170", "340120180", "300121190",
    "280122190", "240123200", "220124210", "1C0125220", "180126230", "160127240", "140128250",
    "120129260", "110130270", "0AC131280", "09C132290", "08A133300", "052134310", "044135320",
    "02A136330", "022137340", "014138350", "011139360", "008540370", "004941380", "002542390",
    "001543400", "000944410", "000545420", "000145430", "560146460",
)  # fmt: skip
_STATES = tuple((int(row[:4], 16), int(row[4:6]), int(row[6:8]), row[8] == "1") for row in _ROWS)
#: The pixels above and left of one that its context is made of (template 0, figure 3).
_CONTEXT = tuple(
    (dx, dy)
    for dy, reach in ((-2, range(-2, 3)), (-1, range(-3, 4)), (0, range(-4, 0)))
    for dx in reach
)


class _Encoder:
    """Figures E.3 to E.12 of the annex."""

    def __init__(self) -> None:
        self._a, self._c, self._count = 0x8000, 0, 12
        self._out = bytearray(1)  # the byte before the first, never written
        self._state: defaultdict[int, int] = defaultdict(int)
        self._likely: defaultdict[int, int] = defaultdict(int)

    def encode(self, context: int, symbol: int) -> None:
        probability, after_likely, after_unlikely, switch = _STATES[self._state[context]]
        self._a -= probability
        if symbol == self._likely[context]:
            if self._a & 0x8000:
                self._c += probability
                return
            if self._a < probability:
                self._a = probability
            else:
                self._c += probability
            self._state[context] = after_likely
        else:
            if self._a < probability:
                self._c += probability
            else:
                self._a = probability
            self._likely[context] ^= switch
            self._state[context] = after_unlikely
        while not self._a & 0x8000:
            self._shift()

    def _shift(self) -> None:
        self._a, self._c, self._count = self._a << 1, self._c << 1, self._count - 1
        if self._count == 0:
            self._byte_out()

    def _byte_out(self) -> None:
        if self._out[-1] != 0xFF and self._c >= 0x8000000:
            self._out[-1] += 1
            self._c &= 0x7FFFFFF
        if self._out[-1] == 0xFF:
            self._out.append(self._c >> 20)
            self._c, self._count = self._c & 0xFFFFF, 7
        else:
            self._out.append(self._c >> 19)
            self._c, self._count = self._c & 0x7FFFF, 8

    def finish(self) -> bytes:
        top = self._c + self._a
        self._c |= 0xFFFF
        if self._c >= top:
            self._c -= 0x8000
        for _ in range(2):
            self._c <<= self._count
            self._byte_out()
        return bytes(self._out[1:]) + b"\xff\xac"


def generic_region(ink: NDArray[np.bool_]) -> bytes:
    """Return the coded bits of a picture; True is black."""
    height, width = ink.shape
    framed = np.pad(ink.astype(int), ((2, 0), (4, 3)))
    contexts = np.zeros((height, width), int)
    for dx, dy in _CONTEXT:
        contexts = contexts * 2 + framed[2 + dy : 2 + dy + height, 4 + dx : 4 + dx + width]
    encoder = _Encoder()
    for context, symbol in zip(contexts.ravel().tolist(), ink.ravel().tolist(), strict=True):
        encoder.encode(context, int(symbol))
    return encoder.finish()
