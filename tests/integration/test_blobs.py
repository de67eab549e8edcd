import hashlib
import os
import resource
import shutil
from pathlib import Path

import pytest

from dilekce.blobs import Blobs
from domain.errors import Stop, TryLater, Unacceptable


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(f"file://{tmp_path / 'blobs'}")


def stored_at(folder: Path, key: str) -> Path:
    return folder / "blobs" / key[:2] / key[2:4] / key


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
    with pytest.raises(Unacceptable) as caught:
        blobs.get("00" * 32)
    assert caught.value.code == "blob.missing"


def test_a_changed_byte_is_noticed_before_anybody_uses_the_blob(
    blobs: Blobs, tmp_path: Path
) -> None:
    key = blobs.put(b"letter")
    stored_at(tmp_path, key).write_bytes(b"lettre")
    for read in (blobs.get, lambda key: blobs.copy_to(key, tmp_path / "out")):
        with pytest.raises(Unacceptable) as caught:
            read(key)
        assert caught.value.code == "blob.damaged"


@pytest.mark.parametrize("half", [b"", b"let", b"lettre"])
def test_what_a_power_cut_left_of_a_blob_is_written_anew(
    blobs: Blobs, tmp_path: Path, half: bytes
) -> None:
    key = blobs.put(b"letter")
    stored_at(tmp_path, key).write_bytes(half)
    assert blobs.put(b"letter") == key
    assert blobs.get(key) == b"letter"


def test_a_store_whose_disk_is_away_is_waited_for(blobs: Blobs, tmp_path: Path) -> None:
    key = blobs.put(b"letter")
    away = (tmp_path / "blobs").rename(tmp_path / "away")
    (tmp_path / "blobs").mkdir()  # the empty place where it was mounted
    for use in (lambda: blobs.get(key), lambda: blobs.put(b"another")):
        with pytest.raises(TryLater):
            use()
    shutil.rmtree(tmp_path / "blobs")
    away.rename(tmp_path / "blobs")
    assert blobs.get(key) == b"letter"


def test_a_used_store_is_not_begun_anew_on_an_empty_disk(tmp_path: Path) -> None:
    url = f"file://{tmp_path / 'blobs'}"
    Blobs(url).put(b"letter")
    Blobs(url, used=True)
    with pytest.raises(Stop) as caught:
        Blobs(f"file://{tmp_path / 'empty'}", used=True)
    assert caught.value.code == "blobs.away"


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
