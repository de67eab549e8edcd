"""spaCy as OCR needs it: Turkish casing, labels never glued to values."""

import pytest
from spacy.language import Language

from extract import language
from extract.layout import lay_out
from tests.builders_extract import a_page


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


def test_casing_is_turkish(nlp: Language) -> None:
    doc = nlp("IĞDIR İSTANBUL")
    assert [t.lower_ for t in doc] == ["ığdır", "istanbul"]
    assert [t.norm_ for t in doc] == ["igdir", "istanbul"]


@pytest.mark.parametrize("text", ["TCKN:123", "T.C.Kimlik No:123", "Tel:0(532)123-45-67"])
def test_a_label_never_sticks_to_its_value(nlp: Language, text: str) -> None:
    assert all(t.text.isalpha() or t.text.isdigit() or len(t.text) == 1 for t in nlp(text))


def test_a_suffix_after_an_apostrophe_stays_with_its_word(nlp: Language) -> None:
    assert [t.text for t in nlp("Ankara'nın yolu")] == ["Ankara'nın", "yolu"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("T.C. Kimlik No: 1", "tckn.self"),
        ("TC KİMLİK NUMARASI", "tckn.self"),
        ("T.C Kinnlik Numarası", "tckn.self"),
        ("ADI - SOYADI", "name.self"),
        ("Adı/Soyadı", "name.self"),
        ("Baba Adı", "name.other"),
        ("ÖZÜ", "subject.self"),
        ("İkametgâh Adresi", "address.self"),
        ("Anne Kızlık Soyadı", "maiden.self"),
    ],
)
def test_label_variants_are_known(nlp: Language, text: str, key: str) -> None:
    doc = nlp(text)
    assert [span.label_ for span in doc.spans[language.SPANS_KEY]] == [key]


def test_every_token_knows_its_word(nlp: Language) -> None:
    layout = lay_out([a_page("T.C.No:123      Ankara\nİkinci satır")])
    doc = language.parse(nlp, layout)
    owners = doc.user_data["words"]
    assert len(owners) == len(doc)
    for token, owner in zip(doc, owners, strict=True):
        assert owner < 0 or token.text in layout.words[owner].text


def test_the_pipeline_survives_a_round_trip(nlp: Language) -> None:
    again = language.load().from_bytes(nlp.to_bytes())
    doc = again("Adı Soyadı")
    assert [s.label_ for s in doc.spans[language.SPANS_KEY]] == ["name.self"]


def test_an_empty_text_is_an_empty_doc(nlp: Language) -> None:
    assert len(nlp("")) == 0
