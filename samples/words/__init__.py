"""What letters are made of: names, streets and matters, one set for ``dev`` and one for ``test``.

The two sets share no person's name, no street and no sentence, so that what was learnt by looking
at development letters cannot be recognised again in the sealed ones.
"""

from dataclasses import dataclass

from domain.petition import Kind, Track
from samples.fonts import Faces


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One matter a citizen writes about. Sentences may hold ``{place}`` marks of ``people``."""

    kind: Kind
    offices: tuple[str, ...]  #: addressees in capitals and dative, ``{district}``/``{province}``
    subjects: tuple[str, ...]
    facts: tuple[str, ...]  #: in the order they would be told; a letter takes some of them
    asks: tuple[str, ...]  #: the request, last sentence of the body
    track: Track = Track.PETITION


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One set of invented words, and the type they are printed in."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    surnames: tuple[str, ...]
    neighbourhoods: tuple[str, ...]
    streets: tuple[str, ...]
    villages: tuple[str, ...]
    companies: tuple[str, ...]
    topics: tuple[Topic, ...]
    faces: Faces


def listed(text: str) -> tuple[str, ...]:
    """Return the words of ``text``, parted by white space."""
    return tuple(text.split())
