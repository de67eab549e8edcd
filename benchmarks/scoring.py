"""Records against truths: what was right, what was wrong, what was left to a person.

Pure: a record is the JSON value ``dilekce read`` prints, a truth the one ``samples.make`` writes.
"""

import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain import turkish
from domain.bounds import upper_bound
from domain.comparison import same, without_about
from domain.field import FieldValue

Json = Mapping[str, Any]

FIELDS = (
    "tckn",
    "name",
    "subject",
    "address",
    "phone",
    "email",
    "addressee",
    "mother_maiden_name",
    "date",
    "signature",
)

#: right: the value, or rightly none; wrong: another value, or one where there is none;
#: open: no value although the paper has one
OUTCOMES = ("right", "wrong", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One letter, judged."""

    stem: str
    layout: str
    channel: str
    status: str  #: of the record: ``accepted``, ``review``, ``quarantined``, …
    outcomes: Mapping[str, str]  #: field → one of ``OUTCOMES``
    has_tckn: bool  #: the paper carries the petitioner's number
    tckn_accepted: bool  #: a number was given and nothing about it was left to a person
    name_accepted: bool  #: the same of the name
    name_folded: bool  #: the name is right but for letter case and marks
    subject_f1: float | None  #: None when the paper has no subject line
    kind_right: bool
    reasons: tuple[str, ...]  #: codes of what stood against acceptance
    doubted: frozenset[str]  #: the fields these speak of
    sure: Mapping[str, float]  #: confidence of each field that has a value

    @property
    def name(self) -> str:
        """What reports call the letter."""
        return f"{self.layout}/{self.channel}/{self.stem}"

    @property
    def accepted(self) -> bool:
        """Whether no person would see the letter."""
        return self.status == "accepted"

    @property
    def harmful(self) -> bool:
        """Whether it was accepted with another number or name than the petitioner's."""
        return self.accepted and (
            self.outcomes["tckn"] != "right" or self.outcomes["name"] != "right"
        )


def score(stem: str, truth: Json, record: Json) -> Score:
    """Judge one record. A quarantined file has no fields: all of them are open."""
    fields: Json = record.get("fields") or {}
    values = {name: _value(fields.get(name)) for name in FIELDS}
    reasons = tuple(dict.fromkeys(str(r["code"]) for r in record.get("reasons", ())))
    outcomes = {name: _outcome(name, truth, values[name]) for name in FIELDS}
    doubted = {code.partition(".")[0] for code in reasons}
    folded = {turkish.fold(n) for n in truth["names_written"]}
    name = values["name"]
    return Score(
        stem=stem,
        layout=truth["layout"],
        channel=truth["channel"],
        status=record["status"],
        outcomes=outcomes,
        has_tckn=truth["tckn"] is not None,
        tckn_accepted=values["tckn"] is not None and "tckn" not in doubted,
        name_accepted=values["name"] is not None and "name" not in doubted,
        name_folded=isinstance(name, str) and turkish.fold(name) in folded,
        subject_f1=None
        if truth["subject"] is None
        else token_f1(str(values["subject"] or ""), truth["subject"]),
        kind_right=record.get("kind") == truth["kind"],
        reasons=reasons,
        doubted=frozenset(str(r["field"]) for r in record.get("reasons", ()) if "field" in r),
        sure={n: fields[n]["confidence"] for n, v in values.items() if v is not None},
    )


def _value(field: Json | None) -> FieldValue:
    """Return the value of a field that was found.

    A doubtful state is no value, and a derived sentence says that none is written.
    """
    if field is None or field["state"] != "found" or _is_derived(field):
        return None
    value: FieldValue = field["value"]
    return value


def _is_derived(field: Json) -> bool:
    return str(field.get("rule") or "").endswith(".derived")


def _outcome(name: str, truth: Json, value: FieldValue) -> str:
    wanted = truth[name]
    if value is None:
        return "right" if wanted is None else "open"
    if wanted is None:
        return "wrong"
    meant = truth["names_written"] if name == "name" else (wanted,)
    return "right" if any(same(name, value, one) for one in meant) else "wrong"


def tokens(text: str) -> list[str]:
    """Return the words of a subject in Turkish lower case, without ``hakkında``."""
    return re.findall(r"\w+", without_about(turkish.lower(text)))


def token_f1(read: str, wanted: str) -> float:
    """Return the harmonic mean of precision and recall over words, exact letters."""
    ours, theirs = Counter(tokens(read)), Counter(tokens(wanted))
    common = sum((ours & theirs).values())
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def summary(scores: Sequence[Score]) -> dict[str, Any]:
    """Return the figures of a group of letters: counts, and shares between 0 and 1.

    ``subject_f1`` is the mean over letters with a subject line, None when none has one;
    ``doubtful_in_review`` the median number of fields that a reason speaks of in a record that
    goes to a person.
    """
    accepted = [s for s in scores if s.accepted]
    harmful = [s for s in accepted if s.harmful]
    numbered = [s for s in scores if s.has_tckn]
    taken = [s for s in scores if s.tckn_accepted]
    wrong_taken = [s for s in taken if s.outcomes["tckn"] == "wrong"]
    named = [s for s in scores if s.name_accepted]
    wrong_named = [s for s in named if s.outcomes["name"] == "wrong"]
    subjects = [s.subject_f1 for s in scores if s.subject_f1 is not None]
    return {
        "letters": len(scores),
        "statuses": dict(sorted(Counter(s.status for s in scores).items())),
        "accepted": _share(len(accepted), len(scores)),
        "accepted_letters": len(accepted),
        "accepted_wrong": len(harmful),
        "accepted_wrong_at_most": upper_bound(len(harmful), len(accepted)),
        "accepted_wrong_stems": sorted(s.stem for s in harmful),
        "doubtful_in_review": _median([len(s.doubted) for s in scores if s.status == "review"]),
        "tckn_accepted_right": _share(
            sum(s.tckn_accepted and s.outcomes["tckn"] == "right" for s in numbered), len(numbered)
        ),
        "tckn_accepted_wrong": len(wrong_taken),
        "tckn_accepted_wrong_at_most": upper_bound(len(wrong_taken), len(taken)),
        "name_accepted_right": _share(len(named) - len(wrong_named), len(scores)),
        "name_accepted_wrong": len(wrong_named),
        "name_accepted_wrong_at_most": upper_bound(len(wrong_named), len(named)),
        "name_right": _share(sum(s.outcomes["name"] == "right" for s in scores), len(scores)),
        "name_right_folded": _share(sum(s.name_folded for s in scores), len(scores)),
        "subject_f1": _share(sum(subjects), len(subjects)) if subjects else None,
        "kind_right": _share(sum(s.kind_right for s in scores), len(scores)),
        "fields": {
            name: {o: sum(s.outcomes[name] == o for s in scores) for o in OUTCOMES}
            for name in FIELDS
        },
    }


def _median(values: Sequence[int]) -> float | None:
    return statistics.median(values) if values else None


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0
