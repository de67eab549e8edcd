"""A font without ink: every sign is an empty glyph of one width that knows its letter.

Text in a scan's archive copy is never drawn, only searched and copied. Any real font lacks some
sign that OCR may read, and would be carried along for nothing: this one is about 1 kB.
"""

from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

#: Widths and heights in thousandths of the font's size: a sign is half as wide as it is high.
ADVANCE, ASCENT, DESCENT = 500, 800, -200

_EPOCH = 2082844800  #: 1970 in a font's own clock, seconds since 1904: no day of ours


def glyphless(signs: frozenset[str]) -> bytes:
    """Return a TrueType font for these characters; the same ones give the same bytes."""
    named = {ord(sign): f"u{ord(sign):04X}" for sign in sorted(signs)}
    glyphs = [".notdef", *named.values()]
    font = FontBuilder(unitsPerEm=1000, isTTF=True)
    font.setupGlyphOrder(glyphs)
    font.setupCharacterMap(named)
    font.setupGlyf(dict.fromkeys(glyphs, TTGlyphPen(None).glyph()))
    font.setupHorizontalMetrics(dict.fromkeys(glyphs, (ADVANCE, 0)))
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupNameTable({"familyName": "Glyphless", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, sCapHeight=ASCENT)
    font.setupPost(isFixedPitch=1)
    font.updateHead(created=_EPOCH, modified=_EPOCH)
    written = BytesIO()
    font.font.recalcTimestamp = False
    font.save(written)
    return written.getvalue()
