"""What the citizen wants and which law's clock runs, by cues of ``kinds.toml``.

In this order, for the first speaks loudest: the law on information by name, the box ticked on a
form, the last word of the subject line, a party's label or a title, the sum of all cues. Asking for
something comes last: every petition asks.
"""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from domain import turkish
from domain.petition import Kind, Track
from extract import knowledge
from extract.layout import Layout

_NAMES = {
    "istek": Kind.ISTEK,
    "sikayet": Kind.SIKAYET,
    "ihbar": Kind.IHBAR,
    "oneri": Kind.ONERI,
    "gorus": Kind.GORUS,
    "bilgi edinme": Kind.BILGI_EDINME,
}
_NAMED = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b")
_TICKED = re.compile(rf"[(\[] ?x ?[)\]] ?({'|'.join(_NAMES)})\b")
_ABOUT = re.compile(r"(?: hk| hakkinda| hususunda| ile ilgili| dair)?(?: ibarettir)?$")
#: "toplanmaması": what was not done is complained of; "onarılması": what is to be done, asked for.
_UNDONE = re.compile(r"\w{3,}m[ae]m[ae](?:si|lari|leri|sinden)$")
_TO_DO = re.compile(r"\w{3,}m[ae](?:si|lari|leri)$")
_WORDS = re.compile(r"[a-z0-9]+")
_STRONG, _ASKED, _ENOUGH = 3, 2, 3
_LONG, _ALIKE = 7, 88.0  #: a head this long may be misread by a letter


def told(layout: Layout) -> str:
    """Return the text that speaks of the matter: without a form's printed list of kinds."""
    rows = [row.folded for row in layout.rows]
    lists = {i for i, row in enumerate(rows) if len(_NAMED.findall(row)) >= 3}
    wrapped = {i + 1 for i in lists if i + 1 < len(rows) and _is_rest(rows[i + 1])}
    return "\n".join(r.text for r in layout.rows if r.index not in lists | wrapped)


def _is_rest(folded: str) -> bool:
    """Say whether a row is the rest of a list of kinds: nothing but names and boxes."""
    return not _WORDS.findall(_NAMED.sub(" ", folded).replace("(x)", " "))


def ticked(layout: Layout) -> Kind | None:
    """Return the kind ticked on a form: "(X) Şikâyet"; None when none or several are."""
    rows = " ".join(row.folded for row in layout.rows if len(_NAMED.findall(row.folded)) >= 3)
    marked = {_NAMES[name] for name in _TICKED.findall(rows)}
    return marked.pop() if len(marked) == 1 else None


def classify(
    subject: str, text: str, ticked: Kind | None = None, request: str = ""
) -> tuple[Kind, Track]:
    """Return the kind (``DIGER`` without any cue) and the legal track.

    ``request`` is the sentence that asks.
    """
    kind = _kind(_plain(subject), _plain(text), ticked, _plain(request))
    return kind, Track.INFORMATION if kind is Kind.BILGI_EDINME else Track.PETITION


def _kind(subject: str, text: str, ticked: Kind | None, request: str) -> Kind:
    cues = knowledge.table("kinds")
    if _any(cues["bilgi_edinme"]["law"], f"{subject}{text}"):
        return Kind.BILGI_EDINME
    found = ticked or _by_head(subject.strip()) or _by_title(text)
    found = found or _by_sum(subject, text, request)
    if found is not None:
        return found
    return Kind.ISTEK if _any(cues["istek"]["plain"], f"{subject}{text}") else Kind.DIGER


def _plain(text: str) -> str:
    return " " + " ".join(_WORDS.findall(turkish.fold(text)))


def _any(stems: Iterable[str], text: str) -> bool:
    return any(f" {stem}" in text for stem in stems)


def _by_head(subject: str) -> Kind | None:
    """Return the kind that the subject's last word names, or complains of in its form."""
    core = _ABOUT.sub("", subject)
    for name, cues in knowledge.table("kinds").items():
        if any(_ends(core, head) for head in cues["head"]):
            return Kind(name)
    return Kind.SIKAYET if _UNDONE.fullmatch(core.rpartition(" ")[2]) else None


def _ends(core: str, head: str) -> bool:
    end = " ".join(core.split()[-1 - head.count(" ") :])
    return end == head or (len(head) >= _LONG and fuzz.ratio(end, head) >= _ALIKE)


def _by_title(text: str) -> Kind | None:
    for name, cues in knowledge.table("kinds").items():
        if _any(cues["title"], text):
            return Kind(name)
    return None


def _by_sum(subject: str, text: str, request: str) -> Kind | None:
    kinds = knowledge.table("kinds")
    sums = {name: _sum(cues, subject, text) for name, cues in kinds.items()}
    for name, cues in kinds.items():
        sums[name] += _ASKED * _any(cues["ask"], request)
    if _TO_DO.fullmatch(_ABOUT.sub("", subject).rpartition(" ")[2]):
        sums["istek"] += _ASKED
    best = max(sums, key=lambda name: sums[name])
    return Kind(best) if sums[best] >= _ENOUGH else None


def _sum(cues: dict[str, Sequence[str]], subject: str, text: str) -> int:
    points = 0
    for stems, weight in ((cues["strong"], _STRONG), (cues["weak"], 1)):
        for stem in stems:
            if f" {stem}" in subject:
                points += 2 * weight
            elif f" {stem}" in text:
                points += weight
    return points
