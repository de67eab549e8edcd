"""What a letter is like as a whole: joint, for somebody else, in Turkish, perhaps two letters."""

from collections.abc import Sequence

from extract import knowledge
from extract.addressee import ends_addressee, is_capitals
from extract.labels import Labels
from extract.layout import has_phrase
from extract.letter import Letter, folded_words
from extract.tckn import Number

#: Words that hardly any Turkish letter lacks; none is a word of English or German.
_TURKISH = frozenset(
    (
        "ve",
        "bir",
        "bu",
        "ile",
        "icin",
        "olarak",
        "arz",
        "ederim",
        "geregini",
        "konu",
        "adi",
        "soyadi",
        "tarih",
        "adres",
        "sayin",
        "olan",
        "talep",
        "dilekce",
        "tc",
        "kimlik",
        "mahallesi",
        "tarafimdan",
        "hakkinda",
        "bilgi",
        "saygilarimla",
    )
)
_HIDDEN = ("kimligimin gizli", "kimlik bilgilerimin gizli", "ismimin gizli", "adimin gizli",
           "kimligim gizli", "gizli tutulmasi", "gizli kalmasi", "ismimin aciklanma")  # fmt: skip


def is_turkish(words: Sequence[str]) -> bool:
    """Say whether enough everyday words of Turkish letters stand on the pages."""
    return len(_TURKISH & set(words)) >= 4


def is_joint(letter: Letter, numbers: Sequence[Number]) -> bool:
    """Say whether several people sign: "arz ederiz", or several numbers below the closing."""
    if any(has_phrase(row.folded, "joint") for row in letter.layout.rows):
        return True
    below = [n for n in numbers if n.segment and n.segment.row > letter.layout.closing]
    return len({value for n in below for value in n.valids}) > 1


def is_for_another(letter: Letter, labels: Labels) -> bool:
    """Say whether a parent, guardian, lawyer or company speaks for the petitioner."""
    words = set(folded_words(letter.layout.text))
    speaking = knowledge.words("guardian") | knowledge.words("lawyer") | knowledge.words("company")
    if words & speaking:
        return True
    return any(hit.key in ("name.other", "tckn.other") and hit.is_other for hit in labels.hits)


def hides_identity(letter: Letter) -> bool:
    """Say whether the writer asks that the name be kept from others (ihbar)."""
    text = " ".join(letter.layout.text.split())
    folded = " ".join(folded_words(text))
    return any(phrase in folded for phrase in _HIDDEN)


def may_hold_two_letters(letter: Letter, numbers: Sequence[Number]) -> bool:
    """Say whether a later page begins a letter of its own: an addressee, or another's number.

    A missed cut mixes two citizens' letters, so the signs are weak ones on purpose.
    """
    pages = [page.number for page in letter.layout.pages]
    for number in pages[1:]:
        upper = [s for s in letter.layout.segments_of(number) if _is_upper_part(letter, s.box.y)]
        if any(ends_addressee(s) and is_capitals(s) and len(s.words) >= 2 for s in upper):
            return True
    values = {n.page: n.valids for n in numbers if n.valids}
    return len(values) > 1 and not frozenset.intersection(*values.values())


def _is_upper_part(letter: Letter, y: int) -> bool:
    height = max(page.height for page in letter.layout.pages)
    return y < 0.45 * height
