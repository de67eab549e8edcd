"""Learning who wrote a letter: near the hand-set weights, moved by letters, written as data."""

import tomllib
from pathlib import Path

import pytest

from extract import knowledge
from training.learn_names import Choice, Model, written

ROOT = Path(__file__).parents[2]
PRIOR = {"label": 1.0, "title": -1.0, "unseen": 2.0}


def letters(count: int) -> list[Choice]:
    """Return letters in which the labelled person wrote, and one beside a title did not."""
    people = (frozenset({"label"}), frozenset({"title"}), frozenset({"label", "title"}))
    return [Choice("dev.a", people, 0) for _ in range(count)]


def test_shares_of_all_people_and_nobody_are_one() -> None:
    model = Model(PRIOR, 0.5)
    shares = model.shares(model.table(letters(1)[0]))
    assert len(shares) == 4
    assert shares.sum() == pytest.approx(1)
    assert shares.argmax() == 0


def test_letters_move_the_weights_they_speak_of_and_no_other() -> None:
    model = Model(PRIOR, 0.5)
    model.fit(letters(20), spread=1.0)
    learnt = dict(zip((*model.names, "nobody"), model.weights, strict=True))
    assert learnt["label"] > PRIOR["label"]
    assert learnt["title"] < PRIOR["title"]
    assert learnt["unseen"] == pytest.approx(PRIOR["unseen"])


def test_a_letter_whose_writer_is_not_among_its_people_speaks_for_nobody() -> None:
    model = Model(PRIOR, 0.5)
    model.fit([Choice("dev.a", (frozenset({"label"}),), None)] * 20, spread=1.0)
    assert model.weights[-1] > 0.5


def test_what_is_written_is_the_same_file_with_other_numbers() -> None:
    weights = "[weights]\nlabel = 1.0  # beside\ntitle = -1.0\nunseen = 2.0\n"
    prior = f"# head\n{weights}[gate]\nnobody = 0.5\n"
    model = Model(PRIOR, 0.5)
    model.fit(letters(20), spread=1.0)
    text = written(prior, model, letters(20), "20 letters")
    read = tomllib.loads(text)
    assert read["weights"]["label"] == pytest.approx(model.weights[0], abs=0.005)
    assert read["gate"]["nobody"] == pytest.approx(model.weights[-1], abs=0.005)
    assert "# beside" in text
    assert written(prior, model, letters(20), "20 letters") == text


def test_the_shipped_weights_are_of_the_signs_set_by_hand() -> None:
    by_hand = tomllib.loads((ROOT / "training/names/weights.toml").read_text(encoding="utf-8"))
    shipped = knowledge.table("name_weights")
    assert list(shipped["weights"]) == list(by_hand["weights"])
    assert list(shipped["gate"]) == list(by_hand["gate"])
    alike = {k: by_hand["weights"][k] * v >= 0 for k, v in shipped["weights"].items()}
    assert all(alike.values())
