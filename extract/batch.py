"""A file's pages cut into petitions: at separator sheets surely, else at strong first pages.

A missed cut mixes two citizens' letters, so whatever looks like a second letter inside one petition
raises ``split.doubtful`` and a person decides; a cut in doubt is not made. Where a file has
separators, they alone cut: whoever lays them in means them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from domain.batch import Batch, Cut, Leftover
from domain.page import Page, PageRole
from extract import likeness, roles, transmission
from extract.roles import Look, gate

_APART = frozenset({PageRole.BLANK, PageRole.SEPARATOR})
_DOUBT = "split.doubtful"


@dataclass
class _Group:
    """The pages of one petition while they are gathered."""

    looks: list[Look] = field(default_factory=list)
    doubts: set[str] = field(default_factory=set)

    @property
    def letter(self) -> list[Look]:
        """The pages that are neither cover nor envelope."""
        return [look for look in self.looks if roles.alone(look) is None]

    @property
    def closed(self) -> bool:
        """Whether the letter has come to its end."""
        return any(look.closes for look in self.letter if not look.encloses)

    @property
    def tckns(self) -> frozenset[str]:
        """The T.C. numbers on the letter's own pages."""
        return frozenset(n for look in self.letter if not look.encloses for n in look.tckns)


def cut(pages: Sequence[Page], failed: Sequence[int] = ()) -> Batch:
    """Return the petitions of a file whose readable pages are ``pages``, in file order.

    ``failed`` are the numbers of pages that could not be read: the petitions beside one get the
    doubt ``page.failed``. Every page given is in exactly one cut or leftover.
    """
    looks = [roles.look(page) for page in sorted(pages, key=lambda p: p.number)]
    apart = {k.number: roles.alone(k) for k in looks}
    segments = list(_segments(looks))
    separated = any(k.separates or k.has_label for k in looks)
    groups = [g for s in segments for g in ([_kept(s)] if separated else _split(s))]
    for group in groups:
        group.doubts |= set(_of_whole(group))
    _mark(groups, transmission.beside_gaps(looks), "fax.page_missing")
    _mark(groups, failed, "page.failed")
    _mark(groups, _unsure_separators(looks), _DOUBT)
    told = {number: role for number, role in apart.items() if role in _APART}
    for group in groups:
        told |= _roles(group)
    return Batch(
        cuts=tuple(Cut(tuple(k.number for k in g.looks), tuple(sorted(g.doubts))) for g in groups),
        leftovers=tuple(
            Leftover(n, "blank" if role is PageRole.BLANK else "separator")
            for n, role in apart.items()
            if role in _APART
        ),
        roles={number: role for number, role in told.items() if role is not None},
    )


def _of_whole(group: _Group) -> Iterator[str]:
    """Yield what the petition as a whole gives to doubt: no letter in it, too much, not whole."""
    unlettered = all(look.encloses for look in group.letter)
    if unlettered or len(group.looks) > gate("most_pages"):
        yield _DOUBT
    if transmission.has_repeat(group.looks):
        yield "fax.page_repeated"
    if transmission.is_short(group.looks):
        yield "fax.page_missing"


def _unsure_separators(looks: Sequence[Look]) -> list[int]:
    """Return the pages that cut by a code nobody knows and no other page of the file repeats."""
    bare = [k for k in looks if k.is_bare_code and roles.alone(k) is PageRole.SEPARATOR]
    seen = Counter(code.text for look in bare for code in look.page.codes)
    return [k.number for k in bare if all(seen[code.text] == 1 for code in k.page.codes)]


def _segments(looks: Sequence[Look]) -> Iterator[list[Look]]:
    """Yield the pages between separators, without these and blank pages; a label keeps its page."""
    segment: list[Look] = []
    for look in looks:
        role = roles.alone(look)
        if role is PageRole.SEPARATOR or look.has_label:
            if segment:
                yield segment
            segment = [look] if look.has_label else []
        elif role is not PageRole.BLANK:
            segment.append(look)
    if segment:
        yield segment


def _kept(segment: Sequence[Look]) -> _Group:
    """Return all pages between two separators as one petition, doubted when two letters show."""
    group = _Group()
    for look in segment:
        if _Step(group, look).is_doubtful or _Step(group, look).cuts:
            group.doubts.add(_DOUBT)
        group.looks.append(look)
    return group


