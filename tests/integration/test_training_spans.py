"""The span finder is made, not found: the same sources give the same bytes."""

from pathlib import Path

import spacy
from spacy.language import Language

from samples.layouts import LAYOUTS
from training.spans import data, make

FEW_STEPS = {"training.max_steps": 4, "training.eval_frequency": 2}


def documents(nlp: Language, count: int = 30) -> bytes:
    return data.to_bytes(data.documents(nlp, count, seed=7))


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    once, again = (make.make(tmp_path / name, FEW_STEPS, learn=30) for name in ("a", "b"))
    assert once == again
    assert make.files_of(tmp_path / "a") == once["files"]
    assert spacy.load(tmp_path / "a").pipe_names == ["dilekce_spans"]


def test_the_same_seed_gives_the_same_documents() -> None:
    assert documents(spacy.blank("tr_ocr")) == documents(spacy.blank("tr_ocr"))


def test_nothing_is_learnt_from_the_sealed_layouts() -> None:
    assert set(data.DEV) == set(LAYOUTS["dev"])
    assert not set(data.DEV) & set(LAYOUTS["test"])


def test_documents_are_cut_as_the_language_cuts_them() -> None:
    nlp = spacy.blank("tr_ocr")
    for doc in data.documents(nlp, 30, seed=7):
        assert [t.text for t in nlp.make_doc(doc.text)] == [t.text for t in doc]


def test_spans_cover_the_values_and_no_signs_around_them() -> None:
    kinds = set()
    for doc in data.documents(spacy.blank("tr_ocr"), 60, seed=7):
        for span in doc.spans["fields"]:
            kinds.add(span.label_)
            assert any(c.isalnum() for c in span[0].text)
            assert any(c.isalnum() for c in span[-1].text)
    assert kinds == {
        "ADDR", "DATE", "EMAIL", "IDNO", "KONU", "MUHATAP", "PER", "PHONE", "SURNAME",
    }  # fmt: skip
