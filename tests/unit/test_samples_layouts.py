"""Development and test letters share nothing a reader could have learnt; all of them fit."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from domain import turkish
from samples import people, places, render
from samples.layouts import LAYOUTS, WORDS, SetName, dev, test
from samples.letter import Block, Boxes, Cell, Columns, Letter, Pair, Table, Text

_EVERY = [(s, name) for s in LAYOUTS for name in LAYOUTS[s]]


def _letter(set_name: SetName, layout: str, seed: int) -> Letter:
    return LAYOUTS[set_name][layout](Random(f"{layout}{seed}"), WORDS[set_name])


def _labels(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Pair() | Boxes():
                yield block.label
            case Columns():
                for column in block.columns:
                    yield from _labels(column.blocks)
            case Table():
                for row in block.rows:
                    yield from (_cell_label(cell) for cell in row)
            case _:
                pass


def _cell_label(cell: Cell) -> str:
    return cell.label or (cell.text if cell.bold else "")


def _letters_only(text: str) -> str:
    return "".join(c for c in turkish.fold(text) if c.isalpha())


def _all_labels(set_name: SetName) -> set[str]:
    return {
        _letters_only(label)
        for layout in LAYOUTS[set_name]
        for seed in range(30)
        for sheet in _letter(set_name, layout, seed).sheets
        for label in _labels(sheet.blocks)
    } - {""}


def test_no_label_of_a_development_letter_stands_in_a_test_letter() -> None:
    assert not _all_labels("dev") & _all_labels("test")


@pytest.mark.parametrize("part", ["neighbourhoods", "streets", "villages", "companies", "topics"])
def test_the_sets_share_no_words(part: str) -> None:
    ours, theirs = (set(getattr(WORDS[s], part)) for s in ("dev", "test"))
    assert ours
    assert not ours & theirs


def test_the_sets_share_no_name_of_a_person_in_any_role() -> None:
    ours, theirs = ({*WORDS[s].female, *WORDS[s].male, *WORDS[s].surnames} for s in ("dev", "test"))
    assert not ours & theirs


def test_the_sets_share_no_sentence() -> None:
    ours, theirs = (
        {s for t in WORDS[n].topics for s in (*t.facts, *t.asks, *t.subjects)}
        for n in ("dev", "test")
    )
    assert not ours & theirs


def _sentences(set_name: SetName) -> set[str]:
    """Return what is told in five words or more, as letters only: ends of addresses are shorter."""
    return {
        _letters_only(sentence)
        for layout in LAYOUTS[set_name]
        for seed in range(30)
        for sheet in _letter(set_name, layout, seed).sheets
        for text in _texts(sheet.blocks)
        for sentence in text.split(".")
        if sum(len(_letters_only(word)) >= 3 for word in sentence.split()) >= 5
    }


def test_no_sentence_of_a_development_letter_stands_in_a_test_letter() -> None:
    ours, theirs = _sentences("dev"), _sentences("test")
    assert min(len(ours), len(theirs)) > 500
    assert not ours & theirs


def test_every_test_layout_says_that_it_is_sealed() -> None:
    assert len(dev.LAYOUTS) >= 8
    assert len(test.LAYOUTS) >= 20
    for name in test.LAYOUTS:
        module = getattr(test, name)
        assert module.__doc__.startswith("Sealed: measured on, never tuned on.")


@pytest.mark.parametrize(("set_name", "layout"), _EVERY)
def test_every_page_fits_and_no_page_but_a_blank_one_is_empty(
    set_name: SetName, layout: str
) -> None:
    letter = _letter(set_name, layout, 5)
    images = render.pages(letter)
    assert len(images) == len(letter.sheets)
    for sheet, image in zip(letter.sheets, images, strict=True):
        assert image.size == (render.WIDTH, render.HEIGHT)
        assert (image.getextrema() == (255, 255)) == (not sheet.blocks)


@pytest.mark.parametrize(("set_name", "layout"), _EVERY)
def test_what_the_truth_says_stands_on_the_paper(set_name: SetName, layout: str) -> None:
    for seed in range(20):
        letter = _letter(set_name, layout, seed)
        paper = " ".join(_texts(tuple(b for s in letter.sheets for b in s.blocks)))
        truth = letter.truth
        for fact in (truth.subject, truth.address, truth.email, truth.addressee):
            assert fact is None or fact in paper
        assert all(part in paper for part in truth.name.split())
        digits = "".join(c for c in paper if c.isdigit())
        assert truth.tckn is None or truth.tckn in digits
        assert truth.phone is None or truth.phone[3:] in digits


def _texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Text():
                yield block.text
            case Pair():
                yield f"{block.label} {block.value}"
            case Boxes():
                yield block.digits
            case Columns():
                for column in block.columns:
                    yield from _texts(column.blocks)
            case Table():
                yield from (cell.text for row in block.rows for cell in row)
            case _:
                pass


def _told(layout: str) -> str:
    blocks = (b for n in range(30) for s in _letter("test", layout, n).sheets for b in s.blocks)
    return " ".join(_texts(tuple(blocks)))


def test_a_letter_typed_without_turkish_letters_has_none() -> None:
    assert _told("ascii_typed").isascii()


def test_a_letter_all_in_capitals_has_no_small_letter() -> None:
    told = _told("all_caps")
    assert told == turkish.upper(told)


def test_slips_make_words_that_no_other_letter_on_the_same_matters_has() -> None:
    spelt = {word for layout in ("bare", "mail_print", "stamped_over") for word in _words(layout)}
    assert len(_words("slips") - spelt) > 60


def _words(layout: str) -> set[str]:
    words = (w.strip(".,;:()") for w in _told(layout).split())
    return {w for w in words if w.isalpha() and w.islower()}


def test_places_are_the_81_provinces_and_districts_of_theirs() -> None:
    assert len(places.AREA_CODES) == 81
    assert len(places.PLACES) >= 150
    assert {p.province for p in places.PLACES} <= set(places.AREA_CODES)


def test_numbers_of_citizens_never_begin_with_99_and_those_of_foreigners_do() -> None:
    rng = Random(3)
    assert not any(people.a_tckn(rng).startswith("99") for _ in range(500))
    assert all(people.a_tckn(rng, foreigner=True).startswith("99") for _ in range(50))


def test_a_letter_without_room_is_set_smaller_not_cut() -> None:
    letter = _letter("dev", "classic", 1)
    sheet = replace(letter.sheets[0], blocks=letter.sheets[0].blocks * 2)
    image = render.pages(replace(letter, sheets=(sheet,)))[0]
    foot = image.crop((0, render.HEIGHT - 130, render.WIDTH, render.HEIGHT))
    assert foot.getextrema() == (255, 255)
