"""What each independent read says of one name, and which reading to believe.

A reading is chosen among those that were really read, by votes; it is never made up from a list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain import turkish
from domain.geometry import Box
from domain.page import Crop, CropPurpose, CropRead
from extract import gazetteer, knowledge
from extract.gazetteer import Known
from extract.letter import Letter, letters
from extract.names import Mention
from extract.people import Person

Words = tuple[str, ...]

#: How far a wide crop looks beside a name, in heights of its words: a given name of eight letters.
REACH = 6
#: Ink that comes nearer than this to neither end hides no word.
_ROOM = 1.5
#: What another read of the name can settle.
_READING_DOUBTS = frozenset({"name.doubtful", "name.reads_differ"})


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of one name, one entry a source; a source may hesitate between several."""

    sources: tuple[frozenset[Words], ...]  #: page read, second reads, narrow crop, other mentions

    def votes(self, words: Words) -> int:
        """Return how many sources have exactly these words."""
        return sum(words in source for source in self.sources)

    @property
    def best(self) -> Words:
        """The words to believe: all listed, then those of most sources, then the page read's."""
        page = next(iter(self.sources[0]))
        every = sorted({words for source in self.sources for words in source})
        able = [w for w in every if len(w) == len(page)]
        return max(
            able, key=lambda w: (gazetteer.whole(w) is Known.LISTED, self.votes(w), w == page)
        )

    def rival(self, chosen: Words, *, marked: bool) -> bool:
        """Say whether another name has as many sources, or is all listed and has one.

        Another case is no other name. Nor, in a letter ``marked`` with Turkish letters, is a
        listed name that lost its dots: reading drops marks, it hardly ever adds them.
        """
        others = {w for s in self.sources if chosen not in s for w in s if len(w) == len(chosen)}
        return any(
            gazetteer.whole(w) is Known.LISTED or self.votes(w) >= self.votes(chosen)
            for w in others
            if not _same_name(w, chosen, marked=marked)
        )


def _same_name(read: Words, chosen: Words, *, marked: bool) -> bool:
    one, two = " ".join(read), " ".join(chosen)
    if turkish.lower(one) == turkish.lower(two):
        return True
    lost = marked and turkish.fold(one) == turkish.fold(two)
    return lost and gazetteer.whole(read) < gazetteer.whole(chosen) == Known.LISTED


def of(letter: Letter, person: Person, mention: Mention, crops: Sequence[CropRead]) -> Readings:
    """Return what the reads and the person's other mentions say of ``mention``."""
    page = letter.layout.page(mention.at.page)
    sources = [frozenset({letters(mention.value)})]
    for read in range(1, len(page.reads)):
        text = " ".join(letter.second(p.page, p.box, read) for p in mention.pieces)
        sources.append(frozenset({name_words(text)}))
    scales = zip(
        *(crop_texts(p.page, p.box, crops, wide=False) for p in mention.pieces), strict=False
    )
    crop = frozenset(name_words(" ".join(texts)) for texts in scales)
    line = whole_line(mention, crops) if mention.rest is None else frozenset()
    sources.append(crop | line)  # both are cut from the same pixels: one source
    sources += [frozenset({letters(value)}) for value in _elsewhere(person, mention)]
    return Readings(tuple(s - {()} for s in sources if s - {()}))


def _elsewhere(person: Person, mention: Mention) -> Iterable[str]:
    rows = {m.at.row: m.value for m in person.mentions if m.at.row != mention.at.row}
    return rows.values()


def crop_texts(page: int, box: Box, crops: Sequence[CropRead], *, wide: bool) -> list[str]:
    """Return the readings of the crops of a name: of the name itself, or of all its line."""
    return [
        c.text
        for c in crops
        if c.crop.purpose is CropPurpose.NAME
        and c.crop.page == page
        and c.crop.box.overlap(box)
        and is_wide(c.crop.box, box) is wide
    ]


def is_wide(crop: Box, name: Box) -> bool:
    """Say whether a crop shows much more of the line than the name."""
    return crop.w - name.w > REACH * name.h


def name_words(text: str) -> Words:
    """Return the words of a text that may belong to a name, as written."""
    ignored = knowledge.words("not_names") | knowledge.words("titles")
    return tuple(w for w in letters(text) if len(w) > 1 and turkish.fold(w) not in ignored)


def beside_ink(letter: Letter, mention: Mention) -> bool:
    """Say whether ink that no word explains lies beside the name, where a word of it may hide."""
    for piece in mention.pieces:
        box = piece.box
        reach, room = REACH * box.h, int(_ROOM * box.h)
        left = Box(max(0, box.x - reach), box.y, min(reach, box.x), box.h)
        right = Box(box.right, box.y, reach, box.h)
        for ink in letter.layout.page(piece.page).ink:
            over_left, over_right = ink.box.overlap(left), ink.box.overlap(right)
            if (over_left and box.x - ink.box.x > room) or (
                over_right and ink.box.right - box.right > room
            ):
                return True
    return False


def whole_line(mention: Mention, crops: Sequence[CropRead]) -> frozenset[Words]:
    """Return what a look at all of the name's line shows, one entry a scale that differs."""
    piece = mention.pieces[0]
    seen = crop_texts(piece.page, piece.box, crops, wide=True)
    return frozenset(name_words(text) for text in seen) - {()}


def hidden(mention: Mention, line: frozenset[Words]) -> Words | None:
    """Return the longer name that the whole line shows, read alike at every scale."""
    words = letters(mention.value)
    if len(line) != 1:
        return None
    (seen,) = line
    ends = seen[: len(words)] == words or seen[-len(words) :] == words
    longer = len(seen) > len(words) and ends
    return seen if longer and gazetteer.whole(seen) is Known.LISTED else None


def crops_wanted(letter: Letter, mention: Mention | None, against: Sequence[str]) -> list[Crop]:
    """Return the pieces to read again: the name, where its reading is in doubt, and all of its line
    where ink beside it may hide a word."""
    if mention is None:
        return []
    out: list[Crop] = []
    if _READING_DOUBTS.intersection(against):
        out += [_crop(p.page, p.box.grown(_margin(p.box))) for p in mention.pieces]
    if beside_ink(letter, mention):
        page, box = mention.at.page, mention.at.box
        width, reach, margin = letter.layout.page(page).width, REACH * box.h, _margin(box)
        x = max(0, box.x - reach)
        right = min(width, box.right + reach)
        out.append(_crop(page, Box(x, max(0, box.y - margin), right - x, box.h + 2 * margin)))
    return out


def _crop(page: int, box: Box) -> Crop:
    return Crop(page, box, CropPurpose.NAME)


def _margin(box: Box) -> int:
    return max(4, box.h // 3)
