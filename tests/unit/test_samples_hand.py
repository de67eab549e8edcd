"""Handwriting in samples: no two letters alike, Turkish marks in place, boxes where the ink is."""

from random import Random

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from samples import hand, make, render
from samples.layouts import BY_HAND, LAYOUTS, WORDS, SetName
from samples.letter import Writer

_EVERY = [(s, name) for s in BY_HAND for name in BY_HAND[s]]
_SETS: tuple[SetName, ...] = ("dev", "test")


def written(text: str, font: str = "Breip", seed: int = 3) -> NDArray[np.uint8]:
    image = Image.new("L", (1600, 260), 255)
    hand.Pen(image, Writer(font, seed), Random(seed)).write(text, (60, 160))
    return np.asarray(image, np.uint8)


def patches(image: NDArray[np.uint8]) -> NDArray[np.int32]:
    _, _, stats, _ = cv2.connectedComponentsWithStats((image < 170).astype(np.uint8))
    large = stats[1:][stats[1:, 4] > 12]
    return np.asarray(large[np.argsort(large[:, 0])], np.int32)


def test_no_two_letters_are_alike() -> None:
    sizes = [tuple(row) for row in patches(written("v v v v v v v v v v v v"))[:, 2:]]
    assert len(set(sizes)) == len(sizes) == 12


def test_turkish_letters_get_their_marks() -> None:
    assert [len(patches(written(letter))) for letter in ("ı", "i", "İ", "I")] == [1, 2, 2, 1]
    plain, marked = (patches(written(letter)) for letter in ("g", "ğ"))
    assert len(marked) == len(plain) + 1
    assert marked[:, 1].min() < plain[:, 1].min() - 5


def test_the_same_writer_writes_the_same_page() -> None:
    assert np.array_equal(written("Gereğini arz ederim"), written("Gereğini arz ederim"))
    assert not np.array_equal(written("arz", seed=1), written("arz", seed=2))


def test_the_sets_share_no_handwriting() -> None:
    assert not set(hand.DEV_FONTS) & set(hand.TEST_FONTS)


def test_handwriting_is_made_only_when_asked_for() -> None:
    for set_name in _SETS:
        assert not set(BY_HAND[set_name]) & set(LAYOUTS[set_name])


@pytest.mark.parametrize(("set_name", "layout"), _EVERY)
def test_letters_by_hand_fit_and_tell_where_the_hand_wrote(set_name: SetName, layout: str) -> None:
    for seed in range(3):
        letter = BY_HAND[set_name][layout](Random(seed), WORDS[set_name])
        (paper,) = render.papers(letter)
        boxes = [run.box for run in paper.text if run.kind == "hand"]
        assert boxes
        ink = np.asarray(paper.image) < 170
        for x, y, width, height in boxes:
            assert 0.01 < ink[y : y + height, x : x + width].mean() < 0.6
            assert x + width < render.WIDTH
            assert y + height < render.HEIGHT


def test_the_truth_tells_which_runs_are_by_hand() -> None:
    by_hand = make.a_sample("x-1", "dev", "hand_form", "scan300", with_text=True).truth
    kinds = [run["kind"] for run in by_hand["pages"][0]["text"]]
    assert kinds.count("hand") > 6
    assert kinds.count("print") > 6
    assert "handwriting" in by_hand["marks"]
