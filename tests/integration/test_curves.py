"""Confidences made anew from what people settled: compared, promoted by a person, then in use."""

import json
from pathlib import Path
from random import Random

import pytest

from dilekce import curves, settings, wiring
from dilekce.store.proposals import Settled
from domain.calibration import Curve
from domain.errors import Stop
from domain.field import FieldName

TOO_SURE = {FieldName.NAME: Curve(6.0, {"witnesses": 0.1})}
TRUE = Curve(-1.0, {"witnesses": 2.0})


def settled(count: int, seed: int = 1) -> list[Settled]:
    rng, out = Random(seed), []
    for number in range(count):
        measures = {"witnesses": float(rng.randint(0, 2))}
        right = rng.random() < TRUE.probability(measures)
        out.append(Settled(f"p-{number}", FieldName.NAME, measures, right))
    return out


def test_a_retrained_curve_fits_values_it_was_not_fitted_to_better(tmp_path: Path) -> None:
    made = curves.retrain(settled(2000), TOO_SURE, tmp_path)
    trial = next(t for t in made.trials if t.values == "settled")
    assert 300 < trial.cases < 500
    assert trial.log_loss[1] < trial.log_loss[0]
    assert trial.calibration_error[1] < 0.06 < trial.calibration_error[0]


def test_nothing_is_used_before_a_person_promotes_it(tmp_path: Path) -> None:
    made = curves.retrain(settled(500), TOO_SURE, tmp_path)
    assert curves.promoted(tmp_path) is None
    curves.promote(tmp_path, made.version)
    found = curves.promoted(tmp_path)
    assert found is not None
    assert found[0] == made.version
    assert found[1][FieldName.NAME].weights["witnesses"] == pytest.approx(2.0, abs=0.7)


def test_a_promoted_version_makes_certificates_start_anew(tmp_path: Path) -> None:
    chosen = settings.Settings(home=tmp_path)
    before = wiring.trust(chosen, wiring.ocr_engine())
    curves.promote(chosen.models, curves.retrain(settled(500), TOO_SURE, chosen.models).version)
    after = wiring.trust(chosen, wiring.ocr_engine())
    assert before.made.reader == after.made.reader
    assert before.made.model != after.made.model
    assert FieldName.NAME in after.curves


def test_too_few_settled_values_change_nothing(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="no field has 50"):
        curves.retrain(settled(40), TOO_SURE, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_version_is_refused_and_a_lost_one_named(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="no such version"):
        curves.promote(tmp_path, "../../etc/passwd")
    made = curves.retrain(settled(500), TOO_SURE, tmp_path)
    curves.promote(tmp_path, made.version)
    (tmp_path / f"{made.version}.json").unlink()
    with pytest.raises(Stop, match="promote another"):
        curves.promoted(tmp_path)


def test_a_version_holds_numbers_only(tmp_path: Path) -> None:
    made = curves.retrain(settled(500), TOO_SURE, tmp_path)
    text = (tmp_path / f"{made.version}.json").read_text()
    assert set(json.loads(text)) == {"name"}
    assert "p-" not in text
