"""The judge of the accuracy benchmark: strict where a citizen would be harmed."""

from typing import Any

import pytest

from benchmarks.scoring import FIELDS, score, summary, token_f1
from samples import make

_TRUTH: dict[str, Any] = make.a_sample("dev-1-0003", "dev", "bimer_form", "fax_standard").truth


def _record(**values: Any) -> dict[str, Any]:
    """Return an accepted record that reads the truth, but for ``values``."""
    told = {name: _TRUTH[name] for name in FIELDS} | values
    fields = {
        name: {
            "value": value,
            "state": "missing" if value is None else "found",
            "confidence": 0.9,
        }
        for name, value in told.items()
    }
    return {"status": "accepted", "reasons": [], "kind": _TRUTH["kind"], "fields": fields}


def test_a_perfect_record_is_right_in_every_field() -> None:
    judged = score("s", _TRUTH, _record())
    assert set(judged.outcomes.values()) == {"right"}
    assert not judged.harmful
    assert judged.subject_f1 == 1.0


@pytest.mark.parametrize("name", ["tckn", "name"])
@pytest.mark.parametrize("value", ["something else", None])
def test_accepting_another_number_or_name_is_harm(name: str, value: str | None) -> None:
    judged = score("s", _TRUTH, _record(**{name: value}))
    assert judged.harmful
    assert judged.outcomes[name] == ("wrong" if value else "open")


def test_a_letter_with_one_wrong_turkish_mark_in_the_name_is_wrong_yet_folded_right() -> None:
    truth = {**_TRUTH, "name": "IŞIL KAYA", "names_written": ("IŞIL KAYA",)}
    judged = score("s", truth, _record(name="IŞİL KAYA"))
    assert judged.outcomes["name"] == "wrong"
    assert judged.name_folded


def test_a_value_where_the_paper_has_none_is_wrong() -> None:
    judged = score("s", {**_TRUTH, "date": None}, _record(date="2026-01-01"))
    assert judged.outcomes["date"] == "wrong"


def test_a_field_in_conflict_gives_no_value() -> None:
    record = _record()
    record["fields"]["tckn"]["state"] = "conflict"
    judged = score("s", _TRUTH, {**record, "status": "review"})
    assert judged.outcomes["tckn"] == "open"
    assert not judged.tckn_accepted


def test_a_quarantined_file_is_open_in_all_it_should_have_said() -> None:
    judged = score("s", _TRUTH, {"status": "quarantined", "reasons": []})
    assert set(judged.outcomes.values()) <= {"open", "right"}
    assert judged.outcomes["name"] == "open"
    assert not judged.accepted


def test_a_missing_signature_said_to_be_there_is_wrong() -> None:
    judged = score("s", {**_TRUTH, "signature": False}, _record(signature=True))
    assert judged.outcomes["signature"] == "wrong"


def test_a_subject_counts_without_hakkinda() -> None:
    assert token_f1("Su faturası Hk.", "SU FATURASI") == 1.0
    assert token_f1("su", "su faturası") == pytest.approx(2 / 3)
    assert token_f1("", "su faturası") == 0.0


def test_a_summary_names_the_letters_that_did_harm() -> None:
    good = score("good", _TRUTH, _record())
    bad = score("bad", _TRUTH, _record(tckn="0"))
    figures = summary([good, bad])
    assert figures["accepted"] == 1.0
    assert figures["accepted_wrong_stems"] == ["bad"]
    assert figures["fields"]["tckn"] == {"right": 1, "wrong": 1, "open": 0}


def test_no_subject_line_gives_no_mean() -> None:
    truth = {**_TRUTH, "subject": None}
    assert summary([score("s", truth, _record(subject=None))])["subject_f1"] is None


def test_a_derived_subject_says_that_none_is_written() -> None:
    record = _record(subject="Lambaların onarılmasını arz ederim")
    record["fields"]["subject"]["rule"] = "subject.derived"
    assert score("s", {**_TRUTH, "subject": None}, record).outcomes["subject"] == "right"
    assert score("s", _TRUTH, record).outcomes["subject"] == "open"
