"""What OCR does to words: letters mistaken, lost or split, words run together or cut."""

from collections.abc import Callable
from random import Random

from domain import turkish
from training.spans.paper import Part, Row, Segment, Word

#: Folded letters and what they are taken for on faxes; marks are lost most often.
_TAKEN_FOR = {
    "ı": "i1l", "i": "ıl1", "İ": "Il1", "I": "İ1l", "ş": "s", "Ş": "S", "ğ": "gq", "Ğ": "G",
    "ç": "c", "Ç": "C", "ü": "u", "Ü": "U", "ö": "o", "Ö": "O0", "o": "0ca", "O": "0QD",
    "m": "nrn", "n": "rm", "e": "co", "a": "oe", "c": "e", "l": "1ıt", "t": "l", "r": "n",
    "u": "ıı", "K": "R", "R": "K", "B": "8E", "S": "5", "Z": "2", "E": "F", "D": "O", "h": "b",
    "0": "O8", "1": "7lI", "2": "Z7", "3": "8", "4": "9", "5": "6S", "6": "58", "7": "1",
    "8": "36B", "9": "4", ".": ",", ":": ".;", "/": "1l", "@": "Qo",
}  # fmt: skip
_UNMARKED = str.maketrans("çğıöşüâîûÇĞİÖŞÜÂÎÛ", "cgiosuaiuCGIOSUAIU")
_DIRT = ("|", ".", "_", "~", "*", "«", ",", "-", "i", "l", "—", "'")


def spoil(rows: list[Row], rng: Random, level: float) -> list[Row]:
    """Return the rows as a reader at this level would give them: 0 clean, 1 a bad fax."""
    out: list[Row] = []
    for row in rows:
        segments = [_segment(s, rng, level) for s in row]
        if rng.random() < 0.04 * level:  # a gap nobody saw
            segments = [[word for s in segments for word in s]]
        if rng.random() < 0.03 * level:
            segments.insert(0, [(Part(rng.choice(_DIRT)),)])
        if rng.random() >= 0.005 * level:
            out.append(segments)
    return out


def _segment(words: Segment, rng: Random, level: float) -> Segment:
    out: Segment = []
    for word in words:
        spoilt = tuple(Part(_letters(p.text, rng, level), p.tag) for p in word)
        if not any(p.text for p in spoilt):
            continue
        if out and rng.random() < 0.02 * level:
            out[-1] = (*out[-1], *spoilt)
        elif len(spoilt) == 1 and len(spoilt[0].text) > 4 and rng.random() < 0.012 * level:
            out += _cut(spoilt[0], rng)
        else:
            out.append(spoilt)
        if rng.random() < 0.004 * level:
            out.append((Part(rng.choice(_DIRT)),))
    return out


def _cut(part: Part, rng: Random) -> list[Word]:
    at = rng.randint(1, len(part.text) - 1)
    return [(Part(part.text[:at], part.tag),), (Part(part.text[at:], part.tag),)]


def _letters(text: str, rng: Random, level: float) -> str:
    out: list[str] = []
    for sign in text:
        chance = rng.random()
        if chance < 0.03 * level and sign in _TAKEN_FOR:
            out.append(rng.choice(_TAKEN_FOR[sign]))
        elif chance > 1 - 0.006 * level:
            continue
        else:
            out.append(sign)
    return "".join(out)


def typed(rows: list[Row], rng: Random) -> list[Row]:
    """Return the rows as their writer typed them: one in ten without marks, one in ten capitals."""
    chance = rng.random()
    if chance < 0.1:
        return _each(rows, lambda text: text.translate(_UNMARKED))
    return _each(rows, turkish.upper) if chance < 0.2 else rows


def _each(rows: list[Row], change: Callable[[str], str]) -> list[Row]:
    return [
        [[tuple(Part(change(p.text), p.tag) for p in word) for word in s] for s in row]
        for row in rows
    ]
