"""The committed corpus is what the generator makes, and says why each file is there."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from samples import selection
from samples.selection import CORPUS, ENTRIES, Entry


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.stem)
def test_every_entry_is_committed_with_a_truth_and_a_reason(entry: Entry) -> None:
    (path,) = CORPUS.glob(f"{entry.stem}.*")
    told = json.loads((CORPUS / "truth" / f"{entry.stem}.json").read_text("utf-8"))
    assert told["layout"] == f"dev.{entry.layout}"
    assert told["channel"] == entry.channel
    row = f"| `{path.name}` | {entry.layout} | {entry.channel} | {entry.why} |"
    assert row in (CORPUS / "README.md").read_text("utf-8")


def test_the_bytes_are_the_ones_recorded() -> None:
    recorded = (CORPUS / "truth" / "SHA256SUMS").read_text("utf-8")
    assert selection.checksums(CORPUS) == recorded
    assert recorded.count("\n") == len(ENTRIES)


@pytest.mark.parametrize("stem", ["standard-fax-1", "clean-form-7"])
def test_the_generator_still_makes_the_committed_letter(stem: str) -> None:
    """Pixels may differ by a font's version; what is written and where may not."""
    entry = next(e for e in ENTRIES if e.stem == stem)
    sample = entry.sample()
    told = (CORPUS / "truth" / f"{stem}.json").read_text("utf-8")
    assert json.loads(json.dumps(sample.truth)) == json.loads(told)
    path = CORPUS / f"{stem}{sample.suffix}"
    with Image.open(path) as committed:
        kept = np.asarray(committed.convert("L").resize((120, 170)), np.float64)
    made = Image.open(io.BytesIO(sample.data))
    fresh = np.asarray(made.convert("L").resize((120, 170)), np.float64)
    assert np.abs(kept - fresh).mean() < 2.0


def test_the_corpus_stays_small() -> None:
    assert len(ENTRIES) >= 12
    assert sum(p.stat().st_size for p in CORPUS.rglob("*") if p.is_file()) < 3_000_000


def test_the_demo_has_a_letter_for_the_machine_and_one_for_a_person() -> None:
    files = selection.demo_files()
    assert [p.stem for p in files] == list(selection.DEMO)
    truths = [json.loads((CORPUS / "truth" / f"{p.stem}.json").read_text("utf-8")) for p in files]
    assert any(t["channel"] == "scan300" and not t["others"] for t in truths)
    assert any(o["tckn"] for t in truths for o in t["others"])
