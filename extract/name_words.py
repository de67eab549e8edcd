"""The words of a name: what may be one, how they are joined, and where a name goes on."""

from collections.abc import Sequence
from itertools import pairwise

from domain import turkish
from extract import gazetteer, knowledge
from extract.blocks import party_of
from extract.gazetteer import Known
from extract.labels import Labels
from extract.layout import Segment
from extract.letter import Excerpt, Letter, folded_words

_APOSTROPHES = "'’‘"
_MOST_IN_BLOCK = 5


def stem(text: str) -> str:
    """Return a word without a suffix behind an apostrophe: ``YILMAZ'ın`` → ``YILMAZ``."""
    for sign in _APOSTROPHES:
        text = text.partition(sign)[0]
    return text


def has_suffix(text: str) -> bool:
    """Say whether a suffix hangs on a word behind an apostrophe."""
    return any(sign in text for sign in _APOSTROPHES)


def is_name_word(text: str, *, any_case: bool = False) -> bool:
    """Say whether a token may be a part of a name by its looks."""
    word = stem(text)
    folded = turkish.fold(word)
    if len(word) < 2 or not word.isalpha() or folded in knowledge.words("not_names"):
        return False
    if knowledge.begins_with_any(folded, knowledge.words("not_name_stems")):
        return False
    return any_case or (word[0].isupper() and (word[1:].islower() or word.isupper()))


def is_title(letter: Letter, token: int) -> bool:
    """Say whether a token is a title that stands before a name: ``Av``, ``Sayın``, ``Müdür``."""
    return token >= 0 and letter.doc[token].norm_ in knowledge.words("titles")


def joined(letter: Letter, start: int, end: int) -> tuple[str, ...]:
    """Return the words of the tokens: suffixes cut, hyphened surnames one word."""
    words: list[str] = []
    for i in range(start, end):
        text = letter.doc[i].text
        if text == "-" and words and i + 1 < end:
            words[-1] += "-"
        elif words and words[-1].endswith("-"):
            words[-1] += stem(text)
        elif text.isalpha() or has_suffix(text):
            words.append(stem(text))
    return tuple(words)


def has_hyphen_break(words: Sequence[str]) -> bool:
    """Say whether a word was broken at a line end, so that the name is not whole."""
    return any(word.endswith("-") for word in words) or any(
        one.endswith("-") for one, _ in pairwise(words)
    )


def block(letter: Letter, labels: Labels, segment: Segment) -> tuple[int, int] | None:
    """Return the tokens of a segment that holds words of a name and nothing else.

    Every word counts, however it was read: ``düleyman Engin Çiftçi`` is one name with a misread
    word, not a shorter name. None when another word, a label or a digit stands there.
    """
    first, end = letter.tokens(segment)
    while first < end and (is_title(letter, first) or letter.doc[first].text == "."):
        first += 1
    words = [i for i in range(first, end) if letter.doc[i].is_alpha and len(letter.doc[i].text) > 1]
    if not 1 <= len(words) <= _MOST_IN_BLOCK or any(map(labels.is_label, range(first, end))):
        return None
    texts = [letter.doc[i].text for i in words]
    while len(words) > 2 and letter.doc[words[-1]].norm_ in knowledge.words("after_other"):
        words.pop()  # "Ali KAYA vekili": who signs speaks for him
    others = " ".join(letter.doc[i].text for i in range(first, end) if i not in words)
    if any(c.isdigit() or c in "/:@" for c in others):
        return None
    folded = set(folded_words(segment.text))
    calling = bool(folded & knowledge.words("titles")) and not gazetteer.given(texts[0])
    if calling or folded & knowledge.words("offices"):
        return None
    names = all(is_name_word(text, any_case=True) for text in texts)
    return (words[0], words[-1] + 1) if names and any(map(_is_listed, texts)) else None


def goes_on(letter: Letter, labels: Labels, at: Excerpt, words: Sequence[str]) -> Excerpt | None:
    """Return the line below a name that holds the rest of it: ``Ayşe Nur`` over ``YILMAZ``.

    Only where the first line is given names alone and the second one or two surnames.
    """
    segment = letter.segment_at(at.start)
    below = next(iter(letter.layout.below(segment, within=1.3)), None)
    if below is None or labels.opens(below):
        return None
    tokens = block(letter, labels, below)
    if tokens is None:
        return None
    rest = joined(letter, *tokens)
    given = all(gazetteer.given(word) is Known.LISTED for word in words)
    has_family = len(words) > 1 and gazetteer.family(words[-1]) is Known.LISTED
    capitals = all(word.isupper() for word in rest) and not words[-1].isupper()
    role = len(words) == 1 and party_of(turkish.fold(words[0])) is not None
    if len(rest) > 1 and gazetteer.given(rest[0]) is Known.LISTED and (role or not capitals):
        return None  # a whole name of its own: "Veli" over it is no given name, but a role
    family = all(gazetteer.family(word) for word in rest) and len(rest) <= 2
    if not (given and family) or (has_family and not capitals):
        return None
    return letter.excerpt(*tokens, at.rule)


def leftover(letter: Letter, labels: Labels, at: Excerpt, rest: Excerpt | None = None) -> bool:
    """Say whether a lone name-like word stands beside, right below or right above a name.

    Where ``rest`` of the name stands below, only what is above can be missing.
    """
    if rest is not None:
        return _is_one_name(labels, _above(letter, letter.segment_at(at.start)))
    segment = letter.segment_at(at.start)
    columns = letter.layout.rows[segment.row].segments
    if segment.column + 1 < len(columns):
        beside = columns[segment.column + 1]
        word = beside.words[0].text
        lone = not labels.opens(beside) and is_name_word(word) and _is_listed(word)
        if lone and not _is_whole_name(beside):
            return True
    below = next(iter(letter.layout.below(segment, within=1.2)), None)
    return any(_is_one_name(labels, other) for other in (below, _above(letter, segment)))


def _is_whole_name(segment: Segment) -> bool:
    """Say whether a segment is somebody's name of its own: given name first, surname last."""
    words = [w.text for w in segment.words]
    given = len(words) > 1 and gazetteer.given(words[0]) is Known.LISTED
    return given and all(map(is_name_word, words)) and bool(gazetteer.family(words[-1]))


def _above(letter: Letter, segment: Segment) -> Segment | None:
    """Return the segment right above, in the same column and as near as a next line."""
    if not segment.row:
        return None
    row = letter.layout.rows[segment.row - 1]
    near = segment.box.y - row.box.bottom <= 1.2 * segment.line_height
    able = (s for s in row.segments if s.box.columns_shared(segment.box) > 0)
    return next(able, None) if row.page == segment.page and near else None


def _is_one_name(labels: Labels, segment: Segment | None) -> bool:
    if segment is None or labels.opens(segment):
        return False
    found = [w.text for w in segment.words if any(c.isalpha() for c in w.text)]
    return len(found) == 1 and is_name_word(found[0].strip(".,:;()")) and _is_listed(found[0])


def _is_listed(word: str) -> bool:
    return gazetteer.either(word) is Known.LISTED
