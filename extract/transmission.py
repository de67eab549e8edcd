"""Is a fax whole: pages missing or sent twice, by header lines, cover sheets and likeness."""

import itertools
from collections.abc import Sequence

from domain.page import PageRole
from extract import roles
from extract.likeness import of_texts
from extract.roles import Look, gate

#: Digits of a number that OCR may have wrong before it is another machine's.
_NOISE = 2


def starts_anew(before: Sequence[Look], now: Look) -> bool:
    """Say whether headers or tags prove another transmission than that of the pages before."""
    known = [look for look in before if look.header is not None or look.page.fax is not None]
    if not known or follows(known[-1], now):
        return False
    last = known[-1]
    if _is_another_machine(last, now):
        return True
    one, two = last.header, now.header
    if one is None or two is None or two.page != 1 or one.page is None:
        return False
    return one.page != 1 or one.total == 1


def follows(last: Look, now: Look) -> bool:
    """Say whether a page's header is numbered next after that of the page before it."""
    one, two = last.header, now.header
    if one is None or two is None or one.page is None or two.page is None:
        return False
    return two.page == one.page + 1 and one.total == two.total


def _is_another_machine(one: Look, two: Look) -> bool:
    tags = [look.page.fax.sender if look.page.fax else None for look in (one, two)]
    if tags[0] and tags[1]:
        return tags[0] != tags[1]  # what the receiving server wrote, no OCR in between
    heads = [look.header.sender if look.header else None for look in (one, two)]
    return bool(heads[0] and heads[1]) and not _same_sender(heads[0] or "", heads[1] or "")


def _same_sender(one: str, two: str) -> bool:
    if not (one.isdigit() and two.isdigit()) or len(one) != len(two):
        return True  # words, or a number read in part: no proof of another machine
    return sum(a != b for a, b in zip(one, two, strict=True)) <= _NOISE


def repeats(one: Look, two: Look) -> bool:
    """Say whether two fax pages are one paper: image and words alike, no other T.C. number."""
    if not (_is_fax(one) and _is_fax(two)) or one.page.blank or two.page.blank:
        return False
    if one.tckns and two.tckns and not one.tckns & two.tckns:
        return False
    return _look_alike(one.page.look, two.page.look) and (of_texts(one, two) >= gate("repeat_text"))


def _is_fax(look: Look) -> bool:
    return look.header is not None or look.page.fax is not None


def _look_alike(one: str, two: str) -> bool:
    if not one or len(one) != len(two):
        return False
    differing = (int(one, 16) ^ int(two, 16)).bit_count()
    return differing <= gate("repeat_look") * 4 * len(one)


def has_repeat(looks: Sequence[Look]) -> bool:
    """Say whether a petition holds a fax page twice."""
    return any(repeats(a, b) for i, a in enumerate(looks) for b in looks[:i])


def beside_gaps(looks: Sequence[Look]) -> set[int]:
    """Return the numbers of the pages beside which, by header lines or tags, a page is missing.

    ``looks`` are all pages of the file: blank ones and separators were sent and numbered too.
    """
    found: set[int] = set()
    run: list[Look] = []
    for look in looks:
        if starts_anew(run, look):
            found |= _gaps(run) | _untold(run)
            run = []
        run.append(look)
    return found | _gaps(run) | _untold(run)


def _gaps(run: Sequence[Look]) -> set[int]:
    numbered = [(k.number, k.header.page) for k in run if k.header and k.header.page]
    totals = {k.header.total for k in run if k.header and k.header.total}
    if not numbered:
        return set()
    found = {m for (n, a), (m, b) in itertools.pairwise(numbered) if b - a > m - n}
    (first, page), (last, final) = numbered[0], numbered[-1]
    if page - 1 > first - run[0].number:
        found.add(first)
    if len(totals) == 1 and totals.pop() - final > run[-1].number - last:
        found.add(last)
    return found


def _untold(run: Sequence[Look]) -> set[int]:
    """Return the last page where the server's PageNumber tags agree on more pages than there are.

    A total of 0 is common and says nothing.
    """
    totals = {look.page.fax.pages for look in run if look.page.fax and look.page.fax.pages}
    return {run[-1].number} if len(totals) == 1 and totals.pop() > len(run) else set()


def is_short(looks: Sequence[Look]) -> bool:
    """Say whether a petition has fewer pages than its cover sheet announces."""
    cover = next((k for k in looks if roles.alone(k) is PageRole.COVER), None)
    if cover is None or cover.expected is None:
        return False
    announced, own = cover.expected
    sent = [k for i, k in enumerate(looks) if not any(repeats(k, e) for e in looks[:i])]
    return len(sent) < announced + (own is False)
