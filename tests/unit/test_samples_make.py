"""The generator keeps its word: same arguments, same bytes; truths are true."""

import datetime as dt
from random import Random

import pytest

from domain import tckn
from samples import make
from samples.layouts import LAYOUTS, WORDS, SetName
from samples.letter import Letter

_EVERY = [(s, name) for s in LAYOUTS for name in LAYOUTS[s]]


def _letters(set_name: SetName, layout: str, count: int = 40) -> list[Letter]:
    return [
        LAYOUTS[set_name][layout](Random(f"{layout}{n}"), WORDS[set_name]) for n in range(count)
    ]


@pytest.mark.parametrize("channel", ["scan200_skewed", "fax_standard"])
def test_same_words_give_same_bytes(channel: str) -> None:
    first = make.a_sample("dev-7-0001", "dev", "classic", channel)
    again = make.a_sample("dev-7-0001", "dev", "classic", channel)
    assert first == again
    assert first.data != make.a_sample("dev-7-0002", "dev", "classic", channel).data


@pytest.mark.parametrize(("set_name", "layout"), _EVERY)
def test_every_number_in_a_truth_is_valid_and_no_persons_example(
    set_name: SetName, layout: str
) -> None:
    for letter in _letters(set_name, layout):
        numbers = [letter.truth.tckn, *(o.tckn for o in letter.truth.others)]
        for number in filter(None, numbers):
            parsed = tckn.Tckn.parse(number)
            assert not parsed.is_placeholder
        foreign = bool(letter.truth.tckn and letter.truth.tckn.startswith("99"))
        assert foreign == ("foreigner" in letter.truth.marks)


@pytest.mark.parametrize(("set_name", "layout"), _EVERY)
def test_every_truth_is_canonical(set_name: SetName, layout: str) -> None:
    for letter in _letters(set_name, layout):
        truth = letter.truth
        assert truth.name == truth.names_written[0] == " ".join(truth.name.split())
        assert truth.date is None or dt.date.fromisoformat(truth.date) == letter.written_on
        assert truth.phone is None or (truth.phone.startswith("+90") and len(truth.phone) == 13)
        assert letter.layout == f"{set_name}.{layout}"
