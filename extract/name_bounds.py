"""Where a name ends on its line: what stands on both sides of it, and whether its words fit.

A wrong name is seldom misread. It has a word too many, a calling or a place of its line, or a word
too few, one that is no name elsewhere. So a name is believed only between witnesses: the line's
end, a label, a sign, a digit, a word in small letters, or a word that is never part of a name.
"""

from collections.abc import Sequence

from domain import turkish
from domain.places import load_places
from extract import gazetteer, knowledge
from extract.gazetteer import Known
from extract.labels import Labels
from extract.layout import Zone
from extract.letter import Excerpt, Letter, folded_words
from extract.name_words import DASHES, is_abbreviation, stem
from extract.names import Mention

_MOST = 5  #: words of a name
_NO_NAMES = ("not_names", "titles", "offices", "private_offices", "after_other", "kinship")
_REACH = frozenset({"tckn.self", "address.self", "phone.self", "email.self"})
_LABELLED = frozenset({"label", "split_label"})


def witnessed(letter: Letter, labels: Labels, mention: Mention, *, repeated: bool) -> bool:
    """Say whether both ends of each of the name's places are seen, and its words make one name.

    What a label names or what is ``repeated`` elsewhere, word for word, is all name.
    """
    parts = _parts(mention.words)
    sure = repeated or bool(mention.signs & _LABELLED)
    return (
        _are_of_a_name(parts)
        and (sure or gazetteer.given(parts[0]) is not Known.UNKNOWN)
        and (sure or not _has_a_word_to_spare(letter, mention, parts))
        and all(
            _is_end(letter, labels, piece.start, -1) and _is_end(letter, labels, piece.end - 1, 1)
            for piece in mention.pieces
        )
    )


def unanswered(letter: Letter, labels: Labels, mentions: Sequence[Mention]) -> bool:
    """Say whether a label of the writer's name stands before words that were taken for no name.

    Whoever else is named on the paper, that label asked for another.
    """
    taken = {i for m in mentions for piece in m.pieces for i in range(piece.start, piece.end)}
    values = (labels.value(hit) for hit in labels.of("name.self") if not hit.is_other)
    return any(
        value is not None
        and _holds_a_name(letter, value)
        and not taken.intersection(range(value.start, value.end))
        for value in values
    )


def passed_over(letter: Letter, labels: Labels, mentions: Sequence[Mention]) -> bool:
    """Say whether another line below the closing looks like a name and was taken for nobody's.

    ``Barış Bey TAŞKÖPRÜ`` signs, and another is named further down.
    """
    taken = {letter.segment_at(piece.start) for m in mentions for piece in m.pieces}
    below = (r for r in letter.layout.rows if r.zone is Zone.SIGNATURE)
    return any(
        segment not in taken
        and not labels.opens(segment)
        and all(word.text.isalpha() for word in segment.words)
        and _look_like_a_name([word.text for word in segment.words])
        for row in below
        for segment in row.segments
    )


def is_last(letter: Letter, labels: Labels, mention: Mention) -> bool:
    """Say whether a name stands below all lines that say how to reach the writer, or alone.

    Whoever is named there may have taken the letter in, or be called in the writer's stead.
    """
    closing = letter.layout.closing
    rows = [hit.row for hit in labels.hits if hit.key in _REACH and hit.row > closing]
    return bool(rows) and max(rows) < mention.at.row


def _holds_a_name(letter: Letter, value: Excerpt) -> bool:
    words = [letter.doc[i].text for i in range(value.start, value.end)]
    return _look_like_a_name([word for word in words if word.isalpha() and len(word) > 1])


def _look_like_a_name(words: Sequence[str]) -> bool:
    """Say whether words are all capitalised, one of them known as a name, none as none."""
    if not 2 <= len(words) <= _MOST or not all(word[0].isupper() for word in words):
        return False
    either = knowledge.words("titles_or_names")
    if any(_is_no_name(folded) for word in words if (folded := turkish.fold(word)) not in either):
        return False
    return any(gazetteer.either(word) is Known.LISTED for word in words)


def _parts(words: Sequence[str]) -> list[str]:
    return [part for word in words for part in word.split("-") if part]


def _are_of_a_name(parts: Sequence[str]) -> bool:
    """Say whether all between the first and the last word is known, and the last may be a surname.

    No word in small letters follows one in capitals (``Işık KAYA Şoför``), and none that nobody
    knows follows a surname.
    """
    capitals = [part.isupper() for part in parts]
    if len(parts) < 2 or capitals != sorted(capitals):
        return False
    if sum(gazetteer.either(part) is Known.UNKNOWN for part in parts) > 1:
        return False  # "Name Surname": a label in another tongue
    if any(gazetteer.either(part) is Known.UNKNOWN for part in parts[1:-1]):
        return False
    if gazetteer.family(parts[-1]) is not Known.UNKNOWN:
        return True
    complete = len(parts) > 2 and gazetteer.family(parts[-2]) is not Known.UNKNOWN
    return not complete and not load_places().is_place(turkish.fold(parts[-1]))


def _has_a_word_to_spare(letter: Letter, mention: Mention, parts: Sequence[str]) -> bool:
    """Say whether the name is whole without its first or last word, which may be no name here.

    A title (``Hacı``), a calling (``NERMİN KAYA ÇİFTÇİ``), or a place that the letter names
    elsewhere too.
    """
    if len(parts) < 3:
        return False
    first, last = turkish.fold(parts[0]), turkish.fold(parts[-1])
    if first in knowledge.words("titles_or_names"):
        return True
    if gazetteer.family(parts[-2]) is Known.UNKNOWN:
        return False
    mixed = not parts[0].isupper() and parts[-1].isupper()
    if not mixed and last in knowledge.words("callings"):
        return True
    named = folded_words(letter.layout.text).count(last)
    return load_places().is_place(last) and named > mention.folded.split().count(last)


def _is_end(letter: Letter, labels: Labels, token: int, step: int) -> bool:
    """Say whether nothing that may be a part of the name stands beyond its token, that way."""
    first, end = letter.tokens(letter.segment_at(token))
    at = token + step
    if first <= at < end and letter.doc[at].text in DASHES:
        at += step
    elif step < 0 and first < at and letter.doc[at].text == "." and _is_short(letter, at - 1):
        at -= 1
    return not (first <= at < end) or labels.is_label(at) or not _may_be_part(letter, at)


def _is_short(letter: Letter, token: int) -> bool:
    """Say whether a token with a full stop is an initial or short for a title."""
    return len(letter.doc[token].text) == 1 or is_abbreviation(letter, token)


def _may_be_part(letter: Letter, token: int) -> bool:
    """Say whether a word beside a name may belong to it: a capitalised one that is no other word.

    A title that is somebody's name as well leaves it open: ``Hacı``, ``Muhtar``, ``Bey``.
    """
    text = stem(letter.doc[token].text)
    folded = turkish.fold(text)
    if not text[:1].isupper() or is_abbreviation(letter, token):
        return False
    if folded in knowledge.words("titles_or_names"):
        return True
    return not _is_no_name(folded) and not load_places().is_place(folded)


def _is_no_name(folded: str) -> bool:
    if any(folded in knowledge.words(key) for key in _NO_NAMES):
        return True
    return knowledge.begins_with_any(folded, knowledge.words("not_name_stems"))
