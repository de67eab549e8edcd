"""Make the shipped span finder: ``python -m training.spans.make`` (``make model``).

Data are generated, the network is trained on one thread, weights go to ``extract/data/model`` with
a manifest of SHA-256 over what they were made of. On one kind of machine the same sources give the
same bytes; on another compare scores, not hashes.
"""

import hashlib
import importlib.metadata
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

from extract.knowledge import SPAN_MODEL
from extract.spans import PIPE
from training.spans import data

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "training" / "config.cfg"
MANIFEST = "manifest.json"
#: Documents to learn from, and to choose the best step by; their seeds.
_LEARN, _JUDGE = (3000, 1), (150, 2)
#: What the documents are made by.
_GENERATOR = (
    "training/spans/*.py",
    "samples/*.py",
    "samples/words/dev*.py",
    "samples/layouts/dev/*.py",
    "extract/data/*_names.txt",
    "extract/data/surnames.txt",
    "extract/data/labels.toml",
    "extract/language.py",
    "extract/spans.py",
)
_LIBRARIES = ("spacy", "thinc", "blis", "numpy")


def make(
    folder: Path,
    overrides: Mapping[str, Any],
    learn: int = _LEARN[0],
    layouts: Sequence[str] = data.DEV,
) -> dict[str, Any]:
    """Train into ``folder`` and return its manifest; ``overrides`` are of ``config.cfg``.

    Layouts left out of ``layouts`` are new to the network: one may judge it on them.
    """
    with tempfile.TemporaryDirectory() as name:
        made = _write_data(Path(name), learn, layouts)
        paths = {f"paths.{key}": str(path) for key, path in made.items()}
        trained = _trained(Path(name) / "runs", {**paths, **overrides})
        hashes = {key: _sha256(path) for key, path in made.items()}
    _ship(trained, folder)
    manifest = {
        "generator": _combined(),
        "config": _sha256(CONFIG),
        "data": hashes,
        "made_with": {name: importlib.metadata.version(name) for name in _LIBRARIES},
        "files": files_of(folder),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return manifest


def files_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a model folder but its manifest."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)
    return {str(path.relative_to(folder)): _sha256(path) for path in found}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _combined() -> str:
    digest = hashlib.sha256()
    for path in sorted({p for pattern in _GENERATOR for p in ROOT.glob(pattern)}):
        digest.update(f"{path.relative_to(ROOT)} {_sha256(path)}\n".encode())
    return digest.hexdigest()


def _write_data(folder: Path, learn: int, layouts: Sequence[str]) -> dict[str, Path]:
    nlp = spacy.blank("tr_ocr")
    made = {}
    for key, (count, seed) in (("train", (learn, _LEARN[1])), ("dev", _JUDGE)):
        made[key] = folder / f"{key}.spacy"
        made[key].write_bytes(data.to_bytes(data.documents(nlp, count, seed, layouts)))
    return made


def _trained(folder: Path, overrides: Mapping[str, Any]) -> Language:
    folder.mkdir()
    config = load_config(CONFIG, overrides=dict(overrides), interpolate=False)
    nlp = init_nlp(config)
    train(nlp, folder, stdout=sys.stderr, stderr=sys.stderr)
    return spacy.load(folder / "model-best")


def _ship(trained: Language, folder: Path) -> None:
    """Write the pipe into a pipeline with a fresh vocabulary: training words stay behind."""
    fresh = spacy.blank("tr_ocr")
    pipe = fresh.add_pipe(PIPE, config={"shipped": False})
    weights = trained.get_pipe(PIPE).to_bytes(exclude=["vocab"])  # type: ignore[attr-defined]
    pipe.from_bytes(weights, exclude=["vocab"])  # type: ignore[attr-defined]
    fresh.meta["name"] = "dilekce_spans"
    shutil.rmtree(folder, ignore_errors=True)
    fresh.to_disk(folder)


def main() -> None:
    """Make the shipped model."""
    manifest = make(SPAN_MODEL, {})
    print(json.dumps(manifest, indent=1))


if __name__ == "__main__":
    main()
