"""The accuracy report: what leads it, what it compares, and what it never tells."""

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from benchmarks import accuracy, calibration, changes, plot, report
from benchmarks.records import Asked, Known
from benchmarks.scoring import FIELDS, Score, score, summary
from samples import make

_TRUTH: dict[str, Any] = make.a_sample("dev-1-0003", "dev", "bimer_form", "fax_standard").truth


def _record(*codes: str, **values: Any) -> dict[str, Any]:
    told = {name: _TRUTH[name] for name in FIELDS} | values
    return {
        "status": "review" if codes else "accepted",
        "reasons": [{"code": code, "field": code.partition(".")[0]} for code in codes],
        "kind": _TRUTH["kind"],
        "fields": {
            name: {"value": v, "state": "missing" if v is None else "found", "confidence": 0.9}
            for name, v in told.items()
        },
    }


def _judged(stem: str, *codes: str, **values: Any) -> Score:
    return score(stem, _TRUTH, _record(*codes, **values))


def test_the_headline_counts_wrong_accepted_letters_with_their_bound() -> None:
    scores = [_judged("a"), _judged("b", name="X Y"), _judged("c", "name.doubtful", name="X Y")]
    assert "1 of 2 (95 % Clopper–Pearson upper bound 97.5 %)" in report.headline(scores)


def test_no_wrong_letter_among_enough_needs_no_reservation() -> None:
    line = report.headline([_judged("a")] * 2995)
    assert "0 of 2995 (95 % Clopper–Pearson upper bound 0.10 %)" in line
    assert "to show" not in line
    assert "to show 0.10 % takes 2995" in report.headline([_judged("a")] * 2994)


def test_the_designs_table_says_which_bar_is_reached() -> None:
    table = report.design_table({"fax_standard": summary([_judged("a"), _judged("b", name="X")])})
    assert "| TCKN accepted automatically | 100.0 % ✓ (≥ 80.0 %) |" in table
    assert "| name right, first choice | 50.0 % ✗ (≥ 85.0 %) |" in table
    assert "| wrong TCKN or name among accepted | 1 of 2 (≤ 97.5 %) |" in table


def test_reasons_are_counted_alone_and_together() -> None:
    scores = [
        _judged("a", "name.doubtful", "tckn.missing"),
        _judged("b", "name.doubtful"),
        _judged("c"),
    ]
    rows = report.reasons(scores, ("fax_standard",)).splitlines()[2:]
    assert rows == ["| `name.doubtful` | 2 | 1 | 2 |", "| `tckn.missing` | 1 | 0 | 1 |"]


def test_doubtful_fields_are_counted_of_records_in_review_only() -> None:
    scores = [_judged("a"), _judged("b", "name.doubtful", "name.reads_differ", "tckn.missing")]
    assert summary(scores)["doubtful_in_review"] == 2
    assert summary(scores[:1])["doubtful_in_review"] is None


def test_changes_name_the_letters_won_and_lost() -> None:
    earlier = changes.kept([_judged("a", name="X Y"), _judged("b"), _judged("gone")])
    now = [_judged("a", "name.doubtful"), _judged("b", name="X Y"), _judged("new")]
    found = changes.between(json.loads(json.dumps(earlier)), now)
    a, b = now[0].name, now[1].name
    assert found.compared == 2
    assert (found.gained["name"], found.lost["name"]) == ([a], [b])
    assert (found.accepted, found.reviewed, found.harmed) == ([], [a], [b])
    told = report.gains(found)
    assert f"`name` lost: 1: {b}" in told
    assert f"now accepted with a wrong number or name: 1: {b}" in told


def test_letters_of_one_stem_are_told_apart_by_layout_and_channel() -> None:
    other = make.a_sample("dev-1-0003", "dev", "classic", "fax_fine").truth
    assert _judged("dev-1-0003").name != score("dev-1-0003", other, _record()).name


@pytest.mark.parametrize(("set_name", "told"), [("dev", True), ("test", False)])
def test_faults_are_told_of_development_letters_only(set_name: Any, told: bool) -> None:  # noqa: FBT001
    run = accuracy.Run()
    letter = Asked(set_name=set_name, layout="x", channel="fax_standard", seed=1, number=3)
    run.add(letter, Known(truth=_TRUTH, sha256=""), _record(name="X Y"))
    assert bool(run.faults) is told
    figures = json.dumps(changes.kept(run.scores)) + report.table(summary_of(run))
    assert _TRUTH["name"] not in figures
    assert _TRUTH["tckn"] not in figures


def summary_of(run: accuracy.Run) -> dict[str, dict[str, Any]]:
    return {"all": summary(run.scores)}


def test_the_plot_is_a_picture_with_a_line_for_each_curve() -> None:
    points = calibration.curve([(0.9, True), (0.5, False)], letters=2)
    root = ET.fromstring(plot.risk_coverage({"tckn": points, "name": points}))  # noqa: S314 - ours
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == 2
    assert len(lines[0].attrib["points"].split()) == 2


def test_a_share_is_never_rounded_to_nothing() -> None:
    assert report.percent(0.0004) == "0.04 %"
    assert report.percent(0.0) == "0.0 %"
    assert report.percent(None) == "–"
