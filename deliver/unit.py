"""A unit (birim): whom a petition can be sent to."""

from dataclasses import dataclass

from domain.places import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of the administration."""

    code: str  #: stable: ``bakanlik.saglik``, ``valilik.06``, ``kaymakamlik.06.cankaya``
    name: str
    kind: str
    place: Place | None = None  #: None for a unit of the whole country
    parent: str | None = None  #: code of the superior
    aliases: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()  #: folded words that name it in a letter
    intake: bool = False  #: a petition centre itself, not a competent body
    detsis: str | None = None  #: eight digits: its code in the state's register, if loaded
