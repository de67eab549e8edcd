"""Learning whose number: letters without OCR, and weights that separate what they are shown."""

import tomllib
from random import Random

from domain.tckn import is_valid
from extract import knowledge
from samples.layouts import WORDS
from training import papers
from training.composed import compose
from training.tckn_roles import Candidate, Page, judged, learn, written


def test_a_composed_letter_shows_the_petitioners_number_or_says_that_it_does_not() -> None:
    shown = [compose(Random(f"{i}"), WORDS["dev"]) for i in range(40)]
    assert {letter.tckn is None for letter in shown} == {True, False}
    for letter in shown:
        assert letter.tckn is None or (
            is_valid(letter.tckn) and any(letter.tckn in row for row in letter.rows)
        )


def test_a_rendered_page_holds_the_words_of_its_layout() -> None:
    paper = next(papers.rendered(seed=3, count=1))
    words = [word.text for page in paper.pages for word in page.first.words]
    assert paper.tckn is None or any(paper.tckn in word for word in words)


def page_of(*numbers: tuple[str, bool]) -> Page:
    found = tuple(Candidate(frozenset(signs.split()), is_own) for signs, is_own in numbers)
    return Page("classic", found, any(is_own for _, is_own in numbers))


def test_learning_tells_the_petitioners_number_from_anothers() -> None:
    pages = [page_of(("label near", True), ("brackets", False))] * 60
    model = learn(pages)
    assert model.p({"label", "near"}) > 0.9
    assert model.p({"brackets"}) < 0.1
    outcome = judged(model, pages)
    assert (outcome.first, outcome.taken, outcome.wrong) == (60, 60, 0)


def test_a_number_of_another_person_is_never_taken_whatever_its_weight() -> None:
    model = learn([page_of(("other_person label", True), ("brackets", False))] * 60)
    outcome = judged(model, [page_of(("other_person label", False))])
    assert (outcome.taken, outcome.wrong) == (0, 0)


def test_new_weights_leave_the_gate_as_it_is() -> None:
    model = learn([page_of(("label", True), ("brackets", False))] * 60)
    before = "bias = 1.0\n\n[weights]\nold = 2.0\n\n[gate]\nrole = 0.9\n"
    after = tomllib.loads(written(model, before, "Learnt from nothing."))
    assert after["gate"] == {"role": 0.9}
    assert set(after["weights"]) == {"label", "brackets"}


def test_the_shipped_weights_speak_of_signs_that_exist() -> None:
    weights = knowledge.table("tckn_weights")["weights"]
    assert weights["other_person"] < 0 < weights["label"]
