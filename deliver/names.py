"""Names of units in one form: folded, without T.C., courtesy, apostrophes and the dative."""

import re

from domain import turkish

_APOSTROPHE = re.compile(r"['’‘`]")
_WORDS = re.compile(r"[a-z0-9]+")
#: "MEB'E", "İŞKUR'A": a dative after an abbreviation leaves nothing of itself.
_ABBREVIATED = re.compile(r"\b([A-ZÇĞİÖŞÜ]{2,6})['’‘`][NYny]?[AEae]\b")
#: Words cut short on envelopes and in hurried letters, folded. No place is among them.
_SHORT = {
    "bld": "belediye", "bel": "belediye", "bsb": "buyuksehir belediye baskanligi",
    "bsk": "baskanligi", "bask": "baskanligi", "mud": "mudurlugu", "md": "mudurlugu",
    "mdl": "mudurlugu", "mdr": "mudurlugu", "gn": "genel", "gnl": "genel", "bak": "bakanligi",
    "kaym": "kaymakamligi", "val": "valiligi", "cum": "cumhuriyet", "sav": "savciligi",
    "mem": "milli egitim mudurlugu", "sgm": "sosyal guvenlik merkezi", "sag": "saglik",
    "egt": "egitim", "nuf": "nufus", "vat": "vatandaslik", "tic": "ticaret", "sos": "sosyal",
    "guv": "guvenlik", "hizm": "hizmetler", "hast": "hastanesi", "dev": "devlet", "jan": "jandarma",
}  # fmt: skip
#: "VALİLİK MAKAMINA": the office is meant.
_OFFICE = {
    "valilik": "valiligi", "kaymakamlik": "kaymakamligi", "bakanlik": "bakanligi",
    "baskanlik": "baskanligi", "mudurluk": "mudurlugu", "rektorluk": "rektorlugu",
}  # fmt: skip
_COURTESY = frozenset({"tc", "sayin", "sn", "na", "ne", "makami", "makam"})


def nominative(word: str) -> str:
    """Return a folded institution word without the dative: bakanligina, valilige, belediyesine.

    Short words are left alone: they are places (Çine) more often than institutions.
    """
    if len(word) >= 7 and word.endswith(("ina", "ine", "una", "une")):
        return word[:-2]
    if len(word) >= 7 and word.endswith(("liga", "lige")):
        return word[:-1] + "i"
    if len(word) >= 7 and word.endswith(("luga", "luge")):
        return word[:-1] + "u"
    return word


def words_of(text: str) -> list[str]:
    """Return the folded words of a name, whole, ready to be joined and compared."""
    folded = turkish.fold(_APOSTROPHE.sub("", _ABBREVIATED.sub(r"\1", text)))
    # "T.C." and "T. C." are two letters apart; nothing else in an addressee is.
    joined = re.sub(r"\bt[.\s]*c\b\.?", " ", folded)
    words = [_SHORT.get(word, word) for word in _WORDS.findall(joined)]
    for i, after in enumerate(words[1:]):
        if after.startswith("makam"):
            words[i] = _OFFICE.get(words[i], words[i])
    whole = [nominative(word) for word in " ".join(words).split()]
    return [word for word in whole if word not in _COURTESY]


def key_of(text: str) -> str:
    """Return the form in which names are compared."""
    return " ".join(words_of(text))
