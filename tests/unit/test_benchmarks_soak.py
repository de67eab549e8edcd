"""What the soak calls flat, what it calls growth, and what it feeds."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.soak import Feeder, Sample, grown, report, slope
from ingest.complete import check_complete

START = Sample(0, 0, 0, 0, 300, 400, 4, 40, 60, 0, 0, 0, 0)


def samples(main: Callable[[int], float], descriptors: Callable[[int], int]) -> list[Sample]:
    return [
        replace(
            START, seconds=done / 2, fed=done, done=done, main_mb=main(done),
            descriptors=descriptors(done), store_mb=done * 0.013, engine_mb=done * 0.004,
        )
        for done in range(0, 2001, 50)
    ]  # fmt: skip


def test_a_rise_at_the_beginning_is_no_growth() -> None:
    warm = samples(lambda done: 300 + min(40, done / 10), lambda done: 40 + done % 3)
    assert report(warm)


@pytest.mark.parametrize(
    ("main", "descriptors"),
    [(lambda done: 300 + done / 10, lambda _: 40), (lambda _: 300, lambda done: 40 + done // 20)],
    ids=["memory", "descriptors"],
)
def test_a_leak_is_found(main: Callable[[int], float], descriptors: Callable[[int], int]) -> None:
    assert not report(samples(main, descriptors))


def test_a_slope_is_told_by_the_thousand_documents() -> None:
    leak = samples(lambda done: 300 + done / 10, lambda _: 40)
    assert slope(leak, lambda sample: sample.main_mb) == pytest.approx(100)
    assert grown(leak, lambda sample: sample.main_mb) == pytest.approx(0.5)


def test_documents_fed_are_whole_and_all_different_but_for_copies(tmp_path: Path) -> None:
    feeder = Feeder(tmp_path)
    for _document in range(40):
        feeder.feed()
    files = sorted(tmp_path.iterdir())
    for file in files:
        check_complete(file)
    assert len({file.read_bytes() for file in files}) == 40 - feeder.copies == 38
