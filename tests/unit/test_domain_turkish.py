import pytest

from domain import turkish


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("İSTANBUL", "istanbul", "İSTANBUL"),
        ("IĞDIR", "ığdır", "IĞDIR"),
        ("ışık", "ışık", "IŞIK"),
        ("DAVALI", "davalı", "DAVALI"),
        ("i\u0307zmir", "i\u0307zmir", "İ\u0307ZMİR"),
    ],
)
def test_case_follows_the_turkish_i(text: str, lower: str, upper: str) -> None:
    assert turkish.lower(text) == turkish.compose(lower)
    assert turkish.upper(text) == turkish.compose(upper)


def test_decomposed_letters_are_composed_before_casing() -> None:
    assert turkish.lower("I\u0307STANBUL") == "istanbul"


def test_title_capitalises_each_word_and_leaves_the_dotless_i() -> None:
    assert turkish.title("IŞIL çağlayan-ışık") == "Işıl Çağlayan-Işık"


def test_fold_makes_every_spelling_of_a_place_equal() -> None:
    assert {turkish.fold(s) for s in ("İSTANBUL", "Istanbul", "ıstanbul", "istanbul")} == {
        "istanbul"
    }


def test_fold_keeps_the_length_of_composed_text() -> None:
    text = "Çağrı Öztürk Hakkâri İĞDIR ŞÜKRÜ"
    assert len(turkish.fold(text)) == len(text)
