"""Generated batches keep their word: same arguments, same bytes; a truth for every page."""

import io
from functools import cache

import pytest
from PIL import Image

from benchmarks.batches import judge, judge_fax
from domain.batch import Batch, Cut
from samples import batches
from samples.make import Sample


@cache
def a_batch(*, separated: bool) -> Sample:
    stem = f"dev-{'separated' if separated else 'bare'}-1-0002"
    return batches.a_batch(stem, "dev", "fax_standard", separated)


def frames(data: bytes) -> int:
    with Image.open(io.BytesIO(data)) as file:
        return int(getattr(file, "n_frames", 1))


@pytest.mark.parametrize("separated", [True, False])
def test_a_batch_tells_whose_each_page_is(separated: bool) -> None:  # noqa: FBT001
    sample = a_batch(separated=separated)
    pages = sample.truth["pages"]
    assert frames(sample.data) == len(pages)
    apart = {"blank", "separator"}
    assert all((page["petition"] is None) == (page["role"] in apart) for page in pages)
    owners = [page["petition"] for page in pages if page["petition"]]
    assert owners == sorted(owners)
    assert set(owners) == set(range(1, len(sample.truth["letters"]) + 1))
    assert any(page["role"] == "separator" for page in pages) is separated


def test_the_same_words_give_the_same_bytes() -> None:
    stem = "dev-bare-1-0002"
    assert batches.a_batch(stem, "dev", "fax_standard", separated=False) == a_batch(separated=False)


@pytest.mark.parametrize("fault", ["whole", "missing", "repeated"])
def test_a_broken_fax_holds_the_pages_its_truth_numbers(fault: str) -> None:
    sample = batches.a_broken_fax(f"dev-{fault}-1-0000", "dev", "fax_standard", fault)
    numbers = sample.truth["numbers"]
    assert frames(sample.data) == len(numbers)
    assert (len(set(numbers)) < len(numbers)) is (fault == "repeated")
    whole = Batch((Cut(tuple(range(1, len(numbers) + 1))),), (), {})
    assert judge_fax(sample, whole).right is (fault == "whole")
    assert judge_fax(sample, whole).silent is (fault != "whole")


def test_a_batch_cut_wrongly_is_judged_so() -> None:
    sample = a_batch(separated=False)
    owners = [page["petition"] for page in sample.truth["pages"]]
    pages = [
        tuple(n for n, o in enumerate(owners, 1) if o == k) for k in sorted({*owners} - {None})
    ]
    right = judge("bare", sample, Batch(tuple(Cut(p) for p in pages), (), {}))
    assert (right.right, right.merged, right.silent, right.torn) == (True, False, False, False)
    every = tuple(n for p in pages for n in p)
    mixed = judge("bare", sample, Batch((Cut(every),), (), {}))
    assert (mixed.right, mixed.merged, mixed.silent) == (False, True, True)
    flagged = judge("bare", sample, Batch((Cut(every, ("split.doubtful",)),), (), {}))
    assert (flagged.merged, flagged.silent, flagged.doubted) == (True, False, 1)
    torn = judge("bare", sample, Batch(tuple(Cut((n,)) for n in every), (), {}))
    assert torn.torn is (len(every) > len(pages))
