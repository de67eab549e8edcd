"""The page plan of an arrival: which of its pages make which petition, how ordered and turned.

A plan says where pages *belong*; the arrival's bytes and the images made of them never change. Each
page of a plan is in one petition or left over with a reason: re-planning never loses one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.batch import Leftover
from domain.field import Evidence, Field, SetBy
from domain.geometry import Box
from domain.page import PageRole

#: Why a person may leave a page over.
LEFTOVER_REASONS = ("blank", "separator", "duplicate", "foreign")
_TURNS = frozenset({0, 90, 180, 270})


class NotAPlan(ValueError):
    """The plan cannot be carried out; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Placed:
    """A page at its place: ``rotation`` in degrees clockwise on top of what the reader turned."""

    page: int  #: 1-based within the arrival
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The pages of one petition in reading order; ``petition_id`` is None for a new one.

    In a plan as it stands, a sheaf without pages is a petition that was emptied before.
    """

    petition_id: str | None
    pages: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where every page that may move belongs."""

    sheaves: tuple[Sheaf, ...]
    leftovers: tuple[Leftover, ...] = ()

    def pages(self) -> Counter[int]:
        """Return how often each page is named."""
        placed = (p.page for sheaf in self.sheaves for p in sheaf.pages)
        return Counter([*placed, *(left.page for left in self.leftovers)])

    def rotations(self) -> dict[int, int]:
        """Return the rotation of each page that is in a petition."""
        return {p.page: p.rotation for sheaf in self.sheaves for p in sheaf.pages}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new plan does to petitions."""

    touched: tuple[Sheaf, ...]  #: petitions whose pages are others now: understood anew
    fresh: tuple[Sheaf, ...]  #: petitions to be made
    emptied: tuple[str, ...]  #: petitions whose pages have all gone elsewhere


def check(now: Plan, wish: Plan) -> None:
    """Raise ``NotAPlan`` unless ``wish`` places exactly the pages of ``now``, each once."""
    if wish.pages() != now.pages() or max(now.pages().values(), default=1) > 1:
        raise NotAPlan("plan.pages")
    known = {sheaf.petition_id for sheaf in now.sheaves}
    named = [sheaf.petition_id for sheaf in wish.sheaves if sheaf.petition_id is not None]
    if not set(named) <= known or len(named) != len(set(named)):
        raise NotAPlan("plan.petitions")
    if not wish.sheaves or not all(sheaf.pages for sheaf in wish.sheaves):
        raise NotAPlan("plan.empty")
    if not set(wish.rotations().values()) <= _TURNS:
        raise NotAPlan("plan.rotation")
    if not {left.reason for left in wish.leftovers} <= set(LEFTOVER_REASONS):
        raise NotAPlan("plan.reason")


def changes(now: Plan, wish: Plan) -> Changes:
    """Return what must be made anew; petitions whose pages stay as they are, are not touched."""
    before = {sheaf.petition_id: sheaf for sheaf in now.sheaves}
    named = {sheaf.petition_id for sheaf in wish.sheaves}
    return Changes(
        touched=tuple(s for s in wish.sheaves if s.petition_id and before[s.petition_id] != s),
        fresh=tuple(s for s in wish.sheaves if s.petition_id is None),
        emptied=tuple(
            s.petition_id
            for s in now.sheaves
            if s.petition_id and s.pages and s.petition_id not in named
        ),
    )


def roles_in_order(roles: Sequence[str | None]) -> list[str]:
    """Return the roles of a petition's pages: its first page of text opens it, none other does."""
    out: list[str] = []
    opened = False
    for role in roles:
        if role in {PageRole.COVER, PageRole.ENVELOPE}:
            out.append(str(role))
            continue
        letter = role in {None, PageRole.PETITION, PageRole.BLANK, PageRole.SEPARATOR}
        later = PageRole.CONTINUATION if letter else PageRole(role or "")
        out.append((later if opened else PageRole.PETITION).value)
        opened = True
    return out


def turned(box: Box, degrees: int, width: int, height: int) -> Box:
    """Return where ``box`` is once its page of that size is turned clockwise by ``degrees``."""
    match degrees % 360:
        case 90:
            return Box(height - box.bottom, box.x, box.h, box.w)
        case 180:
            return Box(width - box.right, height - box.bottom, box.w, box.h)
        case 270:
            return Box(box.y, width - box.right, box.h, box.w)
    return box


def kept(
    fields: Iterable[Field],
    pages: Iterable[int],
    turns: Mapping[int, tuple[int, int, int]],
    *,
    stays: bool,
) -> list[Field]:
    """Return the fields that a person settled and that hold for a petition of these ``pages``.

    ``turns`` gives (degrees, width, height) of pages turned since. A value without a place on paper
    goes with the petition it was given to: ``stays`` says this is that one.
    """
    here = set(pages)
    return [
        _moved(field, turns)
        for field in fields
        if field.by is SetBy.REVIEWER and (field.evidence.page in here if field.evidence else stays)
    ]


def _moved(field: Field, turns: Mapping[int, tuple[int, int, int]]) -> Field:
    place = field.evidence
    if place is None or place.page not in turns:
        return field
    box = turned(place.box, *turns[place.page])
    return replace(field, evidence=Evidence(page=place.page, box=box, rule=place.rule))
