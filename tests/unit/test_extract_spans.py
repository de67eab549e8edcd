"""The trained spans: what a text is, with a score, and letters are read without them too."""

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
import spacy
import srsly  # type: ignore[import-untyped]
from spacy.language import Language

from extract import address, addressee, knowledge, labels, language, spans
from extract.letter import Letter, study
from tests.builders_extract import a_page

LETTER = """
KEÇİÖREN KAYMAKAMLIĞINA
Konu: Kaldırım işgali hakkında
Ben Ayşe Nur YILMAZ, Yenidoğan Mahallesi Lale
Sokak No: 5/3 Keçiören/ANKARA adresinde ikamet etmekteyim.
Gereğini saygılarımla arz ederim.
T.C. Kimlik No: 10000000146
Telefon: 0532 123 45 67
Ayşe Nur YILMAZ
"""

#: What somebody does who has our package installed but knows only spaCy.
STRANGER = """
import sys, tempfile, spacy
nlp = spacy.blank("tr_ocr")
for name in ("dilekce_labels", "dilekce_near_labels", "dilekce_spans"):
    nlp.add_pipe(name)
with tempfile.TemporaryDirectory() as folder:
    nlp.to_disk(folder)
    again = spacy.load(folder)
for pipeline in (nlp, again):
    doc = pipeline("TCKN:10000000146 IĞDIR VALİLİĞİNE")
    print([t.text for t in doc], [s.label_ for s in doc.spans["labels"]],
          [s.label_ for s in doc.spans["fields"]], doc[3].lower_, doc[3].norm_)
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(knowledge, "SPAN_MODEL", tmp_path / "nowhere")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def found(letter: Letter) -> dict[str, list[str]]:
    return {
        kind: [letter.doc[s.start : s.end].text.replace("\n", " ") for s in group]
        for kind, group in spans.spans_of(letter.doc).items()
    }


def test_spans_have_types_and_scores(nlp: Language) -> None:
    letter = study([a_page(LETTER)], nlp)
    assert found(letter) == {
        "MUHATAP": ["KEÇİÖREN KAYMAKAMLIĞINA"],
        "KONU": ["Kaldırım işgali hakkında"],
        "PER": ["Ayşe Nur YILMAZ", "Ayşe Nur YILMAZ"],
        "ADDR": ["Yenidoğan Mahallesi Lale Sokak No: 5/3 Keçiören/ANKARA"],
        "IDNO": ["10000000146"],
        "PHONE": ["0532 123 45 67"],
    }
    scores = [span.score for group in spans.spans_of(letter.doc).values() for span in group]
    assert all(0.5 < score <= 1 for score in scores)


def test_an_empty_letter_has_no_spans(nlp: Language) -> None:
    assert spans.spans_of(study([], nlp).doc) == {}
    finder = nlp.get_pipe(spans.PIPE)
    assert list(finder(nlp.make_doc("")).spans["fields"]) == []


def test_a_letter_is_searched_for_spans_when_first_asked(nlp: Language) -> None:
    doc = study([a_page(LETTER)], nlp).doc
    assert spans.SPANS_KEY not in doc.spans
    assert spans.spans_of(doc) == spans.spans_of(doc) != {}
    assert spans.SPANS_KEY in doc.spans


def test_strangers_use_the_pipes_by_their_names_and_round_trip_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STRANGER], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    tokens = ["TCKN", ":", "10000000146", "IĞDIR", "VALİLİĞİNE"]
    line = f"{tokens} ['tckn.self'] ['IDNO', 'MUHATAP'] ığdır igdir"
    assert done.stdout.splitlines() == [line, line]


def test_entry_points_name_what_is_there() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
    named = project["entry-points"]
    assert set(named) == {"spacy_languages", "spacy_tokenizers", "spacy_factories"}
    for group in named.values():
        for target in group.values():
            module, _, name = target.partition(":")
            assert hasattr(sys.modules[module], name)


def test_the_manifest_matches_the_shipped_files() -> None:
    folder = knowledge.SPAN_MODEL
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    shipped = [p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json"]
    assert {str(p.relative_to(folder)): sha256(p) for p in shipped} == manifest["files"]
    assert sha256(Path("training/config.cfg")) == manifest["config"]


def test_the_model_is_small_and_holds_no_pickle() -> None:
    folder = knowledge.SPAN_MODEL
    files = {str(p.relative_to(folder)): p for p in folder.rglob("*") if p.is_file()}
    assert sum(path.stat().st_size for path in files.values()) < 2_500_000
    for name in ("dilekce_spans/model", "vocab/key2row", "vocab/lookups.bin"):
        srsly.msgpack_loads(files.pop(name).read_bytes())
    np.load(files.pop("vocab/vectors"), allow_pickle=False)
    for path in files.values():
        path.read_text("utf-8")


@pytest.mark.usefixtures("no_model")
def test_without_a_model_letters_are_read_by_rules_alone() -> None:
    bare = language.load()
    letter = study([a_page(LETTER)], bare)
    assert spans.PIPE not in bare.component_names
    assert spans.spans_of(letter.doc) == {}
    office = addressee.find(letter, labels.find(letter))
    assert office is not None
    assert office.text == "KEÇİÖREN KAYMAKAMLIĞINA"


@pytest.mark.usefixtures("no_model")
def test_a_pipe_without_weights_finds_nothing_and_fails_nothing() -> None:
    nlp = spacy.blank("tr_ocr")
    nlp.add_pipe(spans.PIPE)
    assert list(nlp("IĞDIR VALİLİĞİNE").spans["fields"]) == []


PROSE = """
Ben Ayşe Nur YILMAZ, halen Yenidoğan Mahallesi Lale
Sokak No: 5/3 Keçiören/ANKARA adresinde ikamet etmekteyim. Yardım istiyorum.
Gereğini saygılarımla arz ederim.
"""


def test_a_span_bounds_an_address_told_in_a_sentence(nlp: Language) -> None:
    letter = study([a_page(PROSE)], nlp)
    home = address.find(letter, labels.find(letter))
    assert home is not None
    assert home.text == "Yenidoğan Mahallesi Lale Sokak No: 5/3 Keçiören/ANKARA"
