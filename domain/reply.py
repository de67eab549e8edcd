"""A letter back to somebody whose petition lacks what the law asks for. A person sends it."""

from dataclasses import dataclass
from enum import StrEnum


class Lack(StrEnum):
    """What a petition lacks; the letter asks for it."""

    NAME = "name"
    SIGNATURE = "signature"
    ADDRESS = "address"
    TCKN = "tckn"  #: written, and illegible; no law asks for one (3071 m.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the letter says; ``name`` and ``address`` are empty where nobody could read them."""

    name: str
    address: str
    received_on: str  #: as people write it: ``10.03.2026``
    by_fax: bool
    information: bool  #: law 4982, else law 3071
    lacks: tuple[Lack, ...]  #: at least one


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The institution as its letters name it; empty lines are left for a pen."""

    institution: str = ""
    unit: str = ""
    contact: str = ""  #: address, phone, e-mail: the foot of the page
    signer: str = ""
    title: str = ""
