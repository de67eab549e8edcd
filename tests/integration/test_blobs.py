"""One contract for both blob stores: a local folder, and a bucket of a real S3 server."""

import hashlib
import os
import resource
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import obstore
import pytest
from obstore.store import S3Store
from pydantic import SecretStr

from dilekce.blobs import LOST, Blobs
from dilekce.settings import S3Settings
from domain.errors import Stop, TryLater
from tests import s3


@dataclass(frozen=True)
class Kept:
    """A blob store, and the back door of whoever runs its disks."""

    blobs: Blobs

    def overwrite(self, key: str, content: bytes) -> None:
        obstore.put(self.blobs._store, f"{key[:2]}/{key[2:4]}/{key}", content)

    def delete(self, path: str) -> None:
        obstore.delete(self.blobs._store, path)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[s3.S3Server | None]:
    if not s3.is_there():
        yield None
        return
    with s3.server() as found:
        yield found


def settings_of(server: s3.S3Server) -> S3Settings:
    return S3Settings(
        endpoint=server.endpoint, access_key=s3.ACCESS_KEY, secret_key=SecretStr(s3.SECRET_KEY)
    )


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path, s3_server: s3.S3Server | None) -> Kept:
    if request.param == "folder":
        blobs = Blobs(f"file://{tmp_path / 'blobs'}")
    else:
        if s3_server is None:
            pytest.skip("no S3 server for this machine")
        bucket = s3_server.make_bucket("contract")
        prefix = hashlib.sha256(os.fsencode(tmp_path)).hexdigest()
        blobs = Blobs(f"{bucket}/{prefix}", settings_of(s3_server))
    blobs.prove()
    return Kept(blobs)


def test_bytes_come_back_under_their_hash(kept: Kept) -> None:
    key = kept.blobs.put(b"letter")
    assert key == hashlib.sha256(b"letter").hexdigest()
    assert kept.blobs.get(key) == b"letter"
    assert kept.blobs.put(b"letter") == key
    assert kept.blobs.get(kept.blobs.put(b"")) == b""


def test_a_file_is_kept_and_copied_out_unchanged(kept: Kept, tmp_path: Path) -> None:
    content = os.urandom(6_000_001)  # more than one part of what clients cut uploads into
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(content)
    key = hashlib.sha256(content).hexdigest()
    kept.blobs.put_file(source, key)
    kept.blobs.put_file(source, key)
    kept.blobs.copy_to(key, target)
    assert target.read_bytes() == content
    assert b"".join(kept.blobs.chunks(key)) == content


def test_of_many_who_put_the_same_bytes_all_succeed(kept: Kept) -> None:
    contents = [bytes([number]) * 1000 for number in range(10)]
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(kept.blobs.put, contents * 8))
    assert keys[:10] * 8 == keys
    assert [kept.blobs.get(key) for key in keys[:10]] == contents


def test_a_blob_that_is_there_is_never_written_again(kept: Kept) -> None:
    key = kept.blobs.put(b"letter")
    path = f"{key[:2]}/{key[2:4]}/{key}"
    before = obstore.head(kept.blobs._store, path)["e_tag"]
    with pytest.raises(obstore.exceptions.AlreadyExistsError):
        obstore.put(kept.blobs._store, path, b"other bytes", mode="create")
    assert obstore.head(kept.blobs._store, path)["e_tag"] == before


def test_a_missing_blob_is_told_without_its_content(kept: Kept) -> None:
    with pytest.raises(TryLater) as caught:
        kept.blobs.get("00" * 32)
    assert caught.value.code == "blobs.missing"
    assert caught.value.code in LOST


def test_a_store_that_is_gone_as_a_whole_has_lost_no_blob(kept: Kept) -> None:
    kept.delete("dilekce-blobs")
    with pytest.raises(TryLater) as caught:
        kept.blobs.get("00" * 32)
    assert caught.value.code == "blobs.read"
    assert caught.value.code not in LOST


@pytest.mark.parametrize("damaged", [b"lettes", b"lett", b""])
def test_damage_shows_at_reading_and_is_mended_by_the_same_bytes(
    kept: Kept, damaged: bytes, tmp_path: Path
) -> None:
    key = kept.blobs.put(b"letter")
    kept.overwrite(key, damaged)
    for read in (kept.blobs.get, lambda k: kept.blobs.copy_to(k, tmp_path / "out")):
        with pytest.raises(TryLater) as caught:
            read(key)
        assert caught.value.code == "blobs.damaged"
    assert kept.blobs.put(b"letter") == key
    assert kept.blobs.get(key) == b"letter"


