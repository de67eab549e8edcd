"""Curves of confidence made anew from what people settled, compared, and promoted by a person.

A version is a JSON file in the models folder, named by its content; ``promoted`` names the one in
use. Without it the shipped curves hold.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dilekce.store.proposals import Settled
from domain.calibration import Curve
from domain.errors import Stop
from domain.field import FieldName
from extract import knowledge
from extract.calibrate import Case, calibration_error, fit, log_loss

_CURRENT = "promoted"
#: One settled value in so many is kept out of the fit, to compare by.
_OUT_OF = 5
#: Fewer settled values, or fewer of them wrong, say less than the generated letters did.
_LEAST, _LEAST_WRONG = 50, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The curve in use beside the new one, on values that neither was fitted to."""

    field: FieldName
    values: str  #: ``frozen``: shipped, generated letters; ``settled``: by people, kept out
    cases: int
    log_loss: tuple[float, float]
    calibration_error: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Retrained:
    """A new version, not in use."""

    version: str
    trials: tuple[Trial, ...]


def retrain(settled: Sequence[Settled], now: Mapping[FieldName, Curve], folder: Path) -> Retrained:
    """Fit each field's curve to the settled values and leave the version in ``folder``.

    A field with too few keeps its curve. Raises ``Stop`` when that is so for all.
    """
    made, trials = dict(now), []
    frozen = _frozen()
    for name in now:
        own = [s for s in settled if s.field == name]
        kept_out = [_case(s) for s in own if _is_kept_out(s)]
        learnt = [_case(s) for s in own if not _is_kept_out(s)]
        if len(learnt) < _LEAST or sum(not c.right for c in learnt) < _LEAST_WRONG:
            continue
        made[name] = fit(learnt, tuple(now[name].weights))
        for values, cases in (("frozen", frozen.get(name, [])), ("settled", kept_out)):
            trials.append(_trial(name, values, now[name], made[name], cases))
    if not trials:
        raise Stop(
            "model.too_little",
            f"no field has {_LEAST} settled values with {_LEAST_WRONG} wrong among them yet",
        )
    content = json.dumps({name: curve.to_json() for name, curve in made.items()}, indent=1)
    version = hashlib.sha256(content.encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{version}.json", content)
    return Retrained(version, tuple(trials))


def promote(folder: Path, version: str) -> None:
    """Make a version the one in use; raises ``Stop`` when there is no such version."""
    if not _file(folder, version).is_file():
        raise Stop("model.unknown", "no such version; `dilekce retrain` prints the one it makes")
    _write(folder / _CURRENT, version)


def promoted(folder: Path) -> tuple[str, Mapping[FieldName, Curve]] | None:
    """Return the version in use and its curves; None when the shipped ones hold.

    Raises ``Stop`` when its file is gone.
    """
    current = folder / _CURRENT
    if not current.is_file():
        return None
    version = current.read_text(encoding="utf-8").strip()
    try:
        found = json.loads(_file(folder, version).read_text(encoding="utf-8"))
    except OSError as error:
        raise Stop("model.unknown", "the promoted model's file is gone: promote another") from error
    return version, {FieldName(f): Curve(c["bias"], c["weights"]) for f, c in found.items()}


def _file(folder: Path, version: str) -> Path:
    return folder / f"{Path(version).name}.json"


def _write(path: Path, content: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(content, encoding="utf-8")
    part.replace(path)


def _case(settled: Settled) -> Case:
    return Case(settled.measures, settled.right)


def _is_kept_out(settled: Settled) -> bool:
    """Say whether a petition's values are only compared by; the same ones in every run."""
    digest = hashlib.sha256(settled.petition_id.encode()).digest()
    return digest[0] % _OUT_OF == 0


def _frozen() -> dict[FieldName, list[Case]]:
    """Return the values of generated letters that the shipped curves were not fitted to."""
    return {
        FieldName(name): [Case(row["measures"], row["right"]) for row in rows]
        for name, rows in knowledge.fitted("frozen_cases").items()
    }


def _trial(name: FieldName, values: str, now: Curve, new: Curve, cases: Sequence[Case]) -> Trial:
    return Trial(
        field=name,
        values=values,
        cases=len(cases),
        log_loss=(log_loss(now, cases), log_loss(new, cases)),
        calibration_error=(calibration_error(now, cases), calibration_error(new, cases)),
    )
