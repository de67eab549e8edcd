"""The power goes during admission: what was not synced is gone, what was removed may be back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce import clock
from dilekce.blobs import Blobs
from dilekce.book import Book
from dilekce.store.database import open_database, upgrade
from dilekce.store.tables import arrival
from ingest.admit import Admission, SettledFile
from ingest.listing import look_around
from tests.tracing import needs_tracing, words

BODY = b"II*\x00" + b"a fax of one page" * 1000
#: Syncs of one admission: of the blob, of its three folders.
SYNCS = 4


class PowerCut(BaseException):
    """Nothing of the process runs on."""


def wake(arrival_id: str) -> None:
    """Nobody is to be woken."""


def admit(home: Path) -> None:
    """Admit what lies in the drop folder, as a process that was just started does."""
    database = open_database(f"sqlite:///{home / 'dilekce.db'}")
    try:
        upgrade(database)
        blobs, book = Blobs(f"file://{home / 'blobs'}"), Book(database)
        blobs.prove()
        (home / "work").mkdir(exist_ok=True)
        admission = Admission(blobs, book, wake, spool=home / "work", now=clock.now)
        for look in look_around(home / "drop").files:
            admission.admit(SettledFile(folder=home / "drop", look=look))
    finally:
        database.dispose()


@contextmanager
def power_cut_after(syncs: int) -> Iterator[set[Path]]:
    """Cut the power after so many syncs; yields what was synced until then."""
    synced: set[Path] = set()
    sync = os.fsync

    def counting(descriptor: int) -> None:
        if len(synced) == syncs:
            raise PowerCut
        sync(descriptor)
        synced.add(Path(f"/proc/self/fd/{descriptor}").readlink())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", counting)
        yield synced


def forget(blobs: Path, synced: set[Path], left: str) -> None:
    """Make of the blob store what a disk may hold of it when only these were synced.

    A name outlives its bytes where the folder went to the disk and the file did not.
    """
    for file in [path for path in blobs.rglob("*") if path.is_file()]:
        if file in synced and file.parent in synced:
            continue
        if left == "nothing":
            file.unlink()
        elif file not in synced:
            os.truncate(file, 0)


@pytest.mark.parametrize("left", ["name", "nothing"])
@pytest.mark.parametrize("syncs", range(SYNCS + 1))
def test_wherever_the_power_goes_the_original_is_kept_whole(
    tmp_path: Path, syncs: int, left: str
) -> None:
    (tmp_path / "drop").mkdir()
    original = tmp_path / "drop" / "a.tif"
    original.write_bytes(BODY)
    with power_cut_after(syncs) as synced:
        if syncs < SYNCS:
            with pytest.raises(PowerCut):
                admit(tmp_path)
            assert original.read_bytes() == BODY
        else:
            admit(tmp_path)
            assert not original.exists()
            original.write_bytes(BODY)  # the removal had not reached the disk
    forget(tmp_path / "blobs", synced, left)

    admit(tmp_path)

    assert not list((tmp_path / "drop").iterdir())
    database = open_database(f"sqlite:///{tmp_path / 'dilekce.db'}")
    with database.begin() as connection:
        (sha256,) = connection.execute(sa.select(arrival.c.sha256)).scalars()
    database.dispose()
    assert Blobs(f"file://{tmp_path / 'blobs'}").get(sha256) == BODY


@needs_tracing
def test_the_kernel_is_asked_in_the_order_that_was_promised(tmp_path: Path) -> None:
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "a.tif").write_bytes(BODY)
    trace = tmp_path / "trace"
    admits = f"from tests.faults.test_power_cut import *; admit(Path({str(tmp_path)!r}))"
    command = [*words("fsync,fdatasync,unlink,unlinkat", trace), sys.executable, "-c", admits]
    traced = subprocess.run(command, check=False, capture_output=True, text=True)
    assert traced.returncode == 0, traced.stderr
    lines = trace.read_text().splitlines()

    def asked(call: str, about: str) -> int:
        found = [n for n, line in enumerate(lines) if call in line and about in line]
        assert found, f"{call} {about} is missing"
        return found[-1]

    key = next(p.name for p in (tmp_path / "blobs").glob("??/??/*"))
    order = [
        asked("fsync(", f"/{key}>"),
        asked("fsync(", f"/blobs/{key[:2]}/{key[2:4]}>"),
        asked("fsync(", f"/blobs/{key[:2]}>"),
        asked("fsync(", "/blobs>"),
        asked("sync(", "/dilekce.db>"),
        asked("unlink", "/drop/a.tif"),
    ]
    assert order == sorted(order)
