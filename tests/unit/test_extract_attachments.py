"""What a letter says it encloses."""

import pytest
from spacy.language import Language

from domain.petition import Attachment
from extract import attachments, labels, language
from extract.letter import study
from tests.builders_extract import LETTER, a_page


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language.load()


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        ("EK: Fotokopi (1 sayfa)", [("Fotokopi", 1)]),
        ("Ek :   Vekâletname örneği", [("Vekâletname örneği", None)]),
        ("EKLER:\n1- Fatura (2 sayfa)\n2- Dekont", [("Fatura", 2), ("Dekont", None)]),
        ("EKLER\n1) Kira sözleşmesi, 3 sayfa\n2) Tapu", [("Kira sözleşmesi", 3), ("Tapu", None)]),
        ("Ekler: 1- Fatura 2- Dekont (1 sayfa)", [("Fatura", None), ("Dekont", 1)]),
        ("EKLER:\n* Fatura\n* Dekont\nTel: 0532 123 45 67", [("Fatura", None), ("Dekont", None)]),
        ("EK-1", []),
        ("Ek: ....", []),
        ("Ekmek: 3 adet", []),
    ],
)
def test_enclosures_are_listed_as_written(
    nlp: Language, listed: str, found: list[tuple[str, int | None]]
) -> None:
    letter = study((a_page(f"{LETTER}\n\n{listed}"),), nlp)
    told = attachments.find(letter, labels.find(letter))
    assert told == tuple(Attachment(*item) for item in found)
