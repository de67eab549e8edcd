"""What the tests on real databases share."""

from collections.abc import Iterator

import pytest

from benchmarks import desk_postgres


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str | None]:
    """One server a test process, None where none is installed; each test makes its own database."""
    if not desk_postgres.is_there():
        yield None
        return
    with desk_postgres.cluster() as url:
        yield url
