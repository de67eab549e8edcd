"""Who stands behind the letter and what it is: one person or several, for whom, in what state."""

import re
from dataclasses import dataclass

from domain.page import Page
from extract import handwriting, knowledge
from extract.addressee import ends_addressee
from extract.labels import Labels
from extract.layout import Zone
from extract.letter import Letter, folded_words

_HIDDEN = re.compile(
    r"(?:kimlig\w*|kimlik bilgi\w*|ism\w*|ad\w* soyad\w*|bilgiler\w*) (?:\w+ ){0,3}"
    r"(?:gizli|gizlen|sakli|aciklanma)"
)
_INCORPORATED = re.compile(r"\ba\.? ?s\.(?:\W|$)|\bltd\b|\bsti\b")
_COMMON = frozenset(
    {"ve", "bir", "bu", "ile", "icin", "olarak", "olan", "da", "de", "arz", "ederim", "ederiz"}
    | {"geregini", "saygilarimla", "talep", "tarihinde", "konu", "adres", "tarih", "benim", "cok"}
    | {"daha", "kadar", "gibi", "olup", "ise", "hakkinda", "tel", "imza"}
)
#: Endings that many Turkish words have and hardly any of other languages, folded.
_ENDINGS = (
    "lari", "leri", "larin", "lerin", "sinin", "inin", "unun", "nin", "liginin", "ligi", "lugu",
    "masi", "mesi", "sina", "sine", "ina", "imiz", "umuz", "iyor", "yorum", "yoruz", "mistir",
    "mustur", "maktadir", "mektedir", "indan", "inden", "asinda", "esinde", "arak", "erek",
)  # fmt: skip
_FEW_WORDS = 15


@dataclass(frozen=True, slots=True)
class Standing:
    """Facts about the whole letter that send it to a person."""

    joint: bool
    on_behalf: bool  #: lawyer, parent, guardian or company
    hidden_identity: bool
    not_turkish: bool
    little_text: bool
    handwriting: bool
    damaged: bool


def look(letter: Letter, labels: Labels) -> Standing:
    """Return the letter's standing."""
    layout = letter.layout
    words = folded_words(layout.text)
    joined = " ".join(words)
    known = sum(w in _COMMON or w.endswith(_ENDINGS) for w in words)
    return Standing(
        joint=any(p in joined for p in knowledge.phrases("joint")),
        on_behalf=_on_behalf(letter, labels, words),
        hidden_identity=bool(_HIDDEN.search(joined)),
        not_turkish=len(words) >= 40 and 40 * known < len(words),
        little_text=len([w for w in words if len(w) > 2]) < _FEW_WORDS,
        handwriting=_by_hand(letter, labels),
        damaged=any(p.damaged for p in layout.pages),
    )


def _on_behalf(letter: Letter, labels: Labels, words: list[str]) -> bool:
    if set(words) & knowledge.words("guardian") or set(words) & knowledge.words("lawyer"):
        return True
    for hit in labels.hits:
        text = " ".join(folded_words(letter.doc[max(0, hit.start - 2) : hit.end].text))
        if re.search(r"\b(?:veli|velinin|ogrenci\w*|cocug\w*|vekil\w*|temsilci\w*)\b", text):
            return True
    outside = [r for r in letter.layout.rows if r.zone is not Zone.BODY]
    company = knowledge.words("company")
    if any(_INCORPORATED.search(r.folded) for r in outside):
        return True
    return any(
        company & set(folded_words(r.text))
        for r in outside
        if not any(map(ends_addressee, r.segments))
    )


def _by_hand(letter: Letter, labels: Labels) -> bool:
    """Say whether a hand wrote the letter, or filled in what a label asks the writer for."""
    pages = letter.layout.pages
    if handwriting.matters(letter.layout) or any(map(looks_handwritten, pages)):
        return True
    asked = (hit for hit in labels.hits if not hit.is_other and hit.field != "signature")
    return any(labels.by_hand(hit) and labels.value(hit) is None for hit in asked)


def looks_handwritten(page: Page) -> bool:
    """Say whether so many words were read so badly that a hand may have written what was read."""
    words = [w for w in page.first.words if any(c.isalnum() for c in w.text)]
    bad = sum(w.confidence < 0.5 for w in words)
    return len(words) >= 10 and 3 * bad > len(words)