def test_nothing_is_kept_in_the_empty_place_of_a_store_whose_disk_is_away(tmp_path: Path) -> None:
    blobs = Blobs(f"file://{tmp_path / 'blobs'}")
    blobs.prove()
    away = (tmp_path / "blobs").rename(tmp_path / "away")
    (tmp_path / "blobs").mkdir()
    with pytest.raises(TryLater) as caught:
        blobs.put(b"letter")
    assert caught.value.code == "blobs.write"
    shutil.rmtree(tmp_path / "blobs")
    away.rename(tmp_path / "blobs")
    assert blobs.get(blobs.put(b"letter")) == b"letter"


def test_half_written_files_of_a_killed_put_are_swept(tmp_path: Path) -> None:
    url = f"file://{tmp_path / 'blobs'}"
    key = Blobs(url).put(b"letter")
    whole = tmp_path / "blobs" / key[:2] / key[2:4] / key
    half = whole.with_name(f"{key}#1")
    half.write_bytes(b"let")
    Blobs(url)
    assert not half.exists()
    assert whole.read_bytes() == b"letter"


def test_a_full_disk_is_a_reason_to_wait(tmp_path: Path) -> None:
    blobs = Blobs(f"file://{tmp_path / 'blobs'}")
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


def test_a_server_that_is_away_is_a_reason_to_wait() -> None:
    away = S3Settings(endpoint="http://127.0.0.1:9", access_key="id", secret_key=SecretStr("s"))
    with pytest.raises(TryLater):
        Blobs("s3://bucket", away).prove()


def test_a_wrong_key_and_a_missing_bucket_say_what_to_do(s3_server: s3.S3Server | None) -> None:
    if s3_server is None:
        pytest.skip("no S3 server for this machine")
    right = settings_of(s3_server)
    with pytest.raises(Stop) as caught:
        Blobs("s3://nobody-made-it", right).prove()
    assert caught.value.code == "blobs.no_bucket"
    bucket = s3_server.make_bucket("refuses")
    wrong = right.model_copy(update={"secret_key": SecretStr("not the secret")})
    with pytest.raises(Stop) as caught:
        Blobs(bucket, wrong).prove()
    assert caught.value.code == "blobs.refused"
    assert "not the secret" not in str(caught.value)


def test_a_server_that_overwrites_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blobs = Blobs(f"file://{tmp_path}")
    put = obstore.put
    monkeypatch.setattr(obstore, "put", lambda store, path, file, **_mode: put(store, path, file))
    with pytest.raises(Stop) as caught:
        blobs.prove()
    assert caught.value.code == "blobs.overwrites"


@pytest.mark.parametrize(
    ("url", "given", "code"),
    [
        ("s3://", {}, "blobs.url"),
        ("s3://b", {"endpoint": "minio:9000"}, "s3.endpoint"),
        ("s3://b", {"endpoint": "http://10.0.0.7:9000"}, "s3.plain_http"),
        ("s3://b", {"endpoint": "https://s3.example"}, "s3.keys"),
        ("s3://b", {"access_key": "id"}, "s3.keys"),
        ("s3://b", {"access_key": "id", "secret_key_file": "/nowhere"}, "s3.keys"),
    ],
)
def test_settings_that_cannot_work_are_told_before_any_request(
    url: str, given: dict[str, str], code: str
) -> None:
    with pytest.raises(Stop) as caught:
        Blobs(url, S3Settings.model_validate(given))
    assert caught.value.code == code


def test_the_secret_key_comes_from_a_file_and_shows_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("hidden words\n")
    chosen = S3Settings(
        endpoint="http://10.0.0.7", access_key="id", secret_key_file=secret, plain_http=True
    )
    store = Blobs("s3://bucket/prefix", chosen)._store
    assert isinstance(store, S3Store)
    assert store.config["secret_access_key"] == "hidden words"
    assert "hidden words" not in f"{chosen!r}{store!r}"
    inline = chosen.model_copy(update={"secret_key": SecretStr("from the environment")})
    assert "from the environment" not in repr(inline)
