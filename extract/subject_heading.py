"""A subject without a label: a line of its own between the addressee and the text.

"… HAKKINDA", "YOL YAPIMI TALEBİ", "Kaçak yapı hk.": what such a line ends in counts most, then how
it stands. A name, a place, an office, a street or the title of a form is never one.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from domain.places import load_places
from extract import gazetteer, knowledge
from extract.address import join
from extract.addressee import ends_addressee, is_capitals
from extract.gazetteer import Known
from extract.labels import Labels
from extract.layout import Layout, Segment, Zone, is_prose
from extract.letter import Excerpt, Letter, folded_words

#: "… onarılması", "… alınamaması", "… verilmemesi": what is, or is not, to be done.
_ACTION = re.compile(r"\w{3,}(?:m[ae](?:si|m|miz|lari|leri)|s[iu]zlig[iu])$")
_NUMBERS = re.compile(r"\d{6,}|@|\d[./-]\d{1,2}[./-]\d{2,4}(?!\d| ?tarih)")
_COLON = re.compile(r"^[^:;]{0,30}[:;]")
_SENTENCE = re.compile(r"\w{4,}[.!?]$")
_ABOUT, _NOUN, _STANDS = 4, 3, 1
_ENOUGH = 3
_MOST_LINES = 4
_NEAR = 1.6  #: gap below which a sentence may go on, in heights of a word
_MOST_WORDS, _SHORT = 40, 8  #: words of a heading, and of one that only its place tells


@cache
def _cues(key: str) -> frozenset[str]:
    return frozenset(knowledge.table("subject")["heading"][key])


@cache
def _nouns() -> frozenset[str]:
    kinds = knowledge.table("kinds").values()
    return _cues("nouns") | {head for cues in kinds for head in cues["head"]}


def find(letter: Letter, labels: Labels) -> Excerpt | None:
    """Return the line, or wrapped lines, that most plainly tell a subject; None without any."""
    best: tuple[int, list[Segment]] | None = None
    for lines in _blocks(letter, labels):
        points = _points(letter.layout, lines)
        if points >= _ENOUGH and (best is None or points > best[0]):
            best = (points, lines)
    if best is None:
        return None
    points, lines = best
    rule = "subject.heading" if points > _ENOUGH + 2 * _STANDS else "subject.title"
    found = [letter.excerpt(*letter.tokens(line), rule) for line in lines]
    return join(letter, [piece for piece in found if piece])


def _blocks(letter: Letter, labels: Labels) -> Iterator[list[Segment]]:
    """Yield each run of lines above the letter's text that may be one heading."""
    block: list[Segment] = []
    for line in _lines(letter.layout):
        if labels.opens(line) or ends_addressee(line) or not _may_tell(line):
            if block:
                yield block
            block = []
        elif block and _goes_on(block, line):
            block.append(line)
        else:
            if block:
                yield block
            block = [line]
    if block:
        yield block


def _lines(layout: Layout) -> Iterator[Segment]:
    """Yield the lines of one column before the first paragraph of the letter."""
    for row in layout.rows:
        if row.page != layout.rows[0].page:
            return
        if is_prose(row) and not _is_short(layout, row.segments[0]):
            return
        if len(row.segments) == 1:
            yield row.segments[0]


def _is_short(layout: Layout, line: Segment) -> bool:
    """Say whether a line that reads like text tells its subject: "… sokak lambaları hakkında".

    Then it, or a line it runs on to, ends as subjects do, and no text goes on after it.
    """
    for _ in range(_MOST_LINES):
        if not _runs_on(layout, line):
            words = folded_words(line.text)
            return _about(words) or (_is_matter(words) and not _SENTENCE.search(line.text))
        line = next(iter(layout.below(line, within=_NEAR)))
    return False


def _about(words: Sequence[str]) -> bool:
    return bool(words) and words[-1] in _cues("about")


def _is_matter(words: Sequence[str]) -> bool:
    """Say whether words end in what petitions are about: a talebi, a sorunu, an onarılması."""
    return bool(words) and (words[-1] in _nouns() or _ACTION.match(words[-1]) is not None)


def _may_tell(line: Segment) -> bool:
    words = folded_words(line.text)
    if not words or _NUMBERS.search(line.folded) or _COLON.search(line.text):
        return False
    return not _cues("titles").issuperset(words) and not _is_place_or_name(words)


def _is_somebody(words: Sequence[str]) -> bool:
    """Say whether words are an office's, a company's, a street's or a salutation."""
    stems = tuple(_cues("not_stems"))
    return bool(_cues("not_words") & set(words)) or any(word.startswith(stems) for word in words)


def _is_place_or_name(words: Sequence[str]) -> bool:
    is_place = load_places().is_place
    return all(is_place(w) or gazetteer.either(w) is Known.LISTED for w in words)


def _goes_on(block: Sequence[Segment], line: Segment) -> bool:
    last = block[-1]
    near = line.box.y - last.box.bottom <= 1.1 * last.line_height
    alike = is_capitals(line) == is_capitals(last) and bool(line.box.columns_shared(last.box))
    return near and alike and len(block) < _MOST_LINES and not _about(folded_words(last.text))


def _points(layout: Layout, lines: Sequence[Segment]) -> int:
    words = folded_words(" ".join(line.text for line in lines))
    if not 1 <= len(words) <= _MOST_WORDS or max(map(len, words)) < 4:
        return 0
    about = _about(words)
    if (_is_somebody(words) and not about) or _runs_on(layout, lines[-1]):
        return 0
    core = words[:-1] if about else words
    noun = _is_matter(core)
    if _SENTENCE.search(lines[-1].text) and not about:
        return 0
    if not (about or noun) and (len(words) > _SHORT or _is_wide(layout, lines[0])):
        return 0
    points = _ABOUT * about + _NOUN * noun
    return points + _STANDS * sum(_stands(layout, lines))


def _is_wide(layout: Layout, line: Segment) -> bool:
    """Say whether a line is as wide as running text."""
    texts = layout.segments_of(line.page)
    left, right = min(s.box.x for s in texts), max(s.box.right for s in texts)
    return line.box.w > 0.8 * (right - left)


def _runs_on(layout: Layout, line: Segment) -> bool:
    """Say whether a sentence goes on below a line."""
    below = next(iter(layout.below(line, within=_NEAR)), None)
    return below is not None and below.text[:1].islower()


def _stands(layout: Layout, lines: Sequence[Segment]) -> Iterator[bool]:
    """Yield what a heading looks like.

    Capitals above small letters, or one capital where a name has one a word; centred; below the
    addressee; right above the text.
    """
    page = lines[0].page
    body = [row for row in layout.rows if is_prose(row) and row.page == page]
    words = [w.text for line in lines for w in line.words]
    small = len(words) > 1 and words[0][:1].isupper() and any(w[:1].islower() for w in words)
    yield small or (all(map(is_capitals, lines)) and bool(body))
    left = min(s.box.x for s in layout.segments_of(page))
    right = max(s.box.right for s in layout.segments_of(page))
    before, after = lines[0].box.x - left, right - lines[0].box.right
    yield min(before, after) > 0.08 * (right - left) and abs(before - after) < 0.1 * (right - left)
    yield any(map(ends_addressee, (s for s in layout.segments_of(page) if s.row < lines[0].row)))
    yield lines[-1].row + 1 in {row.index for row in layout.rows if row.zone is Zone.BODY}
