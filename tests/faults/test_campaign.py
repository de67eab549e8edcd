"""A small campaign against the running product; ``benchmarks.faults`` is the long one."""

from collections.abc import Iterator
from types import ModuleType

import pytest

from tests.faults import blob_damaged, disk_full_at_write, kill_at_step, poison, two_instances
from tests.faults.scene import Scene, scene


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One product for all faults: each meets what the ones before have left."""
    with scene(tmp_path_factory.mktemp("campaign"), seed=5) as running:
        yield running


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    "fault", [disk_full_at_write, blob_damaged, poison, two_instances, kill_at_step],
    ids=lambda fault: fault.__name__.rpartition(".")[2],
)  # fmt: skip
def test_after_a_fault_nothing_is_lost_and_nothing_delivered_twice(
    stage: Scene, fault: ModuleType
) -> None:
    fault.inject(stage)
    stage.settle()
    stage.check()
