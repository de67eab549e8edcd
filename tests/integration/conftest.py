"""What the tests on real databases share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import desk_postgres
from tests.postgresql import database_of


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str | None]:
    """One server a test process, None where none is installed; each test makes its own database."""
    if not desk_postgres.is_there():
        yield None
        return
    with desk_postgres.cluster() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def on_each_database(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: str | None
) -> str | None:
    """The URL of an empty database, None for SQLite in the test's own folder."""
    return database_of(postgresql, tmp_path.name) if request.param == "postgresql" else None
