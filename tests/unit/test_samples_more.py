"""Development letters asked for by name only: whole, and true to their paper."""

from collections.abc import Iterator
from random import Random

import pytest

from samples import render
from samples.layouts import BY_HAND, LAYOUTS, MATTERS, NAMES, OVERPRINTED, PERSONS, WORDS, layout
from samples.letter import Block, Columns, Letter, Pair, Table, Text

ASKED_FOR = (*NAMES["dev"], *MATTERS["dev"], *PERSONS["dev"], *OVERPRINTED["dev"])


def _letter(name: str, seed: int) -> Letter:
    return layout("dev", name)(Random(f"{name}{seed}"), WORDS["dev"])


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Text():
                yield block.text
            case Pair():
                yield f"{block.label} {block.value}"
            case Columns():
                for column in block.columns:
                    yield from _texts(column.blocks)
            case Table():
                yield from (cell.text for row in block.rows for cell in row)
            case _:
                pass


@pytest.mark.parametrize("name", ASKED_FOR)
def test_every_page_fits(name: str) -> None:
    letter = _letter(name, 5)
    assert all(i.size == (render.WIDTH, render.HEIGHT) for i in render.pages(letter))


@pytest.mark.parametrize("name", ASKED_FOR)
def test_what_the_truth_says_stands_on_the_paper(name: str) -> None:
    for seed in range(20):
        letter = _letter(name, seed)
        paper = " ".join(_texts(tuple(b for s in letter.sheets for b in s.blocks)))
        truth = letter.truth
        for fact in (truth.tckn, truth.subject, truth.address, truth.addressee):
            assert fact is None or fact in paper
        assert all(word in paper for word in truth.name.split())


def test_they_are_made_only_for_who_asks_by_name() -> None:
    assert not set(ASKED_FOR) & {*LAYOUTS["dev"], *BY_HAND["dev"]}
    assert not {*NAMES["test"], *MATTERS["test"], *PERSONS["test"], *OVERPRINTED["test"]}
