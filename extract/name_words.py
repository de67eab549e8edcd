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
_SHORT = 5  #: letters of an abbreviated title at most
#: Signs between a name and more words, perhaps of the name, when they stand free.
DASHES = frozenset("-–—/")
#: And all that part a name from what is said of its bearer.
_PARTING = DASHES | frozenset(",;|(")


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


def is_abbreviation(letter: Letter, token: int) -> bool:
    """Say whether a token is a word cut short before a full stop: ``Öğr.``, ``Ecz.``."""
    text = letter.doc[token].text
    stop = token + 1 < len(letter.doc) and letter.doc[token + 1].text == "."
    short = text.isalpha() and 1 < len(text) <= _SHORT and text[0].isupper()
    return short and stop and not letter.doc[token].whitespace_ and not _is_listed(text)


def is_hyphen(letter: Letter, token: int) -> bool:
    """Say whether a token joins two surnames: a hyphen without a space on either side."""
    doc = letter.doc
    return doc[token].text == "-" and not (doc[token - 1].whitespace_ or doc[token].whitespace_)


def joined(letter: Letter, start: int, end: int) -> tuple[str, ...]:
    """Return the words of the tokens: suffixes cut, hyphened surnames one word."""
    words: list[str] = []
    for i in range(start, end):
        text = letter.doc[i].text
        if is_hyphen(letter, i) and words and i + 1 < end:
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
    word, not a shorter name. None when another word, a label or a digit stands there, or a sign
    that parts two names or a name from a calling.
    """
    first, end = letter.tokens(segment)
    while first < end and (
        is_title(letter, first) or is_abbreviation(letter, first) or letter.doc[first].text == "."
    ):
        first += 1
    words = [i for i in range(first, end) if letter.doc[i].is_alpha and len(letter.doc[i].text) > 1]
    if not 1 <= len(words) <= _MOST_IN_BLOCK or any(map(labels.is_label, range(first, end))):
        return None
    if any(_parts(letter, i) for i in range(words[0] + 1, words[-1])):
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


def _parts(letter: Letter, token: int) -> bool:
    return letter.doc[token].text in _PARTING and not is_hyphen(letter, token)


def goes_on(letter: Letter, labels: Labels, at: Excerpt, words: Sequence[str]) -> Excerpt | None:
    """Return the line below a name that holds the rest of it: ``Ayşe Nur`` over ``YILMAZ``.

    Only where the first line is given names alone and the second one or two surnames.
    """
    segment = letter.segment_at(at.start)
    below = next(iter(letter.layout.below(segment, within=1.3)), None)
    if below is None or labels.opens(below) or _answers_another(letter, segment, below):
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


def is_first_of_list(letter: Letter, labels: Labels, at: Excerpt) -> bool:
    """Say whether a whole name stands in a column of them: its head tells no one from another."""
    segment = letter.segment_at(at.start)
    below = next(iter(letter.layout.below(segment)), None)
    if at.rule != "label.below" or below is None or labels.opens(below):
        return False
    return _is_whole_name(segment) and _is_whole_name(below)


def leftover(letter: Letter, labels: Labels, at: Excerpt, rest: Excerpt | None = None) -> bool:
    """Say whether a lone name-like word stands beside, right below or right above a name, or the
    line above ends with a given name.

    Where ``rest`` of the name stands below, only what is above can be missing.
    """
    segment = letter.segment_at(at.start)
    if rest is not None:
        return _is_one_name(letter, labels, segment, _above(letter, segment))
    columns = letter.layout.rows[segment.row].segments
    if segment.column + 1 < len(columns):
        beside = columns[segment.column + 1]
        word = beside.words[0].text
        lone = not labels.opens(beside) and is_name_word(word) and _is_listed(word)
        if lone and not _is_whole_name(beside):
            return True
    below = next(iter(letter.layout.below(segment, within=1.2)), None)
    near = (below, _above(letter, segment))
    return any(_is_one_name(letter, labels, segment, other) for other in near)


def _answers_another(letter: Letter, segment: Segment, other: Segment) -> bool:
    """Say whether a segment in a row above or below is the answer to a question of its own.

    Its row then begins where the row of ``segment`` does, with another question: ``BABA ADI``.
    """
    rows = letter.layout.rows
    if not segment.column or not other.column:
        return False
    ours, theirs = rows[segment.row].segments, rows[other.row].segments
    beside, across = ours[segment.column - 1], theirs[other.column - 1]
    return beside.box.columns_shared(across.box) > 0


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


def _is_one_name(letter: Letter, labels: Labels, segment: Segment, other: Segment | None) -> bool:
    """Say whether another segment near a name is one name-like word, and no answer of its own."""
    if other is None or labels.opens(other) or _answers_another(letter, segment, other):
        return False
    found = [w.text for w in other.words if any(c.isalpha() for c in w.text)]
    if other.row < segment.row and 1 < len(found) < _MOST_IN_BLOCK and not _is_whole_name(other):
        return is_name_word(found[-1]) and gazetteer.given(found[-1]) is Known.LISTED
    return len(found) == 1 and is_name_word(found[0].strip(".,:;()")) and _is_listed(found[0])


def _is_listed(word: str) -> bool:
    return gazetteer.either(word) is Known.LISTED
