"""May the chosen name be believed: who, complete, and read alike by independent reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from domain import turkish
from domain.geometry import Box
from domain.page import CropPurpose, CropRead
from extract import gazetteer, knowledge, names
from extract.gazetteer import Known
from extract.letter import Letter, letters
from extract.names import Mention, Person

_TURKISH_LETTERS = frozenset("çğıöşüÇĞİÖŞÜ")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The mention to propose and the codes of what stands against it; empty when accepted."""

    mention: Mention | None
    against: tuple[str, ...]
    p_select: float = 0.0  #: that this is the petitioner
    p_read: float = 0.0  #: that every letter is right

    @property
    def confidence(self) -> float:
        """Probability that the value is right."""
        return self.p_select * self.p_read


def judge(letter: Letter, people: Sequence[Person], crops: Sequence[CropRead]) -> Verdict:
    """Pass the likeliest petitioner through the name gate."""
    able = [p for p in people if p.score > 0]
    if not able:
        return Verdict(None, ("name.missing",))
    top, mention = able[0], able[0].best
    against: list[str] = []
    lead = _lead(top, able[1:])
    if top.score < names.gate("score"):
        against.append("name.doubtful")
    if lead < names.gate("margin"):
        against.append("name.two_people")
    if _is_incomplete(mention, able):
        against.append("name.incomplete")
    readings = other_readings(letter, mention, crops)
    witnesses = _witnesses(top, mention, readings)
    against += _reading_doubts(letter, mention, witnesses, readings)
    p_select = _squash(top.score - 2) * _squash(lead)
    p_read = _p_read(witnesses, known=gazetteer.whole(mention.words) is Known.LISTED)
    return Verdict(mention, tuple(dict.fromkeys(against)), p_select, p_read)


def _squash(x: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, x))))


def _p_read(witnesses: int, *, known: bool) -> float:
    """Return an honest guess until it is calibrated: agreement first, gazetteer second."""
    by_witness = (0.6, 0.9, 0.97, 0.98)[min(witnesses, 3)]
    return by_witness + (0.99 - by_witness) * 0.8 if known and witnesses else by_witness


def _lead(top: Person, others: Sequence[Person]) -> float:
    for other in others:
        if not names.extends(top.best, other.best) and not names.extends(other.best, top.best):
            return top.score - other.score
    return top.score


def _is_incomplete(mention: Mention, people: Sequence[Person]) -> bool:
    if mention.leftover or not 2 <= len(mention.words) <= 5 or len(mention.words[-1]) < 2:
        return True
    if names.has_hyphen_break(mention.words):
        return True
    return any(
        names.extends(p.best, mention) or names.extends(mention, p.best)
        for p in people
        if len(p.best.words) > 1
    )


def other_readings(
    letter: Letter, mention: Mention, crops: Sequence[CropRead]
) -> tuple[tuple[str, ...], ...]:
    """Return the words each other read has at the name's place; empty reads are left out.

    A crop read at several scales is one read of one image: it agrees when one scale does.
    """
    page = letter.layout.page(mention.at.page)
    seen = [
        " ".join(letter.second(p.page, p.box, read) for p in mention.pieces)
        for read in range(1, len(page.reads))
    ]
    readings = [_name_words(text) for text in seen]
    scales = list(zip(*(_crop_texts(p.page, p.box, crops) for p in mention.pieces), strict=False))
    again = [_name_words(" ".join(texts)) for texts in scales]
    wanted = letters(mention.value)
    readings += [wanted] if wanted in again else again[:1]
    return tuple(words for words in readings if words)


def _crop_texts(page: int, box: Box, crops: Sequence[CropRead]) -> list[str]:
    return [
        c.text
        for c in crops
        if c.crop.purpose is CropPurpose.NAME and c.crop.page == page and c.crop.box.overlap(box)
    ]


def _name_words(text: str) -> tuple[str, ...]:
    ignored = knowledge.words("not_names") | knowledge.words("titles")
    return tuple(w for w in letters(text) if len(w) > 1 and turkish.fold(w) not in ignored)


def _witnesses(top: Person, mention: Mention, readings: Sequence[tuple[str, ...]]) -> int:
    wanted = letters(mention.value)
    agreeing = sum(words == wanted for words in readings)
    rows = {m.at.row for m in top.mentions if m.value == mention.value}
    return agreeing + (len(rows) > 1)


def _reading_doubts(
    letter: Letter, mention: Mention, witnesses: int, readings: Sequence[tuple[str, ...]]
) -> list[str]:
    if witnesses == 0:
        return ["name.reads_differ" if readings else "name.doubtful"]
    if gazetteer.whole(mention.words) is Known.LISTED:
        return []
    if any(map(gazetteer.lost_marks, mention.words)) and _writes_marks(letter.layout.text):
        return ["name.doubtful"]
    return [] if witnesses >= 2 else ["name.doubtful"]


def _writes_marks(text: str) -> bool:
    """Say whether the letter is written with Turkish letters, not typed in ASCII."""
    return 100 * sum(c in _TURKISH_LETTERS for c in text) > len(text)
