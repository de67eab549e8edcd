"""The figures of an accuracy run as Markdown: no word of any letter, only names and counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks import calibration
from benchmarks.changes import Changes
from benchmarks.scoring import FIELDS, OUTCOMES, Score, summary
from domain.bounds import upper_bound

#: What the design sets out to reach, by channel (DESIGN §7); scan200_skewed has no bar of its own.
_BARS: dict[str, dict[str, float]] = {
    "tckn_accepted_right": {"scan300": 0.97, "fax_fine": 0.75, "fax_standard": 0.80},
    "name_right": {"scan300": 0.97, "fax_fine": 0.83, "fax_standard": 0.85},
    "accepted": {"scan300": 0.78, "fax_fine": 0.45, "fax_standard": 0.50},
    "subject_f1": {"scan300": 0.95, "fax_fine": 0.85, "fax_standard": 0.82},
}
_CLAIM = 0.001  #: what the wrong-accepted line is to hold below
_NEEDED = 2995  #: accepted letters, none wrong, that show it with 95 %
_REASONS = 25


def headline(scores: Sequence[Score]) -> str:
    """Return the line that counts most: wrong letters that nobody would have seen."""
    accepted = [s for s in scores if s.accepted]
    wrong = sum(s.harmful for s in accepted)
    bound = upper_bound(wrong, len(accepted))
    line = (
        f"Wrong TCKN or name among accepted: {wrong} of {len(accepted)} "
        f"(95 % Clopper–Pearson upper bound {percent(bound)})"
    )
    if bound > _CLAIM:
        line += f"; to show {percent(_CLAIM)} takes {_NEEDED} accepted with none wrong"
    return f"**{line}.**"


def design_table(groups: Mapping[str, dict[str, Any]]) -> str:
    """Return the table of DESIGN §7: each figure, whether it reaches its bar, and the bar."""
    labels = {
        "tckn_accepted_right": "TCKN accepted automatically",
        "name_right": "name right, first choice",
        "accepted": "accepted with no human touch",
    }
    rows = [
        [label, *(_against_bar(key, name, group) for name, group in groups.items())]
        for key, label in labels.items()
    ]
    rows.append(
        ["wrong TCKN or name among accepted", *(_accepted_wrong(g) for g in groups.values())]
    )
    rows.append(
        ["subject, token F1", *(_against_bar("subject_f1", n, g) for n, g in groups.items())]
    )
    return markdown(["", *groups], rows)


def _against_bar(key: str, channel: str, group: Mapping[str, Any]) -> str:
    show = mean if key == "subject_f1" else percent
    value, bar = group[key], _BARS[key].get(channel)
    if bar is None or value is None:
        return show(value)
    return f"{show(value)} {'✓' if value >= bar else '✗'} (≥ {show(bar)})"


def _accepted_wrong(group: Mapping[str, Any]) -> str:
    return (
        f"{group['accepted_wrong']} of {group['accepted_letters']} "
        f"(≤ {percent(group['accepted_wrong_at_most'])})"
    )


def table(groups: Mapping[str, dict[str, Any]]) -> str:
    """Return every figure, one column a group."""
    rows: list[list[str]] = [
        ["letters", *(str(g["letters"]) for g in groups.values())],
        ["accepted with no human touch", *(percent(g["accepted"]) for g in groups.values())],
        ["wrong TCKN or name among accepted", *(_accepted_wrong(g) for g in groups.values())],
        [
            "TCKN accepted automatically, right",
            *(percent(g["tckn_accepted_right"]) for g in groups.values()),
        ],
        [
            "TCKN accepted automatically, wrong (95 % bound)",
            *(
                f"{g['tckn_accepted_wrong']} (≤ {percent(g['tckn_accepted_wrong_at_most'])})"
                for g in groups.values()
            ),
        ],
        [
            "name accepted automatically, right",
            *(percent(g["name_accepted_right"]) for g in groups.values()),
        ],
        [
            "name accepted automatically, wrong (95 % bound)",
            *(
                f"{g['name_accepted_wrong']} (≤ {percent(g['name_accepted_wrong_at_most'])})"
                for g in groups.values()
            ),
        ],
        ["name right, exact letters", *(percent(g["name_right"]) for g in groups.values())],
        ["right person (name folded)", *(percent(g["name_right_folded"]) for g in groups.values())],
        ["subject, token F1", *(mean(g["subject_f1"]) for g in groups.values())],
        ["kind right", *(percent(g["kind_right"]) for g in groups.values())],
        [
            "doubtful fields of a record in review, median",
            *(_count(g["doubtful_in_review"]) for g in groups.values()),
        ],
    ]
    rows += [
        [
            f"`{name}` right / wrong / open",
            *(" / ".join(str(g["fields"][name][o]) for o in OUTCOMES) for g in groups.values()),
        ]
        for name in FIELDS
    ]
    return markdown(["", *groups], rows)


def reasons(scores: Sequence[Score], names: Sequence[str]) -> str:
    """Return what keeps letters from acceptance, the commonest first, channel by channel.

    *Alone*: letters that nothing else stands against, which is what a cure of it would gain.
    """
    held = Counter(code for s in scores for code in s.reasons)
    alone = Counter(s.reasons[0] for s in scores if len(s.reasons) == 1)
    rows = [
        [
            f"`{code}`",
            str(count),
            str(alone[code]),
            *(str(sum(code in s.reasons for s in scores if s.channel == n)) for n in names),
        ]
        for code, count in held.most_common(_REASONS)
    ]
    return markdown(["reason", "letters", "alone", *names], rows)


def risk_coverage(scores: Sequence[Score]) -> str:
    """Return how many letters could be taken at a risk as counted, were confidence the only gate.

    Of these letters in hindsight: what a gate may promise takes the bound, not the count.
    """
    rows = []
    for whole in calibration.WHOLES:
        found = calibration.cases(scores, whole)
        points = calibration.curve(found, len(scores))
        rows.append(
            [
                whole,
                str(len(found)),
                percent(points[-1].risk if points else None),
                *(percent(calibration.coverage_at(points, risk)) for risk in calibration.RISKS),
            ]
        )
    head = ["", "letters with a value", "wrong among all of them"]
    head += [f"coverage at {percent(r)} risk" for r in calibration.RISKS]
    return markdown(head, rows)


def calibration_errors(groups: Mapping[str, Sequence[Score]]) -> str:
    """Return the ECE of accepted fields, all together and each by itself, one column a group."""
    rows = []
    for label, names in (("all fields", FIELDS), *((f"`{n}`", (n,)) for n in FIELDS)):
        row = [label]
        for scores in groups.values():
            found = calibration.accepted_cases(scores, names)
            row.append(f"{mean(calibration.calibration_error(found))} ({len(found)})")
        rows.append(row)
    return markdown(["ECE (accepted values)", *groups], rows)


def layouts(scores: Sequence[Score]) -> str:
    """Return each layout by itself, and under the thresholds that all others would have set.

    A threshold lies just above the surest wrong value of the other layouts.
    """
    rows = []
    held = {whole: calibration.held_out(scores, whole) for whole in calibration.WHOLES}
    for name in sorted({s.layout for s in scores}):
        own = summary([s for s in scores if s.layout == name])
        row = [name, str(own["letters"]), percent(own["accepted"]), str(own["accepted_wrong"])]
        row += [percent(own["tckn_accepted_right"]), percent(own["name_right"])]
        for whole in calibration.WHOLES:
            here = held[whole][name]
            row.append(f"{here.taken} / {here.wrong} (> {here.threshold:.3f})")
        rows.append(row)
    head = ["layout", "letters", "accepted", "wrong accepted", "TCKN accepted", "name right"]
    head += [f"{whole}: taken / wrong by the others' threshold" for whole in calibration.WHOLES]
    return markdown(head, rows)


def gains(changes: Changes) -> str:
    """Return which letters changed against the earlier run, by name."""
    lines = [f"Compared with the earlier run: {changes.compared} letters."]
    lines += _named("now accepted with a wrong number or name", changes.harmed)
    lines += _named("now accepted", changes.accepted)
    lines += _named("accepted no more", changes.reviewed)
    for name in FIELDS:
        lines += _named(f"`{name}` lost", changes.lost.get(name, ()))
        lines += _named(f"`{name}` gained", changes.gained.get(name, ()))
    return "\n".join(lines)


def _named(what: str, names: Iterable[str]) -> list[str]:
    found = list(names)
    return [f"- {what}: {len(found)}: {', '.join(found)}"] if found else []


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percent(share: float | None) -> str:
    """Return a share as a percentage with a figure that tells it from nothing."""
    if share is None:
        return "–"
    return f"{100 * share:.{1 if share >= 0.01 or not share else 2}f} %"


def mean(value: float | None) -> str:
    """Return a figure between 0 and 1 with three places."""
    return "–" if value is None else f"{value:.3f}"


def _count(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"