def _split(segment: Sequence[Look]) -> list[_Group]:
    """Return the petitions of a run of pages without separators."""
    groups = [_Group()]
    behind = _envelopes_behind(segment)
    for index, look in enumerate(segment):
        step = _Step(groups[-1], look)
        if roles.alone(look) is PageRole.ENVELOPE:
            if groups[-1].letter and not _belongs(look, groups[-1], segment[index + 1 :], behind):
                groups.append(_Group())
        elif step.cuts:
            groups.append(_Group())
        elif step.is_doubtful:
            groups[-1].doubts.add(_DOUBT)
        groups[-1].looks.append(look)
    return groups


def _envelopes_behind(segment: Sequence[Look]) -> bool:
    """Say whether this mailroom scans envelopes behind their letters: none first, one last."""
    kinds = [roles.alone(look) is PageRole.ENVELOPE for look in segment]
    return kinds[-1] and not kinds[0]


def _belongs(envelope: Look, group: _Group, ahead: Sequence[Look], behind: bool) -> bool:  # noqa: FBT001
    """Say whether an envelope belongs to the letter before it: whose words it shares decides."""
    own = likeness.words_of(envelope)
    before = max(len(own & likeness.words_of(look)) for look in group.letter)
    after = max((len(own & likeness.words_of(look)) for look in ahead[:2]), default=-1)
    if abs(before - after) < 2:
        group.doubts.add(_DOUBT)
        return behind
    return before > after


@dataclass(frozen=True)
class _Step:
    """The question whether a page goes on with the group before it."""

    group: _Group
    look: Look

    @property
    def cuts(self) -> bool:
        """Whether another letter surely begins with the page."""
        group, look = self.group, self.look
        if not group.letter or self._repeats or self.answers:
            return False
        if transmission.starts_anew(group.looks, look):
            return True
        if look.tckns & group.tckns:
            return False
        if roles.alone(look) is PageRole.COVER:
            return group.closed
        strong = look.opens >= gate("strong")
        other = bool(look.tckns and group.tckns)
        return strong and (group.closed or other)

    @property
    def is_doubtful(self) -> bool:
        """Whether the page shows something of a second letter, though not enough to cut."""
        group, look = self.group, self.look
        if not group.letter or self._repeats:
            return False
        if roles.alone(look) is PageRole.COVER:
            return True
        if look.opens >= gate("weak"):
            return True
        if look.encloses:
            written = look.closes or "official" in look.reasons
            return written and not self.answers
        if look.tckns and group.tckns and not look.tckns & group.tckns:
            return True
        follows = transmission.follows(group.looks[-1], look)
        return group.closed and (look.closes or (look.is_text and not follows))

    @property
    def answers(self) -> bool:
        """Whether the page speaks to a person named in the letter: an answer laid behind it.

        Or a letter to an official whom the first one names; so it is never cut off, but doubted.
        """
        name = likeness.spoken_to(self.look)
        known = frozenset[str]().union(*(likeness.words_of(look) for look in self.group.letter))
        alike = all(likeness.has_like(word, known) for word in name)
        return self.group.closed and len(name) >= 2 and alike

    @property
    def _repeats(self) -> bool:
        return any(transmission.repeats(self.look, look) for look in self.group.looks)


def _mark(groups: Sequence[_Group], numbers: Iterable[int], doubt: str) -> None:
    """Doubt the petition that holds each page, else those on either side of it."""
    for number in numbers:
        own = [g for g in groups if any(k.number == number for k in g.looks)]
        before = [g for g in groups if g.looks[0].number < number]
        after = [g for g in groups if g.looks[-1].number > number]
        for group in own or (*before[-1:], *after[:1]):
            group.doubts.add(doubt)


def _roles(group: _Group) -> dict[int, PageRole]:
    """Return the role of every page of a petition, by what it shows and what came before it."""
    told: dict[int, PageRole] = {}
    first = _first(group)
    before = _Group()
    for look in group.looks:
        role = roles.alone(look)
        if role is None:
            role = PageRole.CONTINUATION
            ended = before.closed and not look.closes and look.opens < gate("weak")
            if look is first:
                role = PageRole.PETITION
            elif look.encloses or ended or _Step(before, look).answers:
                role = PageRole.ATTACHMENT
        told[look.number] = role
        before.looks.append(look)
    return told


def _first(group: _Group) -> Look | None:
    """Return the page that opens the letter: the first strong one, else the first of its pages."""
    strong = [k for k in group.letter if k.opens >= gate("strong")]
    own = [k for k in group.letter if not k.encloses]
    return next(iter(strong or own or group.letter), None)
