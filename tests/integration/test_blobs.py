import hashlib
import os
import resource
from pathlib import Path

import pytest

from dilekce.blobs import Blobs
from domain.errors import Stop, TryLater


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(f"file://{tmp_path / 'blobs'}")


def test_bytes_come_back_under_their_hash(blobs: Blobs) -> None:
    key = blobs.put(b"letter")
    assert key == hashlib.sha256(b"letter").hexdigest()
    assert blobs.get(key) == b"letter"
    assert blobs.put(b"letter") == key


def test_a_file_is_kept_and_copied_out_unchanged(blobs: Blobs, tmp_path: Path) -> None:
    content = os.urandom(3_000_001)
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(content)
    key = hashlib.sha256(content).hexdigest()
    blobs.put_file(source, key)
    blobs.put_file(source, key)
    blobs.copy_to(key, target)
    assert target.read_bytes() == content


def test_a_missing_blob_is_told_without_its_content(blobs: Blobs) -> None:
    with pytest.raises(TryLater) as caught:
        blobs.get("00" * 32)
    assert caught.value.code == "blobs.read"


def test_half_written_files_of_a_killed_put_are_swept(tmp_path: Path) -> None:
    url = f"file://{tmp_path / 'blobs'}"
    key = Blobs(url).put(b"letter")
    whole = tmp_path / "blobs" / key[:2] / key[2:4] / key
    half = whole.with_name(f"{key}#1")
    half.write_bytes(b"let")
    Blobs(url)
    assert not half.exists()
    assert whole.read_bytes() == b"letter"


def test_a_full_disk_is_a_reason_to_wait(blobs: Blobs) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(TryLater):
            blobs.put(b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert blobs.get(blobs.put(b"x" * 100_000)) == b"x" * 100_000


def test_an_unknown_kind_of_store_says_what_to_write() -> None:
    with pytest.raises(Stop, match="file://"):
        Blobs("ftp://somewhere")
