"""The name lists: compiled from their sources, told apart by how they came to be."""

import tomllib

import pytest

from extract import gazetteer, knowledge
from extract.gazetteer import Known
from training import compile_names


def test_the_shipped_lists_are_what_the_sources_give() -> None:
    assert {name: knowledge.text(name) for name in compile_names.compiled()} == (
        compile_names.compiled()
    )


def test_the_manifest_counts_thousands_of_names_and_no_name_twice() -> None:
    entries = {n: e["entries"] for n, e in tomllib.loads(knowledge.text("names.toml")).items()}
    assert entries["first_names.txt"] + entries["first_names_formed.txt"] >= 3000
    assert entries["surnames.txt"] + entries["surnames_formed.txt"] >= 10_000
    for kind in ("first_names", "surnames"):
        listed, formed = (
            set(knowledge.text(f).split()) for f in (f"{kind}.txt", f"{kind}_formed.txt")
        )
        assert not listed & formed


@pytest.mark.parametrize(
    ("stem", "dealer"),
    [
        ("kazan", "kazancı"),
        ("ekmek", "ekmekçi"),
        ("süt", "sütçü"),
        ("tuz", "tuzcu"),
        ("su", "sucu"),
    ],
)
def test_a_trade_takes_its_ending_in_vowel_and_consonant_harmony(stem: str, dealer: str) -> None:
    assert compile_names.trade(stem) == dealer


@pytest.mark.parametrize(
    ("place", "people"),
    [("sivas", "sivaslı"), ("ordu", "ordulu"), ("bingöl", "bingöllü"), ("rize", "rizeli")],
)
def test_a_places_people_take_their_ending_in_vowel_harmony(place: str, people: str) -> None:
    assert compile_names.inhabitant(place) == people


def test_a_word_is_listed_formed_or_unknown() -> None:
    assert gazetteer.family("Yılmaz") is Known.LISTED
    assert gazetteer.family("HACIMUSTAFAOĞLU") is Known.FORMED
    assert gazetteer.given("Şerminaz") is Known.FORMED
    assert gazetteer.given("Elnias") is Known.UNKNOWN


def test_dots_are_forgiven_in_finding_a_name_but_not_in_believing_it() -> None:
    assert gazetteer.family("ŞAHIN") is Known.LISTED
    assert gazetteer.letter_by_letter("ŞAHIN", last=True) is Known.UNKNOWN
    assert gazetteer.lost_marks("ŞAHIN")
    assert not gazetteer.lost_marks("ŞAHİN")


@pytest.mark.parametrize("word", ["RıZa", "rıza", "RIZa"])
def test_a_name_in_a_case_nobody_writes_is_not_believed(word: str) -> None:
    assert gazetteer.letter_by_letter("Rıza", last=False) is Known.LISTED
    assert gazetteer.letter_by_letter(word, last=False) is Known.UNKNOWN


def test_a_name_is_known_as_well_as_its_least_known_part() -> None:
    assert gazetteer.whole(("Ayşe", "YILMAZ")) is Known.LISTED
    assert gazetteer.whole(("Ayşe", "YILMAZ-HACIMUSTAFAOĞLU")) is Known.FORMED
    assert gazetteer.whole(("Ayşe", "YILNAZZ")) is Known.UNKNOWN
