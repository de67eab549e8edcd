"""A person's full name, parted into given and family name. Nothing is changed in its letters."""

from dataclasses import dataclass

_SON = frozenset({"OĞLU", "Oğlu", "oğlu"})


@dataclass(frozen=True, slots=True)
class NameParts:
    """``given`` holds all given names, ``family`` one surname or more, as written."""

    given: str
    family: str


def parted(name: str) -> NameParts | None:
    """Return a full name's halves; None for a single word.

    Who writes the surname in capitals after other given names (``Ayşe YILMAZ KAYA``) has parted the
    name already. Else all but the last word are given names, ``Oğlu`` counting with the word before
    it, for a surname of two words cannot be told from a second given name.
    """
    words = name.split()
    if len(words) < 2:
        return None
    if not words[0].isupper() and words[-1].isupper():
        at = next(i for i in range(1, len(words)) if all(w.isupper() for w in words[i:]))
    else:
        at = len(words) - (2 if words[-1] in _SON and len(words) > 2 else 1)
    return NameParts(" ".join(words[:at]), " ".join(words[at:]))
